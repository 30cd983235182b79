//! Shortcodes and Liquid tags, which are read before Markdown, also in code.

use super::{Found, Mask, found};
use crate::document::construct::{Form, Role, Shortcode};
use crate::platform::dialect::Dialect;
use crate::source::Span;

/// A search that goes on through a text: what was once not found is not looked for again.
struct Ahead<'t> {
    text: &'t str,
    absent: Vec<String>,
    /// A quote that is never closed.
    unclosed: Option<u8>,
}

impl<'t> Ahead<'t> {
    const fn new(text: &'t str) -> Self {
        Self { text, absent: Vec::new(), unclosed: None }
    }

    /// Where `needle` is next. `from` never goes back.
    fn find(&mut self, from: usize, needle: &str) -> Option<usize> {
        self.once(needle, |text| find(text, from, needle))
    }

    /// What `search` finds, unless it failed before under this name.
    fn once(&mut self, name: &str, search: impl FnOnce(&'t str) -> Option<usize>) -> Option<usize> {
        if self.absent.iter().any(|absent| absent == name) {
            return None;
        }
        let found = search(self.text);
        if found.is_none() {
            self.absent.push(name.to_owned());
        }
        found
    }
}

/// Finds Hugo's shortcodes (`parser/pageparser/pagelexer_shortcode.go`).
pub(super) fn shortcodes(text: &str, dialect: &Dialect, all: &mut Vec<Found>) {
    let mut ahead = Ahead::new(text);
    let mut from = 0;
    while let Some(start) = find(text, from, "{{") {
        let close = match text.as_bytes().get(start + 2) {
            Some(b'<') => ">}}",
            Some(b'%') => "%}}",
            _ => {
                from = start + 2;
                continue;
            }
        };
        let (span, shortcode) = shortcode(&mut ahead, start, close);
        let name = shortcode.name.slice(text);
        let opens = shortcode.role == Role::Open && dialect.shortcodes.verbatim.iter().any(|verbatim| verbatim == name);
        all.push(found(span, Form::Shortcode(shortcode.clone()), Mask::Word));
        from = span.end;
        if opens && let Some(end) = ahead.once(&format!("/{name}"), |text| closing_shortcode(text, from, name)) {
            all.push(found(Span::new(from, end), Form::Other, Mask::Word));
            from = end;
        }
    }
}

fn shortcode(ahead: &mut Ahead<'_>, start: usize, close: &str) -> (Span, Shortcode) {
    let text = ahead.text;
    let inside = start + 3;
    if text[inside..].starts_with("/*") {
        let end = ahead.find(inside, "*/").map_or(inside, |at| at + 2);
        let end = if text[end..].starts_with(close) { end + close.len() } else { end };
        return (Span::new(start, end), Shortcode { name: Span::at(inside), role: Role::Escaped });
    }
    let behind_blanks = |at: usize| text.len() - text[at..].trim_ascii_start().len();
    let name_start = behind_blanks(inside);
    let slash = usize::from(text[name_start..].starts_with('/'));
    let name_start = behind_blanks(name_start + slash);
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.');
    let name = text[name_start..].find(|c| !is_name(c)).map_or(text.len(), |at| name_start + at);
    let whole = text[name_start..name].ends_with('/');
    let name = Span::new(name_start, name - usize::from(whole));
    if let Some(end) = end_of_shortcode(ahead, name.end, close) {
        let is_whole = whole || text[..end - close.len()].trim_end().ends_with('/') && slash == 0;
        let role = if slash > 0 {
            Role::Close
        } else if is_whole {
            Role::Whole
        } else {
            Role::Open
        };
        (Span::new(start, end), Shortcode { name, role })
    } else {
        let line_end = text[start..].find(['\n', '\r']).map_or(text.len(), |at| start + at);
        // What stands in another line is no name of it.
        let name = if name.end <= line_end { name } else { Span::at(inside) };
        (Span::new(start, line_end), Shortcode { name, role: Role::Unended })
    }
}

/// Behind the `close` that is in no quotes; nothing where another shortcode begins before it.
fn end_of_shortcode(ahead: &mut Ahead<'_>, from: usize, close: &str) -> Option<usize> {
    let bytes = ahead.text.as_bytes();
    let mut quote: Option<u8> = None;
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        match (quote, byte) {
            (Some(b'"'), b'\\') => at += 1,
            (Some(open), _) if byte == open => quote = None,
            // One that nothing closed before is not closed now.
            (None, b'"' | b'`') if ahead.unclosed == Some(byte) => return None,
            (None, b'"' | b'`') => quote = Some(byte),
            (None, _) if bytes[at..].starts_with(close.as_bytes()) => return Some(at + close.len()),
            (None, b'{') if bytes[at..].starts_with(b"{{") => return None,
            _ => {}
        }
        at += 1;
    }
    ahead.unclosed = quote.or(ahead.unclosed);
    None
}

/// Where the shortcode that closes `name` begins.
fn closing_shortcode(text: &str, from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    while let Some(start) = find(text, at, "{{") {
        let inside = text[start + 2..].trim_start_matches(['<', '%']).trim_start();
        if inside.strip_prefix('/').is_some_and(|rest| begins_with_word(rest.trim_start(), name)) {
            return Some(start);
        }
        at = start + 2;
    }
    None
}

/// Finds Liquid's tags and outputs (liquid 4, lib/liquid/tokenizer.rb).
pub(super) fn liquid(text: &str, all: &mut Vec<Found>) {
    let mut ahead = Ahead::new(text);
    let mut from = 0;
    while let Some(start) = find(text, from, "{") {
        let close = match text.as_bytes().get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            _ => {
                from = start + 1;
                continue;
            }
        };
        let Some(mut end) = ahead.find(start + 2, close).map(|at| at + 2) else {
            from = start + 2;
            continue;
        };
        let tag = text[start + 2..end - 2].trim_matches(['-', ' ', '\n', '\t', '\r']);
        let name = tag.split_whitespace().next().unwrap_or_default();
        if close == "%}" && ["raw", "highlight", "comment"].contains(&name) {
            end = ahead.once(name, |text| end_of_liquid(text, end, name)).unwrap_or(end);
        }
        all.push(found(Span::new(start, end), Form::Other, Mask::Word));
        from = end;
    }
}

/// Behind `{% endname %}`.
fn end_of_liquid(text: &str, from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    while let Some(start) = find(text, at, "{%") {
        let inside = text[start + 2..].trim_start_matches('-').trim_start();
        if inside.strip_prefix("end").is_some_and(|rest| begins_with_word(rest, name)) {
            return find(text, start, "%}").map(|close| close + 2);
        }
        at = start + 2;
    }
    None
}

/// Whether `text` begins with `word` and nothing that would go on with it.
fn begins_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.')))
}

fn find(text: &str, from: usize, needle: &str) -> Option<usize> {
    memchr::memmem::find(&text.as_bytes()[from..], needle.as_bytes()).map(|at| from + at)
}
