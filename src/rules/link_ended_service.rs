//! A link leads to a service that is still there.

use crate::link::Form;
use crate::link::ended::{checked, ended};
use crate::link::lock::Class;
use crate::link::url::Url;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// What is let pass.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LinkEndedService {
    /// Hosts that nothing is said about, as the list or the link has them.
    allow: Vec<String>,
}

/// What an address that is spoken of stands behind.
const QUOTES: [char; 7] = ['"', '\'', '“', '‘', '「', '『', '`'];

impl LinkEndedService {
    fn allows(&self, host: &str) -> bool {
        let bare = |allowed: &'_ str| allowed.trim_start_matches("*.").trim_start_matches("www.").eq_ignore_ascii_case(host);
        self.allow.iter().any(|allowed| bare(allowed))
    }
}

impl Rule for LinkEndedService {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for link in cx.links() {
            let url = Url::parse(&link.destination);
            if url.authority.is_none() || !url.is_web() {
                continue;
            }
            let host = url.host();
            let Some(service) = ended(&host).filter(|service| !self.allows(service.host) && !self.allows(&host)) else { continue };
            // An address in quotes is spoken of: what a program said, or the address itself.
            let before = cx.doc.source.slice(Span::new(0, link.span.start)).chars().next_back();
            if link.form == Form::Bare && before.is_some_and(|c| QUOTES.contains(&c)) {
                continue;
            }
            // An answer to the URL itself counts more, and what is bad news in it is said elsewhere.
            let answer = cx.facts.lock.as_ref().and_then(|lock| lock.get(&link.destination));
            if answer.is_some_and(|answer| matches!(answer.class, Class::Ok | Class::Moved | Class::Gone)) {
                continue;
            }
            let year = service.year.to_string();
            report.link(link).say("ended", [("host", service.host), ("year", &year), ("checked", checked())]);
        }
    }
}
