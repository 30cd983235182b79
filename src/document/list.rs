//! Where the parts of a list stand: markers, the white space around them, and what the lines of a container begin with.

use super::{Document, Kind, Kinds, NodeRef};
use crate::source::Span;
use crate::text::column_behind;

/// Containers in containers beyond which nothing is moved: cost stays linear in the text.
const DEEPEST: usize = 64;

impl NodeRef<'_> {
    /// Whether it is a list, and an ordered one.
    #[must_use]
    pub fn is_ordered_list(&self) -> Option<bool> {
        match self.kind {
            Kind::List { ordered, .. } => Some(ordered),
            _ => None,
        }
    }

    /// The marker of an item: `-` or `12.`.
    #[must_use]
    pub fn marker(self) -> Span {
        let digits = self.source().bytes().take_while(u8::is_ascii_digit).count();
        Span::new(self.span.start, (self.span.start + digits + 1).min(self.span.end.max(self.span.start)))
    }

    /// The white space between an item's marker and its content; empty where nothing follows in the line. One byte where the content is indented code.
    #[must_use]
    pub fn marker_space(self) -> Span {
        let source = &self.doc().source;
        let from = self.marker().end;
        let rest = source.slice(Span::new(from, source.text().len()));
        let behind = rest.trim_start_matches([' ', '\t']);
        if behind.is_empty() || behind.starts_with(['\n', '\r']) {
            return Span::at(from);
        }
        let space = &rest[..rest.len() - behind.len()];
        let has_tab = space.contains('\t');
        let before = || column_behind(source.slice(Span::new(source.line_span(source.line_at(from)).start, from)), 0);
        let width = if has_tab { column_behind(space, before()) - before() } else { space.len() };
        Span::new(from, from + if width > 4 { 1 } else { space.len() })
    }

    /// Bytes between the line's start and the node.
    #[must_use]
    pub fn column(self) -> usize {
        let (doc, at) = (self.doc(), self.span.start);
        at - doc.source.line_span(doc.source.line_at(at)).start.max(doc.body.start).min(at)
    }

    /// The node before it with the same parent.
    #[must_use]
    pub fn previous_sibling(self) -> Option<Self> {
        let parent = self.parent()?.index();
        let before = self.previous().filter(|before| before.index() != parent)?;
        std::iter::successors(Some(before), |node| node.parent()).find(|node| node.parent().is_some_and(|around| around.index() == parent))
    }

    /// Whether it is indented further than an item before it with nothing between that is not: it may be meant to belong to that item.
    #[must_use]
    pub fn may_belong_above(self) -> bool {
        let above = std::iter::successors(self.previous_sibling(), |block| block.previous_sibling());
        let mut above = above.skip_while(|block| block.column() > 0 && !matches!(block.kind, Kind::List { .. })).take(1);
        above.any(|block| matches!(block.kind, Kind::List { .. }) && block.column() < self.column())
    }

    /// Bytes between the line's start and what stands behind the last mark of a quote before it, one space at most with the mark.
    #[must_use]
    pub fn quote_width(self) -> usize {
        self.quote_width_within(self.column())
    }

    /// The same, where it is that many bytes away from the line's start.
    fn quote_width_within(self, column: usize) -> usize {
        if column == 0 {
            return 0;
        }
        let before = self.doc().source.slice(Span::new(self.span.start - column, self.span.start));
        let mark = before.rfind('>').map_or(0, |mark| mark + 1);
        mark + usize::from(mark > 0 && before[mark..].starts_with([' ', '\t']))
    }

    /// How far it stands from the line's start, or from what stands behind the last mark of a quote before it.
    #[must_use]
    pub fn indent(self) -> usize {
        let column = self.column();
        column - self.quote_width_within(column)
    }

    /// The last 0-based line of it that is not blank, marks of quotes aside.
    #[must_use]
    pub fn last_line(self) -> usize {
        let source = &self.doc().source;
        let range = self.doc().line_range(self.span);
        let is_filled = |line: &usize| !source.line(*line).trim_matches([' ', '\t', '>']).is_empty();
        range.clone().rev().find(is_filled).unwrap_or(*range.start())
    }
}

/// Whether nothing but markers of items, or a box to tick behind one, stands in a line: no thematic break.
#[must_use]
pub fn is_empty_item(line: &str) -> bool {
    let boxes = ["[ ]", "[x]", "[X]"];
    let line = line.trim_start_matches([' ', '\t', '>']);
    let markers = boxes.iter().find_map(|tick| line.strip_suffix(tick)).unwrap_or(line);
    let is_number = |word: &str| {
        let digits = word.strip_suffix(['.', ')']);
        digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let mut words = markers.split_ascii_whitespace();
    let is_break = markers.matches(['-', '*']).count() > 2;
    !is_break && !markers.is_empty() && words.all(|word| matches!(word, "-" | "*" | "+") || is_number(word))
}

/// A quote or an item around a line.
#[derive(Clone, Copy, Debug)]
struct Step {
    /// The line it begins in.
    line: usize,
    /// Where its content begins in that line.
    content: usize,
    /// How far an item's lines are indented; nothing for a quote.
    indent: Option<usize>,
}

/// The containers around a block, outermost first.
#[derive(Clone, Debug)]
pub struct Frame<'d> {
    doc: &'d Document,
    steps: Vec<Step>,
}

