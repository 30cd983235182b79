//! A loanword is written one way in a text.

use crate::diagnostic::{Level, Message};
use crate::japanese::variants::{Mixed, Use, endings, has_long_endings, mixed};
use crate::japanese::{List, edit};
use crate::names::spellings::{Spelling, Spellings};
use crate::rule::{Context, IntoArgs, Report, Rule};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is let pass.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub(super) struct JaKatakanaVariant {
    /// Words that nothing is said about.
    allow: Vec<String>,
}

impl Rule for JaKatakanaVariant {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mut uses: Vec<Use<'_, '_>> = cx.words(List::Katakana).map(Use::of).collect();
        let more = endings(cx.signs_kept(), cx.runs(), &uses);
        uses.extend(more);
        uses.retain(|one| !self.allows(one.form));
        let all = uses.clone();
        let against: Vec<&str> = OFTEN_LONG.into_iter().filter(|group| has_long_endings(&all, group)).collect();
        let mut told = BTreeSet::new();
        for Mixed { at, most, count, is_clear, is_tie } in mixed(&mut uses) {
            if !is_clear && against.contains(&at.group) {
                continue;
            }
            told.insert(at.group);
            let place = report.at(at.run.span(at.start, at.end)).quieter_if(!is_clear || at.is_quotation());
            let id = if is_clear { "minority" } else { "mixed" };
            let said = place.say(id, [("written", at.form), ("right", most), ("count", count.to_string().as_str())]);
            // Of two that are as often there a person chooses.
            said.fix(Level::Suggest, edit(at.run, at.start, at.end, most).filter(|_| !is_tie));
        }
        // A word that most write with ー, where other words of the text have it.
        for one in all.iter().filter(|one| one.form == one.group && !told.contains(one.group) && against.contains(&one.group)) {
            if !one.is_quotation() {
                let right = format!("{}ー", one.form);
                let said = report.at(one.run.span(one.start, one.end)).quieter().say("ending", [("written", one.form), ("right", &right)]);
                said.fix(Level::Suggest, edit(one.run, one.start, one.end, &right));
            }
        }
    }

    fn spellings(&self, cx: &Context<'_>) -> Vec<Spelling> {
        let uses: Vec<Use<'_, '_>> = cx.words(List::Katakana).map(Use::of).filter(|one| one.is_ending && !self.allows(one.form)).collect();
        let mut forms: BTreeMap<(&str, &str), Spelling> = BTreeMap::new();
        for one in &uses {
            let spelling = forms.entry((one.group, one.form)).or_insert_with(|| Spelling::of(one.form));
            spelling.count += 1;
            spelling.places.extend((!one.is_quotation()).then(|| one.run.span(one.start, one.end)));
        }
        // Of a text that has both, enough was said.
        let groups: Vec<&str> = forms.keys().map(|(group, _)| *group).collect();
        let is_mixed = |group: &str| groups.iter().filter(|other| **other == group).count() > 1;
        forms.iter_mut().filter(|((group, _), _)| is_mixed(group)).for_each(|(_, spelling)| spelling.places.clear());
        forms.into_values().collect()
    }

    fn compare(&self, written: &str, _: &str, run: &Spellings) -> Option<Message> {
        let (right, count) = run.ending_in_run(written)?;
        let args = [("written", written.to_owned()), ("right", right.to_owned()), ("count", count.to_string())];
        Some(Message { id: "elsewhere", args: args.into_args() })
    }

    fn compares(&self) -> bool {
        true
    }
}

impl JaKatakanaVariant {
    fn allows(&self, form: &str) -> bool {
        self.allow.iter().any(|allowed| allowed == form)
    }
}

/// Words that are seldom written without ー by those who write others with it.
const OFTEN_LONG: [&str; 3] = ["ユーザ", "サーバ", "メンバ"];
