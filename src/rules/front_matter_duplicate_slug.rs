//! No two posts claim one address or one published post.

use crate::facts::claims;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrontMatterDuplicateSlug {}

impl Rule for FrontMatterDuplicateSlug {
    fn compares(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if cx.facts.rivals.is_empty() {
            return;
        }
        for (claim, span) in claims(cx.doc, cx.platform, &cx.facts.path) {
            if let Some(rival) = cx.facts.rivals.get(&claim) {
                report.at(span).say("taken", [("file", rival)]);
            }
        }
    }
}
