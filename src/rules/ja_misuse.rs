//! Words that are misspelled.

use crate::diagnostic::Level;
use crate::document::{Kind, Run};
use crate::japanese::loan::{Slip, slip};
use crate::japanese::{Fit, List, Sign, Spot, Trust, edit, is_katakana};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;
use std::collections::HashMap;

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
            if fit == Fit::Part || word.is_spoken_of() || word.is_cut() || self.lets(record.word) {
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
        self.check_loanwords(cx, report);
    }
}

impl JaMisuse {
    fn lets(&self, word: &str) -> bool {
        self.allow.iter().any(|allowed| word.contains(allowed.as_str()))
    }

    /// Katakana that the list does not have.
    fn check_loanwords(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mut seen: HashMap<&str, Option<Slip>> = HashMap::new();
        for spot in cx.signs(Sign::Katakana) {
            let word = spot.katakana();
            let Some((part, right)) = seen.entry(word).or_insert_with(|| slip(word)).clone() else { continue };
            let (start, end) = (spot.at + part.start, spot.at + part.end);
            let is_listed = || cx.words(List::Misuse).any(|other| is_same(other.run, spot) && other.start < end && start < other.end());
            if self.lets(&word[part.clone()]) || is_cut(spot, word) || is_listed() {
                continue;
            }
            let place = report.at(spot.run.span(start, end)).quieter_if(spot.run.is_quotation(start));
            let said = place.say("letter", [("written", &word[part]), ("right", right)]);
            said.fix(Level::Suggest, edit(spot.run, start, end, right));
        }
    }
}

fn is_same(run: &Run<'_>, spot: Spot<'_, '_>) -> bool {
    std::ptr::eq(run, spot.run)
}

/// Whether katakana are a tag, or half of a word in the middle of which a line ends.
fn is_cut(spot: Spot<'_, '_>, word: &str) -> bool {
    let (before, behind) = (spot.before(), &spot.rest()[word.len()..]);
    // A combining mark makes another letter of the one before it.
    let marks = ['\u{3099}', '\u{309a}'];
    before.ends_with(['#', '＃', '@'])
        || before.ends_with(marks)
        || behind.starts_with(marks)
        || before.strip_suffix('\n').is_some_and(|before| before.ends_with(is_katakana))
        || behind.strip_prefix('\n').is_some_and(|behind| behind.starts_with(is_katakana))
}
