//! Elements in MDX are closed: it is compiled, and stops the site's build where one is not.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kind, Kinds, NodeRef};
use crate::platform::dialect::Tags;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MdxSyntax {}

/// Elements that have no content, and no end in HTML.
const VOID: [&str; 6] = ["br", "hr", "img", "input", "source", "wbr"];

fn is_void(name: &str) -> bool {
    VOID.iter().any(|void| name.eq_ignore_ascii_case(void))
}

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
            for (span, name) in unclosed(block) {
                report.construct(span).say("open", [("tag", name)]);
            }
        }
    }
}

/// The tags in a paragraph that open an element which nothing in it closes.
fn unclosed(block: NodeRef<'_>) -> Vec<(Span, &str)> {
    let mut open: Vec<(Span, &str)> = Vec::new();
    for node in block.descendants().filter(|node| node.kind == Kind::HtmlInline) {
        let Some(inside) = node.source().strip_prefix('<').and_then(|inside| inside.strip_suffix('>')) else { continue };
        let name = |inside: &'_ str| inside.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inside.len());
        if let Some(end) = inside.strip_prefix('/') {
            let at = open.iter().rposition(|(_, other)| *other == end.trim_end());
            open.truncate(at.unwrap_or(open.len()));
        } else if !inside.starts_with(['!', '?']) && !inside.ends_with('/') {
            let name = &node.source()[1..=name(inside)];
            if !is_void(name) {
                open.push((node.span, name));
            }
        }
    }
    open
}
