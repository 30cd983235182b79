//! A known name is written as its owner writes it.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kind, Run};
use crate::names::{Mention, Standing, Verdict};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options of its own: names are configured under `[names]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameCanonical {}

impl Rule for NameCanonical {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mentions = cx.mentions();
        for (run, mention) in mentions.iter() {
            let Standing::Wrong(verdict, right) = mentions.judge(run, mention) else { continue };
            let quotation = run.is_quotation(cx.doc, mention.start);
            let written = &run.text[mention.start..mention.end];
            if quotation && verdict == Verdict::Likely && !written.contains(|c: char| c.is_ascii_uppercase()) {
                continue;
            }
            let span = run.span(mention.start, mention.end);
            let place = report.at(span);
            let place = if quotation { place.quieter() } else { place };
            let said = place.say("spelling", [("written", cx.doc.source.slice(span)), ("right", right)]);
            // A name with markup inside is left to a person.
            if run.is_contiguous(mention.start, mention.end) {
                said.fix(level(run, mention, verdict, right, quotation), [Edit::replace(span, right)]);
            }
        }
    }
}

/// Certain spellings are fixed, but for other people's words and for headings whose anchor would change.
fn level(run: &Run<'_>, mention: &Mention<'_>, verdict: Verdict, right: &str, quotation: bool) -> Level {
    let written = &run.text[mention.start..mention.end];
    let is_heading = matches!(run.block.kind, Kind::Heading { .. });
    let changes_anchor = is_heading && !written.eq_ignore_ascii_case(right);
    if verdict == Verdict::Certain && !quotation && !changes_anchor { Level::Wording } else { Level::Suggest }
}
