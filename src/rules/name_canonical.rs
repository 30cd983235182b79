//! A known name is written as its owner writes it.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kind, Run};
use crate::names::{Found, Verdict};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options of its own: names are configured under `[names]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameCanonical {}

impl Rule for NameCanonical {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for run in cx.doc.runs() {
            for found in cx.names.find(&run.text) {
                let quotation = run.is_quotation(cx.doc, found.start);
                if quotation && found.verdict == Verdict::LowerCase {
                    continue;
                }
                let span = run.span(found.start, found.end);
                let written = cx.doc.source.slice(span);
                let place = report.at(span);
                let place = if quotation { place.quieter() } else { place };
                let said = place.say("spelling", [("written", written), ("right", &found.name.text)]);
                // A name with markup inside is left to a person.
                if run.is_contiguous(found.start, found.end) {
                    said.fix(level(&run, &found, quotation), [Edit::replace(span, &found.name.text)]);
                }
            }
        }
    }
}

/// Certain spellings are fixed, but for other people's words and for headings whose anchor would change.
fn level(run: &Run<'_>, found: &Found<'_>, quotation: bool) -> Level {
    let written = &run.text[found.start..found.end];
    let is_heading = matches!(run.block.kind, Kind::Heading { .. });
    let changes_anchor = is_heading && !written.eq_ignore_ascii_case(&found.name.text);
    if found.verdict == Verdict::Wrong && !quotation && !changes_anchor { Level::Wording } else { Level::Suggest }
}
