//! An element that folds a part of the page is closed.

use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HtmlUnclosed {}

impl Rule for HtmlUnclosed {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for tag in cx.doc.lone_folds() {
            report.at(tag.span).say(if tag.opens { "open" } else { "closed" }, [("name", tag.name)]);
        }
    }
}
