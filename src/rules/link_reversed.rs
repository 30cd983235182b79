//! A link has its text in brackets and its destination in parentheses, not the other way round.

use crate::diagnostic::{Edit, Level};
use crate::document::{Document, Run};
use crate::link::literal::{is_call, is_destination, is_taken, is_web, opening};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkReversed {}

impl Rule for LinkReversed {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for middle in [")[", "）["] {
            for run in cx.doc.runs_with(middle) {
                for (at, _) in run.text.match_indices(middle) {
                    if let Some((span, level, edits)) = reversed(cx.doc, &run, at, at + middle.len()) {
                        report.at(span).say("reversed", ()).fix(level, edits);
                    }
                }
            }
        }
    }
}

/// The link whose text ends at `at` and whose destination begins at `inside`, and how it is turned round.
fn reversed(doc: &Document, run: &Run<'_>, at: usize, inside: usize) -> Option<(Span, Level, [Edit; 3])> {
    let end = inside + run.text[inside..].find([']', '['])?;
    let destination = &run.text[inside..end];
    let behind = run.text[end..].strip_prefix(']')?;
    if behind.starts_with(['(', '[', ':']) || !is_destination(destination) || !run.is_contiguous(at, end + 1) {
        return None;
    }
    let open = opening(&run.text[..at], ['(', '（'], [')', '）'])?;
    let text_start = open + run.text[open..].chars().next().map_or(0, char::len_utf8);
    let text = &run.text[text_start..at];
    if text.trim().is_empty() || is_call(&run.text[..open]) || is_taken(doc, run, open) || is_taken(doc, run, at) {
        return None;
    }
    let (first, middle, last) = (run.span(open, text_start), run.span(at, inside), run.span(end, end + 1));
    let is_plain = run.is_contiguous(open, at) && !text.contains(['[', ']']) && !destination.contains(['(', ')']);
    let level = if is_plain && is_web(destination) { Level::Repair } else { Level::Suggest };
    let edits = [Edit::replace(first, "["), Edit::replace(middle, "]("), Edit::replace(last, ")")];
    Some((Span::new(first.start, last.end), level, edits))
}
