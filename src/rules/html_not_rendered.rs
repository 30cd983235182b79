//! HTML is written where the platform shows it.

use crate::document::{Kinds, NodeRef};
use crate::platform::dialect::Html;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HtmlNotRendered {}

impl Rule for HtmlNotRendered {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let id = match cx.platform.dialect.html {
            Html::Printed => "printed",
            Html::Omitted if cx.facts.site.html == Some(false) => "omitted",
            _ => return,
        };
        for node in cx.doc.nodes_of(Kinds::HTML) {
            if let Some((place, name)) = element(node, id == "printed")
                && !(id == "omitted" && cx.doc.is_raw(place))
            {
                report.at(place).say(id, [("tag", name), ("platform", &cx.platform.title)]);
            }
        }
    }
}

/// The first tag of a node that opens an element. Where tags are `printed`, one of a name that HTML does not have is most likely meant to be
/// (`Vec<T>`), and line breaks work.
fn element(node: NodeRef<'_>, printed: bool) -> Option<(Span, &str)> {
    let source = node.source();
    let mut at = 0;
    loop {
        at += memchr::memchr(b'<', &source.as_bytes()[at..])?;
        let rest = &source[at + 1..];
        if rest.starts_with("!--") {
            at += rest.find("-->")?;
            continue;
        }
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = &rest[..length];
        let is_shown = || printed && (!ELEMENTS.contains(&name.to_ascii_lowercase().as_str()) || name == "br");
        if name.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_shown() {
            let end = rest.find('>').map_or(source.len(), |end| at + 1 + end + 1);
            return Some((Span::new(node.span.start + at, node.span.start + end), name));
        }
        at += 1 + length;
    }
}

/// The elements that people write in Markdown (HTML living standard, section 4, without those of a document's frame).
const ELEMENTS: [&str; 81] = [
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "iframe",
    "img",
    "ins",
    "kbd",
    "li",
    "link",
    "mark",
    "nav",
    "object",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "script",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "u",
    "ul",
    "video",
    "wbr",
];
