//! A block's source as one text: without the marks and the indentation that continue it on each line, and with the way back.

use super::{Kind, NodeRef};
use crate::source::Span;

/// The source of a paragraph, heading or cell without what carries it on from line to line.
#[derive(Debug)]
pub struct Flat {
    /// The text. Its bytes are bytes of the source.
    pub text: String,
    /// Where each line begins, in `text` and in the source.
    lines: Vec<(usize, usize)>,
}

impl Flat {
    /// The text of `block`, whose lines lose quote marks and indentation; a heading loses its marks too.
    #[must_use]
    pub fn of(block: NodeRef<'_>) -> Self {
        let mut flat = Self { text: String::with_capacity(block.span.len()), lines: Vec::new() };
        let is_heading = matches!(block.kind, Kind::Heading { .. });
        let mut at = block.span.start;
        for line in block.source().split_inclusive('\n') {
            let bare = if is_heading && at == block.span.start { line.trim_start_matches('#') } else { line };
            let content = bare.trim_start_matches([' ', '\t', '>']);
            flat.lines.push((flat.text.len(), at + line.len() - content.len()));
            flat.text.push_str(content);
            at += line.len();
        }
        flat
    }

    /// Where the byte at `offset` of the text stands in the source.
    #[must_use]
    pub fn at(&self, offset: usize) -> usize {
        let line = self.lines.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
        self.lines.get(line).map_or(0, |(flat, source)| source + offset - flat)
    }

    /// The source of a stretch of the text. What continues a line inside of it is inside.
    #[must_use]
    pub fn span(&self, span: Span) -> Span {
        Span::new(self.at(span.start), self.at(span.end))
    }

    /// Where a span of the source stands in the text; nothing where an end of it is in no line of the block.
    #[must_use]
    pub fn flat_span(&self, span: Span) -> Option<Span> {
        let flat = |offset: usize| {
            let line = self.lines.partition_point(|(_, source)| *source <= offset).checked_sub(1)?;
            let (flat, source) = self.lines[line];
            Some(flat + offset - source).filter(|at| *at <= self.text.len())
        };
        Some(Span::new(flat(span.start)?, flat(span.end)?))
    }

    /// Where the byte at `source` stands in the text; what is left out has the place of what follows it.
    #[must_use]
    pub fn offset(&self, source: usize) -> usize {
        let line = self.lines.partition_point(|(_, start)| *start <= source).saturating_sub(1);
        let next = self.lines.get(line + 1).map_or(self.text.len(), |(flat, _)| *flat);
        self.lines.get(line).map_or(0, |(flat, start)| (flat + source.saturating_sub(*start)).min(next))
    }
}
