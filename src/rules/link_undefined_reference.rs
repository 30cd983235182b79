//! A reference link has a definition.

use crate::link::literal::{is_call, is_taken, opening};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkUndefinedReference {}

impl Rule for LinkUndefinedReference {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for run in cx.doc.runs_with("][") {
            for (at, _) in run.text.match_indices("][") {
                let Some(close) = run.text[at + 2..].find([']', '[', '\n']).map(|end| at + 2 + end) else { continue };
                if !run.text[close..].starts_with(']') || run.text[close + 1..].starts_with(['[', '(', ':']) {
                    continue;
                }
                let Some(open) = opening(&run.text[..at], ['[', '['], [']', ']']) else { continue };
                let (text, label) = (&run.text[open + 1..at], &run.text[at + 2..close]);
                let name = if label.trim().is_empty() { text } else { label };
                // `a[i][j]` and `[0][1]` index something.
                let is_index = is_call(&run.text[..open]) || ![text, name].iter().any(|part| part.contains(char::is_alphabetic));
                let is_quoted = is_taken(cx.doc, &run, at);
                if !name.trim().is_empty() && !is_index && !is_quoted && !cx.doc.is_defined(name) {
                    let span: Span = run.span(open, close + 1);
                    report.at(span).say("undefined", [("label", name)]);
                }
            }
        }
    }
}
