//! No markers of a merge are left in a text.

use crate::rule::{Context, Report, Rule};
use crate::text::conflicts;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConflictMarker {}

impl Rule for ConflictMarker {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        // In code they may be what the text is about.
        for range in conflicts(cx.doc.source.text()).into_iter().filter(|range| !cx.doc.is_verbatim(range.start)) {
            let first = cx.doc.source.line_at(range.start);
            report.construct(cx.doc.source.line_content(first)).say("conflict", ());
        }
    }
}
