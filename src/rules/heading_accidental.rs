//! A line of dashes directly below a sentence makes a heading of it.

use crate::diagnostic::{Edit, Level};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadingAccidental {}

impl Rule for HeadingAccidental {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let source = &cx.doc.source;
        for (heading, _) in cx.doc.shown_headings().filter(|(heading, _)| heading.is_accidental()) {
            let below = source.line_span(*cx.doc.line_range(heading.span).end()).start;
            let edit = heading.is_top_level().then(|| Edit::insert(below, source.newline()));
            report.at(heading.span).say("heading", ()).fix(Level::Repair, edit);
        }
    }
}
