//! Line ends inside of a paragraph that are no line breaks, with what stands on both sides.

use super::{Document, Kind, Kinds, NodeRef};
use crate::source::Span;

/// A newline in a paragraph.
#[derive(Clone, Copy, Debug)]
pub struct SoftBreak {
    /// From the end of one line's text to the start of the next one's: white space, the newline, indentation and marks of quotes.
    pub gap: Span,
    /// The character before it that a reader sees.
    pub before: char,
    /// The character behind it.
    pub behind: char,
    /// Whether text stands on both sides, so that nothing else changes where they are joined.
    pub is_plain: bool,
}

impl Document {
    /// The newlines in paragraphs, in order. One that an escape or a construct of the platform stands beside is left out.
    pub fn soft_breaks(&self) -> impl Iterator<Item = SoftBreak> {
        self.nodes_of(Kinds::SOFT_BREAK).filter_map(|node| self.soft_break(node))
    }

    fn soft_break(&self, node: NodeRef<'_>) -> Option<SoftBreak> {
        // A sibling is found from the end of what is inside of it.
        let around = node.parent()?;
        let last = node.previous().filter(|last| last.index() > around.index())?;
        let before = std::iter::successors(Some(last), |node| node.parent())
            .find(|before| before.parent().is_some_and(|p| p.index() == around.index()))?;
        let behind = node.next_sibling()?;
        let gap = Span::new(before.span.end, behind.span.start);
        let text = self.source.get(gap)?;
        let is_gap = text.trim_start_matches([' ', '\t', '\r', '\n', '>']).is_empty() && text.matches('\n').count() == 1;
        let last = if before.kind == Kind::Text { before.source().chars().next_back() } else { before.text().chars().next_back() };
        let first = if behind.kind == Kind::Text { behind.source().chars().next() } else { behind.text().chars().next() };
        let is_plain = before.kind == Kind::Text && behind.kind == Kind::Text;
        (is_gap && !self.touches_opaque(Span::new(gap.start.saturating_sub(1), gap.end + 1))).then_some(SoftBreak {
            gap,
            before: last?,
            behind: first?,
            is_plain,
        })
    }
}
