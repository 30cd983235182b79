//! The address or event that a link shows is the one it leads to.

use crate::link::event::Event;
use crate::link::host::{is_example, is_shortener};
use crate::link::url::{Url, behind_scheme, percent_decoded};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// Hosts that are two names of one site.
const SAME: [[&str; 2]; 2] = [["twitter.com", "x.com"], ["youtube.com", "youtu.be"]];

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkTextMismatch {}

impl Rule for LinkTextMismatch {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for link in cx.links().iter().filter(|link| link.has_text()) {
            let url = Url::parse(&link.destination);
            let event = Event::in_address(&url);
            // Most texts are neither an address nor beside the address of an event.
            let source = link.node.source();
            if !url.is_web() || event.is_none() && !source.contains("://") && !source.contains("www.") {
                continue;
            }
            let text = link.node.text();
            if let Some(shown) = shown(text.trim()) {
                let shown = Url::parse(&shown);
                if differs(&shown, &url, &link.destination) {
                    report.at(link.node.span).say("host", [("shown", shown.host()), ("real", url.host())]);
                }
            } else if let (Some(shown), Some(real)) = (Event::in_title(&text), event)
                && shown != real
            {
                report.at(link.node.span).say("event", [("shown", shown), ("real", real)]);
            }
        }
    }
}

/// The address that a text is; nothing where it is more than that, or cut short.
fn shown(text: &str) -> Option<String> {
    let is_whole = !text.contains(|c: char| c.is_whitespace() || c == '…') && !text.contains("..");
    let is_url = behind_scheme(text).is_some();
    let address = if is_url { text.to_owned() } else { format!("//{text}") };
    (is_whole && (is_url || text.starts_with("www."))).then_some(address)
}

/// Whether two addresses are on sites that have nothing to do with each other.
fn differs(shown: &Url<'_>, url: &Url<'_>, destination: &str) -> bool {
    let (a, b) = (shown.host(), url.host());
    let is_plain = |host: &str| host.contains('.') && host.is_ascii() && !host.contains("xn--") && !is_shortener(host);
    let is_same = || shown.is_on(&b) || url.is_on(&a) || SAME.iter().any(|pair| pair.contains(&a.as_str()) && pair.contains(&b.as_str()));
    // An archive or a translation of the site, or a page that leads on to it.
    let is_wrapped = || percent_decoded(destination).contains(&a);
    is_plain(&a) && is_plain(&b) && !is_same() && !is_wrapped() && !is_example(shown) && !is_example(url)
}
