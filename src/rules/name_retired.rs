//! A thing is called by its present name.

use crate::names::Role;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;
use std::collections::HashSet;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameRetired {}

impl Rule for NameRetired {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mentions = cx.mentions();
        let mut said = HashSet::new();
        for (run, mention) in mentions.iter() {
            let written = &run.text[mention.start..mention.end];
            let Some(field) = mention.name.field(written).filter(|field| field.until > 0 && field.role != Role::Wrong) else { continue };
            let now = mention.name.texts(Role::Now).next().unwrap_or(mention.name.text());
            // A text of that day calls it by its name of that day.
            let is_past = mentions.day == 0 || mentions.day >= field.until;
            if is_past && !run.is_quotation(mention.start) && said.insert(written) {
                let (year, month) = (field.until / 10_000, field.until / 100 % 100);
                let since = format!("{year}-{month:02}");
                report.at(run.span(mention.start, mention.end)).say("renamed", [("written", written), ("now", now), ("since", &since)]);
            }
        }
    }
}
