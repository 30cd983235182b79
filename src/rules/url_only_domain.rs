//! A line says more than the name of a host.

use crate::document::{Document, Kind, Kinds, NodeRef};
use crate::link::host::{is_example, leading_host};
use crate::link::url::Url;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UrlOnlyDomain {}

impl Rule for UrlOnlyDomain {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for text in cx.doc.nodes_of(Kinds::TEXT).filter(|node| is_line(*node, cx.doc)) {
            let host = leading_host(text.source().trim());
            if let Some(host) = host.filter(|host| !is_example(&Url { authority: Some(host), ..Url::default() })) {
                report.at(text.span).say("alone", [("host", host)]);
            }
        }
    }
}

/// Whether a text is a whole line of a paragraph that is no item of a list.
fn is_line(node: NodeRef<'_>, doc: &Document) -> bool {
    let is_break = |index: usize| matches!(doc.node(index).kind, Kind::SoftBreak | Kind::LineBreak);
    let end = node.end as usize;
    node.parent().is_some_and(|block| {
        let (begins, ends) = (block.index() + 1 == node.index(), block.end as usize == end);
        let is_free = block.kind == Kind::Paragraph && block.parent().is_some_and(|around| around.kind != Kind::Item);
        is_free && (begins || is_break(node.index() - 1)) && (ends || is_break(end))
    })
}
