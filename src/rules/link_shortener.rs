//! A link shows where it leads.

use crate::link::host::is_shortener;
use crate::link::url::Url;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkShortener {}

/// Most bytes of a shortener's name: they are short, and other links need not be looked at closer.
const LONGEST: usize = 20;

impl Rule for LinkShortener {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for link in cx.links() {
            let url = Url::parse(&link.destination);
            if url.authority.is_none_or(|authority| authority.len() > LONGEST) {
                continue;
            }
            let host = url.host();
            // Without a path it is the service itself that is linked to.
            if !is_shortener(&host) || !url.is_web() || url.path.len() < 2 || link.is_of_embedded_post() {
                continue;
            }
            // Google goes on with the short links of Maps.
            if host == "goo.gl" && url.path.starts_with("/maps") {
                continue;
            }
            let id = if host == "goo.gl" { "ended" } else { "short" };
            report.link(link).say(id, [("host", host)]);
        }
    }
}
