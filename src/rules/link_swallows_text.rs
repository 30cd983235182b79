//! A bare URL in Japanese text is the link that was meant.

use crate::diagnostic::{Edit, Level};
use crate::link::Form;
use crate::platform::dialect::BareUrls;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::is_japanese;
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
        let bare = cx.links().iter().filter(|link| link.form == Form::Bare && link.destination.starts_with("http"));
        for link in bare {
            let text = cx.doc.source.slice(link.span);
            let url = &text[..end_of_url(text)];
            let is_whole = url.len() == text.len();
            let id = match way {
                BareUrls::Goldmark if is_glued(cx.doc.source.text(), link.span.start) => "unlinked",
                BareUrls::Goldmark if is_whole && !text.is_ascii() => "cut",
                // It ends where this platform's links end too.
                BareUrls::Goldmark => continue,
                BareUrls::Linkify if text[url.len()..].starts_with(['）', '（']) => continue,
                _ if is_whole => continue,
                _ => "swallows",
            };
            say(cx, &urls_in(text, link.span.start), id, &text[url.len()..], report);
        }
    }
}

/// The URLs that a bare one runs over, itself first: freed of it, the others are links too.
fn urls_in(text: &str, start: usize) -> Vec<Span> {
    let mut urls = Vec::new();
    let mut at = 0;
    while let Some(from) = ["https://", "http://"].iter().filter_map(|scheme| text[at..].find(scheme)).min() {
        let length = end_of_url(&text[at + from..]);
        urls.push(Span::new(start + at + from, start + at + from + length));
        at += from + length;
    }
    urls
}

fn say(cx: &Context<'_>, urls: &[Span], id: &'static str, rest: &str, report: &mut Report<'_>) {
    let Some(first) = urls.first() else { return };
    let shown: String = rest.chars().take(MOST_SHOWN).collect();
    let is_mdx = cx.platform.dialect.no_angle_urls;
    let portable = |text: &str| if is_mdx { format!("[{text}]({text})") } else { format!("<{text}>") };
    let edits = urls.iter().map(|url| Edit::replace(*url, portable(cx.doc.source.slice(*url))));
    // A URL that is written twice is more text than before.
    let level = if is_mdx { Level::Suggest } else { Level::Repair };
    report.at(*first).say(id, [("text", shown), ("platform", cx.platform.title.clone())]).fix(level, edits);
}

/// Characters of the text that is told.
const MOST_SHOWN: usize = 10;

/// Where the URL ends that was meant: before Japanese punctuation, a particle, a quotation mark, or another URL. An address with Japanese in it
/// (`…/wiki/日本語`) goes on.
fn end_of_url(text: &str) -> usize {
    // What ends a sentence is no part of an address.
    let trimmed = |at: usize| text[..at].trim_end_matches(['.', ',', ':', ';', '!', '?', '\'']).len();
    if let Some(quote) = text.find(['"', '<', '>', '`']) {
        return trimmed(quote.min(end_in_japanese(&text[..quote])));
    }
    match end_in_japanese(text) {
        at if at < text.len() => trimmed(at),
        whole => whole,
    }
}

fn end_in_japanese(text: &str) -> usize {
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        let rest = &text[at..];
        let begins = text[..at].ends_with(|c: char| c.is_ascii());
        let is_particle = begins && PARTICLES.iter().any(|particle| rest.starts_with(particle)) && !rest.contains(['/', '%', '_', '=']);
        if SIGNS.contains(&c) || is_particle {
            return at;
        }
    }
    text.len()
}

/// Signs that stand in no address.
const SIGNS: [char; 20] =
    ['、', '。', '，', '．', '「', '」', '『', '』', '）', '（', '】', '【', '＞', '！', '？', '\u{3000}', '：', '；', '…', '※'];

/// What follows a noun in a sentence and seldom begins a word.
const PARTICLES: [&str; 16] =
    ["を", "は", "が", "に", "で", "と", "の", "も", "へ", "から", "まで", "より", "など", "です", "という", "として"];

/// Whether a URL stands where goldmark makes no link: behind anything but white space and the signs that may open one.
fn is_glued(text: &str, start: usize) -> bool {
    text[..start]
        .chars()
        .next_back()
        .is_some_and(|c| !c.is_whitespace() && !matches!(c, '*' | '_' | '~' | '(' | '>' | '|') || c == '\u{3000}')
}

/// Where no bare URL is a link, each in the text.
fn unlinked_in_text(cx: &Context<'_>, report: &mut Report<'_>) {
    for run in cx.doc.runs_with("://") {
        for (at, _) in run.text.match_indices("://") {
            let Some(start) = ["https", "http"].iter().find_map(|scheme| run.text[..at].ends_with(scheme).then(|| at - scheme.len()))
            else {
                continue;
            };
            let is_linked = run.around(cx.doc, start).any(|node| node.destination().is_some());
            let is_part = run.text[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '"' | '=' | '\''));
            let rest = &run.text[start..];
            let length = rest
                .find(|c: char| c.is_whitespace() || is_japanese(c) || matches!(c, '<' | '>' | '"' | '\u{fffc}' | '\u{1}' | '|'))
                .unwrap_or(rest.len());
            let url = rest[..length].trim_end_matches(['.', ',', ':', ';', ')', '!', '?', '*', '\'']);
            let has_host = url.len() > at - start + "://".len();
            if !is_linked && !is_part && has_host && run.is_contiguous(start, start + url.len()) {
                say(cx, &[run.span(start, start + url.len())], "unlinked", "", report);
            }
        }
    }
}
