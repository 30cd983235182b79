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
                let is_free = heading.parent().is_some_and(|parent| parent.kind == Kind::Document) && !is_taken(heading);
                is_free.then(|| Edit::insert(source.line_span(line).start, source.newline()))
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
    source.line(line).trim_matches([' ', '\t', '>', '\u{feff}']).is_empty()
}

/// Whether what stands before the heading would take a blank line for its own: code or HTML that is never closed, a footnote in a list.
fn is_taken(heading: NodeRef<'_>) -> bool {
    heading.previous().is_some_and(|before| {
        matches!(before.kind, Kind::CodeBlock { closed: false, .. } | Kind::HtmlBlock { closed: false })
            || before.ancestors().any(|node| node.kind == Kind::FootnoteDefinition)
    })
}

/// A comment directly above belongs to the heading: it may be a directive for it.
fn follows_comment(heading: NodeRef<'_>, source: &Source, line: usize) -> bool {
    heading.index() > 0 && source.line(line - 1).trim_end().ends_with("-->")
}
