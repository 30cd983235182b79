//! What the text of a link shows of the place it leads to: an address, an event, a number, the name of a site.

use super::event::Event;
use super::host::{is_example, is_shortener};
use super::url::{Url, behind_scheme, percent_decoded};
use crate::document::NodeRef;

/// Hosts that are two names of one site.
const SAME: [[&str; 2]; 2] = [["twitter.com", "x.com"], ["youtube.com", "youtu.be"]];

/// What the text of a link shows and where it leads, where these are not the same, and which of both it is: `host` or `event`.
#[must_use]
pub fn mismatch(node: NodeRef<'_>, url: &Url<'_>, destination: &str) -> Option<(&'static str, String, String)> {
    let (event, host) = (Event::in_address(url), url.host());
    let service = service_of(&host);
    // Most texts are neither an address nor beside one that says what it is of.
    let source = node.source();
    let is_told = event.is_some() || service.is_some() || matches!(host.as_str(), "github.com" | "qiita.com");
    if !is_told && !source.contains("://") && !source.contains("www.") {
        return None;
    }
    let text = node.text();
    let text = text.trim();
    if let Some(address) = shown(text) {
        let shown = Url::parse(&address);
        if differs(&shown, url, destination) {
            return Some(("host", shown.host(), host));
        }
        let (shown, real) = (repository(&shown)?, repository(url)?);
        return (!shown.eq_ignore_ascii_case(&real)).then_some(("host", shown, real));
    }
    if let (Some(shown), Some(real)) = (Event::in_title(text), event) {
        return (shown != real).then(|| ("event", shown.to_string(), real.to_string()));
    }
    let (shown, real) = number(text, url)
        .or_else(|| calendar(text, url))
        .or_else(|| Some((SERVICES.iter().find(|(name, _)| is_name(text, name))?.0, service?)))?;
    (shown != real).then(|| ("event", shown.to_owned(), real.to_owned()))
}

/// Sites for slides and films, by the names under which posts link to them.
const SERVICES: [(&str, [&str; 2]); 4] = [
    ("YouTube", ["youtube.com", "youtu.be"]),
    ("Speaker Deck", ["speakerdeck.com", "speakerdeck.com"]),
    ("SlideShare", ["slideshare.net", "slideshare.net"]),
    ("Docswell", ["docswell.com", "docswell.com"]),
];

/// The site of a host.
fn service_of(host: &str) -> Option<&'static str> {
    SERVICES.iter().find(|(_, hosts)| hosts.contains(&host)).map(|(name, _)| *name)
}

/// Whether a text is a name and nothing else, blanks and case aside.
fn is_name(text: &str, name: &str) -> bool {
    // Most texts begin with another letter.
    if !text.bytes().zip(name.bytes()).next().is_some_and(|(one, other)| one.eq_ignore_ascii_case(&other)) {
        return false;
    }
    let letters = |text: &str| -> String { text.split_whitespace().collect::<String>().to_lowercase() };
    letters(text) == letters(name)
}

/// The owner and the name of a repository on GitHub.
fn repository(url: &Url<'_>) -> Option<String> {
    let mut parts = url.path.split('/').skip(1).filter(|part| !part.is_empty());
    let (owner, name) = (parts.next()?, parts.next()?);
    (url.host() == "github.com").then(|| format!("{owner}/{}", name.trim_end_matches(".git")))
}

/// The number of an issue or pull request that a text shows, and that of the one it leads to.
fn number<'t>(text: &'t str, url: &Url<'t>) -> Option<(&'t str, &'t str)> {
    let (before, shown) = text.rsplit_once('#')?;
    let mut parts = url.path.split('/').skip(3);
    let (kind, real) = (parts.next()?, parts.next()?);
    // A short one may count the links.
    let is_number = |text: &str| text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_known = ["pull", "issues", "discussions"].contains(&kind) && url.host() == "github.com" && url.fragment.is_none();
    let is_alone = ["", "PR", "Issue", "issue", "Pull Request"].contains(&before.trim());
    (is_known && is_alone && is_number(shown) && real.bytes().all(|byte| byte.is_ascii_digit())).then_some((shown, real))
}

/// The year of the Advent calendar that a text shows, and that of the one it leads to.
fn calendar<'t>(text: &'t str, url: &Url<'t>) -> Option<(&'t str, &'t str)> {
    let real = url.path.strip_prefix("/advent-calendar/")?.split('/').next()?;
    let is_year = |text: &str| text.len() == 4 && text.starts_with("20") && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_calendar = ["Advent Calendar", "アドベントカレンダー", "アドカレ"].iter().any(|name| text.contains(name));
    let mut years = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| is_year(digits));
    let shown = years.next().filter(|_| years.next().is_none())?;
    (is_calendar && url.host() == "qiita.com" && is_year(real)).then_some((shown, real))
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
