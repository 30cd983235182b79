//! A link's text says what is behind it.

use crate::link::host::is_example;
use crate::link::url::{Url, behind_scheme, percent_decoded};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkTextIsUrl {}

impl Rule for LinkTextIsUrl {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for link in cx.links().iter().filter(|link| link.has_text()) {
            let text = link.node.text().replace("&amp;", "&");
            // The name of a host reads well: it is the name of many a site.
            let is_url = without_scheme(&text).is_some_and(|text| without_scheme(&link.destination) == Some(text));
            if is_url && !is_example(&Url::parse(&link.destination)) {
                report.at(link.node.span).say("same", ());
            }
        }
    }
}

/// An address as far as it tells it from others: without scheme, escapes and the slash at its end.
fn without_scheme(address: &str) -> Option<String> {
    Some(percent_decoded(behind_scheme(address.trim())?).trim_end_matches('/').to_owned())
}
