//! A reference link has a definition.

use crate::document::Kind;
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
                let Some(open) = opening(&run.text[..at]) else { continue };
                let (text, label) = (&run.text[open + 1..at], &run.text[at + 2..close]);
                let name = if label.trim().is_empty() { text } else { label };
                // `a[i][j]` and `[0][1]` index something.
                let is_index = run.text[..open].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, ')' | ']' | '_'))
                    || name.chars().all(|c| c.is_ascii_digit());
                let is_quoted = run.around(cx.doc, at).any(|node| matches!(node.kind, Kind::Link { .. } | Kind::Escaped));
                if !name.trim().is_empty() && !is_index && !is_quoted && !cx.doc.is_defined(name) {
                    let span: Span = run.span(open, close + 1);
                    report.at(span).say("undefined", [("label", name)]);
                }
            }
        }
    }
}

/// The bracket that the end of `text` is inside of.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.char_indices().rev().take_while(|&(_, c)| c != '\n').find_map(|(at, c)| match c {
        ']' => {
            depth += 1;
            None
        }
        '[' if depth == 0 => Some(at),
        '[' => {
            depth -= 1;
            None
        }
        _ => None,
    })
}
