//! A reference link has a definition.

use crate::document::label;
use crate::link::literal::{is_call, is_taken, opening};
use crate::link::reference::targets;
use crate::link::undefined::{Style, undefined};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;
use std::collections::HashSet;

/// Options.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LinkUndefinedReference {
    /// Labels that need no definition.
    ignored_labels: Option<Vec<String>>,
    /// Whether `[label]` alone is looked at, too.
    shortcut_syntax: bool,
}

impl Rule for LinkUndefinedReference {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if cx.is_markdownlint() || self.shortcut_syntax {
            self.in_brackets(cx, report);
        }
        if cx.is_markdownlint() {
            return;
        }
        let mut defined: Option<HashSet<&str>> = None;
        for run in cx.runs_with("][") {
            for (at, _) in run.text.match_indices("][") {
                let Some(close) = run.text[at + 2..].find([']', '[', '\n']).map(|end| at + 2 + end) else { continue };
                if !run.text[close..].starts_with(']') || run.text[close + 1..].starts_with(['[', '(', ':']) {
                    continue;
                }
                let Some(open) = opening(&run.text[..at], ['[', '['], [']', ']']) else { continue };
                let (text, behind) = (&run.text[open + 1..at], &run.text[at + 2..close]);
                let name = if behind.trim().is_empty() { text } else { behind };
                // `a[i][j]` and `[0][1]` index something.
                let is_index = is_call(&run.text[..open]) || ![text, name].iter().any(|part| part.contains(char::is_alphabetic));
                // A template tag may become anything.
                let is_other = is_taken(cx.doc, run, at) || run.text[open..close].contains('\u{1}');
                if name.trim().is_empty() || is_index || is_other || self.is_ignored(name) {
                    continue;
                }
                let labels = defined.get_or_insert_with(|| targets(cx.doc).into_iter().map(|target| target.label).collect());
                let wanted = label(name);
                if !labels.contains(wanted.as_str()) {
                    let span: Span = run.span(open, close + 1);
                    let said = report.at(span).say("undefined", [("label", name)]);
                    // A line that looks like its definition and is text.
                    if let Some(lookalike) = cx.doc.definitions.iter().find(|definition| definition.label == wanted) {
                        said.also(lookalike.span, "lookalike", ());
                    }
                }
            }
        }
    }
}

impl LinkUndefinedReference {
    fn is_ignored(&self, name: &str) -> bool {
        self.ignored_labels.iter().flatten().any(|ignored| label(ignored) == label(name))
    }

    /// All that markdownlint takes for a reference; else those of one pair of brackets alone.
    fn in_brackets(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let found = undefined(cx.doc);
        let known: HashSet<&str> =
            if found.is_empty() { HashSet::new() } else { targets(cx.doc).iter().map(|target| target.label).collect() };
        // What it ignores where it is not told.
        let is_box = |label: &str| self.ignored_labels.is_none() && label == "x";
        for reference in found.iter().filter(|found| !known.contains(found.label.as_str()) && !is_box(&found.label)) {
            let is_shortcut = reference.style == Style::Shortcut;
            let is_ignored = if cx.is_markdownlint() {
                is_shortcut && !self.shortcut_syntax || self.ignored_labels.iter().flatten().any(|ignored| *ignored == reference.label)
            } else {
                // `[^1]` is a footnote, `[!NOTE]` a kind of quotation, and `[x]` a task that is done.
                !is_shortcut || reference.name.starts_with(['^', '!']) || reference.label == "x" || self.is_ignored(&reference.name)
            };
            if !is_ignored {
                report.at(reference.span).say("undefined", [("label", &reference.name)]);
            }
        }
    }
}
