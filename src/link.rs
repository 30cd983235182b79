//! Where a text points: its links and images, in Markdown and in HTML, and what a destination is made of.

pub mod anchors;
pub mod bare;
pub mod ended;
pub mod event;
pub mod formula;
pub mod fragment;
pub mod gfm;
pub mod hatena;
pub mod host;
pub mod html;
pub mod literal;
pub mod lock;
pub mod mismatch;
pub mod parts;
pub mod path;
pub mod private;
pub mod reference;
pub mod scheme;
mod shown;
pub mod size;
pub mod stretches;
pub mod talk;
pub mod toc;
pub mod undefined;
pub mod url;
pub mod veil;

use crate::document::construct::Form as ConstructForm;
use crate::document::{Document, Kind, Kinds, NodeRef};
use crate::source::Span;
use std::borrow::Cow;

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `[text](url)`, `![text](url)`.
    Inline,
    /// `[text][label]`, `[label]`: the destination stands elsewhere.
    Reference,
    /// `https://example.com`, as it stands in the text.
    Bare,
    /// `<https://example.com>`.
    Angle,
    /// An attribute of an HTML element.
    Html,
    /// `@[card](url)`, and the platform's other ways.
    Embed,
}

/// A link or an image.
#[derive(Clone, Debug)]
pub struct Link<'d> {
    /// How it is written.
    pub form: Form,
    /// Whether it shows a picture.
    pub is_image: bool,
    /// Where it points, without Markdown's or HTML's escapes.
    pub destination: Cow<'d, str>,
    /// All of it; of HTML the attribute's value.
    pub span: Span,
    /// Where the destination stands, byte for byte; nothing where it is written otherwise or elsewhere.
    pub written: Option<Span>,
    /// The node it is, or is in.
    pub node: NodeRef<'d>,
}

impl Link<'_> {
    /// Whether it has a text of the author's own: `[text](url)`, `[text][label]`.
    #[must_use]
    pub const fn has_text(&self) -> bool {
        !self.is_image && matches!(self.form, Form::Inline | Form::Reference)
    }
}

/// The links and images of a text in order of place. What is code has none.
#[must_use]
pub fn links(doc: &Document) -> Vec<Link<'_>> {
    let mut found = Vec::new();
    for node in doc.nodes_of(Kinds::LINK.or(Kinds::IMAGE).or(Kinds::HTML)) {
        if let Some(destination) = node.destination() {
            found.push(markdown(node, destination));
        } else {
            found.extend(of_html(node));
        }
    }
    for construct in doc.constructs() {
        let written = match construct.form {
            ConstructForm::Embed { argument, .. } => address(doc, argument),
            ConstructForm::Other => in_brackets(doc, construct.span),
            _ => None,
        };
        if let Some(written) = written {
            let node = doc.node(0);
            let destination = Cow::Borrowed(doc.source.slice(written));
            found.push(Link { form: Form::Embed, is_image: false, destination, span: construct.span, written: Some(written), node });
        }
    }
    found.sort_by_key(|link| link.span);
    found
}

/// The URL in Hatena's `[https://example.com/:embed:cite]`.
fn in_brackets(doc: &Document, span: Span) -> Option<Span> {
    const WAYS: [&str; 7] = [":embed", ":title", ":bookmark", ":plain", ":image", ":movie", ":barcode"];
    let inner = doc.source.slice(span).strip_prefix('[')?.strip_suffix(']')?;
    let length = WAYS.iter().filter_map(|way| inner.find(way)).min().unwrap_or(inner.len());
    address(doc, Span::new(span.start + 1, span.start + 1 + length))
}

/// The URL that an embed shows.
fn address(doc: &Document, argument: Span) -> Option<Span> {
    let text = doc.source.slice(argument);
    let trimmed = text.trim();
    let start = argument.start + (text.len() - text.trim_start().len());
    url::behind_scheme(trimmed).map(|_| Span::new(start, start + trimmed.len()))
}

fn markdown<'d>(node: NodeRef<'d>, destination: &'d str) -> Link<'d> {
    let is_image = matches!(node.kind, Kind::Image { .. });
    let source = node.source();
    let (form, at) = if is_image || source.starts_with('[') {
        match behind_text(node, is_image) {
            Some(at) => (Form::Inline, Some(at)),
            None => (Form::Reference, None),
        }
    } else if source.starts_with('<') {
        (Form::Angle, Some(1))
    } else if is_own_address(source, destination) {
        (Form::Bare, Some(0))
    } else {
        (Form::Reference, None)
    };
    let is_there = |at: &usize| !destination.is_empty() && source.get(*at..).is_some_and(|rest| rest.starts_with(destination));
    let written = at.filter(is_there).map(|at| Span::new(node.span.start + at, node.span.start + at + destination.len()));
    Link { form, is_image, destination: Cow::Borrowed(destination), span: node.span, written, node }
}

/// Whether a link without brackets is written as its own address, with or without the scheme. Where positions are in doubt it may be anything.
fn is_own_address(source: &str, destination: &str) -> bool {
    !source.is_empty() && destination.ends_with(source)
}

/// Where the destination of `[text](destination)` begins, counted from the link's first byte.
fn behind_text(node: NodeRef<'_>, is_image: bool) -> Option<usize> {
    let source = node.source();
    let text_end = node.children().last().map_or(node.span.start + 1 + usize::from(is_image), |child| child.span.end);
    let mut at = text_end.checked_sub(node.span.start)?;
    at += source.get(at..)?.find("](")? + 2;
    at += source[at..].len() - source[at..].trim_start().len();
    Some(if source[at..].starts_with('<') { at + 1 } else { at })
}

/// The `href`s and `src`s of a piece of HTML.
fn of_html(node: NodeRef<'_>) -> impl Iterator<Item = Link<'_>> {
    html::attributes(node.source()).filter_map(move |attribute| {
        let is_image = attribute.element.eq_ignore_ascii_case("img");
        let points = attribute.name.eq_ignore_ascii_case("href") || attribute.name.eq_ignore_ascii_case("src");
        let (start, end) = (node.span.start + attribute.value.start, node.span.start + attribute.value.end);
        let raw = node.doc().source.slice(Span::new(start, end));
        let destination = if raw.contains('&') { Cow::Owned(raw.replace("&amp;", "&")) } else { Cow::Borrowed(raw) };
        let written = (destination == raw).then(|| Span::new(start, end));
        points.then(|| Link { form: Form::Html, is_image, destination, span: Span::new(start, end), written, node })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse_at;
    use crate::platform::Platform;

    #[test]
    fn links_are_found_with_the_place_of_their_destination() {
        let text = "[a](b.md) ![c](<d e.png> \"t\") <https://f.example/> https://g.example/ [h][i] [j](k&amp;l)\n\n\
                    <a href='m.md'>n</a> <img src=\"o.png?p&amp;q\"> `[r](s)`\n\n[i]: u\n";
        let doc = parse_at(text, Platform::generic(), "");
        let found: Vec<_> = links(&doc).iter().map(|link| (link.form, link.destination.to_string(), link.written.is_some())).collect();
        let expected = [
            (Form::Inline, "b.md", true),
            (Form::Inline, "d e.png", true),
            (Form::Angle, "https://f.example/", true),
            (Form::Bare, "https://g.example/", true),
            (Form::Reference, "u", false),
            (Form::Inline, "k&l", false),
            (Form::Html, "m.md", true),
            (Form::Html, "o.png?p&q", false),
        ];
        assert_eq!(found, expected.map(|(form, destination, written)| (form, destination.to_owned(), written)));
    }
}
