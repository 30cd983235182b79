//! One space stands between a heading's text and the marks on both sides of it.

use crate::diagnostic::{Edit, Level};
use crate::document::heading::Style;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadingClosedMultipleSpaces {}

impl Rule for HeadingClosedMultipleSpaces {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for (heading, _) in cx.doc.shown_headings() {
            let Some(writing) = heading.writing().filter(|writing| writing.style == Style::AtxClosed) else { continue };
            for (space, id) in [(writing.space, "before"), (writing.closing_space, "behind")] {
                // An empty heading has one stretch of white space between its marks.
                let is_second = id == "behind" && writing.text.is_empty();
                if space.len() > 1 && !is_second {
                    report.at(space).say(id, [("count", space.len())]).fix(Level::Layout, [Edit::replace(space, " ")]);
                }
            }
        }
    }
}
