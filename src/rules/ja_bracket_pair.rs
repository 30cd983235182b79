//! Every bracket has its other half.

use crate::japanese::brackets::brackets;
use crate::japanese::space::{bare_url, character};
use crate::japanese::{Sign, Spot};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaBracketPair {}

/// How far is looked around a bracket.
const FAR: usize = 300;

impl Rule for JaBracketPair {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let found = brackets(cx.signs(Sign::Bracket));
        for &(open, close) in &found.mismatched {
            let names = [("open", open.c()), ("close", close.c())];
            report.at(character(open.run, open.at)).say("mismatch", names).also(character(close.run, close.at), "here", names);
        }
        let mut unopened = found.unopened;
        let unclosed = outside_of_quotes(found.unclosed, &mut unopened);
        for (spots, id) in [(unclosed, "unclosed"), (unopened, "unopened")] {
            for spot in spots.into_iter().filter(|spot| if id == "unclosed" { needs_closing(cx, *spot) } else { needs_opening(cx, *spot) })
            {
                let place = report.at(character(spot.run, spot.at));
                let place = if spot.run.is_quotation(cx.doc, spot.at) { place.quieter() } else { place };
                place.say(id, [("bracket", spot.c())]);
            }
        }
    }
}

/// Takes out what begins in one paragraph and ends in another.
fn outside_of_quotes<'a, 'd>(unclosed: Vec<Spot<'a, 'd>>, unopened: &mut Vec<Spot<'a, 'd>>) -> Vec<Spot<'a, 'd>> {
    let place = |spot: &Spot<'_, '_>| character(spot.run, spot.at).start;
    let mut all: Vec<(Spot<'_, '_>, bool)> = unclosed.into_iter().map(|spot| (spot, true)).collect();
    all.extend(unopened.drain(..).map(|spot| (spot, false)));
    all.sort_by_key(|(spot, _)| place(spot));
    let mut open: [Vec<usize>; 6] = Default::default();
    let mut keep = vec![true; all.len()];
    for (index, (spot, opens)) in all.iter().enumerate() {
        let kind = match spot.c() {
            '「' | '」' => 0,
            '『' | '』' => 1,
            '（' | '）' | '(' | ')' => 2,
            '【' | '】' => 3,
            '《' | '》' => 4,
            _ => 5,
        };
        if *opens {
            open[kind].push(index);
        } else if let Some(other) = open[kind].pop() {
            (keep[other], keep[index]) = (false, false);
        }
    }
    let mut left = Vec::new();
    for ((spot, opens), _) in all.into_iter().zip(keep).filter(|(_, keep)| *keep) {
        if opens {
            left.push(spot);
        } else {
            unopened.push(spot);
        }
    }
    left
}

/// Whether an opening bracket is one that text follows, and no slip like `(笑`.
fn needs_closing(cx: &Context<'_>, spot: Spot<'_, '_>) -> bool {
    let start = spot.at + spot.c().len_utf8();
    let rest = &spot.run.text[start..];
    let rest = &rest[..rest.floor_char_boundary(FAR)];
    let line = rest.split(['\n', '。', ' ', '\u{3000}', '！', '？', '、']).next().unwrap_or(rest);
    match spot.c() {
        '(' | '（' => {
            line.chars().count() > 4 && rest.contains(crate::japanese::is_letter) && !is_face(spot) && !is_in_url(cx, spot, start, rest)
        }
        '〈' | '《' => line.chars().count() > 1 && !spot.previous().is_some_and(|c| c == spot.c()),
        _ => !rest.is_empty() && !is_in_url(cx, spot, start, rest),
    }
}

/// Whether a closing bracket ends words, and no label like `１）` or `注）`.
fn needs_opening(cx: &Context<'_>, spot: Spot<'_, '_>) -> bool {
    let start = spot.before().floor_char_boundary(spot.at.saturating_sub(FAR));
    let before = &spot.before()[start..];
    let label = before.rsplit(['\n', ' ', '\u{3000}', '。', '、', '，', '・']).next().unwrap_or(before);
    match spot.c() {
        ')' | '）' => {
            label.chars().count() > 6 && label.contains(crate::japanese::is_letter) && !is_face(spot) && !is_in_url(cx, spot, start, before)
        }
        // An arrow: 設定 〉 一般.
        '〉' | '》' => false,
        _ => !before.is_empty() && !is_in_url(cx, spot, start, before),
    }
}

/// Whether a face is around.
fn is_face(spot: Spot<'_, '_>) -> bool {
    let is_part = |c: char| {
        matches!(
            c,
            '^' | ';'
                | ':'
                | '；'
                | '：'
                | '´'
                | '｀'
                | '∀'
                | 'ω'
                | 'д'
                | 'Д'
                | '≧'
                | '≦'
                | '￣'
                | '_'
                | '*'
                | '＾'
                | 'ﾟ'
                | '°'
                | 'o'
                | '@'
                | '>'
                | '<'
                | '='
                | '-'
                | '・'
        )
    };
    spot.previous().is_some_and(is_part) || spot.next().is_some_and(is_part)
}

/// Whether the other half was swallowed by a URL, in the text behind the bracket or before it.
fn is_in_url(cx: &Context<'_>, spot: Spot<'_, '_>, start: usize, near: &str) -> bool {
    near.match_indices('\u{fffc}').any(|(at, _)| {
        bare_url(cx.doc, spot.run, start + at).is_some_and(|url| url.contains(['(', ')', '（', '）', '「', '」', '『', '』', '【', '】']))
    })
}
