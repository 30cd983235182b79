//! A name that no pack knows is spelled one way in a text and in a run.

use crate::names::spellings::{Spelled, is_prose};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameConsistent {}

impl Rule for NameConsistent {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let own = cx.mentions().disputed();
        if own.is_empty() && cx.facts.spellings.is_none() {
            return;
        }
        let all = cx.mentions().spelled();
        let in_run = |spelled: &Spelled<'_>| cx.facts.spellings.as_deref().filter(|_| !spelled.is_alias);
        let mut seen: Vec<&Spelled<'_>> = Vec::new();
        for spelled in &all {
            let text = spelled.text();
            let here = own.majority(text).map(|(right, count)| ("here", right, count));
            let found = here
                .or_else(|| in_run(spelled).and_then(|run| run.majority_in_run(text)).map(|(right, count)| ("elsewhere", right, count)));
            let Some((message, right, count)) = found else { continue };
            let overlaps = seen.last().is_some_and(|last| std::ptr::eq(last.run, spelled.run) && spelled.start < last.end);
            let is_theirs = spelled.run.is_quotation(cx.doc, spelled.start);
            if overlaps || is_theirs || !is_prose(spelled) || cx.names.is_allowed(text) || cx.mentions().is_defined(text) {
                continue;
            }
            seen.push(spelled);
            let span = spelled.run.span(spelled.start, spelled.end);
            report.at(span).say(message, [("written", text.to_owned()), ("right", right.to_owned()), ("count", count.to_string())]);
        }
    }

    fn compares(&self) -> bool {
        true
    }

    fn spellings(&self, cx: &Context<'_>) -> Vec<(String, usize)> {
        cx.mentions().counted()
    }
}
