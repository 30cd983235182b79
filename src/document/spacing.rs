//! Blank lines that no reader sees: where one may be added.

use super::code::behind_quotes;
use super::{Document, Kind, NodeRef};
use crate::diagnostic::Edit;
use crate::source::Span;
use std::collections::HashMap;

impl NodeRef<'_> {
    /// Whether a blank line behind it would be seen: code or HTML that is never closed takes it for its own, and comrak 0.59 ends a footnote at it.
    #[must_use]
    pub fn takes_blank_line(self) -> bool {
        matches!(self.kind, Kind::CodeBlock { closed: false, .. } | Kind::HtmlBlock { closed: false }) || self.is_in_footnote()
    }

    /// Whether it stands in a footnote.
    #[must_use]
    pub fn is_in_footnote(self) -> bool {
        self.ancestors().any(|node| node.kind == Kind::FootnoteDefinition)
    }
}

/// Puts blank lines between blocks; remembers which lists are loose.
pub struct Spacing<'d> {
    doc: &'d Document,
    /// By the list's place in the table.
    loose: HashMap<usize, bool>,
}

impl<'d> Spacing<'d> {
    /// Puts blank lines into this document.
    #[must_use]
    pub fn new(doc: &'d Document) -> Self {
        Self { doc, loose: HashMap::new() }
    }

    /// The edit that puts a blank line before the line in which the block begins; nothing where it would be seen, as in a tight list.
    #[must_use]
    pub fn before(&mut self, node: NodeRef<'d>) -> Option<Edit> {
        let source = &self.doc.source;
        let line = source.line_at(node.span.start);
        let begins_here = |node: &NodeRef<'_>| node.index > 0 && source.line_at(node.span.start) == line;
        let block = std::iter::successors(Some(node), |node| node.parent()).take_while(begins_here).last()?;
        let parent = block.parent()?;
        let is_free = match parent.kind {
            Kind::Document | Kind::BlockQuote | Kind::Alert => true,
            Kind::List { .. } => self.is_loose(parent),
            // Behind a marker alone an empty line ends the item.
            Kind::Item if parent.marker_space().is_empty() && block.index == parent.index + 1 => false,
            Kind::Item => self.is_loose(parent.parent()?),
            _ => false,
        };
        let is_taken = block.is_in_footnote() || block.previous().is_some_and(NodeRef::takes_blank_line);
        let start = source.line_span(line).start;
        let prefix = source.slice(Span::new(start, block.span.start));
        let marks = prefix.trim_end_matches([' ', '\t']);
        let is_prefix = marks.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'>'))
            && marks.bytes().filter(|byte| *byte == b'>').count() == block.quote_depth();
        let may = is_free && !is_taken && is_prefix && start > self.doc.body.start;
        may.then(|| Edit::insert(start, format!("{marks}{}", source.newline())))
    }

    /// Whether a list is known to be loose: a blank line divides two of its items, or two blocks of an item.
    fn is_loose(&mut self, list: NodeRef<'d>) -> bool {
        *self.loose.entry(list.index).or_insert_with(|| {
            let quotes = list.quote_depth();
            let is_apart = |block: NodeRef<'_>| {
                let line = self.doc.source.line_at(block.span.start);
                let is_open = block.previous().is_some_and(|before| matches!(before.kind, Kind::CodeBlock { closed: false, .. }));
                !is_open && line > 0 && is_empty(self.doc.source.line(line - 1), quotes)
            };
            list.children().skip(1).any(is_apart) || list.children().any(|item| item.children().skip(1).any(is_apart))
        })
    }
}

/// Whether a line has nothing but blanks behind that many marks of quotes.
fn is_empty(line: &str, quotes: usize) -> bool {
    behind_quotes(line, quotes).is_some_and(|start| line[start..].trim_matches([' ', '\t']).is_empty())
}
