//! A single tilde does not strike text out by mistake.

use crate::diagnostic::{Edit, Level};
use crate::document::Kinds;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::{is_japanese, is_kanji, last};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StrikethroughSingleTilde {}

impl Rule for StrikethroughSingleTilde {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let struck = cx.doc.nodes_of(Kinds::STRIKETHROUGH);
        // Where places are in doubt, its marks may not be at its ends.
        let is_single = |text: &str| text.starts_with('~') && text.ends_with('~') && !text.starts_with("~~");
        for node in struck.filter(|node| is_single(node.source())) {
            let text = cx.doc.source.text();
            let marks = [node.span.start, node.span.end - 1];
            // In a formula it is a space, whether this platform has formulas or a script on the page reads them.
            if node.source().contains('$') {
                continue;
            }
            // A range has something on both sides of its tilde; what is to be struck out begins with one.
            let is_word = |c: char| c.is_alphanumeric() || is_japanese(c);
            if text[..node.span.start].chars().next_back().is_some_and(is_word) {
                let escapes = marks.map(|at| Edit::insert(at, "\\"));
                let is_range =
                    marks.iter().all(|at| ends_in_number(&text[..*at]) && text[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
                report.at(node.span).say("range", ()).fix(if is_range { Level::Repair } else { Level::Suggest }, escapes);
            } else {
                let doubles = marks.map(|at| Edit::replace(Span::new(at, at + 1), "~~"));
                report.at(node.span).quieter().say("single", ()).fix(Level::Suggest, doubles);
            }
        }
    }
}

/// Whether a number ends there, with its unit or without: `10`, `10時`, `10km`.
fn ends_in_number(text: &str) -> bool {
    let unit = last(text, 12).trim_end_matches(|c: char| c.is_ascii_alphabetic() || is_kanji(c) || c == '%');
    unit.ends_with(|c: char| c.is_ascii_digit())
}
