//! A fenced block of code stands between blank lines.

use crate::diagnostic::Level;
use crate::document::Kind;
use crate::document::spacing::Spacing;
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
        // By default a tight list is left alone: a blank line in it moves its items apart.
        let is_list = |kind: &Kind| matches!(kind, Kind::List { .. });
        for block in doc.nodes() {
            let Some(fence) = block.fence() else { continue };
            if !self.list_items && block.ancestors().any(|node| is_list(&node.kind)) {
                continue;
            }
            let range = if cx.is_markdownlint() { block.code_range_of_markdownlint() } else { block.code_range() };
            let (first, last) = range.into_inner();
            if first > source.line_at(doc.body.start) && !doc.is_blank_line(first - 1) {
                let edit = spacing.before(block);
                if edit.is_some() || cx.is_markdownlint() {
                    report.at(fence.opening).say("above", ()).fix(Level::Layout, edit);
                }
            }
            if !doc.is_blank_line(last + 1) && !doc.is_blank_line(last) {
                let next = block.next_in_order().filter(|next| source.line_at(next.span.start) == last + 1);
                let edit = next.and_then(|next| spacing.before(next));
                if edit.is_some() || cx.is_markdownlint() {
                    let closing = fence.closing.unwrap_or(source.line_content(last));
                    report.at(closing).say("below", ()).fix(Level::Layout, edit);
                }
            }
        }
    }
}
