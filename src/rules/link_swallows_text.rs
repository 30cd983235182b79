//! A bare URL in Japanese text is the link that was meant.

use crate::diagnostic::{Edit, Level, joined};
use crate::document::OBJECT;
use crate::japanese::is_hiragana;
use crate::link::bare::{end_of_url, is_apart, is_in_anchor, linkified, urls_in};
use crate::link::{Form, Link};
use crate::platform::dialect::BareUrls;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkSwallowsText {}

impl Rule for LinkSwallowsText {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let Some(way) = cx.platform.dialect.bare_urls else { return };
        if way == BareUrls::None {
            return unlinked_in_text(cx, report);
        }
        for link in cx.links().iter().filter(|link| link.form == Form::Bare && link.destination.starts_with("http")) {
            // What looks like a link with brackets is another rule's.
            let first = cx.literals().partition_point(|literal| literal.destination.end <= link.span.start);
            let is_literal = cx.literals().get(first).is_some_and(|literal| literal.open.start < link.span.end);
            if !is_literal && is_apart(cx.doc.source.text(), link.span.start) && !is_in_anchor(cx.doc.source.text(), link.span.start) {
                look_at(cx, way, link, report);
            }
        }
    }
}

fn look_at(cx: &Context<'_>, way: BareUrls, link: &Link<'_>, report: &mut Report<'_>) {
    let whole = cx.doc.source.slice(link.span);
    // The parser's link goes on to the next white space.
    let text = if way == BareUrls::Linkify { &whole[..linkified(whole)] } else { whole };
    let urls = urls_in(text, link.span.start);
    let end = urls.first().map_or(text.len(), |url| url.len());
    let (url, rest) = text.split_at(end);
    let id = match way {
        BareUrls::Goldmark if is_glued(cx.doc.source.text(), link.span.start) => "unlinked",
        BareUrls::Goldmark if rest.is_empty() && !text.is_ascii() => "cut",
        // It ends where this platform's links end too.
        BareUrls::Goldmark => return,
        _ if rest.is_empty() => return,
        _ => "swallows",
    };
    // An address that has Japanese in it may have more of it, and what would come free must not be markup.
    let is_address = !url.is_ascii();
    if is_address && id == "swallows" && rest.chars().count() == 1 {
        return;
    }
    // What comes free must not be markup, nor a link that nothing here makes.
    let freed = &whole[end..];
    let has_all = freed.matches("http").count() + 1 == urls.len();
    let is_plain =
        has_all && !freed.contains(['[', ']', '<', '>', '`', '\\', '&', '!', '@', '{', '}', '|', '*', '~']) && !freed.contains("www.");
    say(cx, &urls, id, rest, is_plain, report);
}

fn say(cx: &Context<'_>, urls: &[Span], id: &'static str, rest: &str, is_sure: bool, report: &mut Report<'_>) {
    let Some(first) = urls.first() else { return };
    // `{{<` begins a shortcode.
    if urls.iter().any(|url| cx.doc.source.text()[..url.start].ends_with("{{")) {
        return;
    }
    let shown: String = rest.chars().take(MOST_SHOWN).collect();
    let is_mdx = cx.platform.dialect.no_angle_urls;
    let portable = |text: &str| if is_mdx { format!("[{text}]({text})") } else { format!("<{text}>") };
    let edits = urls.iter().map(|url| Edit::replace(*url, portable(cx.doc.source.slice(*url))));
    // Where an address with Japanese in it ends is a guess, and with hiragana in it a bad one: most likely the sentence goes on there.
    let has = |is: fn(char) -> bool| urls.iter().any(|url| cx.doc.source.slice(*url).contains(is));
    // A URL that is written twice is more text than before.
    let level = if is_mdx || !is_sure || has(|c| !c.is_ascii()) { Level::Suggest } else { Level::Repair };
    let edits = if has(is_hiragana) { Vec::new() } else { joined(edits) };
    report.at(*first).say(id, [("text", shown), ("platform", cx.platform.title.clone())]).fix(level, edits);
}

/// Characters of the text that is told.
const MOST_SHOWN: usize = 10;

/// Whether a URL stands where goldmark makes no link: behind anything but white space and the signs that may open one.
fn is_glued(text: &str, start: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '*' | '_' | '~' | '(' | '>' | '|') || c == '\u{3000}')
}

/// Where no bare URL is a link, each in the text.
fn unlinked_in_text(cx: &Context<'_>, report: &mut Report<'_>) {
    for run in cx.runs_with("://") {
        for (at, _) in run.text.match_indices("://") {
            let Some(start) = ["https", "http"].iter().find_map(|scheme| run.text[..at].ends_with(scheme).then(|| at - scheme.len()))
            else {
                continue;
            };
            let is_part =
                run.text[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '"' | '=' | '\'' | '[' | '\\' | '<'));
            let rest = &run.text[start..];
            let length = rest.find(|c: char| c.is_whitespace() || matches!(c, OBJECT | '\u{1}')).unwrap_or(rest.len());
            let url = &rest[..end_of_url(&rest[..length])];
            let url = url.trim_end_matches(['.', ',', ':', ';', '!', '?', '*', '\'']);
            let has_host = url.len() > at - start + "://".len();
            if is_part || !has_host || !run.is_contiguous(start, start + url.len()) {
                continue;
            }
            let span = run.span(start, start + url.len());
            let is_linked = run.around(cx.doc, start).any(|node| node.destination().is_some());
            let is_literal = cx.literals().iter().any(|literal| literal.destination.start == span.start);
            if !is_linked && !is_literal && !is_in_anchor(cx.doc.source.text(), span.start) {
                say(cx, &[span], "unlinked", "", true, report);
            }
        }
    }
}
