//! A name that no pack knows is spelled one way in a text and in a run.

use crate::diagnostic::Message;
use crate::names::mentions::is_introduced;
use crate::names::spellings::{Spelled, Spelling, Spellings};
use crate::rule::{Context, IntoArgs, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameConsistent {}

impl Rule for NameConsistent {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let own = cx.mentions().disputed();
        if own.is_empty() {
            return;
        }
        let mut last: Option<Spelled<'_>> = None;
        for spelled in cx.mentions().spelled().into_iter().filter(|spelled| spelled.is_open) {
            let overlaps = last.is_some_and(|last| std::ptr::eq(last.run, spelled.run) && spelled.start < last.end);
            let Some((right, count)) = own.majority(spelled.text()).filter(|_| !overlaps && !cx.mentions().is_defined(spelled.text()))
            else {
                continue;
            };
            let message = message("here", spelled.text(), right, count);
            report.at(spelled.run.span(spelled.start, spelled.end)).say(message.id, message.args);
            last = Some(spelled);
        }
    }

    fn spellings(&self, cx: &Context<'_>) -> Vec<Spelling> {
        cx.mentions().spellings()
    }

    fn compare(&self, written: &str, text: &str, run: &Spellings) -> Option<Message> {
        let (right, count) = run.majority_in_run(written).filter(|_| !is_introduced(text, written))?;
        Some(message("elsewhere", written, right, count))
    }

    fn compares(&self) -> bool {
        true
    }
}

fn message(id: &'static str, written: &str, right: &str, count: usize) -> Message {
    Message { id, args: [("written", written.to_owned()), ("right", right.to_owned()), ("count", count.to_string())].into_args() }
}
