//! A long text has headings.

use crate::document::{Document, Kind, Kinds, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;
use std::collections::HashSet;

/// From how many letters on a text is long.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HeadingNone {
    length: usize,
}

impl Default for HeadingNone {
    fn default() -> Self {
        Self { length: 2500 }
    }
}

/// Most bytes of a heading.
const LONGEST: usize = 300;

/// Fewest entries of a list of contents that have to stand again as a line of their own: one may be chance.
const FEWEST: usize = 3;

impl Rule for HeadingNone {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if cx.doc.nodes_of(Kinds::HEADING.or(Kinds::HTML)).any(is_heading) {
            return;
        }
        let lost = lost(cx.doc);
        for span in &lost {
            report.at(*span).say("lost", [("text", cx.doc.source.slice(*span))]);
        }
        let text = || cx.doc.lines().flat_map(|line| cx.doc.source.slice(line.content).chars()).filter(|c| c.is_alphanumeric());
        if lost.is_empty() && text().nth(self.length.saturating_sub(1)).is_some() {
            let mut lines = cx.doc.lines().map(|line| line.content).filter(|line| !cx.doc.source.slice(*line).trim().is_empty());
            report.at(lines.next().unwrap_or_default()).say("none", ());
        }
    }
}

/// Whether a node is a heading, in Markdown or in HTML.
fn is_heading(node: NodeRef<'_>) -> bool {
    match node.kind {
        Kind::Heading { .. } => true,
        Kind::HtmlBlock { .. } | Kind::HtmlInline => {
            let tags = node.source().match_indices("<h").chain(node.source().match_indices("<H"));
            tags.filter_map(|(at, _)| node.source().as_bytes().get(at + 2)).any(|level| matches!(level, b'1'..=b'6'))
        }
        _ => false,
    }
}

/// The lines that say what an item of a list before them says: headings of which the list was the table of contents.
fn lost(doc: &Document) -> Vec<Span> {
    let mut entries: HashSet<&str> = HashSet::new();
    let mut found = Vec::new();
    for block in doc.nodes_of(Kinds::PARAGRAPH) {
        let is_item = block.parent().is_some_and(|parent| parent.kind == Kind::Item && parent.index() + 1 == block.index());
        let mut start = block.span.start;
        for (number, line) in block.source().split_inclusive('\n').enumerate() {
            let text = line.trim();
            let span = Span::new(start, start + line.len());
            start = span.end;
            if text.is_empty() || text.len() > LONGEST {
                continue;
            }
            if is_item && number == 0 {
                entries.insert(text);
            } else if entries.remove(text) {
                let start = span.start + (line.len() - line.trim_start().len());
                found.push(Span::new(start, start + text.len()));
            }
        }
    }
    if found.len() < FEWEST { Vec::new() } else { found }
}
