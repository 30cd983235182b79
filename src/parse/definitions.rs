//! Link reference definitions. The parser takes them out of its tree, so they are looked for where no node has text.

use crate::document::{Definition, Document, Kinds, label};
use crate::source::Span;

/// Finds the definitions of a document: lines outside of every leaf block, and lines that begin a paragraph.
///
/// A continued label or one in a doubtful place counts too: the list serves to tell what is *not* defined.
pub(super) fn find(doc: &Document) -> Vec<Definition> {
    let body = doc.source.slice(doc.body);
    if memchr::memmem::find(body.as_bytes(), b"]:").is_none() {
        return Vec::new();
    }
    let occupied: Vec<Span> = doc.nodes_of(HOLD_NO_DEFINITION).map(|node| node.span).collect();
    let mut occupied = occupied.iter().peekable();
    let mut found = Vec::new();
    for line in doc.lines() {
        while occupied.next_if(|span| span.end <= line.content.start).is_some() {}
        if occupied.peek().is_none_or(|span| span.start >= line.content.end) {
            found.extend(definition(doc, line.content));
        }
    }
    found
}

const HOLD_NO_DEFINITION: Kinds = Kinds::HEADING.or(Kinds::TABLE).or(Kinds::CODE_BLOCK).or(Kinds::HTML_BLOCK);

/// The definition that a line holds behind quote marks, list markers and indentation.
fn definition(doc: &Document, line: Span) -> Option<Definition> {
    let text = doc.source.slice(line);
    let rest = text.trim_start_matches([' ', '\t', '>', '-', '*', '+']);
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let item = number.strip_prefix(['.', ')']).filter(|_| number.len() < rest.len());
    let rest = item.map_or(rest, |item| item.trim_start_matches([' ', '\t']));
    let inside = rest.strip_prefix('[')?;
    let mut escaped = false;
    let close = inside.char_indices().find_map(|(at, c)| {
        let closes = c == ']' && !escaped;
        escaped = c == '\\' && !escaped;
        closes.then_some(at)
    })?;
    let raw = &inside[..close];
    let is_definition = inside[close + 1..].starts_with(':') && !raw.trim().is_empty() && !raw.starts_with('^');
    is_definition.then(|| Definition { span: Span::new(line.end - rest.len(), line.end), label: label(raw) })
}
