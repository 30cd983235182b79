//! A link to another site is no path.

use crate::diagnostic::{Edit, Level};
use crate::link::host::{is_example, leading_host};
use crate::link::url::Url;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkBareDomain {}

impl Rule for LinkBareDomain {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for link in cx.links().iter().filter(|link| !link.is_image) {
            let url = Url::parse(&link.destination);
            let Some(host) = leading_host(url.path).filter(|_| url.is_local()) else { continue };
            if !is_example(&Url { authority: Some(host), ..Url::default() }) {
                let scheme = link.written.map(|written| Edit::insert(written.start, "https://"));
                report.link(link).say("path", [("host", host)]).fix(Level::Suggest, scheme);
            }
        }
    }
}
