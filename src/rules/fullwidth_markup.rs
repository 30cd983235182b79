//! Marks of Markdown are half-width.

use crate::fullwidth::slips;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FullwidthMarkup {}

impl Rule for FullwidthMarkup {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for slip in slips(cx.doc, cx.platform, cx.unusual()) {
            let place = report.at(slip.span).quieter_if(slip.is_doubtful);
            let said = place.say(slip.mark.id(), ());
            if let Some((level, edits)) = slip.fix {
                let heading = cx.doc.headings().find(|(heading, _)| heading.span.contains(slip.span));
                said.fix(heading.map_or(level, |(heading, _)| cx.level_in(heading, level)), edits);
            }
        }
    }
}
