//! Tables as they are written: lines, pipes and cells, the delimiter row among them, which is no node.

pub mod layout;

use super::{Document, Kinds, NodeRef};
use crate::source::Span;

/// A table with its rows in order; the second is the delimiter row.
#[derive(Debug)]
pub struct Table<'d> {
    /// Its node.
    pub node: NodeRef<'d>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Whether the cells are those that the parser sees: else no edit is safe.
    pub is_exact: bool,
    /// The 0-based line behind it.
    pub next_line: usize,
}

/// A line of a table.
#[derive(Debug)]
pub struct Row {
    /// Its 0-based number.
    pub line: usize,
    /// From the first byte behind marks of quotes and lists and indentation to the last that is no blank.
    pub span: Span,
    /// The pipes that divide cells, in order.
    pub pipes: Vec<usize>,
    /// The cells without the blanks around them, those that are too many among them. An empty one lies behind the pipe or blank before it.
    pub cells: Vec<Span>,
    /// Whether it is no row to the platform but a list of attributes for the table, or another construct.
    pub is_foreign: bool,
}

impl Row {
    /// Whether it begins with a pipe.
    #[must_use]
    pub fn has_leading(&self) -> bool {
        self.pipes.first() == Some(&self.span.start)
    }

    /// Whether it ends with a pipe.
    #[must_use]
    pub fn has_trailing(&self) -> bool {
        self.pipes.last().is_some_and(|pipe| pipe + 1 == self.span.end)
    }

    fn new(doc: &Document, line: usize, start: usize) -> Self {
        let content = doc.source.line_content(line);
        let text = doc.source.slice(Span::new(start, content.end));
        let start = start + text.len() - text.trim_ascii_start().len();
        let span = Span::new(start, start + text.trim_ascii().len());
        let mut row = Self { line, span, pipes: pipes(doc, span), cells: Vec::new(), is_foreign: false };
        row.cells = row.find_cells(doc);
        row.is_foreign = doc.is_opaque(span) || is_attributes(doc.source.slice(span));
        row
    }

    fn find_cells(&self, doc: &Document) -> Vec<Span> {
        let first = if self.has_leading() { self.span.start + 1 } else { self.span.start };
        let inner = &self.pipes[usize::from(self.has_leading())..];
        let (inner, last) = match inner.split_last() {
            Some((last, before)) if self.has_trailing() => (before, *last),
            _ => (inner, self.span.end),
        };
        let starts = std::iter::once(first).chain(inner.iter().map(|pipe| pipe + 1));
        let ends = inner.iter().copied().chain([last.max(first)]);
        starts.zip(ends).map(|(start, end)| trimmed(doc, Span::new(start, end))).collect()
    }
}

fn trimmed(doc: &Document, cell: Span) -> Span {
    let text = doc.source.slice(cell);
    let kept = text.trim_ascii_start();
    let start = if kept.is_empty() { cell.start } else { cell.end - kept.len() };
    Span::new(start, start + kept.trim_ascii_end().len())
}

/// Whether a line is `{.class}` or `{#id}` and nothing else, as goldmark has it below a table.
fn is_attributes(line: &str) -> bool {
    let inner = line.strip_prefix('{').and_then(|line| line.strip_suffix('}'));
    inner.is_some_and(|inner| inner.trim_start_matches([' ', ':']).starts_with(['.', '#']) && !inner.contains(['{', '}', '|']))
}

/// The pipes of a row that are not escaped and not in a construct.
fn pipes(doc: &Document, row: Span) -> Vec<usize> {
    let bytes = doc.source.slice(row).as_bytes();
    let mut constructs = doc.constructs_in(row).peekable();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = memchr::memchr2(b'|', b'\\', &bytes[at..]).map(|next| at + next) {
        let place = row.start + next;
        while constructs.next_if(|construct| construct.end <= place).is_some() {}
        if bytes[next] == b'\\' {
            at = next + 1 + usize::from(matches!(bytes.get(next + 1), Some(b'|' | b'\\')));
            continue;
        }
        if constructs.peek().is_none_or(|construct| place < construct.start) {
            found.push(place);
        }
        at = next + 1;
    }
    found
}

impl Document {
    /// The tables, in order.
    pub fn tables(&self) -> impl Iterator<Item = Table<'_>> {
        self.nodes_of(Kinds::TABLE).filter_map(|node| self.table(node))
    }

    fn table<'d>(&'d self, node: NodeRef<'d>) -> Option<Table<'d>> {
        let mut children = node.children();
        let head = children.next()?;
        let first = self.source.line_at(head.span.start);
        let mut rows = vec![Row::new(self, first, head.span.start)];
        let delimiter = self.body_line(first + 1).content;
        let rest = self.source.slice(delimiter).trim_start_matches([' ', '\t', '>']);
        rows.push(Row::new(self, first + 1, delimiter.end - rest.len()));
        let columns = head.children().count();
        let mut is_exact = rows.iter().all(|row| row.cells.len() == columns) && self.agrees(&rows[0], head);
        let mut next_line = first + 2;
        for node in children {
            let line = self.source.line_at(node.span.start);
            next_line = line + 1;
            let row = Row::new(self, line, node.span.start);
            is_exact &= self.agrees(&row, node);
            rows.push(row);
        }
        // An embed is one at the start of a line only.
        let is_embed = |row: &Row| self.source.slice(row.span).starts_with("@[");
        is_exact &= !rows[0].is_foreign && !rows[1].is_foreign && !rows.iter().any(is_embed);
        // The parser takes these for blanks in some places of a row and not in others.
        let lines = Span::new(self.source.line_span(first).start, self.source.line_span(next_line - 1).end);
        let is_exact = is_exact && memchr::memchr2(b'\x0b', b'\x0c', self.source.slice(lines).as_bytes()).is_none();
        Some(Table { node, rows, is_exact, next_line })
    }

    /// Whether the parser divides a row at the same places.
    fn agrees(&self, row: &Row, node: NodeRef<'_>) -> bool {
        let mut cells = row.cells.iter();
        node.children().all(|cell| cells.next().is_none_or(|ours| trimmed(self, cell.span).len() == ours.len()))
    }
}
