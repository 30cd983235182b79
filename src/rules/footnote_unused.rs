//! A footnote's definition has a reference.

use crate::document::label;
use crate::link::reference::notes;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;
use std::collections::HashSet;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FootnoteUnused {}

/// What every reference and every definition begins with.
const MARK: &str = "[^";

impl Rule for FootnoteUnused {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let notes = notes(cx.doc);
        if notes.is_empty() {
            return;
        }
        let starts: HashSet<usize> = notes.iter().map(|note| note.span.start).collect();
        let text = cx.doc.source.slice(cx.doc.body);
        // Wherever it stands: HTML and shortcodes may hold Markdown.
        let marks = memchr::memmem::find_iter(text.as_bytes(), MARK).filter(|at| !starts.contains(&(cx.doc.body.start + at)));
        let used: HashSet<String> = marks
            .filter_map(|at| {
                let rest = &text[at + MARK.len()..];
                Some(label(&rest[..rest.find([']', '[', '\n'])?]))
            })
            .collect();
        for note in notes.iter().filter(|note| !used.contains(&note.label)) {
            report.at(note.span).say("unused", [("label", note.name)]);
        }
    }
}
