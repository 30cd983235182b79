//! One space follows the marks of a heading.

use crate::diagnostic::{Edit, Level};
use crate::document::heading::Style;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadingMultipleSpaces {}

impl Rule for HeadingMultipleSpaces {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for (heading, _) in cx.doc.shown_headings() {
            let Some(writing) = heading.writing().filter(|writing| writing.style == Style::Atx) else { continue };
            // What follows the marks of an empty heading is white space at the end of a line.
            let is_empty = writing.text.is_empty();
            if writing.space.len() > 1 && (!is_empty || cx.is_markdownlint()) {
                let edit = (!is_empty).then(|| Edit::replace(writing.space, " "));
                report.at(writing.space).say("many", [("count", writing.space.len())]).fix(Level::Layout, edit);
            }
        }
    }
}
