//! A reference to a footnote has a definition.

use crate::diagnostic::{Edit, Level};
use crate::document::label;
use crate::link::literal::is_taken;
use crate::link::reference::notes;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;
use std::collections::HashSet;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FootnoteUndefined {}

/// The colon that makes no definition.
const COLON: char = '：';

impl Rule for FootnoteUndefined {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if !cx.platform.dialect.footnotes {
            return;
        }
        let known: HashSet<String> = notes(cx.doc).into_iter().map(|note| note.label).collect();
        let mut meant: Option<HashSet<String>> = None;
        for run in cx.runs_with("[^") {
            for (at, mark) in run.text.match_indices("[^") {
                let inner = &run.text[at + mark.len()..];
                let Some(length) = inner.find([']', '[', '\n']) else { continue };
                let (name, Some(behind)) = (&inner[..length], inner[length..].strip_prefix(']')) else { continue };
                let end = run.text.len() - behind.len();
                let is_text = run.is_contiguous(at, end) && !is_taken(cx.doc, run, at) && !is_taken(cx.doc, run, end - 1);
                if !is_text || known.contains(&label(name)) || !is_label(name, !known.is_empty()) || is_pattern(&run.text[..at], behind) {
                    continue;
                }
                let begins_line = at == 0 || run.text[..at].ends_with('\n');
                let place = report.at(run.span(at, end));
                if begins_line && behind.starts_with(COLON) {
                    let colon = run.span(end, end + COLON.len_utf8());
                    place.say("colon", ()).fix(Level::Suggest, [Edit::replace(colon, ": ")]);
                } else if !meant.get_or_insert_with(|| wide_definitions(cx)).contains(&label(name)) {
                    place.say("undefined", [("label", name)]);
                }
            }
        }
    }
}

/// The labels of lines that would define a footnote if their colon were half-width.
fn wide_definitions(cx: &Context<'_>) -> HashSet<String> {
    let lines = cx.doc.lines().map(|line| cx.doc.source.slice(line.content).trim_start_matches([' ', '>']));
    lines.filter_map(|line| Some(label(line.strip_prefix("[^")?.split_once("]：")?.0))).collect()
}

/// Whether a footnote may be called so. Where a text has no footnote, what is no number is more likely a set of characters (`[^a-z]`).
fn is_label(name: &str, has_notes: bool) -> bool {
    let is_word = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let is_number = name.chars().all(|c| c.is_ascii_digit());
    let is_range = name.chars().nth(1) == Some('-');
    is_word && (is_number || has_notes && !is_range)
}

/// Whether what stands around makes it part of a regular expression, or a link.
fn is_pattern(before: &str, behind: &str) -> bool {
    before.ends_with(['[', '^', '\\', '/', '|', '$']) || behind.starts_with(['*', '+', '?', '{', '(', '[', '$', '|', '\\', '/'])
}
