//! An abbreviation is written out where it first stands.

use crate::names::pack::Policy;
use crate::names::{Role, fold};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;
use std::collections::HashSet;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameAbbreviation {}

impl Rule for NameAbbreviation {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mentions = cx.mentions();
        let mut known = HashSet::new();
        for (run, mention) in mentions.iter() {
            let written = &run.text[mention.start..mention.end];
            let is_short = mention.name.field(written).is_some_and(|field| field.role == Role::Alias(Policy::FirstFull));
            // A title is short, and what it says is written out in the text.
            if run.is_front_matter() || !known.insert(fold(mention.name.text())) || !is_short || mentions.is_defined(written) {
                continue;
            }
            // 「OPA（Open Policy Agent）」
            let full = mention.name.text();
            let inner = run.text[mention.end..].trim_start().strip_prefix(['(', '（']);
            if inner.is_some_and(|inner| inner.starts_with(full)) {
                continue;
            }
            report.at(run.span(mention.start, mention.end)).say("short", [("written", written), ("full", full)]);
        }
    }
}
