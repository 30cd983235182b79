//! Entities of HTML stand where they are read as such.

use crate::document::{Document, Kind, Kinds, NodeRef};
use crate::parse::{html, parse};
use crate::platform::Platform;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::nearest;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HtmlEntityLiteral {}

/// Entities that people and editors write.
const COMMON: &str = "amp apos bull cent copy deg emsp ensp euro gt hellip larr laquo ldquo lsquo lt mdash middot minus nbsp ndash quot \
    raquo rarr rdquo reg rsquo times trade yen zwnj";

/// Those that stand for what HTML reads as markup.
const ESCAPES: [&str; 6] = ["&lt;", "&gt;", "&amp;", "&quot;", "&#39;", "&nbsp;"];

/// Languages in which entities are written.
const MARKUP: &str = "html htm xhtml xml svg vue svelte astro jsx tsx php erb ejs hbs handlebars mustache jinja jinja2 j2 twig liquid blade \
    cshtml razor aspx xaml axaml csproj plist xsl xslt rss md mdx markdown diff pug go-html-template";

impl Rule for HtmlEntityLiteral {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if memchr::memchr(b'&', cx.doc.source.text().as_bytes()).is_none() {
            return;
        }
        for node in cx.doc.nodes_of(Kinds::TEXT.or(Kinds::CODE).or(Kinds::CODE_BLOCK)) {
            match node.kind {
                Kind::Text if node.source().contains('&') => in_text(node, report),
                Kind::Code if is_escaped_word(node.source()) => {
                    report.at(node.span).say("code", [("entity", first_escape(node.source()).1)]);
                }
                Kind::CodeBlock { .. } if is_escaped_block(cx.doc, node) => {
                    let (at, entity) = first_escape(node.source());
                    let start = node.span.start + at;
                    report.at(Span::new(start, start + entity.len())).say("code", [("entity", entity)]);
                }
                _ => {}
            }
        }
    }
}

fn in_text(node: NodeRef<'_>, report: &mut Report<'_>) {
    let is_url = node.parent().is_some_and(|parent| matches!(parent.kind, Kind::Link { .. }) && !parent.source().starts_with('['));
    if is_url {
        return;
    }
    for (at, _) in node.source().match_indices('&') {
        let rest = &node.source()[at + 1..];
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(rest.len());
        let (name, behind) = rest.split_at(length);
        let is_ended = behind.starts_with(';');
        let span = |length: usize| Span::new(node.span.start + at, node.span.start + at + 1 + length);
        let twice = if name == "amp" && is_ended { entity(&behind[1..]) } else { None };
        if let Some(entity) = twice {
            report.at(span(length + 1 + entity.len())).say("twice", [("entity", entity)]);
        } else if !is_ended && is_common(name) && !behind.starts_with(['=', '_', '-', '.', '/', '(']) {
            report.at(span(length)).say("unended", [("name", name)]);
        } else if is_ended
            && name.starts_with(|c: char| c.is_ascii_alphabetic())
            && let Some(near) = nearest(name, COMMON.split(' ')).filter(|near| *near != name && is_unknown(name))
        {
            report.at(span(length + 1)).say("unknown", [("name", name), ("near", near)]);
        }
    }
}

fn is_common(name: &str) -> bool {
    COMMON.split(' ').any(|common| common == name)
}

/// The entity that `name;` would be behind an ampersand: one that is common, or a number.
fn entity(text: &str) -> Option<&str> {
    let (name, _) = text.split_once(';')?;
    let number = name.strip_prefix('#').map(|digits| digits.trim_start_matches(['x', 'X']));
    let is_number = number.is_some_and(|digits| !digits.is_empty() && digits.len() < 7 && digits.chars().all(|c| c.is_ascii_hexdigit()));
    (is_number || is_common(name)).then(|| &text[..=name.len()])
}

/// Whether nothing becomes of `&name;`: what is an entity is known to the parser.
fn is_unknown(name: &str) -> bool {
    let platform = Platform::generic();
    html(&parse(format!("&{name};"), platform), platform).contains(&format!("&amp;{name};"))
}

/// Whether a code span holds code with escapes; an entity alone is what it speaks of.
fn is_escaped_word(code: &str) -> bool {
    let rest = ["&lt;", "&gt;", "&amp;"].iter().fold(code.to_owned(), |rest, escape| rest.replace(escape, ""));
    rest.len() < code.len() && !rest.contains(['<', '>', '&']) && rest.chars().filter(char::is_ascii_alphabetic).count() > 1
}

/// Whether every mark of a block is escaped, and its language knows no entities. `&amp;` may stand in a URL.
fn is_escaped_block(doc: &Document, block: NodeRef<'_>) -> bool {
    let opening = doc.source.slice(doc.source.line_content(doc.source.line_at(block.span.start)));
    let info = opening.trim_start_matches([' ', '>', '`', '~']);
    let language = info.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default().to_ascii_lowercase();
    let code = block.source();
    if !["&lt;", "&gt;", "&quot;", "&#39;", "&amp;&amp;", "&amp; "].iter().any(|escape| code.contains(escape)) {
        return false;
    }
    let rest = ESCAPES.iter().fold(code.to_owned(), |rest, escape| rest.replace(escape, ""));
    let has_quotes = code.contains("&quot;") && rest.contains('"');
    !MARKUP.split(' ').any(|markup| markup == language) && !rest.contains(['<', '>', '&']) && !has_quotes
}

/// The first escape and where it stands.
fn first_escape(code: &str) -> (usize, &'static str) {
    ESCAPES.into_iter().filter_map(|escape| Some((code.find(escape)?, escape))).min().unwrap_or_default()
}
