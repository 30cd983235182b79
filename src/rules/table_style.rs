//! The pipes of a table stand in columns, or all have the same blanks beside them.

use crate::diagnostic::Level;
use crate::document::table::layout::{Layout, edits};
use crate::document::table::{Row, Table};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::width;
use serde::Deserialize;
use std::collections::HashSet;

/// How tables are laid out, and how wide characters are that are narrow in some fonts and wide in others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct TableStyle {
    style: Option<Style>,
    aligned_delimiter: bool,
    ambiguous_width: usize,
}

impl Default for TableStyle {
    fn default() -> Self {
        Self { style: None, aligned_delimiter: false, ambiguous_width: 1 }
    }
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Style {
    Any,
    Aligned,
    Compact,
    Tight,
}

impl Rule for TableStyle {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for table in cx.tables() {
            if cx.is_markdownlint() {
                for place in self.misplaced(cx, table) {
                    report.at(place).say("pipe", ());
                }
                continue;
            }
            let style = self.style.unwrap_or(Style::Aligned);
            let layout = match style {
                Style::Any | Style::Aligned => Layout::Aligned,
                Style::Compact => Layout::Compact { aligned_delimiter: self.aligned_delimiter },
                Style::Tight => Layout::Tight { aligned_delimiter: self.aligned_delimiter },
            };
            if !table.is_exact || style == Style::Any && self.misplaced(cx, table).is_empty() {
                continue;
            }
            let edits = edits(cx.doc, table, layout, self.ambiguous_width);
            if !edits.is_empty() {
                report.at(table.rows[0].span).say("table", ()).fix(Level::Layout, edits);
            }
        }
    }
}

impl TableStyle {
    /// The pipes that are not where the style wants them; of several allowed styles, those of the one that is nearest.
    fn misplaced(&self, cx: &Context<'_>, table: &Table<'_>) -> Vec<Span> {
        let style = self.style.unwrap_or(Style::Any);
        let allows = |one: Style| style == Style::Any || style == one;
        let aligned = if allows(Style::Aligned) { self.unaligned(cx, &table.rows) } else { Vec::new() };
        if allows(Style::Aligned) && aligned.is_empty() {
            return aligned;
        }
        let mut compact = if self.aligned_delimiter { self.unaligned(cx, &table.rows[..2]) } else { Vec::new() };
        let mut tight = compact.clone();
        for row in &table.rows {
            beside_pipes(cx, row, &mut compact, &mut tight);
        }
        let allowed = [(Style::Aligned, aligned), (Style::Compact, compact), (Style::Tight, tight)];
        allowed.into_iter().filter(|(one, _)| allows(*one)).map(|(_, pipes)| pipes).min_by_key(Vec::len).unwrap_or_default()
    }

    /// The pipes that stand in no column in which the first row has one.
    fn unaligned(&self, cx: &Context<'_>, rows: &[Row]) -> Vec<Span> {
        let source = &cx.doc.source;
        let column = |row: &Row, pipe: usize| {
            let start = source.line_content(row.line).start;
            width(source.slice(Span::new(start, pipe)).trim_start_matches('\u{feff}'), self.ambiguous_width)
        };
        let mut found = Vec::new();
        let head: HashSet<usize> = rows[0].pipes.iter().map(|pipe| column(&rows[0], *pipe)).collect();
        for row in &rows[1..] {
            let mut left = head.clone();
            for pipe in &row.pipes {
                if !left.is_empty() && !left.remove(&column(row, *pipe)) {
                    found.push(Span::new(*pipe, pipe + 1));
                }
            }
        }
        found
    }
}

/// Adds to `compact` and `tight` the pipes of a row that have not one blank beside them, or any.
fn beside_pipes(cx: &Context<'_>, row: &Row, compact: &mut Vec<Span>, tight: &mut Vec<Span>) {
    let source = &cx.doc.source;
    let end = source.line_content(row.line).end;
    let is_blank = |c: char| matches!(c, ' ' | '\t');
    for (index, pipe) in row.pipes.iter().enumerate() {
        let place = Span::new(*pipe, pipe + 1);
        let before = index.checked_sub(1).map_or(row.span.start, |index| row.pipes[index] + 1);
        let behind = row.pipes.get(index + 1).copied().unwrap_or(end);
        let left = source.slice(Span::new(before, *pipe));
        let right = source.slice(Span::new(pipe + 1, behind));
        let on_left = left.len() - left.trim_end_matches(is_blank).len();
        let on_right = right.len() - right.trim_start_matches(is_blank).len();
        let is_first = index == 0 && left.is_empty();
        let is_last = index + 1 == row.pipes.len() && on_right == right.len();
        for (skipped, blanks) in [(is_first, on_left), (is_last, on_right)] {
            if !skipped && blanks != 1 {
                compact.push(place);
            }
            if !skipped && blanks > 0 {
                tight.push(place);
            }
        }
    }
}
