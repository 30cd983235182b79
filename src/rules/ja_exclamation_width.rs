//! `!` and `?` behind Japanese text are written in full width.

use crate::diagnostic::{Edit, Level};
use crate::japanese::space::{excerpt, level};
use crate::japanese::{Sign, Spot, is_letter};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaExclamationWidth {}

impl Rule for JaExclamationWidth {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for spot in cx.signs(Sign::Exclamation) {
            if !matches!(spot.c(), '!' | '?') || !ends_sentence(spot.previous()) {
                continue;
            }
            let run = spot.run;
            let marks = spot.rest().bytes().take_while(|byte| matches!(byte, b'!' | b'?')).count();
            let end = spot.at + marks;
            let next = run.text[end..].chars().next();
            if !run.is_contiguous(spot.at, end) || is_code(spot, next) || is_title(spot) {
                continue;
            }
            let span = run.span(spot.at, end);
            let is_name = next.is_some_and(|c| c.is_ascii_alphanumeric());
            let place = report.at(span).quieter_if(run.is_quotation(spot.at));
            let wide: String = cx.doc.source.slice(span).chars().map(|c| if c == '!' { '！' } else { '？' }).collect();
            let said = place.say("width", [("text", excerpt(run, spot.at, end)), ("wide", wide.clone())]);
            // An escape would be left alone with its backslash, and a mark before a bracket may be meant for an image.
            let text = cx.doc.source.text();
            if !text[..span.start].ends_with('\\') && !text[span.end..].starts_with('[') {
                let level = if is_name { Level::Suggest } else { level(run, spot.at) };
                said.fix(level, [Edit::replace(span, wide)]);
            }
        }
    }
}

/// Whether what stands before the mark is Japanese: a word, a quote, or the long sound of a shout.
fn ends_sentence(c: Option<char>) -> bool {
    c.is_some_and(|c| is_letter(c) || matches!(c, '」' | '』' | '）' | '〜' | '～' | '！' | '？'))
}

/// Whether it may be no mark of a sentence: a query, an operator, a pattern.
fn is_code(spot: Spot<'_, '_>, next: Option<char>) -> bool {
    match next {
        Some(c) if c.is_ascii_alphanumeric() => spot.c() == '?' || c.is_ascii_lowercase(),
        Some(c) => matches!(c, '=' | '.' | '&' | '/' | '*' | '_' | '+' | '{' | '}' | '|' | '$' | '%' | '#' | '@'),
        None => false,
    }
}

/// Whether a title ends there: some are written so by their owners.
fn is_title(spot: Spot<'_, '_>) -> bool {
    spot.rest().trim_start_matches(['!', '?']).starts_with('』')
}
