//! A comment that switches a rule off hides a finding, and ends somewhere.

use crate::rule::{Context, Remark, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DirectiveUnused {}

impl Rule for DirectiveUnused {
    fn check(&self, _: &Context<'_>, _: &mut Report<'_>) {}

    fn conclude(&self, _: &Context<'_>, remarks: &[Remark<'_>], report: &mut Report<'_>) {
        for remark in remarks {
            match remark {
                Remark::All(directive) => report.at(directive.span).say("all", ()),
                Remark::Rule(span, name) => report.at(*span).say("rule", [("rule", name)]),
                Remark::Unknown(span, name) => report.at(*span).say("unknown", [("rule", name)]),
                Remark::Configuration(span, reason) => report.at(*span).say("configuration", [("reason", reason)]),
                Remark::Open(directive, names) => {
                    let names: String = names.iter().flat_map(|name| [" ", name]).collect();
                    report.at(directive.span).quieter().say("open", [("names", names)])
                }
            };
        }
    }
}
