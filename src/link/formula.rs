//! Formulas in a line (`$x$`) as micromark's extension for mathematics reads them: any two runs of dollars of one length make one.

use super::parts::Parts;
use crate::document::{Document, Kind, Kinds, NodeRef};
use crate::source::Span;

/// Whether `span` lies in a formula: one of `formulas`, which are those of `doc`, or one between lines of `$$`.
#[must_use]
pub fn is_inside(doc: &Document, formulas: &[Span], span: Span) -> bool {
    let after = formulas.partition_point(|formula| formula.end <= span.start);
    formulas.get(after).is_some_and(|formula| formula.start <= span.start) || doc.is_math(span)
}

/// The formulas of a text in order of place. What is code, or the rest of a link that begins before, has none.
///
/// Cost: one pass over blocks with two dollars in them.
#[must_use]
pub fn formulas(doc: &Document) -> Vec<Span> {
    let mut found = Vec::new();
    if memchr::memchr_iter(b'$', doc.source.text().as_bytes()).nth(1).is_none() {
        return found;
    }
    for block in doc.nodes_of(Kinds::LEAF_BLOCK) {
        if memchr::memchr_iter(b'$', block.source().as_bytes()).nth(1).is_some() {
            in_block(block, &mut found);
        }
    }
    found
}

fn in_block(block: NodeRef<'_>, found: &mut Vec<Span>) {
    let text = block.source();
    let mut closed: Vec<Span> = block.descendants().filter_map(closed).collect();
    closed.sort_unstable();
    let mut closed = closed.into_iter().peekable();
    let mut missing: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'$', &text.as_bytes()[at..]).map(|next| at + next) {
        let place = block.span.start + open;
        while closed.next_if(|span| span.end <= place || span.start < block.span.start + at).is_some() {}
        if let Some(span) = closed.next_if(|span| span.start <= place) {
            at = span.end - block.span.start;
            continue;
        }
        let length = run(text, open);
        at = open + length;
        if let Some(end) = (!missing.contains(&length)).then(|| end(text, at, length)).flatten() {
            found.push(Span::new(place, block.span.start + end));
            at = end;
        } else {
            missing.push(length);
        }
    }
}

/// How many dollars stand at `at`.
fn run(text: &str, at: usize) -> usize {
    text[at..].bytes().take_while(|&byte| byte == b'$').count()
}

/// Where the next run of `length` dollars ends.
fn end(text: &str, from: usize, length: usize) -> Option<usize> {
    let mut at = from;
    while let Some(next) = memchr::memchr(b'$', &text.as_bytes()[at..]) {
        let found = run(text, at + next);
        at += next + found;
        if found == length {
            return Some(at);
        }
    }
    None
}

/// What of a node is read before a dollar in it could begin a formula.
fn closed(node: NodeRef<'_>) -> Option<Span> {
    match node.kind {
        Kind::Code | Kind::HtmlInline | Kind::Escaped | Kind::FootnoteReference => Some(node.span),
        Kind::Link { .. } | Kind::Image { .. } => {
            Some(Parts::of(node).map_or(node.span, |parts| Span::new(parts.text.end, parts.span.end)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use crate::platform::Platform;

    #[test]
    fn dollars_pair_up() {
        let text = "$a$ `$b` \\$c$d [e](f$g) h$ i\n\n$$j$k$$ l$\n\n[m$](n)$\n\n$o\n\np$\n";
        let doc = parse(text, Platform::generic());
        let found: Vec<&str> = formulas(&doc).into_iter().map(|span| doc.source.slice(span)).collect();
        assert_eq!(found, ["$a$", "$d [e](f$", "$$j$k$$", "$](n)$"]);
    }
}
