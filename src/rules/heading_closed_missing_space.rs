//! A space stands before the marks that close a heading.

use crate::diagnostic::{Edit, Level};
use crate::document::heading::Style;
use crate::document::{Kind, Line, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::is_japanese;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadingClosedMissingSpace {}

impl Rule for HeadingClosedMissingSpace {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if cx.is_markdownlint() {
            for line in cx.doc.written_lines() {
                let missing = missing(line, cx.doc.source.slice(line.content));
                if let Some(first) = missing.first() {
                    let edits = missing.iter().map(|at| Edit::insert(*at, " "));
                    report.at(Span::at(*first)).say("no-space", ()).fix(Level::Repair, edits);
                }
            }
            return;
        }
        for (heading, _) in cx.doc.shown_headings() {
            if let Some(marks) = closing(heading) {
                report.at(marks).say("no-space", ()).fix(Level::Repair, [Edit::insert(marks.start, " ")]);
            }
        }
    }
}

/// The marks at the end of a heading that were meant to close it: as many as at its beginning. A single one may belong to a word, as in `C#`.
fn closing(heading: NodeRef<'_>) -> Option<Span> {
    let writing = heading.writing().filter(|writing| writing.style == Style::Atx)?;
    let is_text = heading.children().last().is_some_and(|last| last.kind == Kind::Text && last.source().ends_with('#'));
    let text = heading.doc().source.slice(writing.text);
    let before = text.trim_end_matches('#');
    let marks = text.len() - before.len();
    let is_sure = marks > 1 || before.ends_with(is_japanese);
    let is_meant = is_text && marks == writing.marks.len() && !before.is_empty() && is_sure;
    is_meant.then(|| Span::new(writing.text.start + before.len(), writing.text.end))
}

/// Where a space is missing in a line that has marks at both ends and none between, as markdownlint 0.42 sees it.
fn missing(line: Line, text: &str) -> Vec<usize> {
    let is_blank = |c: char| c == ' ' || c == '\t';
    let inside = text.trim_start_matches('#');
    let marks = text.len() - inside.len();
    let closed = inside.trim_end();
    let before = closed.trim_end_matches('#');
    let closing = closed.len() - before.len();
    // One mark behind a backslash is text.
    let (before, escaped) = match before.strip_suffix('\\') {
        Some(before) if closing > 1 => (before, "\\#".len()),
        _ => (before, 0),
    };
    let content = before.trim_matches(is_blank);
    if marks == 0 || closing == 0 || content.is_empty() || content.contains('#') || content.ends_with('\\') {
        return Vec::new();
    }
    let start = line.content.start + marks;
    let end = start + before.len() + escaped;
    let is_left = !inside.starts_with(is_blank);
    let is_right = !before.ends_with(is_blank) || escaped > 0;
    [is_left.then_some(start), is_right.then_some(end)].into_iter().flatten().collect()
}
