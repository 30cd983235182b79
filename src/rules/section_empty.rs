//! A section holds something.

use crate::document::{Kind, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SectionEmpty {}

impl Rule for SectionEmpty {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for (heading, level) in cx.doc.outline() {
            let next = std::iter::successors(heading.next_sibling(), |node| node.next_sibling()).find(|node| !is_comment(*node));
            let is_end =
                next.as_ref().is_none_or(|next| matches!(next.kind, Kind::Heading { level: of_next, .. } if usize::from(of_next) <= level));
            let between = Span::new(heading.span.end, next.map_or(cx.doc.body.end, |next| next.span.start));
            // What the platform makes of a construct is content, whether the parser saw it or not.
            if is_end && cx.doc.constructs_in(between).next().is_none() {
                report.at(heading.span).say("empty", [("text", heading.text().trim())]);
            }
        }
    }
}

/// Whether a block is nothing but a comment.
fn is_comment(node: NodeRef<'_>) -> bool {
    let html = node.source().trim();
    matches!(node.kind, Kind::HtmlBlock { .. }) && html.starts_with("<!--") && html.find("-->") == html.len().checked_sub("-->".len())
}
