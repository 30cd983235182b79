//! Each footnote is defined once.

use crate::link::reference::notes;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;
use std::collections::HashMap;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FootnoteDuplicate {}

impl Rule for FootnoteDuplicate {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mut seen: HashMap<String, Span> = HashMap::new();
        for note in notes(cx.doc) {
            if let Some(first) = seen.get(&note.label) {
                report.at(note.span).say("again", [("label", note.name)]).also(*first, "first", ());
            } else {
                seen.insert(note.label, note.span);
            }
        }
    }
}
