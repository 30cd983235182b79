//! A heading stands between blank lines.

use crate::diagnostic::{Edit, Level};
use crate::document::{NodeRef, is_blank};
use crate::rule::{Context, Report, Rule};
use crate::source::Source;
use serde::Deserialize;

/// How many blank lines there have to be, and whether they are counted between the front matter and the body too.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HeadingBlankLines {
    lines_above: Lines,
    lines_below: Lines,
    include_front_matter: bool,
}

/// A number for all levels, or one for each; below 0 any number is right.
#[derive(Deserialize)]
#[serde(untagged)]
enum Lines {
    All(i64),
    Each(Vec<i64>),
}

impl Default for Lines {
    fn default() -> Self {
        Self::All(1)
    }
}

impl Lines {
    fn of(&self, level: usize) -> usize {
        let count = match self {
            Self::All(count) => *count,
            Self::Each(counts) => counts.get(level - 1).copied().unwrap_or(1),
        };
        usize::try_from(count).unwrap_or(0)
    }
}

impl Rule for HeadingBlankLines {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let source = &cx.doc.source;
        let first_line = source.line_at(cx.doc.body.start);
        let is_header = |line: usize| self.include_front_matter && line < first_line;
        let is_blank = |line: usize| if is_header(line) { is_blank(source.line(line)) } else { cx.doc.is_apart(line) };
        for (heading, level) in cx.doc.shown_headings() {
            let lines = cx.doc.line_range(heading.span);
            let (first, below) = (*lines.start(), lines.end() + 1);
            let insert = |line: usize, count: usize| {
                // Inside a list a blank line makes it loose, inside a quote it needs a mark.
                let is_free = heading.is_top_level() && !heading.previous().is_some_and(NodeRef::takes_blank_line);
                is_free.then(|| Edit::insert(source.line_span(line).start, source.newline().repeat(count)))
            };
            let wanted = self.lines_above.of(level);
            let found = (0..wanted).take_while(|&count| first <= count || is_blank(first - 1 - count)).count();
            if found < wanted && (cx.is_markdownlint() || !follows_comment(heading, source, first)) {
                let id = if wanted > 1 { "few-above" } else { "above" };
                report.at(heading.span).say(id, [("wanted", wanted), ("found", found)]).fix(Level::Layout, insert(first, wanted - found));
            }
            let wanted = self.lines_below.of(level);
            let found = (0..wanted).take_while(|&count| is_blank(below + count)).count();
            if found < wanted {
                let id = if wanted > 1 { "few-below" } else { "below" };
                report.at(heading.span).say(id, [("wanted", wanted), ("found", found)]).fix(Level::Layout, insert(below, wanted - found));
            }
        }
    }
}

/// A comment directly above belongs to the heading: it may be a directive for it.
fn follows_comment(heading: NodeRef<'_>, source: &Source, line: usize) -> bool {
    heading.index() > 0 && line > 0 && source.line(line - 1).trim_end().ends_with("-->")
}
