//! Bare URLs and mail addresses as micromark's extension for GFM finds them, which markdownlint asks.

use super::formula::formulas;
use super::html::is_markup;
use super::parts::Parts;
use super::reference::targets;
use crate::document::{Document, Kind, Kinds, NodeRef};
use crate::source::Span;

/// The bare URLs and addresses of a text in order of place.
///
/// Cost: one pass over blocks that may have one.
#[must_use]
pub fn bare_urls(doc: &Document) -> Vec<Span> {
    let mut found = Vec::new();
    if !may_have(doc.source.slice(doc.body)) {
        return found;
    }
    let (formulas, definitions) = (formulas(doc), targets(doc));
    for block in doc.nodes_of(Kinds::LEAF_BLOCK).filter(|node| may_have(node.source()) && !doc.is_math(node.span)) {
        let mut other: Vec<Span> = block.descendants().filter(is_other).map(whole).collect();
        let first = formulas.partition_point(|span| span.end <= block.span.start);
        other.extend(formulas[first..].iter().take_while(|span| span.start < block.span.end));
        let first = definitions.partition_point(|definition| definition.span.end <= block.span.start);
        let inside = definitions[first..].iter().map(|definition| definition.span);
        other.extend(inside.take_while(|span| span.start < block.span.end));
        other.sort_unstable();
        let end = block.children().last().map_or(block.span.start, |last| last.span.end).min(block.span.end);
        in_text(doc.source.slice(Span::new(block.span.start, end)), block.span.start, &other, &mut found);
    }
    found
}

/// The bare URLs and addresses in a line that is Markdown for itself: code, for one.
#[must_use]
pub fn bare_urls_in(line: &str, start: usize) -> Vec<Span> {
    let mut found = Vec::new();
    in_text(line, start, &[], &mut found);
    found
}

/// Whether a URL or an address may begin in it.
fn may_have(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_www = |dot: usize| dot >= 3 && bytes[dot - 3..dot].eq_ignore_ascii_case(b"www");
    memchr::memchr(b'@', bytes).is_some() || memchr::memmem::find(bytes, b"://").is_some() || memchr::memchr_iter(b'.', bytes).any(is_www)
}

/// All of a node, also of a link that runs over lines.
fn whole(node: NodeRef<'_>) -> Span {
    Parts::of(node).map_or(node.span, |parts| parts.span)
}

/// Whether a node is no text that a URL could begin in: nothing inside of the brackets of a link becomes one.
fn is_other(node: &NodeRef<'_>) -> bool {
    match node.kind {
        Kind::HtmlInline => is_markup(node.source()),
        Kind::Code | Kind::Escaped | Kind::FootnoteReference | Kind::Image { .. } => true,
        Kind::Link { .. } => node.source().starts_with(['[', '<']),
        _ => false,
    }
}

/// Looks through the text of a block, which begins at `start`, but for what is in `other`.
fn in_text(text: &str, start: usize, other: &[Span], found: &mut Vec<Span>) {
    let mut other = other.iter().peekable();
    let mut brackets = 0_usize;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        while other.next_if(|span| span.end <= start + at).is_some() {}
        if let Some(span) = other.next_if(|span| span.start <= start + at) {
            // Where the parser is not sure of its places, one may lie inside of a character.
            let end = span.end - start;
            at = (end..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
            if at >= text.len() {
                break;
            }
            continue;
        }
        match c {
            '[' => brackets += 1,
            ']' => brackets = brackets.saturating_sub(1),
            _ if brackets == 0 => {
                if let Some(length) = url_or_address(text, at) {
                    found.push(Span::new(start + at, start + at + length));
                    at += length;
                    continue;
                }
            }
            _ => {}
        }
        at += c.len_utf8();
    }
}

/// How long the URL or the address is that begins at `at`.
fn url_or_address(text: &str, at: usize) -> Option<usize> {
    let (before, rest) = (text[..at].chars().next_back(), &text[at..]);
    let first = rest.bytes().next().filter(u8::is_ascii)?;
    if is_local(char::from(first))
        && !before.is_some_and(|c| c == '/' || is_local(c))
        && let Some(length) = address(rest)
    {
        return Some(length);
    }
    match first.to_ascii_lowercase() {
        b'h' if !before.is_some_and(|c| c.is_ascii_alphabetic()) => {
            let scheme = ["https://", "http://"].into_iter().find(|scheme| starts_with(rest, scheme))?.len();
            let is_host = |c: char| !c.is_ascii_control() && !c.is_whitespace() && !is_punctuation(c);
            rest[scheme..].starts_with(is_host).then(|| domain_and_path(rest, scheme)).flatten()
        }
        b'w' if before.is_none_or(|c| matches!(c, '(' | '*' | '_' | '[' | ']' | '~' | ' ' | '\t' | '\n' | '\r')) => {
            (rest.len() > "www.".len() && starts_with(rest, "www.")).then(|| domain_and_path(rest, 0)).flatten()
        }
        _ => None,
    }
}

fn starts_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(prefix))
}

