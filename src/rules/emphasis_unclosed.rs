//! `**` that opens emphasis is closed by another.

use crate::document::Kinds;
use crate::emphasis::lone::{lone, unequal};
use crate::platform::dialect::Tags;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EmphasisUnclosed {}

impl Rule for EmphasisUnclosed {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        // There two of them begin a heading.
        let is_hatena = cx.platform.dialect.tags.contains(&Tags::Hatena);
        for run in cx.runs_showing("**") {
            if let Some(span) = lone(run).filter(|span| !is_hatena || span.start > run.block.span.start) {
                report.at(span).say("lone", ());
            }
        }
        for node in cx.doc.nodes_of(Kinds::EMPH) {
            if let Some(span) = unequal(node) {
                report.at(span).say("unequal", [("written", cx.doc.source.slice(span))]);
            }
        }
    }
}
