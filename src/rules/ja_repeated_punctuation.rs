//! No two marks of punctuation in a row.

use crate::diagnostic::{Edit, Level};
use crate::document::OBJECT;
use crate::japanese::{Sign, is_letter};
use crate::rule::{Context, Report, Rule};
use crate::text::joins_word;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaRepeatedPunctuation {}

impl Rule for JaRepeatedPunctuation {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for spot in cx.signs(Sign::Comma).chain(cx.signs(Sign::Period)).filter(|spot| is_mark(spot.c())) {
            // Behind a bracket or another mark the text speaks of the marks themselves.
            let ends = |c: char| is_letter(c) || joins_word(c) || matches!(c, '）' | ')' | '」' | '』' | OBJECT);
            if !spot.next().is_some_and(is_mark) || !spot.previous().is_some_and(ends) {
                continue;
            }
            let rest = spot.rest();
            let end = rest.find(|c| !is_mark(c)).unwrap_or(rest.len());
            let (written, next) = (&rest[..end], rest[end..].chars().next());
            if next.is_some_and(|c| matches!(c, '，' | '．' | '・' | '「' | '！' | '？' | '：')) {
                continue;
            }
            let Some(first) = written.chars().next() else { continue };
            let is_alike = written.chars().all(|c| c == first);
            let count = written.chars().count();
            let (id, right) = match (is_alike, count, next) {
                // What trails off.
                (true, 3.., _) | (true, _, None | Some('\n')) => ("trailing", "……".to_owned()),
                (true, ..) => ("repeated", first.to_string()),
                _ => ("contradicting", "。".to_owned()),
            };
            let span = spot.run.span(spot.at, spot.at + end);
            let place = report.at(span);
            let is_quiet = id == "trailing" || spot.run.is_quotation(spot.at);
            let place = place.quieter_if(is_quiet);
            let said = place.say(id, [("written", written), ("right", &right)]);
            if spot.run.is_contiguous(spot.at, spot.at + end) {
                said.fix(Level::Suggest, [Edit::replace(span, right)]);
            }
        }
    }
}

const fn is_mark(c: char) -> bool {
    matches!(c, '、' | '。')
}
