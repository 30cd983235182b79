//! Each row of a table has as many cells as its header.

use crate::diagnostic::{Edit, Level};
use crate::document::table::{Row, Table};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableColumns {}

impl Rule for TableColumns {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for table in cx.tables() {
            let columns = table.rows[0].cells.len();
            let swallowed = if cx.is_markdownlint() { table.rows.len() } else { text_from(table) };
            let foreign = |row: &&Row| row.is_foreign && !cx.is_markdownlint();
            for row in table.rows[1..swallowed].iter().filter(|row| !foreign(row)) {
                let count = row.cells.len();
                let args = [("count", count), ("columns", columns)];
                if count > columns {
                    let rest = Span::new(row.cells[columns].start.min(row.span.end), row.span.end);
                    // What is empty is not missed.
                    if cx.is_markdownlint() || row.cells[columns..].iter().any(|cell| !cell.is_empty()) {
                        report.at(rest).say("many", args);
                    }
                } else if count < columns {
                    let place = report.at(row.span).quieter_if(!cx.is_markdownlint());
                    place.say("few", args);
                }
            }
            if let Some(row) = table.rows.get(swallowed) {
                // Behind a blank line this may be a definition.
                let is_plain = !cx.doc.source.slice(row.span).starts_with('[');
                let edit = is_plain.then(|| Edit::insert(cx.doc.source.line_span(row.line).start, blank_line(cx, row)));
                report.at(row.span).say("text", ()).fix(Level::Repair, edit);
            }
        }
    }
}

/// The row from which on there is text that the table has swallowed: no row from there on has a pipe.
fn text_from(table: &Table<'_>) -> usize {
    let rows = &table.rows;
    let last = rows.iter().rposition(|row| row.is_foreign || !row.pipes.is_empty());
    if rows[0].cells.len() > 1 { last.map_or(2, |last| last + 1).max(2) } else { rows.len() }
}

/// A blank line with the marks of the quotes that the row is in.
fn blank_line(cx: &Context<'_>, row: &Row) -> String {
    let start = cx.doc.source.line_span(row.line).start;
    let marks = cx.doc.source.slice(Span::new(start, row.span.start)).trim_end_matches([' ', '\t']);
    format!("{marks}{}", cx.doc.source.newline())
}
