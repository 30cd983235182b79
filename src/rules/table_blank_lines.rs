//! A table stands between blank lines.

use crate::diagnostic::{Edit, Level};
use crate::document::Kind;
use crate::document::table::Table;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableBlankLines {}

impl Rule for TableBlankLines {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for table in cx.doc.tables() {
            let (first, next) = (table.rows[0].line, table.next_line);
            let Some(last) = table.rows.last() else { continue };
            if first > 0 && !is_blank(cx, first - 1) {
                report.at(table.rows[0].span).say("above", ()).fix(Level::Layout, insert(cx, &table, first, first - 1));
            }
            if !is_blank(cx, next) {
                report.at(last.span).say("below", ()).fix(Level::Layout, insert(cx, &table, next, next));
            }
        }
    }
}

/// Whether nothing stands in the line that a blank line would keep the table away from.
fn is_blank(cx: &Context<'_>, line: usize) -> bool {
    let is_mark = || {
        let content = cx.doc.body_line(line).content;
        let text = cx.doc.source.slice(content).trim_start_matches([' ', '\t', '>']);
        let start = content.end - text.len();
        !cx.is_markdownlint() && cx.doc.is_opaque(Span::new(start, start + text.trim_end().len()))
    };
    cx.doc.is_blank_line(line) || is_mark()
}

/// A blank line before the line `at`, with the marks of the quote that the table shares with the line `beside`. Inside a list it would make the list loose.
fn insert(cx: &Context<'_>, table: &Table<'_>, at: usize, beside: usize) -> Option<Edit> {
    let in_quote = |kind: &Kind| matches!(kind, Kind::Document | Kind::BlockQuote | Kind::Alert);
    if !table.node.ancestors().all(|node| in_quote(&node.kind)) {
        return None;
    }
    let source = &cx.doc.source;
    let head = &table.rows[0];
    let before = source.slice(Span::new(source.line_span(head.line).start, head.span.start));
    let marks = before.trim_end_matches([' ', '\t']);
    // Behind a blank line so many blanks begin a block of code.
    if before[marks.len()..].len() > 3 || before.contains('\t') {
        return None;
    }
    let count = |text: &str| text.chars().filter(|c| *c == '>').count();
    let beside = source.line(beside);
    let has_marks = count(&beside[..beside.len() - beside.trim_start_matches([' ', '\t', '>']).len()]) >= count(marks);
    let marks = if has_marks { marks } else { "" };
    Some(Edit::insert(source.line_span(at).start, format!("{marks}{}", source.newline())))
}
