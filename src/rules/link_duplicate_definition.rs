//! Each label of a link reference definition is defined once.

use crate::link::reference::targets;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;
use std::collections::HashMap;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkDuplicateDefinition {}

impl Rule for LinkDuplicateDefinition {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        let targets = targets(cx.doc);
        for target in targets.iter().filter(|target| !target.is_comment && target.label != "//") {
            if let Some(first) = seen.get(target.label) {
                report.at(target.span).say("again", [("label", target.name)]).also(*first, "first", ());
            } else {
                seen.insert(target.label, target.span);
            }
        }
    }
}
