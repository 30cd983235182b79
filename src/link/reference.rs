//! What links and footnotes refer to: definitions that the parser takes for such.

use crate::document::{Document, Kind, label};
use crate::source::Span;

/// A link reference definition.
#[derive(Clone, Debug)]
pub struct Target<'d> {
    /// From `[` to the end of its first line.
    pub span: Span,
    /// The label as references compare it.
    pub label: &'d str,
    /// The label as it is written.
    pub name: &'d str,
    /// Whether it leads nowhere and is written to hide words: `[//]: # (words)`.
    pub is_comment: bool,
}

/// The definitions of a text in order of place. A line that is left as text is none.
#[must_use]
pub fn targets(doc: &Document) -> Vec<Target<'_>> {
    if doc.definitions.is_empty() {
        return Vec::new();
    }
    let texts: Vec<Span> = doc.nodes().filter(|node| node.kind == Kind::Text).map(|node| node.span).collect();
    let is_text = |span: Span| {
        let next = texts.partition_point(|text| text.end <= span.start);
        texts.get(next).is_some_and(|text| text.start < span.end)
    };
    let working = doc.definitions.iter().filter(|found| !is_text(found.span) && doc.inexact_block(found.span).is_none());
    let read = working.filter_map(|found| {
        let (name, rest) = doc.source.slice(found.span).strip_prefix('[')?.split_once("]:")?;
        let destination = rest.trim_start();
        let is_comment = destination == "#" || destination.starts_with("# ") || destination.starts_with("<>");
        // `[Console]::WriteLine()` is code that nobody marked as such.
        (!rest.starts_with(':')).then(|| Target { span: found.span, label: &found.label, name, is_comment })
    });
    read.collect()
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
    let definitions = doc.nodes().filter(|node| matches!(node.kind, Kind::FootnoteDefinition));
    let outer = definitions.filter(|node| !node.ancestors().any(|around| around.kind == Kind::FootnoteDefinition));
    let read = outer.filter_map(|node| {
        let (name, _) = node.source().strip_prefix("[^")?.split_once("]:")?;
        let span = Span::new(node.span.start, node.span.start + "[^]".len() + name.len());
        Some(Note { span, label: label(name), name })
    });
    read.collect()
}
