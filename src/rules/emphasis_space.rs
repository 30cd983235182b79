//! No white space stands inside the marks of an emphasis.

use crate::diagnostic::Level;
use crate::document::{Kind, Kinds, NodeRef};
use crate::emphasis::marks::{literal_marks, spaced};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;
use std::collections::BTreeMap;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EmphasisSpace {}

impl Rule for EmphasisSpace {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for block in cx.doc.nodes_of(Kinds::LEAF_BLOCK) {
            if cx.is_markdownlint() {
                pairs(cx, block, report);
                continue;
            }
            for emphasis in spaced(block, cx.platform) {
                let marks = cx.doc.source.slice(Span::new(emphasis.span.start, emphasis.span.start + emphasis.marks));
                report.at(emphasis.span).say("space", [("marks", marks)]).fix(Level::Repair, emphasis.edits);
            }
        }
    }
}

/// What markdownlint takes for an emphasis: each two marks of a kind in the same piece of text.
fn pairs(cx: &Context<'_>, block: NodeRef<'_>, report: &mut Report<'_>) {
    let source = &cx.doc.source;
    let mut by_kind: BTreeMap<(usize, &str), Vec<Span>> = BTreeMap::new();
    let formulas = formulas(block);
    for mark in literal_marks(block) {
        // Inside of an emphasis it joins the text around a mark, and then does not see it.
        let is_joined = matches!(cx.doc.node(mark.parent).kind, Kind::Emph | Kind::Strong) && !mark.is_alone;
        if is_joined || is_inside(&formulas, mark.span) {
            continue;
        }
        by_kind.entry((mark.parent, source.slice(mark.span))).or_default().push(mark.span);
    }
    for ((_, marks), places) in by_kind.into_iter().filter(|((_, marks), _)| marks.len() <= 3) {
        for pair in places.chunks_exact(2) {
            let line = |at: usize| source.line_content(source.line_at(at));
            let behind = source.slice(Span::new(pair[0].end, line(pair[0].end).end));
            let before = source.slice(Span::new(line(pair[1].start).start, pair[1].start));
            let head = behind.len() - behind.trim_start().len();
            let tail = before.len() - before.trim_end().len();
            if head > 0 && head < behind.len() {
                report.at(Span::new(pair[0].end, pair[0].end + head)).say("space", [("marks", marks)]);
            }
            if tail > 0 && tail < before.len() {
                report.at(Span::new(pair[1].start - tail, pair[1].start)).say("space", [("marks", marks)]);
            }
        }
    }
}

fn is_inside(spans: &[Span], span: Span) -> bool {
    let after = spans.partition_point(|one| one.end < span.end);
    spans.get(after).is_some_and(|one| one.contains(span))
}

/// The stretches of a block between as many dollar signs on both sides.
fn formulas(block: NodeRef<'_>) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for node in block.descendants().filter(|node| node.kind == Kind::Text) {
        let is_escaped = node.parent().is_some_and(|parent| parent.kind == Kind::Escaped);
        for (at, _) in node.source().match_indices('$').filter(|_| !is_escaped) {
            let place = node.span.start + at;
            match runs.last_mut().filter(|last| last.end == place) {
                Some(last) => last.end += 1,
                None => runs.push(Span::new(place, place + 1)),
            }
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < runs.len() {
        let close = (at + 1..runs.len()).find(|close| runs[*close].len() == runs[at].len());
        found.extend(close.map(|close| Span::new(runs[at].start, runs[close].end)));
        at = close.unwrap_or(at) + 1;
    }
    found
}
