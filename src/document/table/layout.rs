//! How a table is laid out: the edits that put its pipes in columns or give all of them the same blanks.

use super::{Row, Table};
use crate::diagnostic::{Edit, joined};
use crate::document::{Document, Kind, NodeRef};
use crate::source::Span;
use crate::text::width;

/// A way to lay out a table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Each column as wide as its widest cell and three at least, as prettier 3 does it.
    Aligned,
    /// One blank on each side of a pipe.
    Compact {
        /// Whether the pipes of the delimiter row stand below those of the header.
        aligned_delimiter: bool,
    },
    /// No blanks.
    Tight {
        /// Whether the pipes of the delimiter row stand below those of the header.
        aligned_delimiter: bool,
    },
}

/// Narrowest column of an aligned table.
const NARROWEST: usize = 3;

/// How the contents of a column are aligned.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Align {
    None,
    Left,
    Center,
    Right,
}

impl Align {
    fn of(delimiter: &str) -> Self {
        match (delimiter.starts_with(':'), delimiter.ends_with(':')) {
            (true, true) => Self::Center,
            (true, false) => Self::Left,
            (false, true) => Self::Right,
            (false, false) => Self::None,
        }
    }

    /// The delimiter that many columns wide.
    fn delimiter(self, width: usize) -> String {
        let first = if matches!(self, Self::Left | Self::Center) { ":" } else { "" };
        let last = if matches!(self, Self::Right | Self::Center) { ":" } else { "" };
        format!("{first}{}{last}", "-".repeat(width.saturating_sub(first.len() + last.len()).max(1)))
    }

    /// Blanks before and behind what is `spaces` narrower than its column.
    const fn pad(self, spaces: usize) -> (usize, usize) {
        let before = match self {
            Self::Right => spaces,
            Self::Center => spaces / 2,
            Self::None | Self::Left => 0,
        };
        (before, spaces - before)
    }
}

/// What all rows of a table have in common.
struct Plan {
    layout: Layout,
    leading: bool,
    trailing: bool,
    aligns: Vec<Align>,
    widths: Vec<usize>,
}

impl Plan {
    /// The blank between a pipe and what stands beside it.
    const fn gap(&self) -> &'static str {
        if matches!(self.layout, Layout::Tight { .. }) { "" } else { " " }
    }

    /// Blanks before and behind a cell.
    fn pad(&self, column: usize, width: usize, is_last: bool) -> (usize, usize) {
        if self.layout != Layout::Aligned {
            return (0, 0);
        }
        let spaces = self.widths.get(column).copied().unwrap_or(NARROWEST).saturating_sub(width);
        let align = self.aligns.get(column).copied().unwrap_or(Align::None);
        // At the head of a line blanks may make it another thing, and at its end they say nothing.
        let align = if column == 0 && !self.leading { Align::None } else { align };
        let (before, behind) = align.pad(spaces);
        (before, if is_last && !self.trailing { 0 } else { behind })
    }
}

/// The edits that lay out `table`, in order, none touching another. They change blanks, outer pipes where only some rows have them, and delimiters.
#[must_use]
pub fn edits(doc: &Document, table: &Table<'_>, layout: Layout, ambiguous: usize) -> Vec<Edit> {
    let head = doc.source.slice(Span::new(doc.body_line(table.rows[0].line).content.start, table.rows[0].span.start));
    // So far in, the header goes on a paragraph, and might be a list without its indentation.
    if is_top(table) && (head.len() > 3 || head.contains('\t')) {
        return Vec::new();
    }
    // A line without any pipe is a text that the table has swallowed: to make a row of it would hide that.
    let is_row = |row: &Row| !row.is_foreign && (!row.pipes.is_empty() || table.rows[1].cells.len() < 2);
    let with_pipes = || table.rows.iter().filter(|row| !row.pipes.is_empty());
    let measured = |cell: &Span| width(doc.source.slice(*cell), ambiguous);
    let mut widths: Vec<usize> = Vec::new();
    for row in table.rows.iter().enumerate().filter(|(index, row)| *index != 1 && is_row(row)).map(|(_, row)| row) {
        widths.resize(widths.len().max(row.cells.len()), NARROWEST);
        for (column, cell) in widths.iter_mut().zip(&row.cells) {
            *column = (*column).max(measured(cell));
        }
    }
    let plan = Plan {
        layout,
        leading: with_pipes().any(Row::has_leading)
            || table.rows.iter().any(|row| is_row(row) && row.line != table.rows[1].line && is_mark(doc, row)),
        trailing: with_pipes().any(Row::has_trailing),
        aligns: table.rows[1].cells.iter().map(|cell| Align::of(doc.source.slice(*cell))).collect(),
        widths,
    };
    if would_change(doc, table, &plan) {
        return Vec::new();
    }
    let mut all = Vec::new();
    for (index, row) in table.rows.iter().enumerate().filter(|(_, row)| is_row(row)) {
        let from = all.len();
        all.extend(indentation(doc, table, index));
        if index == 1 {
            let text = delimiters(doc, table, &plan, measured);
            all.push(Edit::replace(Span::new(row.span.start, doc.source.line_content(row.line).end), text));
        } else {
            row_edits(doc, row, &plan, measured, &mut all);
        }
        let of_row = all.split_off(from);
        all.extend(joined(of_row));
    }
    all.retain(|edit| doc.source.slice(edit.span) != edit.text);
    all
}

