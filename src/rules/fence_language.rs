//! A fenced block of code names its language.

use crate::document::Kind;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FenceLanguage {}

impl Rule for FenceLanguage {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for block in cx.doc.nodes().filter(|node| matches!(node.kind, Kind::CodeBlock { fenced: true, .. })) {
            let opening = cx.doc.source.line_content(cx.doc.source.line_at(block.span.start));
            let opening = crate::source::Span::new(block.span.start, opening.end.max(block.span.start));
            let info = cx.doc.source.slice(opening).trim_start_matches(['`', '~']);
            if info.trim().is_empty() {
                report.at(opening).say("none", ());
            }
        }
    }
}
