//! The rows of tables begin and end with a pipe, or all of them do not.

use crate::diagnostic::{Edit, Level};
use crate::document::table::{Row, Table};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::most;
use serde::Deserialize;

/// Which of the outer pipes are written.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct TablePipes {
    style: Option<Style>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Style {
    Consistent,
    PerTable,
    LeadingAndTrailing,
    LeadingOnly,
    TrailingOnly,
    NoLeadingOrTrailing,
}

impl Rule for TablePipes {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let own = if cx.is_markdownlint() { Style::Consistent } else { Style::LeadingAndTrailing };
        let style = self.style.unwrap_or(own);
        let tables = cx.tables();
        let of_file = match (style, cx.is_markdownlint()) {
            (Style::Consistent, true) => tables.first().map(|table| written(&table.rows[0])),
            (Style::Consistent, false) => majority(tables.iter().flat_map(|table| &table.rows)),
            _ => None,
        };
        for table in tables {
            let wanted = match (style, of_file) {
                (_, Some(pipes)) => pipes,
                (Style::PerTable, _) if !cx.is_markdownlint() => majority(table.rows.iter()).unwrap_or((true, true)),
                (Style::PerTable, _) => written(&table.rows[0]),
                _ => (
                    matches!(style, Style::LeadingAndTrailing | Style::LeadingOnly),
                    matches!(style, Style::LeadingAndTrailing | Style::TrailingOnly),
                ),
            };
            // A line without any pipe is a text that the table has swallowed: it is no matter of style.
            let is_row = |row: &&Row| cx.is_markdownlint() || !row.pipes.is_empty() && !row.is_foreign;
            // A table in which only some rows lost their pipes would be laid out with them again.
            let may_lose = table.is_exact && table.rows.iter().filter(is_row).all(|row| can_lose(cx, table, row));
            let found: Vec<_> = table.rows.iter().filter(is_row).flat_map(|row| unlike(row, wanted, may_lose)).collect();
            if cx.is_markdownlint() {
                for (span, id, _) in found {
                    report.at(cx.doc.source.on_boundaries(span)).say(id, ());
                }
            } else if let Some(&(span, id, _)) = found.first() {
                // All rows in one go: others might lay the table out by those that are done.
                let edits: Vec<Edit> = found.into_iter().filter_map(|(.., edit)| edit.filter(|_| table.is_exact)).collect();
                report.at(cx.doc.source.on_boundaries(span)).say(id, ()).fix(Level::Layout, edits);
            }
        }
    }
}

/// Whether a row has the outer pipes, the first and the last.
fn written(row: &Row) -> (bool, bool) {
    (row.has_leading(), row.has_trailing())
}

/// What most rows have; of equals, what is met first.
fn majority<'r>(rows: impl Iterator<Item = &'r Row>) -> Option<(bool, bool)> {
    most(rows.filter(|row| !row.pipes.is_empty()).map(written)).map(|(pipes, _)| pipes)
}

/// What a row has too much or lacks: where, what is to be said, and the edit that mends it.
fn unlike(row: &Row, wanted: (bool, bool), may_lose: bool) -> Vec<(Span, &'static str, Option<Edit>)> {
    let Span { start, end } = row.span;
    let first = Span::new(start, (start + 1).min(end));
    let last = Span::new(end.saturating_sub(1).max(start), end);
    let mut found = Vec::new();
    match (row.has_leading(), wanted.0) {
        (false, true) => found.push((first, "leading-missing", Some(Edit::insert(start, "| ")))),
        (true, false) => {
            let behind = row.cells.first().map_or(end, |cell| cell.start);
            found.push((first, "leading-extra", may_lose.then(|| Edit::delete(Span::new(start, behind)))));
        }
        _ => {}
    }
    match (row.has_trailing(), wanted.1) {
        (false, true) => found.push((last, "trailing-missing", Some(Edit::insert(end, " |")))),
        (true, false) => {
            let before = row.cells.last().map_or(start, |cell| cell.end);
            found.push((last, "trailing-extra", may_lose.then(|| Edit::delete(Span::new(before, end)))));
        }
        _ => {}
    }
    found
}

/// Whether a row is one without its outer pipes: it needs a pipe inside, and must not turn into a list, a heading or a rule.
fn can_lose(cx: &Context<'_>, table: &Table<'_>, row: &Row) -> bool {
    let text = |cell: Option<&Span>| cell.map_or("", |cell| cx.doc.source.slice(*cell));
    let (first, last) = (text(row.cells.first()), text(row.cells.last()));
    let is_plain = first.starts_with(|c: char| c.is_alphabetic()) || first.starts_with("--") || first.starts_with(":-");
    is_plain && !last.is_empty() && row.cells.len() > 1 && table.rows[1].cells.len() > 1
}
