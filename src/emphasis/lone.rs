//! Marks of emphasis that lack their other half.

use crate::document::{Kind, NodeRef, Run};
use crate::japanese::is_letter;
use crate::source::Span;

/// The one `**` of a block that is printed.
#[must_use]
pub fn lone(run: &Run<'_>) -> Option<Span> {
    let (text, marks) = (&run.text, "**");
    let mut found = text.match_indices(marks);
    let (Some((at, _)), None) = (found.next(), found.next()) else { return None };
    let (before, behind) = (text[..at].chars().next_back(), text[at + marks.len()..].chars().next());
    let span = run.span(at, at + marks.len());
    let is_escaped = run.block.doc().source.text()[..span.start].ends_with('\\') || span.len() != marks.len();
    // A power, a pattern of paths, an argument of Python's, a mark of a footnote.
    let is_mark = |c: char| matches!(c, '*' | '/' | '(' | ')' | '（' | '）' | '{' | '}' | '=' | ',' | '、') || c.is_whitespace();
    let is_word =
        |c: Option<char>| c.is_some_and(|c| is_letter(c) || c.is_ascii_uppercase() || matches!(c, '「' | '『' | '」' | '』' | '。'));
    let is_free = |c: Option<char>| c.is_none_or(|c| !is_mark(c));
    let opens = behind.is_some() && is_word(behind) && before.is_none_or(|c| !c.is_ascii_alphanumeric());
    let closes = before.is_some() && is_word(before) && behind.is_none_or(is_letter);
    let is_at_edge = before.is_none() || behind.is_none();
    ((opens || closes) && !is_escaped && (is_free(before) && is_free(behind) || is_at_edge && opens)).then_some(span)
}

/// Emphasis with two marks on one side and one on the other: the second is printed.
#[must_use]
pub fn unequal(node: NodeRef<'_>) -> Option<Span> {
    let source = node.source();
    let mark = source.chars().next().filter(|mark| *mark == '*')?;
    let text = node.doc().source.text();
    let before = text[..node.span.start].ends_with(mark) && !text[..node.span.start - 1].ends_with([mark, '\\']);
    let behind = text[node.span.end..].starts_with(mark) && !text[node.span.end + 1..].starts_with(mark);
    let is_inside = node.parent().is_some_and(|parent| matches!(parent.kind, Kind::Strong | Kind::Emph));
    let is_prose = source.contains(is_letter);
    (before != behind && !is_inside && is_prose)
        .then(|| Span::new(node.span.start - usize::from(before), node.span.end + usize::from(behind)))
}
