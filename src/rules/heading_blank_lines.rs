//! A heading stands between blank lines.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kind, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Source;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadingBlankLines {}

impl Rule for HeadingBlankLines {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let source = &cx.doc.source;
        let first_line = source.line_at(cx.doc.body.start);
        for (heading, _) in cx.doc.headings() {
            let first = source.line_at(heading.span.start);
            let last = source.line_at(heading.span.end.saturating_sub(1));
            let insert = |line: usize| {
                // Inside a list a blank line makes it loose, inside a quote it needs a mark.
                let top_level = heading.parent().is_some_and(|parent| parent.kind == Kind::Document);
                top_level.then(|| Edit::insert(source.line_span(line).start, source.newline()))
            };
            if first > first_line && !is_blank(source, first - 1) && !follows_comment(heading, source, first) {
                report.at(heading.span).say("above", ()).fix(Level::Layout, insert(first));
            }
            if last + 1 < source.line_count() && !is_blank(source, last + 1) {
                report.at(heading.span).say("below", ()).fix(Level::Layout, insert(last + 1));
            }
        }
    }
}

/// Whether a line holds nothing but blanks and quote marks.
fn is_blank(source: &Source, line: usize) -> bool {
    source.line(line).trim_matches([' ', '\t', '>']).is_empty()
}

/// A comment directly above belongs to the heading: it may be a directive for it.
fn follows_comment(heading: NodeRef<'_>, source: &Source, line: usize) -> bool {
    heading.index() > 0 && source.line(line - 1).trim_end().ends_with("-->")
}