/// Whether new pipes and blanks would make something else of a row.
fn would_change(doc: &Document, table: &Table<'_>, plan: &Plan) -> bool {
    let text = |cell: &Span| doc.source.slice(*cell);
    // A backslash directly before a pipe would escape it.
    let is_escaped = plan.gap().is_empty() && table.rows.iter().flat_map(|row| &row.cells).any(|cell| text(cell).ends_with('\\'));
    // A fence in a list, which goes on a paragraph here, hides constructs from a reader of lines; behind a pipe it would not.
    let has_fence = |cell: &Span| ["```", "~~~"].iter().any(|fence| text(cell).contains(fence));
    let is_fence = |row: &Row| plan.leading && !row.has_leading() && row.cells.first().is_some_and(has_fence);
    // A shortcode that nothing ends goes on to the end of its line, with whatever pipe stands there.
    let is_unended = |row: &Row| {
        let last = doc.constructs_in(row.span).last().map_or("", |found| doc.source.slice(found));
        last.starts_with("{{") && !last.ends_with("}}")
    };
    is_escaped || table.rows.iter().any(|row| is_fence(row) || is_unended(row))
}

/// Whether a row without a leading pipe would become a list or a heading with a blank behind its first cell.
fn is_mark(doc: &Document, row: &Row) -> bool {
    let first = row.cells.first().map_or("", |cell| doc.source.slice(*cell));
    let number = first.trim_end_matches(['.', ')']);
    let is_number = number.len() + 1 == first.len() && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    matches!(first, "" | "-" | "+" | "*") || is_number || first.bytes().all(|byte| byte == b'#')
}

/// Whether the table is in no quote or list.
fn is_top(table: &Table<'_>) -> bool {
    table.node.is_top_level()
}

/// What stands between the cells of a row, as it should be.
fn row_edits(doc: &Document, row: &Row, plan: &Plan, measured: impl Fn(&Span) -> usize, all: &mut Vec<Edit>) {
    let (mut at, mut behind) = (row.span.start, 0);
    let mut text = if plan.leading { format!("|{}", plan.gap()) } else { String::new() };
    for (column, cell) in row.cells.iter().enumerate() {
        if column > 0 {
            text = format!("{}{gap}|{gap}", " ".repeat(behind), gap = plan.gap());
        }
        let (before, after) = plan.pad(column, measured(cell), column + 1 == row.cells.len());
        text.push_str(&" ".repeat(before));
        all.push(Edit::replace(Span::new(at, cell.start), std::mem::take(&mut text)));
        (at, behind) = (cell.end, after);
    }
    let end = if plan.trailing { format!("{}{}|", " ".repeat(behind), plan.gap()) } else { String::new() };
    all.push(Edit::replace(Span::new(at, doc.source.line_content(row.line).end), end));
}

/// The delimiter row as it should be.
fn delimiters(doc: &Document, table: &Table<'_>, plan: &Plan, measured: impl Fn(&Span) -> usize) -> String {
    let row = &table.rows[1];
    let is_below = matches!(plan.layout, Layout::Compact { aligned_delimiter: true } | Layout::Tight { aligned_delimiter: true });
    let cells = row.cells.iter().enumerate().map(|(column, cell)| match plan.layout {
        Layout::Aligned => plan.aligns[column].delimiter(plan.widths[column]),
        _ if is_below => plan.aligns[column].delimiter(table.rows[0].cells.get(column).map_or(0, &measured)),
        _ => doc.source.slice(*cell).to_owned(),
    });
    let joint = format!("{gap}|{gap}", gap = plan.gap());
    // A single dash at the head of a line begins a list.
    let cells = cells.enumerate().map(|(column, cell)| if column == 0 && !plan.leading && cell == "-" { "--".to_owned() } else { cell });
    let inner = cells.collect::<Vec<_>>().join(&joint);
    let (first, last) = (if plan.leading { joint.trim_start() } else { "" }, if plan.trailing { joint.trim_end() } else { "" });
    format!("{first}{inner}{last}")
}

/// The blanks that let a row begin in the column of the header: none in a table that is in no quote or list.
fn indentation(doc: &Document, table: &Table<'_>, index: usize) -> Option<Edit> {
    let before = |row: &Row| Span::new(doc.body_line(row.line).content.start, row.span.start);
    let span = before(&table.rows[index]);
    let text = doc.source.slice(span);
    let head = doc.source.slice(before(&table.rows[0]));
    if is_top(table) {
        return (!text.is_empty() && text.bytes().all(|byte| matches!(byte, b' ' | b'\t'))).then(|| Edit::delete(span));
    }
    // Without the indentation of the list item it is in, a header goes on the item's paragraph; the other rows would be no part of it.
    let item = table.node.ancestors().find(|node| node.kind == Kind::Item);
    let column = |span: Span| span.start - doc.source.line_span(doc.source.line_at(span.start)).start;
    let is_lazy = |item: NodeRef<'_>| item.children().next().is_some_and(|first| column(table.rows[0].span) < column(first.span));
    if item.is_some_and(is_lazy) {
        return None;
    }
    let blanks = text.len() - text.trim_end_matches(' ').len();
    let marks = text.len() - blanks;
    let wanted = head.chars().count().checked_sub(marks)?;
    let is_plain = text.bytes().all(|byte| matches!(byte, b' ' | b'>')) && !head.contains('\t');
    let span = Span::new(span.end - blanks, span.end);
    (index > 0 && is_plain && wanted != blanks).then(|| Edit::replace(span, " ".repeat(wanted)))
}
