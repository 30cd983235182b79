//! What links and footnotes refer to: definitions that the parser takes for such.

use crate::document::{Document, Kind, Kinds, label};
use crate::source::Span;
use std::collections::HashSet;

/// A link reference definition.
#[derive(Clone, Debug)]
pub struct Target<'d> {
    /// From `[` to the end of its first line.
    pub span: Span,
    /// The label as references compare it.
    pub label: &'d str,
    /// The label as it is written.
    pub name: &'d str,
    /// Where it leads, as it is written; in `<` and `>` where it is written so.
    pub destination: &'d str,
    /// Whether it leads nowhere and is written to hide words: `[//]: # (words)`.
    pub is_comment: bool,
}

/// The definitions of a text in order of place. A line that is left as text is none.
#[must_use]
pub fn targets(doc: &Document) -> Vec<Target<'_>> {
    if doc.definitions.is_empty() {
        return Vec::new();
    }
    let texts: Vec<Span> = doc.nodes_of(Kinds::TEXT).map(|node| node.span).collect();
    let is_text = |span: Span| {
        let next = texts.partition_point(|text| text.end <= span.start);
        texts.get(next).is_some_and(|text| text.start < span.end)
    };
    // A paragraph that begins with definitions is where the parser's positions fail.
    let starts: HashSet<usize> = doc.nodes_of(Kinds::PARAGRAPH).map(|node| node.span.start).collect();
    let mut last = usize::MAX;
    let working = doc.definitions.iter().filter(|found| {
        let line = doc.source.line_at(found.span.start);
        let in_doubt = is_text(found.span) || doc.inexact_block(found.span).is_some();
        let is_first = || starts.contains(&found.span.start) || last.wrapping_add(1) == line;
        let works = !in_doubt || is_first() && is_whole(doc.source.slice(found.span));
        last = if works { line } else { last };
        works
    });
    let read = working.filter_map(|found| {
        let (name, rest) = doc.source.slice(found.span).strip_prefix('[')?.split_once("]:")?;
        let rest = if rest.trim().is_empty() { next_line(doc, found.span) } else { rest };
        let behind = rest.trim_start();
        let is_comment = behind == "#" || behind.starts_with("# ") || behind.starts_with("<>");
        let end = if behind.starts_with('<') { behind.find('>').map(|end| end + 1) } else { behind.find(char::is_whitespace) };
        let destination = &behind[..end.unwrap_or(behind.len())];
        let is_label = !name.replace("\\[", "").contains('[');
        // `[Console]::WriteLine()` is code that nobody marked as such.
        (is_label && !rest.starts_with(':')).then(|| Target { span: found.span, label: &found.label, name, destination, is_comment })
    });
    read.collect()
}

/// Whether a line is a definition and nothing else.
fn is_whole(line: &str) -> bool {
    let behind = line.split_once("]:").map_or("", |(_, behind)| behind.trim());
    let (destination, title) = behind.split_once([' ', '\t']).unwrap_or((behind, ""));
    let title = title.trim();
    let is_title = [('"', '"'), ('\'', '\''), ('(', ')')].iter().any(|(open, close)| {
        let inside = title.strip_prefix(*open).and_then(|title| title.strip_suffix(*close));
        inside.is_some_and(|inside| !inside.contains([*open, *close]))
    });
    !destination.is_empty() && !destination.starts_with('<') && (title.is_empty() || is_title)
}

/// The line behind a definition's first, where its destination may stand, without the marks of quotes.
fn next_line(doc: &Document, definition: Span) -> &str {
    let line = doc.source.line_at(definition.start) + 1;
    if line < doc.source.line_count() { doc.source.line(line).trim_start_matches([' ', '\t', '>']) } else { "" }
}

/// A footnote's definition.
#[derive(Clone, Debug)]
pub struct Note<'d> {
    /// `[^label]`.
    pub span: Span,
    /// The label as references compare it.
    pub label: String,
    /// The label as it is written.
    pub name: &'d str,
}

/// The definitions of footnotes in order of place, but for those in another footnote.
#[must_use]
pub fn notes(doc: &Document) -> Vec<Note<'_>> {
    if memchr::memmem::find(doc.source.text().as_bytes(), b"[^").is_none() {
        return Vec::new();
    }
    let definitions = doc.nodes_of(Kinds::FOOTNOTE);
    let outer = definitions.filter(|node| !node.ancestors().any(|around| around.kind == Kind::FootnoteDefinition));
    let read = outer.filter_map(|node| {
        let (name, _) = node.source().strip_prefix("[^")?.split_once("]:")?;
        let span = Span::new(node.span.start, node.span.start + "[^]".len() + name.len());
        Some(Note { span, label: label(name), name })
    });
    read.collect()
}
