//! No space behind `。` and `、`, which bring their own.

use crate::document::{Kind, OBJECT};
use crate::japanese::habit::majority;
use crate::japanese::particle::is_particle;
use crate::japanese::space::{character, deletion, excerpt, level};
use crate::japanese::{Sign, Spot, is_hiragana, is_letter};
use crate::rule::{Context, Report, Rule};
use crate::text;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaSpaceAfterKuten {}

impl Rule for JaSpaceAfterKuten {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let is_wide = is_habit(cx);
        for sign in [Sign::Period, Sign::Comma, Sign::Bracket] {
            for spot in cx.signs(sign) {
                let c = spot.c();
                let start = spot.at + c.len_utf8();
                let behind = &spot.run.text[start..];
                let is_space = |c: char| c == ' ' || c == '\u{3000}' && !is_wide;
                let spaces = behind.len() - behind.trim_start_matches(is_space).len();
                let Some(next) = behind[spaces..].chars().next().filter(|_| spaces > 0) else { continue };
                let end = start + spaces;
                let is_wrong = match sign {
                    Sign::Bracket => matches!(c, '」' | '』' | '）' | '》') && is_hiragana(next),
                    _ => goes_on(cx, spot, next, end) && !is_name(&spot.run.text[end..]),
                };
                // Where the space can't go, it has a job: it ends a URL, or lets emphasis begin.
                let Some(edit) = deletion(cx.doc, spot.run, start, end).filter(|_| is_wrong) else { continue };
                let place = report.at(character(spot.run, spot.at)).quieter_if(spot.run.is_quotation(spot.at));
                place
                    .say("space", [("text", excerpt(spot.run, start, end)), ("mark", c.to_string())])
                    .fix(level(spot.run, spot.at), [edit]);
            }
        }
    }
}

/// Fewer full stops say nothing about a habit.
const LEAST: usize = 3;

/// Whether most full stops inside of lines have a full-width space behind them: then it is meant.
fn is_habit(cx: &Context<'_>) -> bool {
    let inside = cx.signs(Sign::Period).filter(|spot| spot.next().is_some_and(|next| next != '\n'));
    let kinds: Vec<bool> = inside.map(|spot| spot.next() == Some('\u{3000}')).collect();
    majority(&kinds, LEAST, 2) == Some(true)
}

/// Whether the sentence or the next one begins there.
fn goes_on(cx: &Context<'_>, spot: Spot<'_, '_>, next: char, at: usize) -> bool {
    match next {
        OBJECT => spot.run.around(cx.doc, at).next().is_some_and(|node| matches!(node.kind, Kind::Code | Kind::FootnoteReference)),
        _ => is_letter(next) || text::joins_word(next) || matches!(next, '「' | '『' | '（' | '('),
    }
}

/// Whether what follows shows that the mark belongs to a name: `モーニング娘。 の曲`. Sentences begin with `はい` and `とはいえ`, too, so kana behind a
/// particle say nothing.
fn is_name(behind: &str) -> bool {
    let mut chars = behind.chars();
    let is_particle = chars.next().is_some_and(is_particle) && chars.next().is_some_and(|c| is_letter(c) && !is_hiragana(c));
    // `氏名` and `様々` are words of their own.
    let is_title = behind.strip_prefix(['氏', '様']).is_some_and(|rest| rest.starts_with(is_hiragana));
    is_particle || is_title || ["さん", "ちゃん", "くん"].iter().any(|title| behind.starts_with(title))
}
