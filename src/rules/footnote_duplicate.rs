//! Each footnote is defined once.

use crate::link::reference::notes;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FootnoteDuplicate {}

impl Rule for FootnoteDuplicate {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        report.repeated("label", notes(cx.doc).into_iter().map(|note| (note.label, note.span, note.name)));
    }
}
