//! No space behind `。` and `、`, which bring their own.

use crate::document::Kind;
use crate::japanese::space::{character, deletion, excerpt, level};
use crate::japanese::{Sign, Spot, is_letter};
use crate::rule::{Context, Report, Rule};
use crate::text;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaSpaceAfterKuten {}

impl Rule for JaSpaceAfterKuten {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for sign in [Sign::Period, Sign::Comma, Sign::Bracket] {
            for spot in cx.signs(sign) {
                let c = spot.c();
                let start = spot.at + c.len_utf8();
                let behind = &spot.run.text[start..];
                let spaces = behind.bytes().take_while(|byte| *byte == b' ').count();
                let Some(next) = behind[spaces..].chars().next().filter(|_| spaces > 0) else { continue };
                let end = start + spaces;
                let is_wrong = match sign {
                    Sign::Bracket => matches!(c, '」' | '』' | '）' | '》') && matches!(next, '\u{3041}'..='\u{3096}'),
                    _ => goes_on(cx, spot, next, end),
                };
                // Where the space can't go, it has a job: it ends a URL, or lets emphasis begin.
                let Some(edit) = deletion(cx.doc, spot.run, start, end).filter(|_| is_wrong) else { continue };
                let place = report.at(character(spot.run, spot.at));
                let place = if spot.run.is_quotation(cx.doc, spot.at) { place.quieter() } else { place };
                place
                    .say("space", [("text", excerpt(spot.run, start, end)), ("mark", c.to_string())])
                    .fix(level(cx.doc, spot.run, spot.at), [edit]);
            }
        }
    }
}

/// Whether the sentence or the next one begins there.
fn goes_on(cx: &Context<'_>, spot: Spot<'_, '_>, next: char, at: usize) -> bool {
    match next {
        '\u{fffc}' => spot.run.around(cx.doc, at).next().is_some_and(|node| matches!(node.kind, Kind::Code | Kind::FootnoteReference)),
        _ => is_letter(next) || text::joins_word(next) || matches!(next, '「' | '『' | '（' | '('),
    }
}
