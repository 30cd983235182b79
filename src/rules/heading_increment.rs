//! Heading levels go down one step at a time.

use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadingIncrement {}

impl Rule for HeadingIncrement {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mut previous = None;
        for (heading, level) in cx.doc.outline() {
            if let Some(previous) = previous
                && level > previous + 1
            {
                report.at(heading.span).say("skip", [("from", previous), ("to", level)]);
            }
            previous = Some(level);
        }
    }
}
