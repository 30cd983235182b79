//! A table stands between blank lines.

use crate::diagnostic::{Edit, Level};
use crate::document::table::Table;
use crate::document::{Kind, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::has_lone_return;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableBlankLines {}

impl Rule for TableBlankLines {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for table in cx.tables() {
            let (first, next) = (table.rows[0].line, table.next_line);
            let Some(last) = table.rows.last() else { continue };
            if first > 0 && !is_blank(cx, first - 1) {
                report.at(table.rows[0].span).say("above", ()).fix(Level::Layout, insert(cx, table, first, first - 1));
            }
            if !is_blank(cx, next) {
                report.at(last.span).say("below", ()).fix(Level::Layout, insert(cx, table, next, next));
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
    if !table.node.ancestors().all(|node| in_quote(&node.kind)) || follows_open(table) {
        return None;
    }
    let source = &cx.doc.source;
    let head = &table.rows[0];
    let count = |text: &str| text.chars().filter(|c| *c == '>').count();
    let quotes = || table.node.ancestors().filter(|node| node.kind != Kind::Document);
    let before = source.slice(Span::new(source.line_span(head.line).start, head.span.start)).trim_start_matches('\u{feff}');
    let marks = before.trim_end_matches([' ', '\t']);
    // Behind a blank line so many blanks begin a block of code, and what goes on a paragraph may begin a list.
    let is_plain = head.has_leading() || source.slice(head.span).starts_with(char::is_alphabetic);
    if before[marks.len()..].len() > 3 || before.contains('\t') || !is_plain || count(marks) != quotes().count() {
        return None;
    }
    // A footnote is another's, or none, where a blank line stands before it.
    if source.line(at).trim_start_matches([' ', '\t', '>']).starts_with("[^") {
        return None;
    }
    // A lone carriage return is an end of a line to some and white space to others.
    let around =
        source.slice(Span::new(source.line_span(head.line).start, source.line_span(table.next_line.min(source.line_count() - 1)).end));
    if has_lone_return(around) {
        return None;
    }
    let beside = source.line(beside);
    let has_marks = count(&beside[..beside.len() - beside.trim_start_matches([' ', '\t', '>']).len()]) >= count(marks);
    // A line that goes on a quote without its mark keeps the two together.
    if !has_marks && at == head.line && quotes().any(|quote| source.line_at(quote.span.start) < head.line) {
        return None;
    }
    let marks = if has_marks { marks } else { "" };
    Some(Edit::insert(source.line_span(at).start, format!("{marks}{}", source.newline())))
}

/// Whether what stands before the table would be another thing with a blank line behind it: code or HTML that is never closed, a footnote, and a
/// paragraph that may come to be a definition (`[a]: b`) or has a pipe escape, which is read with the table's eyes before one.
fn follows_open(table: &Table<'_>) -> bool {
    table.node.previous().is_some_and(|before| {
        let is_affected =
            |node: NodeRef<'_>| node.kind == Kind::Paragraph && (node.source().starts_with('[') || node.source().contains("\\|"));
        before.takes_blank_line() || is_affected(before) || before.ancestors().any(is_affected)
    })
}
