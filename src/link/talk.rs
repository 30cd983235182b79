//! The talks of a report: the link, card or player that stands directly under a heading, and which talk it is.

use super::html::attributes;
use super::url::Url;
use super::{Form, Link};
use crate::document::construct::Form as ConstructForm;
use crate::document::{Document, Kind, NodeRef};
use crate::source::Span;
use std::borrow::Cow;

/// Parameters that lead to a place in a talk: a video of a whole day has many.
const PLACES: [&str; 3] = ["t", "start", "slide"];

/// Embeds that take the id of a talk's slides or video, which Zenn and others know.
const BY_ID: [&str; 4] = ["docswell", "slideshare", "speakerdeck", "youtube"];

/// The headings of the outline under which a line of links stands, or HTML with a link, each with the first of them.
#[must_use]
pub fn sections<'d>(doc: &'d Document, links: &[Link<'d>]) -> Vec<(NodeRef<'d>, Link<'d>)> {
    doc.outline().filter_map(|(heading, _)| Some((heading, lead(heading.next_sibling()?, links)?))).collect()
}

/// The link that a block begins with.
fn lead<'d>(block: NodeRef<'d>, links: &[Link<'d>]) -> Option<Link<'d>> {
    let is_html = matches!(block.kind, Kind::HtmlBlock { .. });
    if !is_html && block.kind != Kind::Paragraph {
        return None;
    }
    let first = links.partition_point(|link| link.span.start < block.span.start);
    let inside = links.get(first).filter(|link| link.span.end <= block.span.end);
    let found = inside.filter(|_| is_html || is_line_of_links(block, &links[first..]));
    found.cloned().or_else(|| by_id(block))
}

/// Whether the first line of a block is made of the first of `links` and nothing else: in a sentence a link may lead to any talk.
fn is_line_of_links(block: NodeRef<'_>, links: &[Link<'_>]) -> bool {
    let source = &block.doc().source;
    let line = source.line_content(source.line_at(block.span.start));
    let is_between = |start: usize, end: usize| {
        let text = source.slice(Span::new(start, end.max(start)));
        text.chars().all(|c| c.is_whitespace() || matches!(c, '/' | '|' | ',' | '、' | '・'))
    };
    let mut end = block.span.start;
    for link in links.iter().take_while(|link| link.span.start < line.end) {
        if !is_between(end, link.span.start) {
            return false;
        }
        end = end.max(link.span.end);
    }
    is_between(end, line.end)
}

/// The embed with an id that a block begins with, as a link to `name:id`.
fn by_id(block: NodeRef<'_>) -> Option<Link<'_>> {
    let doc = block.doc();
    let first = doc.constructs().partition_point(|construct| construct.span.start < block.span.start);
    let construct = doc.constructs().get(first)?;
    let ConstructForm::Embed { name, argument } = construct.form else { return None };
    let (name, id) = (doc.source.slice(name), doc.source.slice(argument).trim());
    let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let begins = is_id && BY_ID.contains(&name) && construct.span.start == block.span.start;
    let destination = Cow::Owned(format!("{name}:{id}"));
    begins.then_some(Link { form: Form::Embed, is_image: false, destination, span: construct.span, written: None, node: block })
}

/// What tells the talk that a link leads to from any other: its page, its slides or its video.
#[must_use]
pub fn talk(link: &Link<'_>) -> Option<String> {
    let url = Url::parse(&link.destination);
    if url.fragment.is_some() || url.parameters().any(|(name, _)| PLACES.contains(&name)) {
        return None;
    }
    if let Some(name) = url.scheme.filter(|name| BY_ID.contains(name)) {
        return Some(format!("{name}:{}", url.path));
    }
    let host = url.host();
    let parts: Vec<&str> = url.path.split('/').filter(|part| !part.is_empty()).collect();
    match (host.as_str(), parts.as_slice()) {
        ("event.cloudnativedays.jp" | "cloudnativedays.jp", [event, "talks", id, ..]) => Some(format!("talk:{event}/{id}")),
        (host, ["event", id, ..]) if host.ends_with(".sched.com") => Some(format!("{host}:{id}")),
        ("sessionize.com", ["s", speaker, talk, ..]) => Some(format!("sessionize:{speaker}/{talk}")),
        ("speakerdeck.com", ["assets", ..]) => script_id(link),
        ("speakerdeck.com", ["player", id]) => Some(format!("speakerdeck:{id}")),
        ("speakerdeck.com", [user, deck]) => Some(format!("speakerdeck:{user}/{deck}")),
        ("docswell.com", ["s", user, deck]) => Some(format!("docswell:{user}/{deck}")),
        ("slideshare.net", ["slideshow", "embed_code", "key", key]) => Some(format!("slideshare:{key}")),
        ("slideshare.net", ["slideshow", deck, number]) => Some(format!("slideshare:{deck}/{number}")),
        ("slideshare.net", [user, deck]) => Some(format!("slideshare:{user}/{deck}")),
        ("youtube.com", ["watch"]) => url.parameters().find(|(name, _)| *name == "v").map(|(_, id)| format!("youtube:{id}")),
        ("youtube.com" | "youtube-nocookie.com", ["embed" | "live", id]) | ("youtu.be", [id]) => Some(format!("youtube:{id}")),
        _ => None,
    }
}

/// The slides that Speaker Deck's script shows, which has the same address for all.
fn script_id(link: &Link<'_>) -> Option<String> {
    let html = link.node.source();
    let source = attributes(html).find(|attribute| link.node.span.start + attribute.value.start == link.span.start)?;
    let id = attributes(html).find(|attribute| attribute.tag == source.tag && attribute.name.eq_ignore_ascii_case("data-id"))?;
    Some(format!("speakerdeck:{}", &html[id.value]))
}

#[cfg(test)]
mod tests {
    use super::super::links;
    use super::*;
    use crate::parse::parse_at;
    use crate::platform::Platform;

    #[test]
    fn a_talk_is_the_same_however_it_is_linked() {
        let text = "# a\n\nhttps://youtu.be/ZRtdQ81jPUQ?si=x\n\n# b\n\n[c](https://www.youtube.com/watch?v=ZRtdQ81jPUQ)\n\n\
                    # d\n\n<script data-id=\"1f\" src=\"//speakerdeck.com/assets/embed.js\"></script>\n\n\
                    # e\n\nhttps://youtu.be/ZRtdQ81jPUQ?t=10\n\n# f\n\nSee https://speakerdeck.com/a/b\n\n# g\n\n\
                    [i](https://speakerdeck.com/a/b) / [j](k)\n\n# l\n\n# m\n";
        let doc = parse_at(text, Platform::generic(), "");
        let found: Vec<_> = sections(&doc, &links(&doc)).iter().map(|(heading, link)| (heading.text(), talk(link))).collect();
        let expected = [
            ("a", Some("youtube:ZRtdQ81jPUQ")),
            ("b", Some("youtube:ZRtdQ81jPUQ")),
            ("d", Some("speakerdeck:1f")),
            ("e", None),
            ("g", Some("speakerdeck:a/b")),
        ];
        assert_eq!(found, expected.map(|(heading, talk)| (heading.to_owned(), talk.map(str::to_owned))));
    }
}
