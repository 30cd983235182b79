//! A link says `https:`.

use crate::diagnostic::{Edit, Level};
use crate::link::host::is_example;
use crate::link::url::Url;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkProtocolRelative {}

impl Rule for LinkProtocolRelative {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for link in cx.links().iter().filter(|link| link.destination.starts_with("//")) {
            let url = Url::parse(&link.destination);
            if url.host().contains('.') && !is_example(&url) {
                let scheme = link.written.map(|written| Edit::insert(written.start, "https:"));
                report.link(link).say("relative", ()).fix(Level::Suggest, scheme);
            }
        }
    }
}