/// Whether `c` may stand before the `@` of an address.
const fn is_local(c: char) -> bool {
    matches!(c, '+' | '-' | '.' | '_') || c.is_ascii_alphanumeric()
}

/// The length of the mail address that `text` begins with.
fn address(text: &str) -> Option<usize> {
    let local = text.find(|c| !is_local(c))?;
    let mut domain = text[local..].strip_prefix('@')?.bytes().enumerate().peekable();
    let (mut length, mut has_dot, mut last) = (0, false, b'.');
    while let Some((at, byte)) = domain.next() {
        let goes_on = match byte {
            b'.' => domain.peek().is_some_and(|(_, next)| next.is_ascii_alphanumeric()),
            _ => matches!(byte, b'-' | b'_') || byte.is_ascii_alphanumeric(),
        };
        if !goes_on {
            break;
        }
        has_dot |= byte == b'.';
        (length, last) = (at + 1, byte);
    }
    (has_dot && last.is_ascii_alphabetic()).then_some(local + 1 + length)
}

/// The length of the URL whose domain begins at `from`.
fn domain_and_path(text: &str, from: usize) -> Option<usize> {
    let domain = from + domain(&text[from..])?;
    Some(domain + path(&text[domain..]))
}

/// The length of a domain; nothing where it is none: its last two labels have no underscore.
fn domain(text: &str) -> Option<usize> {
    let (mut in_last, mut in_one_before, mut seen) = (false, false, false);
    let (mut length, mut trail) = (0, Trail::default());
    for (at, c) in text.char_indices() {
        match c {
            '.' | '_' if trail.begins(text, at) => break,
            '_' => in_last = true,
            '.' => (in_one_before, in_last) = (in_last, false),
            _ if c.is_whitespace() || c != '-' && is_punctuation(c) => break,
            _ => seen = true,
        }
        length = at + c.len_utf8();
    }
    (seen && !in_last && !in_one_before).then_some(length)
}

/// The length of what may follow a domain: all up to a blank but for what ends a sentence there.
fn path(text: &str) -> usize {
    let (mut open, mut closed, mut trail) = (0_usize, 0_usize, Trail::default());
    for (at, c) in text.char_indices() {
        match c {
            '(' => open += 1,
            ')' if closed < open => closed += 1,
            '!' | '"' | '&' | '\'' | ')' | '*' | ',' | '.' | ':' | ';' | '<' | '?' | ']' | '_' | '~' => {
                if trail.begins(text, at) {
                    return at;
                }
                closed += usize::from(c == ')');
            }
            _ if c.is_whitespace() => return at,
            _ => {}
        }
    }
    text.len()
}

/// Looks for the signs that end a sentence behind a URL.
#[derive(Default)]
struct Trail {
    /// Where what is no such sign was last seen: what ends there ends no sentence.
    broken: usize,
}

impl Trail {
    /// Whether nothing but such signs stands from `at` up to the end of the URL.
    fn begins(&mut self, text: &str, at: usize) -> bool {
        let is_end = |at: usize| text[at..].chars().next().is_none_or(|c| c.is_whitespace() || c == '<');
        let mut next = at.max(self.broken);
        if next > at {
            return false;
        }
        while !is_end(next) {
            let rest = &text[next..];
            next += match rest.as_bytes()[0] {
                b']' if rest[1..].starts_with(['(', '[']) => return true,
                b'!' | b'"' | b'\'' | b')' | b'*' | b',' | b'.' | b':' | b';' | b'?' | b']' | b'_' | b'~' => 1,
                b'&' if entity(rest) > 0 => entity(rest),
                _ => {
                    self.broken = next;
                    return false;
                }
            };
        }
        true
    }
}

/// The length of `&name;`; 0 where `text` begins otherwise.
pub(super) fn entity(text: &str) -> usize {
    if !text.starts_with('&') {
        return 0;
    }
    let name = text[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
    if name > 0 && text[1 + name..].starts_with(';') { name + 2 } else { 0 }
}

/// Whether `c` is punctuation or a symbol in Unicode.
fn is_punctuation(c: char) -> bool {
    use unicode_properties::{GeneralCategoryGroup as Group, UnicodeGeneralCategory};
    if c.is_ascii() { c.is_ascii_punctuation() } else { matches!(c.general_category_group(), Group::Punctuation | Group::Symbol) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use crate::platform::Platform;

    #[test]
    fn urls_end_where_micromark_ends_them() {
        let text = "https://a.example/を見て。 (www.b.example/x_(y)) c@d.example. xhttps://e.example http://f_g.example 側https://h.example/&amp; \
                    [https://i.example] `https://j.example` [k](https://l.example) <https://m.example> https:// www. \\https://n.example/](o)\n\n\
                    [p https://q.example\n";
        let doc = parse(text, Platform::generic());
        let found: Vec<&str> = bare_urls(&doc).into_iter().map(|span| doc.source.slice(span)).collect();
        let expected =
            ["https://a.example/を見て。", "www.b.example/x_(y)", "c@d.example", "https://h.example/", "www", "https://n.example/"];
        assert_eq!(found, expected);
    }
}