impl<'d> Frame<'d> {
    /// The containers around `block`; nothing where they are too deep, or tabs or footnotes among them.
    #[must_use]
    pub fn around(block: NodeRef<'d>) -> Option<Self> {
        let mut containers: Vec<NodeRef<'d>> = block.ancestors().take(2 * DEEPEST).collect();
        if containers.last()?.kind != Kind::Document || containers.iter().any(|node| node.kind == Kind::FootnoteDefinition) {
            return None;
        }
        containers.reverse();
        let mut frame = Self { doc: block.doc(), steps: Vec::new() };
        for node in containers {
            if node.is_quote() {
                let content = node.span.start + 1;
                let content = content + usize::from(frame.doc.source.text().as_bytes().get(content) == Some(&b' '));
                frame.steps.push(Step { line: frame.doc.source.line_at(node.span.start), content, indent: None });
            } else if node.kind == Kind::Item {
                frame.enter(node)?;
            }
        }
        Some(frame)
    }

    /// The containers around the content of `item`, whose own are these.
    #[must_use]
    pub fn within(mut self, item: NodeRef<'d>) -> Option<Self> {
        self.enter(item)?;
        Some(self)
    }

    fn enter(&mut self, item: NodeRef<'d>) -> Option<()> {
        let (column, width) = (self.column(item)?, self.doc.item_width(item)?);
        let line = self.doc.source.line_at(item.span.start);
        self.steps.push(Step { line, content: item.marker_space().end, indent: Some(column + width) });
        Some(())
    }

    /// How far the marker of `item` is indented within these containers; nothing where that is not spaces.
    #[must_use]
    pub fn column(&self, item: NodeRef<'d>) -> Option<usize> {
        let start = self.start(self.doc.source.line_at(item.span.start))?;
        let space = self.doc.source.get(Span::new(start, item.span.start))?;
        space.bytes().all(|byte| byte == b' ').then_some(space.len())
    }

    /// Where the content of these containers begins in the line of that 0-based number; nothing where it lacks what continues one of them.
    #[must_use]
    pub fn start(&self, number: usize) -> Option<usize> {
        let line = self.doc.body_line(number).content;
        let bytes = &self.doc.source.text().as_bytes()[..line.end];
        let spaces = |at: usize| bytes[at.min(bytes.len())..].iter().take_while(|byte| **byte == b' ').count();
        let mut at = line.start;
        for step in &self.steps {
            at = match step.indent {
                _ if step.line == number => step.content,
                Some(indent) => Some(at + indent).filter(|_| spaces(at) >= indent)?,
                None => {
                    let mark = at + spaces(at);
                    (mark - at < 4 && bytes.get(mark) == Some(&b'>')).then_some(())?;
                    mark + 1 + usize::from(bytes.get(mark + 1) == Some(&b' '))
                }
            };
        }
        Some(at)
    }
}

impl Document {
    /// How far the content of an item lies behind the start of its marker; nothing where a tab stands between.
    #[must_use]
    pub fn item_width(&self, item: NodeRef<'_>) -> Option<usize> {
        let (marker, space) = (item.marker(), item.marker_space());
        let has_tab = self.source.slice(space).contains('\t');
        (!has_tab).then(|| marker.len() + space.len().max(1))
    }

    /// Whether a tab stands among the white space and the marks of containers that a line begins with: how wide it is depends on what stands before it.
    #[must_use]
    pub fn has_leading_tab(&self, number: usize) -> bool {
        let text = self.source.slice(self.body_line(number).content);
        let is_mark = |c: char| " \t>-+*.)".contains(c) || c.is_ascii_digit();
        text[..text.len() - text.trim_start_matches(is_mark).len()].contains('\t')
    }

    /// All lists, outer ones before those in them.
    pub fn lists(&self) -> impl Iterator<Item = NodeRef<'_>> {
        self.nodes_of(Kinds::LIST).filter(|node| !self.is_math(node.span))
    }

    /// All lists, each with the number of lists around it.
    pub fn lists_with_depth(&self) -> impl Iterator<Item = (NodeRef<'_>, usize)> {
        let mut ends: Vec<u32> = Vec::new();
        self.lists().map(move |list| {
            while ends.pop_if(|end| *end as usize <= list.index()).is_some() {}
            ends.push(list.end);
            (list, ends.len() - 1)
        })
    }
}
