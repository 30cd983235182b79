//! A fenced block of code is closed.

use crate::document::{Kind, Kinds};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FenceUnclosed {}

impl Rule for FenceUnclosed {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let source = &cx.doc.source;
        for block in cx.doc.nodes_of(Kinds::CODE_BLOCK).filter(|node| matches!(node.kind, Kind::CodeBlock { closed: false, .. })) {
            // The end of a quote or an item closes what is in it.
            let behind = source.slice(Span::new(block.span.end, cx.doc.body.end));
            if !behind.trim().is_empty() {
                continue;
            }
            let opening = source.line_content(source.line_at(block.span.start));
            let opening = Span::new(block.span.start, opening.end.max(block.span.start));
            let fence = source.slice(opening);
            let fence = &fence[..fence.len() - fence.trim_start_matches(['`', '~']).len()];
            report.at(opening).say("open", [("fence", fence)]);
        }
    }
}
