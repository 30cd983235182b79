//! A fenced block of code stands between blank lines.

use crate::diagnostic::Level;
use crate::document::spacing::Spacing;
use crate::document::{Document, Kind, Kinds};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// Whether blocks in lists count.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FenceBlankLines {
    list_items: bool,
}

impl Default for FenceBlankLines {
    fn default() -> Self {
        Self { list_items: true }
    }
}

impl Rule for FenceBlankLines {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let (doc, source) = (cx.doc, &cx.doc.source);
        let mut spacing = Spacing::new(doc);
        for block in doc.nodes_of(Kinds::CODE_BLOCK) {
            let Some(fence) = block.fence() else { continue };
            if !self.list_items && block.ancestors().any(|node| matches!(node.kind, Kind::List { .. })) {
                continue;
            }
            let range = if cx.is_markdownlint() { block.code_range_of_markdownlint() } else { block.code_range() };
            let (first, last) = range.into_inner();
            if first > source.line_at(doc.body.start) && !doc.is_apart(first - 1) {
                let edit = spacing.before(block);
                if cx.is_markdownlint() || edit.is_some() && is_text(doc, first - 1) {
                    report.at(fence.opening).say("above", ()).fix(Level::Layout, edit);
                }
            }
            if !doc.is_apart(last + 1) && !doc.is_apart(last) {
                let next = block.next_in_order().filter(|next| source.line_at(next.span.start) == last + 1);
                let edit = next.and_then(|next| spacing.before(next));
                if cx.is_markdownlint() || edit.is_some() && is_text(doc, last + 1) {
                    let closing = fence.closing.unwrap_or(source.line_content(last));
                    report.at(closing).say("below", ()).fix(Level::Layout, edit);
                }
            }
        }
    }
}

/// Whether a line is Markdown: beside one that only the platform reads a blank line may mean something.
fn is_text(doc: &Document, number: usize) -> bool {
    let line = doc.body_line(number).content;
    let start = line.end - doc.source.slice(line).trim_start_matches([' ', '\t', '>']).len();
    !doc.is_raw(line) && doc.constructs_in(line).all(|construct| construct.start > start)
}
