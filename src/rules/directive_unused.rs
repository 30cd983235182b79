//! A comment that switches a rule off hides a finding.

use crate::rule::{Context, Idle, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DirectiveUnused {}

impl Rule for DirectiveUnused {
    fn check(&self, _: &Context<'_>, _: &mut Report<'_>) {}

    fn conclude(&self, _: &Context<'_>, idle: &[Idle<'_>], report: &mut Report<'_>) {
        for idle in idle {
            match *idle {
                Idle::All(directive) => report.at(directive.span).say("all", ()),
                Idle::Rule(span, name) => report.at(span).say("rule", [("rule", name)]),
                Idle::Unknown(span, name) => report.at(span).say("unknown", [("rule", name)]),
                Idle::Configuration(span, reason) => report.at(span).say("configuration", [("reason", reason)]),
            };
        }
    }
}
