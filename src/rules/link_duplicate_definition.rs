//! Each label of a link reference definition is defined once.

use crate::link::reference::targets;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkDuplicateDefinition {}

impl Rule for LinkDuplicateDefinition {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let targets = targets(cx.doc).into_iter().filter(|target| !target.is_comment && target.label != "//");
        report.repeated("label", targets.map(|target| (target.label, target.span, target.name)));
    }
}
