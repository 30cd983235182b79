//! A backtick that opens code is closed by another.

use crate::document::{Kind, Run};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeUnclosed {}

impl Rule for CodeUnclosed {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        // In a table the pipe that parts the two is the fault, and another rule's.
        for run in cx.runs_showing("`").filter(|run| run.block.kind != Kind::Cell) {
            if let Some(span) = lone(run) {
                report.at(span).say("lone", ());
            }
        }
    }
}

/// The backticks of a block that are printed, where one half of something is missing: one stretch alone, or two that differ in length.
fn lone(run: &Run<'_>) -> Option<Span> {
    let text = &run.text;
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    for (at, _) in text.match_indices('`') {
        match stretches.last_mut().filter(|(start, length)| start + *length == at) {
            Some((_, length)) => *length += 1,
            None => stretches.push((at, 1)),
        }
    }
    let &[(at, length), ref rest @ ..] = stretches.as_slice() else { return None };
    let is_half = rest.is_empty() || rest.len() == 1 && rest[0].1 != length;
    let span = run.span(at, at + length);
    let is_escaped = run.block.doc().source.text()[..span.start].ends_with('\\') || span.len() != length;
    // An apostrophe has letters on both sides, and what speaks of the sign brackets or blanks.
    let (before, behind) = (text[..at].chars().next_back(), text[at + length..].chars().next());
    let is_code =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '$' | '/' | '-' | '_' | '.' | '}' | ')' | '"'));
    (is_half && length < 3 && !is_escaped && is_code(before) != is_code(behind)).then_some(span)
}
