//! A URL is marked as a link.

use crate::diagnostic::{Edit, Level, joined};
use crate::link::bare::{end_of_url, is_apart, is_in_anchor, urls_in};
use crate::link::gfm::bare_urls;
use crate::link::html::elements;
use crate::link::{Form, Link};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkBareUrl {}

impl Rule for LinkBareUrl {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let text = cx.doc.source.text();
        if cx.is_markdownlint() {
            let elements = elements(cx.doc);
            for span in bare_urls(cx.doc) {
                let first = elements.partition_point(|element| element.end <= span.start);
                let is_inside = elements.get(first).is_some_and(|element| element.start <= span.start);
                let is_marked = text[..span.start].ends_with('<') && text[span.end..].starts_with('>');
                if !is_inside && !is_marked {
                    say(cx, span, report);
                }
            }
            return;
        }
        for link in cx.links().iter().filter(|link| link.form == Form::Bare && !is_card(cx, link)) {
            if is_apart(text, link.span.start) && !is_in_anchor(text, link.span.start) {
                say(cx, link.span, report);
            }
        }
    }
}

/// Whether it stands alone in its line: many a platform makes a card of it.
fn is_card(cx: &Context<'_>, link: &Link<'_>) -> bool {
    let source = &cx.doc.source;
    let all = source.slice(source.line_content(source.line_at(link.span.start)));
    all.trim_start_matches([' ', '>']).trim_end() == source.slice(link.span)
}

/// Whether it is an address of mail between angle brackets too: there a host has no empty part (`CommonMark` 0.31, 6.5).
fn is_address(text: &str) -> bool {
    let is_part = |part: &str| part.starts_with(|c: char| c.is_ascii_alphanumeric()) && part.ends_with(|c: char| c.is_ascii_alphanumeric());
    text.rsplit_once('@').is_some_and(|(_, host)| host.split('.').all(is_part))
}

fn say(cx: &Context<'_>, span: Span, report: &mut Report<'_>) {
    let written = cx.doc.source.slice(span);
    let url = &written[..end_of_url(written)];
    let said = report.at(Span::new(span.start, span.start + url.len())).say("bare", [("url", url)]);
    // What stands directly beside it would be read anew: a tag behind it, a host before it, or what makes a shortcode of it. A control character ends what
    // stands between angle brackets.
    let (before, rest) = cx.doc.source.text().split_at(span.start);
    let is_read_anew = rest[url.len()..].starts_with('<')
        || before.trim_end_matches(['*', '_', '~']).ends_with("www.")
        || before.ends_with("{{")
        || url.contains(char::is_control);
    // Beside a bracket, a mark may open or close an emphasis that it did not before a letter.
    let marks = ['*', '_', '~'];
    let is_marked = before.ends_with(marks) || rest[url.len()..].starts_with(marks);
    let works = !is_read_anew && (url.contains("://") || is_address(url));
    if works && !cx.platform.dialect.no_angle_urls {
        let end = span.start + url.len();
        let is_plain = url.chars().all(|c| c.is_ascii_alphanumeric() || "-./:?#=+%,@_".contains(c));
        let links = cx.links();
        let first = links.partition_point(|link| link.span < span);
        let is_same = |link: &Link<'_>| link.form == Form::Bare && link.span == span && link.destination.ends_with(url);
        let is_sure = !is_marked
            && end == span.end
            && is_plain
            && is_apart(cx.doc.source.text(), span.start)
            && links.get(first).is_some_and(is_same);
        // No layout: a card is made of what is not marked.
        let level = if is_sure { Level::Wording } else { Level::Suggest };
        // Those that the first one swallows come free with it: one by one, they would take a round each.
        let swallowed = urls_in(written, span.start).into_iter().filter(|url| url.start > end);
        let marked = std::iter::once(Span::new(span.start, end)).chain(swallowed);
        said.fix(level, joined(marked.flat_map(|url| [Edit::insert(url.start, "<"), Edit::insert(url.end, ">")])));
    }
}
