//! Rows of a table have a header and a delimiter row, and belong to it.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kind, Kinds, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::has_lone_return;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableOrphanedRows {}

impl Rule for TableOrphanedRows {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mut table: Option<NodeRef<'_>> = None;
        for node in cx.doc.nodes_of(Kinds::TABLE.or(Kinds::PARAGRAPH)) {
            if node.kind == Kind::Table {
                table = Some(node);
            }
            if node.kind != Kind::Paragraph || !node.source().starts_with('|') {
                continue;
            }
            // Lines that end as no one ends them any more would be read as one.
            if has_lone_return(node.source()) {
                continue;
            }
            let rows: Vec<Vec<&str>> = node.source().lines().map_while(cells).collect();
            if rows.len() < node.source().lines().count() {
                continue;
            }
            let before = table.filter(|table| table.end as usize == node.index() && table.parent == node.parent);
            let place = report.at(node.span);
            match rows.iter().position(|row| row.iter().all(|cell| is_delimiter(cell))) {
                Some(1) => {
                    let edit = delimiter(cx, node, &rows);
                    place.say("delimiter", [("header", rows[0].len()), ("count", rows[1].len())]).fix(Level::Repair, edit);
                }
                None if before.is_some() => {
                    let edit = before.and_then(|table| gap(cx, table, node, &rows));
                    place.say("cut", ()).fix(Level::Repair, edit);
                }
                // One such line may be anything.
                delimiter if delimiter.is_some() || rows.len() > 1 => {
                    place.say("header", ());
                }
                _ => {}
            }
        }
    }
}

/// The cells of a line that begins and ends with a pipe.
fn cells(line: &str) -> Option<Vec<&str>> {
    let inner = line.trim_start_matches([' ', '\t', '>']).trim_end().strip_prefix('|')?.strip_suffix('|')?;
    let mut escaped = false;
    let is_divider = |c: char| {
        let divides = c == '|' && !escaped;
        escaped = c == '\\' && !escaped;
        divides
    };
    let cells: Vec<&str> = inner.split(is_divider).collect();
    (!inner.trim().is_empty() && !inner.ends_with('\\')).then_some(cells)
}

fn is_delimiter(cell: &str) -> bool {
    let marks = cell.trim();
    let dashes = marks.strip_prefix(':').unwrap_or(marks);
    let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
    !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
}

/// A delimiter row for as many columns as the header has, where all other rows have as many.
fn delimiter(cx: &Context<'_>, node: NodeRef<'_>, rows: &[Vec<&str>]) -> Option<Edit> {
    let columns = rows[0].len();
    let source = &cx.doc.source;
    let content = source.line_content(source.line_at(node.span.start) + 1);
    let row = source.slice(content).trim_start_matches([' ', '\t', '>']);
    let delimiters = rows[1].iter().copied().chain(std::iter::repeat("---")).take(columns).collect::<Vec<_>>().join("|");
    let fits = rows[2..].iter().all(|row| row.len() == columns);
    (fits && is_regular(cx, node)).then(|| Edit::replace(Span::new(content.end - row.len(), content.end), format!("|{delimiters}|")))
}

/// The blank lines between a table and rows that fit it.
fn gap(cx: &Context<'_>, table: NodeRef<'_>, node: NodeRef<'_>, rows: &[Vec<&str>]) -> Option<Edit> {
    let table = cx.tables().iter().find(|found| found.node.index() == table.index())?;
    let columns = table.rows[0].cells.len();
    let source = &cx.doc.source;
    let span = Span::new(source.line_span(table.next_line).start, source.line_span(source.line_at(node.span.start)).start);
    let is_blank = source.slice(span).chars().all(|c| c.is_ascii_whitespace() || c == '>');
    (is_blank && is_regular(cx, node) && rows.iter().all(|row| row.len() == columns)).then(|| Edit::delete(span))
}

/// Whether all lines have the same marks of quotes before them and no others: lines that go on a paragraph without them are rows of no table.
fn is_regular(cx: &Context<'_>, node: NodeRef<'_>) -> bool {
    let source = &cx.doc.source;
    let marks = |line: usize| {
        let text = source.line(line);
        let before = &text[..text.len() - text.trim_start_matches([' ', '\t', '>']).len()];
        let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
        (blanks < 4 && !before.contains('\t')).then(|| before.matches('>').count())
    };
    let mut lines = cx.doc.line_range(node.span);
    let first = lines.next().and_then(marks);
    first.is_some() && lines.all(|line| marks(line) == first) && node.ancestors().all(|around| around.kind != Kind::Item)
}
