//! One blank line separates; more mean nothing.

use crate::diagnostic::{Edit, Level};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// How many blank lines in a row are right.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct BlankLinesMultiple {
    max: usize,
}

impl Default for BlankLinesMultiple {
    fn default() -> Self {
        Self { max: 1 }
    }
}

impl Rule for BlankLinesMultiple {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let max = self.max.max(1);
        let mut run: Option<(usize, usize)> = None;
        let mut spans: Vec<(usize, Span)> = Vec::new();
        for line in cx.doc.lines() {
            let is_blank = cx.doc.source.slice(line.content).bytes().all(|byte| matches!(byte, b' ' | b'\t'));
            run = match run {
                _ if !is_blank => None,
                Some((first, previous)) if previous + 1 == line.number => Some((first, line.number)),
                _ => Some((line.number, line.number)),
            };
            let Some((first, _)) = run.filter(|(first, _)| line.number - first >= max) else { continue };
            match spans.last_mut().filter(|(of, _)| *of == first) {
                Some((_, span)) => span.end = line.full.end,
                None => spans.push((first, line.full)),
            }
        }
        for (first, span) in spans {
            // Blank lines at the end belong to `final-newline`.
            if span.end < cx.doc.body.end {
                let count = cx.doc.source.line_at(span.end - 1) - first + 1;
                report.at(span).say("many", [("count", count), ("max", max)]).fix(Level::Layout, [Edit::delete(span)]);
            }
        }
    }
}
