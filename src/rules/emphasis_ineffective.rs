//! Emphasis that `CommonMark` does not see beside Japanese: the marks are printed.

use crate::document::Kinds;
use crate::emphasis::lost;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EmphasisIneffective {}

impl Rule for EmphasisIneffective {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for block in cx.doc.nodes_of(Kinds::LEAF_BLOCK) {
            for emphasis in lost(block, cx.platform) {
                let marks = Span::new(emphasis.span.start, emphasis.span.start + emphasis.marks);
                let id = if emphasis.is_crossed { "crossed" } else { "literal" };
                let said = report.at(emphasis.span).say(id, [("marks", cx.doc.source.slice(marks))]);
                if let Some((level, edits)) = emphasis.fix {
                    said.fix(cx.level_in(block, level), edits);
                }
            }
        }
    }
}
