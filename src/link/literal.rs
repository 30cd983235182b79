//! Links that Markdown does not see: `[text](destination)` that stays text, in either width.

use super::url::behind_scheme;
use crate::document::{Document, Kind, Kinds, NodeRef, OBJECT, Run};
use crate::source::Span;

/// Most characters between a bracket and the one that opens it.
const FARTHEST: usize = 500;

/// What looks like a link and is text.
#[derive(Clone, Debug)]
pub struct Literal {
    /// `[` or `［`.
    pub open: Span,
    /// From the bracket that closes the text to the parenthesis that opens the destination, with the white space between them.
    pub middle: Span,
    /// What stands in the parentheses.
    pub destination: Span,
    /// `)` or `）`.
    pub close: Span,
    /// What stands in the brackets.
    pub text: String,
    /// Whether it may be code: `f[T](x)`.
    pub is_call: bool,
    /// Whether nothing but these marks takes part: no markup in the text, and none that a bare URL hides.
    pub is_plain: bool,
}

impl Literal {
    /// All of it.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span::new(self.open.start, self.close.end)
    }
}

/// The literals of a text in order of place. What is code has none.
#[must_use]
pub fn literals(doc: &Document) -> Vec<Literal> {
    // The brackets of a link that works are in no text.
    let has_wide = memchr::memmem::find(doc.source.text().as_bytes(), "］".as_bytes()).is_some();
    let has_bracket = |text: &str| memchr::memchr(b']', text.as_bytes()).is_some() || has_wide && text.contains('］');
    let is_bracket = |node: &NodeRef<'_>| has_bracket(node.source());
    let mut blocks: Vec<NodeRef<'_>> = doc.nodes_of(Kinds::TEXT).filter(is_bracket).filter_map(leaf).collect();
    blocks.dedup_by_key(|block| block.index());
    let mut found: Vec<Literal> = blocks.into_iter().flat_map(|block| in_run(doc, &doc.run(block))).collect();
    found.sort_by_key(|literal| literal.open);
    found
}

/// The block whose text a node is part of.
fn leaf(node: NodeRef<'_>) -> Option<NodeRef<'_>> {
    node.leaf_block()
}

fn in_run(doc: &Document, run: &Run<'_>) -> Vec<Literal> {
    let parentheses = run.text.char_indices().filter(|(_, c)| matches!(c, '(' | '（'));
    parentheses.filter_map(|(at, c)| literal(doc, run, at, at + c.len_utf8())).collect()
}

/// The literal whose destination opens with the parenthesis at `at..inside`.
fn literal(doc: &Document, run: &Run<'_>, at: usize, inside: usize) -> Option<Literal> {
    let before = run.text[..at].trim_end_matches([' ', '\u{3000}']);
    let bracket = before.chars().next_back().filter(|c| matches!(c, ']' | '］'))?;
    let text_end = before.len() - bracket.len_utf8();
    let open = opening(&run.text[..text_end], ['[', '［'], [']', '］'])?;
    let text_start = open + run.text[open..].chars().next().map_or(0, char::len_utf8);
    let text = &run.text[text_start..text_end];
    // `[1] (https://…)` is an entry in a list of sources.
    let is_number = !text.is_empty() && text.chars().all(char::is_numeric);
    if is_number || !run.is_contiguous(text_end, inside) || is_taken(doc, run, open) || is_taken(doc, run, text_end) {
        return None;
    }
    let middle = run.span(text_end, inside);
    let (length, closing) = argument(doc.source.slice(Span::new(middle.end, run.block.span.end)))?;
    let destination = Span::new(middle.end, middle.end + length);
    let close = Span::new(destination.end, destination.end + closing.len_utf8());
    // A bare URL goes on to the next blank, whatever closes there; what it took with it comes free.
    let url = run.around(doc, inside).next().filter(|node| node.destination().is_some());
    let freed = url.map_or("", |url| doc.source.slice(Span::new(close.end, url.span.end)));
    let is_markup = freed.contains(['[', ']', '(', ')', '<', '*', '_', '~', '`', ':', '@', '!', '&', '\\', '$', '{']);
    Some(Literal {
        open: run.span(open, text_start),
        middle,
        destination,
        close,
        text: text.to_owned(),
        is_call: is_call(&run.text[..open]),
        is_plain: !is_markup && run.is_contiguous(open, inside),
    })
}

/// Whether the byte at `at` of the run is escaped, or in a link that works.
#[must_use]
pub fn is_taken(doc: &Document, run: &Run<'_>, at: usize) -> bool {
    run.around(doc, at).any(|node| matches!(node.kind, Kind::Link { .. } | Kind::Escaped))
}

/// Whether a bracket behind `before` may call or index something.
#[must_use]
pub fn is_call(before: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ')' | ']'))
}

/// Where the bracket stands that the end of `text` is inside of, in the same line.
#[must_use]
pub fn opening(text: &str, open: [char; 2], close: [char; 2]) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().rev().take(FARTHEST).take_while(|&(_, c)| c != '\n') {
        if close.contains(&c) {
            depth += 1;
        } else if open.contains(&c) {
            if depth == 0 {
                return Some(at);
            }
            depth -= 1;
        }
    }
    None
}

/// Bytes up to the parenthesis that closes what `rest` begins inside of, and that parenthesis; nothing where it stands in another line or
/// behind brackets or code.
#[must_use]
pub fn argument(rest: &str) -> Option<(usize, char)> {
    let mut depth = 0_usize;
    for (at, c) in rest.char_indices().take(FARTHEST) {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' if depth == 0 => return Some((at, c)),
            ')' | '）' => depth -= 1,
            '\n' | '\r' | '[' | ']' | '［' | '］' | '<' | '>' | '{' | '}' | '`' | '\\' => return None,
            _ => {}
        }
    }
    None
}

/// Whether `text` begins as the address of a web page does.
#[must_use]
pub fn is_web(text: &str) -> bool {
    let rest = behind_scheme(text);
    rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
}

/// Whether `text` can be nothing but a place that a link leads to: an address, a path, or the id of a heading (`#12` is an issue).
#[must_use]
pub fn is_destination(text: &str) -> bool {
    let is_name = |rest: &str| rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let is_path = ["/", "./", "../"].iter().any(|prefix| text.strip_prefix(prefix).is_some_and(is_name));
    let is_anchor = text.strip_prefix('#').is_some_and(|id| is_name(id) && !id.chars().all(|c| c.is_ascii_digit()));
    let is_other = text.strip_prefix("www.").or_else(|| text.strip_prefix("mailto:")).is_some_and(is_name);
    let is_whole = !text.contains(|c: char| c.is_whitespace() || c.is_control() || c == OBJECT);
    is_whole && (is_web(text) || is_path || is_anchor || is_other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_told_from_words() {
        for text in ["https://example.com/", "/docs/a", "./a.md", "../a.md", "#会場", "www.example.com", "mailto:a@b.example"] {
            assert!(is_destination(text), "{text}");
        }
        for text in ["", "#12", "/", "up", "本文", "https://", "https://a b", "n-1"] {
            assert!(!is_destination(text), "{text}");
        }
    }

    #[test]
    fn brackets_nest_in_either_width() {
        assert_eq!(opening("a [b ［c］ d", ['[', '［'], [']', '］']), Some(2));
        assert_eq!(opening("a [b]", ['[', '［'], [']', '］']), None);
        assert_eq!(argument("a（b）c) d"), Some(("a（b）c".len(), ')')));
        assert_eq!(argument("a\nb)"), None);
    }
}
