//! Tabs look different everywhere.

use crate::diagnostic::{Edit, Level};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TabHard {}

/// Tab stops of Markdown, in columns.
const TAB: usize = 4;

impl Rule for TabHard {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if memchr::memchr(b'\t', cx.doc.source.text().as_bytes()).is_none() {
            return;
        }
        for line in cx.doc.lines() {
            let text = cx.doc.source.slice(line.content);
            let Some(at) = memchr::memchr(b'\t', text.as_bytes()) else { continue };
            let span = Span::new(line.content.start + at, line.content.start + at + 1);
            let indent = text.len() - text.trim_start_matches([' ', '\t']).len();
            let before = &text[..at];
            let is_marker = before.trim_matches([' ', '\t', '>', '-', '*', '+', '|', '.', ')']).bytes().all(|byte| byte.is_ascii_digit());
            if at >= indent && is_marker || before.trim_end().ends_with('|') {
                // Behind the mark of an item, or at the edge of a cell, it is seen nowhere.
            } else if at >= indent {
                // Behind text a tab may align columns: how many spaces it stands for is the author's to say.
                report.at(span).say("text", ());
            } else if indent < text.len() {
                let width =
                    text[..indent].bytes().fold(0, |column, byte| if byte == b'\t' { (column / TAB + 1) * TAB } else { column + 1 });
                let edit = Edit::replace(Span::new(line.content.start, line.content.start + indent), " ".repeat(width));
                report.at(span).say("indent", ()).fix(Level::Layout, [edit]);
            }
        }
    }
}
