//! A single tilde does not strike text out by mistake.

use crate::diagnostic::{Edit, Level};
use crate::document::Kinds;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::is_japanese;
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
            // A range has something on both sides of its tilde; what is to be struck out begins with one.
            let is_word = |c: char| c.is_alphanumeric() || is_japanese(c);
            let before = cx.doc.source.text()[..node.span.start].chars().next_back();
            let marks = [node.span.start, node.span.end - 1];
            if before.is_some_and(is_word) {
                let escapes = marks.map(|at| Edit::insert(at, "\\"));
                report.at(node.span).say("range", ()).fix(Level::Repair, escapes);
            } else {
                let doubles = marks.map(|at| Edit::replace(Span::new(at, at + 1), "~~"));
                report.at(node.span).quieter().say("single", ()).fix(Level::Suggest, doubles);
            }
        }
    }
}
