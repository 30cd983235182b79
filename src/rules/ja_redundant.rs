//! Nothing is said twice in one phrase.

use crate::diagnostic::Level;
use crate::japanese::{Fit, List, Trust};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaRedundant {}

impl Rule for JaRedundant {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for word in cx.words(List::Redundant).filter(|word| word.fit() == Fit::Whole && !word.is_spoken_of()) {
            let record = word.record;
            let place = report.at(word.run.span(word.start, word.end()));
            let is_quiet = record.trust == Trust::Doubtful || word.run.is_quotation(word.start);
            let place = place.quieter_if(is_quiet);
            let said = place.say("redundant", [("written", record.word), ("right", record.right), ("why", record.why)]);
            said.fix(Level::Suggest, word.edit(record.right));
        }
    }
}
