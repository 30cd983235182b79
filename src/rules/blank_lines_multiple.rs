//! One blank line separates; more mean nothing.

use crate::diagnostic::{Edit, Level};
use crate::document::{Document, Kinds, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::{has_lone_return, is_ecmascript_space};
use serde::Deserialize;
use std::collections::HashSet;

/// How many blank lines in a row are right.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct BlankLinesMultiple {
    #[serde(alias = "maximum")]
    max: usize,
}

impl Default for BlankLinesMultiple {
    fn default() -> Self {
        Self { max: 1 }
    }
}

impl Rule for BlankLinesMultiple {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if cx.is_markdownlint() {
            self.check_as_markdownlint(cx, report);
            return;
        }
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
                let edit = (!follows_nested_definition(cx.doc, span.start) && !is_in_footnote(cx.doc, span)).then(|| Edit::delete(span));
                report.at(span).say("many", [("count", count), ("max", max)]).fix(Level::Layout, edit);
            }
        }
    }
}

impl BlankLinesMultiple {
    /// Each line too many, outside of code. The first of a run is mended for all of them.
    fn check_as_markdownlint(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let code: HashSet<usize> = cx.doc.nodes_of(Kinds::CODE_BLOCK).flat_map(NodeRef::code_range_of_markdownlint).collect();
        let mut runs: Vec<Vec<Span>> = Vec::new();
        for masked in cx.doc.masked_lines() {
            let is_blank = !code.contains(&masked.line.number) && masked.text.chars().all(is_ecmascript_space);
            match runs.last_mut() {
                Some(run) if is_blank => run.push(masked.line.full),
                _ if is_blank => runs.push(vec![masked.line.full]),
                Some(run) if run.is_empty() => {}
                _ => runs.push(Vec::new()),
            }
        }
        for run in runs.iter().filter(|run| run.len() > self.max) {
            let extra = Span::new(run[self.max].start, run[run.len() - 1].end);
            // A line of full-width spaces is a paragraph, and so is one of form feeds.
            let is_free = |line: &Span| {
                let text = cx.doc.source.slice(*line);
                !cx.doc.is_verbatim(line.start) && text.is_ascii() && !text.contains(['\u{b}', '\u{c}'])
            };
            let is_layout = self.max > 0 && run.iter().all(is_free) && !is_in_footnote(cx.doc, extra);
            for (index, line) in run.iter().enumerate().skip(self.max) {
                let edit = (is_layout && index == self.max && !extra.is_empty()).then(|| Edit::delete(extra));
                report.at(*line).say("many", [("count", index + 1), ("max", self.max)]).fix(Level::Layout, edit);
            }
        }
    }
}

/// Whether the blank lines before `at` stand behind a definition inside of an item or a quote: comrak 0.59 may end the item there, by their number.
fn follows_nested_definition(doc: &Document, at: usize) -> bool {
    let before = doc.definitions[..doc.definitions.partition_point(|definition| definition.span.end <= at)].last();
    before.is_some_and(|definition| {
        let is_nested = definition.span.start > doc.source.line_span(doc.source.line_at(definition.span.start)).start;
        is_nested && doc.source.slice(Span::new(definition.span.end, at)).trim().is_empty()
    })
}

/// Whether blank lines may stand in a footnote where comrak 0.59 counts them in its own way: those that end in lone carriage returns, and those of blanks.
fn is_in_footnote(doc: &Document, lines: Span) -> bool {
    let text = doc.source.slice(lines);
    let is_odd = || has_lone_return(text) || text.contains([' ', '\t']) && doc.is_indented_behind(doc.source.line_at(lines.end - 1));
    doc.has(Kinds::FOOTNOTE) && is_odd()
}
