//! The address or event that a link shows is the one it leads to.

use crate::link::mismatch::mismatch;
use crate::link::url::Url;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkTextMismatch {}

impl Rule for LinkTextMismatch {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for link in cx.links().iter().filter(|link| link.has_text()) {
            let url = Url::parse(&link.destination);
            if url.is_web()
                && let Some((id, shown, real)) = mismatch(link.node, &url, &link.destination)
            {
                report.at(link.node.span).say(id, [("shown", shown), ("real", real)]);
            }
        }
    }
}
