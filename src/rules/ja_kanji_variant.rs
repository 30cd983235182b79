//! A word is written with kanji or without throughout a text.

use crate::japanese::List;
use crate::japanese::variants::{Mixed, Use, mixed};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// What is let pass.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub(super) struct JaKanjiVariant {
    /// Words that nothing is said about, as the list calls them.
    allow: Vec<String>,
}

impl Rule for JaKanjiVariant {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let is_open = |one: &Use<'_, '_>| !one.is_quotation() && !self.allow.iter().any(|allowed| allowed == one.group);
        let mut uses: Vec<Use<'_, '_>> = cx.words(List::Kanji).map(Use::of).filter(is_open).collect();
        for Mixed { at, most, count, is_clear, .. } in mixed(&mut uses) {
            let place = report.at(at.run.span(at.start, at.end)).quieter_if(!is_clear);
            let id = if is_clear { "minority" } else { "mixed" };
            place.say(id, [("written", at.form), ("right", most), ("count", count.to_string().as_str())]);
        }
    }
}
