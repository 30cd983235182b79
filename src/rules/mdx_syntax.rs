//! Elements in MDX are closed: it is compiled, and stops the site's build where one is not.

use crate::diagnostic::{Edit, Level};
use crate::document::elements::is_void;
use crate::document::{Kinds, NodeRef};
use crate::platform::dialect::Tags;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MdxSyntax {}

impl Rule for MdxSyntax {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if !cx.platform.dialect.tags.contains(&Tags::Mdx) || !cx.doc.has(Kinds::HTML) {
            return;
        }
        let tags = cx.doc.nodes_of(Kinds::HTML).flat_map(NodeRef::opening_tags);
        for (span, name) in tags.filter(|(_, name)| is_void(name)) {
            if let Some(inside) = cx.doc.source.slice(span).strip_suffix('>').filter(|inside| !inside.ends_with('/')) {
                let space = if inside.ends_with(' ') { "" } else { " " };
                let edit = Edit::insert(span.end - 1, format!("{space}/"));
                report.at(span).say("void", [("tag", &*name)]).fix(Level::Suggest, [edit]);
            }
        }
        for block in cx.doc.nodes_of(Kinds::LEAF_BLOCK) {
            for (span, name) in block.unclosed_tags() {
                report.construct(span).say("open", [("tag", name)]);
            }
        }
    }
}
