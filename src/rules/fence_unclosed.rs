//! A fenced block of code is closed.

use crate::document::{Kind, Kinds, NodeRef};
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
        for block in cx.doc.nodes_of(Kinds::CODE_BLOCK).filter(|node| matches!(node.kind, Kind::CodeBlock { fenced: true, closed: true })) {
            let opening = Span::new(block.span.start, source.line_content(source.line_at(block.span.start)).end);
            if let Some(line) = opened_inside(block, source.slice(opening)) {
                report.at(opening).say("goes-on", [("line", line + 1)]);
            }
        }
    }
}

/// Languages in which a fence means something, or which say nothing of what is shown.
const TEXT: [&str; 10] = ["", "md", "markdown", "mdx", "qmd", "rmd", "rmarkdown", "text", "txt", "diff"];

/// The 0-based line in a block of some language that begins another block of that kind, with a language of its own: it closes nothing.
fn opened_inside(block: NodeRef<'_>, opening: &str) -> Option<usize> {
    let info = opening.trim_start_matches(['`', '~']);
    let fence = &opening[..opening.len() - info.len()];
    let language =
        |info: &str| info.trim_start().split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
    if TEXT.contains(&language(info).as_str()) {
        return None;
    }
    let source = &block.doc().source;
    let (first, last) = block.doc().line_range(block.span).into_inner();
    (first + 1..last).find(|line| {
        let text = source.line(*line).trim_start_matches([' ', '>']);
        let inner = text.strip_prefix(fence).map(|rest| rest.trim_start_matches(['`', '~']));
        inner.is_some_and(|inner| !language(inner).is_empty() && !inner.contains('`'))
    })
}
