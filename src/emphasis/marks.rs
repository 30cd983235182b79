//! The marks of emphasis that are left in the text, and those with white space inside that keeps them from working.

use crate::diagnostic::{Edit, apply};
use crate::document::flat::Flat;
use crate::document::{Kind, NodeRef};
use crate::parse::emphases;
use crate::platform::Platform;
use crate::source::Span;

/// A run of `*` or of `_` that is printed as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its place.
    pub span: Span,
    /// The node its text is in.
    pub parent: usize,
    /// Whether it is all of a piece of text between two nodes that are none.
    pub is_alone: bool,
}

/// The runs of `*` and `_` in the text of a block that are no markup and not escaped, in order.
#[must_use]
pub fn literal_marks(block: NodeRef<'_>) -> Vec<Mark> {
    let mut found: Vec<Mark> = Vec::new();
    for node in block.descendants().filter(|node| node.kind == Kind::Text) {
        let Some(parent) = node.parent().filter(|parent| parent.kind != Kind::Escaped) else { continue };
        let text = node.source().as_bytes();
        for at in memchr::memchr2_iter(b'*', b'_', text) {
            let place = node.span.start + at;
            let continues = |last: &&mut Mark| last.span.end == place && at > 0 && text[at - 1] == text[at];
            match found.last_mut().filter(continues) {
                Some(last) => last.span.end += 1,
                None => found.push(Mark { span: Span::new(place, place + 1), parent: parent.index(), is_alone: false }),
            }
        }
        if let Some(last) = found.last_mut().filter(|last| last.span == node.span) {
            last.is_alone = true;
        }
    }
    found
}

/// Two marks with white space inside, which would be an emphasis without it.
#[derive(Debug)]
pub struct Spaced {
    /// From the first mark to the last.
    pub span: Span,
    /// Bytes of a mark.
    pub marks: usize,
    /// What makes an emphasis of it: tried on the parser.
    pub edits: Vec<Edit>,
}

/// More marks than anyone writes in one paragraph: each try parses the block.
const MOST_TRIED: usize = 64;

/// The emphases of a block that white space inside their marks keeps from working, in order. Only marks of two or more are looked at: a single one
/// may be anything.
#[must_use]
pub fn spaced(block: NodeRef<'_>, platform: &Platform) -> Vec<Spaced> {
    let marks = if super::has_mark(block) { literal_marks(block) } else { Vec::new() };
    let mut found = Vec::new();
    if block.doc().inexact_block(block.span).is_some()
        || marks.len() < 2
        || marks.len() > MOST_TRIED
        || !marks.iter().any(|mark| mark.span.len() > 1)
    {
        return found;
    }
    let source = &block.doc().source;
    let flat = Flat::of(block);
    let seen = emphases(&flat.text, platform, false);
    let mut skip = 0;
    for (at, open) in marks.iter().enumerate() {
        let written = source.slice(open.span);
        if at < skip || !matches!(written.len(), 2 | 3) {
            continue;
        }
        let same = |mark: &&Mark| mark.parent == open.parent && mark.span.start > open.span.end && source.slice(mark.span) == written;
        let Some(close) = marks[at + 1..].iter().find(same) else { continue };
        let inner = Span::new(open.span.end, close.span.start);
        if !is_meant(source.text(), open.span, close.span) {
            continue;
        }
        let (head, tail) = blanks(source.slice(inner));
        let (head, tail) = (Span::new(inner.start, inner.start + head), Span::new(inner.end - tail, inner.end));
        if let Some(edits) = ways(source.text(), open.span, close.span, head, tail).into_iter().find(|edits| {
            let edits: Vec<Edit> =
                edits.iter().filter_map(|edit| Some(Edit::replace(flat.flat_span(edit.span)?, edit.text.clone()))).collect();
            let near = flat.flat_span(open.span).map(|open| (open.start, head.len() + 1));
            near.is_some_and(|near| works(&flat.text, &edits, seen.len() + written.len() - 1, near, platform))
        }) {
            found.push(Spaced { span: Span::new(open.span.start, close.span.end), marks: written.len(), edits });
            skip = marks.iter().position(|mark| mark == close).map_or(at, |close| close + 1);
        }
    }
    found
}

/// Bytes of white space at the start and at the end of a text.
fn blanks(text: &str) -> (usize, usize) {
    (text.len() - text.trim_start().len(), text.len() - text.trim_end().len())
}

/// Whether two marks in one line are those of an emphasis: there is white space inside, and they are no operators (`2 ** 3 ** 4`).
fn is_meant(text: &str, open: Span, close: Span) -> bool {
    let inner = &text[open.end..close.start];
    let content = inner.trim();
    let before = text[..open.start].trim_end_matches(' ');
    let last = before.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let first = content.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let is_operand = |word: &str| word.len() == 1 || word.starts_with(|c: char| c.is_ascii_digit());
    let is_between_blanks = inner.starts_with(' ') && before.len() < open.start;
    let is_operator = is_between_blanks && (is_operand(last) || is_operand(first) || before.ends_with([')', ']']));
    !inner.contains(['\n', '\r']) && content != inner && content.contains(char::is_alphanumeric) && !is_operator
}

/// The white space away, or moved out of the marks.
fn ways(text: &str, open: Span, close: Span, head: Span, tail: Span) -> Vec<Vec<Edit>> {
    let deleted = [head, tail].into_iter().filter(|span| !span.is_empty()).map(Edit::delete).collect();
    let mut moved = Vec::new();
    if !head.is_empty() {
        moved.push(Edit::replace(Span::new(open.start, head.end), format!("{}{}", head.slice(text), open.slice(text))));
    }
    if !tail.is_empty() {
        moved.push(Edit::replace(Span::new(tail.start, close.end), format!("{}{}", close.slice(text), tail.slice(text))));
    }
    vec![deleted, moved]
}

/// Whether `edits` make as many emphases as they should, one of them strong and not farther than that from the place.
fn works(text: &str, edits: &[Edit], count: usize, (place, far): (usize, usize), platform: &Platform) -> bool {
    let found = emphases(&apply(text, edits), platform, false);
    found.len() == count && found.iter().any(|(kind, span)| *kind == Kind::Strong && span.start.abs_diff(place) <= far)
}
