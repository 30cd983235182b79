//! Words that are misspelled.

use crate::diagnostic::Level;
use crate::document::Kind;
use crate::japanese::{Fit, List, Trust};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// What is let pass.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub(super) struct JaMisuse {
    /// Words that nothing is said about.
    allow: Vec<String>,
}

impl Rule for JaMisuse {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for word in cx.words(List::Misuse) {
            let record = word.record;
            let fit = word.fit();
            if fit == Fit::Part
                || word.is_spoken_of()
                || word.is_cut()
                || self.allow.iter().any(|allowed| record.word.contains(allowed.as_str()))
            {
                continue;
            }
            let quotation = word.run.is_quotation(word.start);
            let place = report.at(word.run.span(word.start, word.end())).quieter_if(quotation);
            let said = place.say("misuse", [("written", record.word), ("right", record.right), ("why", record.why)]);
            // The anchor of a heading is made of its words.
            let is_free = !quotation && !matches!(word.run.block.kind, Kind::Heading { .. });
            let is_sure = record.trust == Trust::Certain && fit == Fit::Whole;
            let level = if is_sure && is_free { Level::Wording } else { Level::Suggest };
            said.fix(level, word.edit(record.right));
        }
    }
}
