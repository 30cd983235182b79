//! The part of YAML that most headers are written in, read in one pass: keys at the left edge with a text, a quoted text or a list of such.
//!
//! Anything else is left to the YAML parser, which takes ten times as long. Debug builds compare the two: see [`super::yaml::read`].

use super::data::{Data, Entry, Style, Table, Value, ValueData};
use super::is_key;
use crate::source::Span;

/// Reads `text`, whose first byte is byte `base` of the file; nothing where it is not of this part.
pub(super) fn read(text: &str, base: usize) -> Option<Data> {
    if !text.bytes().all(|byte| byte >= b' ' && byte != 0x7f || byte == b'\n') || text.contains(is_odd) {
        return None;
    }
    let mut entries: Vec<Entry> = Vec::new();
    let mut lines = Lines { text, at: 0 };
    while let Some((start, line)) = lines.next() {
        let (key, value) = line.split_once(':')?;
        if !is_key(key) || key.starts_with('-') || key.len() > LONGEST_KEY {
            return None;
        }
        let written = value.trim_start_matches(' ');
        let value = if written.is_empty() {
            block_list(&mut lines, base)?
        } else if value.starts_with(' ') {
            let at = start + line.len() - written.len();
            let written = without_comment(written)?;
            if written.starts_with('[') { flow_list(written, base + at)? } else { scalar(written, base + at, is_block_plain)? }
        } else {
            return None;
        };
        let key_span = Span::new(base + start, base + start + key.len());
        entries.push(Entry { key: key.to_owned(), key_span, value });
    }
    let (first, last) = (entries.first()?.key_span.start, entries.last()?.value.span.end);
    let mut data = Data { table: Table { span: Span::new(first, last), entries }, mistakes: Vec::new() };
    data.find_duplicates();
    Some(data)
}

/// YAML gives up looking for the colon of a key behind 1,024 characters.
const LONGEST_KEY: usize = 100;

/// Characters that readers differ on, or that YAML does not have: a byte order mark, control characters, line separators, what is no character.
const fn is_odd(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// The lines that say something, with their places, without blanks at their ends.
struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lines<'t> {
    fn peek(&self) -> Option<(usize, &'t str, usize)> {
        let mut at = self.at;
        while at < self.text.len() {
            let rest = &self.text[at..];
            let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            let line = rest[..length].trim_end_matches(' ');
            let next = (at + length + 1).min(self.text.len());
            if !line.is_empty() && !line.starts_with('#') {
                return Some((at, line, next));
            }
            at = next;
        }
        None
    }

    fn next(&mut self) -> Option<(usize, &'t str)> {
        let (at, line, next) = self.peek()?;
        self.at = next;
        Some((at, line))
    }
}

/// The lines `- item` that follow a key, all indented alike.
fn block_list(lines: &mut Lines<'_>, base: usize) -> Option<Value> {
    let mut items: Vec<Value> = Vec::new();
    let mut indent = None;
    while let Some((at, line, next)) = lines.peek() {
        let inside = line.trim_start_matches(' ');
        let depth = line.len() - inside.len();
        let Some(item) = inside.strip_prefix("- ").filter(|_| indent.is_none_or(|indent| indent == depth)) else {
            if depth > 0 || inside.starts_with('-') {
                return None;
            }
            break;
        };
        let written = item.trim_start_matches(' ');
        indent = Some(depth);
        items.push(scalar(written, base + at + line.len() - written.len(), is_block_plain)?);
        lines.at = next;
    }
    let (first, last) = (items.first()?, items.last()?);
    // The dash stands before the blanks before the first item.
    let before = &lines.text[..first.span.start - base];
    let span = Span::new(base + before.trim_end_matches(' ').len() - 1, last.span.end);
    Some(Value { span, data: ValueData::List(items) })
}

/// `[a, "b"]`.
fn flow_list(written: &str, at: usize) -> Option<Value> {
    let inside = written.strip_prefix('[')?.strip_suffix(']')?;
    let mut items = Vec::new();
    let mut start = at + 1;
    if !inside.trim_matches(' ').is_empty() {
        for item in inside.split(',') {
            let text = item.trim_matches(' ');
            let begins = start + item.len() - item.trim_start_matches(' ').len();
            items.push(scalar(text, begins, is_flow_plain)?);
            start += item.len() + 1;
        }
    }
    Some(Value { span: Span::new(at, at + written.len()), data: ValueData::List(items) })
}

/// What stands before ` # …`; nothing where that is not certain.
fn without_comment(written: &str) -> Option<&str> {
    let Some(at) = written.find(" #") else { return Some(written) };
    let value = match written.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        Some(quote) => {
            let (inside, behind) = written[1..].split_once(quote)?;
            behind.trim_start_matches(' ').starts_with('#').then(|| &written[..inside.len() + 2]).filter(|_| behind.starts_with(' '))?
        }
        None if written.contains(['"', '\'']) => return None,
        None => &written[..at],
    };
    Some(value.trim_end_matches(' '))
}

/// A single value without blanks around it.
fn scalar(written: &str, at: usize, is_plain: fn(&str) -> bool) -> Option<Value> {
    let quoted = ['"', '\''].into_iter().find_map(|quote| Some((quote, written.strip_prefix(quote)?)));
    let (text, style) = match quoted {
        Some((quote, rest)) => {
            let text = rest.strip_suffix(quote)?;
            if text.contains(quote) || quote == '"' && text.contains('\\') {
                return None;
            }
            (text, Style::Quoted)
        }
        None if is_plain(written) => (written, Style::Plain),
        None => return None,
    };
    Some(Value { span: Span::new(at, at + written.len()), data: ValueData::Scalar(text.to_owned(), style) })
}

/// Whether a text behind a key or a dash needs no quotes.
fn is_block_plain(text: &str) -> bool {
    let begins = text.starts_with(|c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || matches!(c, '_' | '/' | '.' | '(' | '+' | '$'));
    begins && !text.contains(": ") && !text.contains(" #") && !text.ends_with(':')
}

/// Whether a text in a list in brackets needs no quotes.
fn is_flow_plain(text: &str) -> bool {
    is_block_plain(text) && !text.contains([':', '#', '[', ']', '{', '}', '"', '\'', '?'])
}

#[cfg(test)]
mod tests {
    use super::super::yaml::parsed;
    use super::*;

    #[test]
    fn most_headers_are_plain_and_read_as_the_parser_reads_them() {
        for text in [
            "title: \"参加記\"\nemoji: \"📝\"\ntype: \"tech\" # tech: 技術記事 / idea: アイデア\na: b # c\nd: [e] # \nf: 'g # h'  # i\n",
            "title: 'CNDT: 2022'\nemoji: 📝\ntopics: [kubernetes, \"ci\", 'cd', 日本 語]\npublished: true\n",
            "# 注\ntitle: 題\n\ntags:\n  - Kubernetes\n  -  'CI'\nprivate: false\nupdated_at: '2022-11-21T10:00:00+09:00'\nid: null\n",
            "Title: 「題」\nCategory:\n- a b\n- c\nDate: 2022-11-21T10:00:00+09:00\nURL: https://example.com/a#b\nEditURL: https://e.org:80/a   \n",
            "a: []\nb: [ ]\nc: \"\"\nd: ''\na: x\n",
            "a: 1\r\nb: 2\r\n",
        ] {
            match read(text, 7) {
                Some(data) => assert_eq!(data, parsed(text, 7), "{text}"),
                None => assert!(text.contains('\r'), "{text}"),
            }
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_parser() {
        for text in [
            "",
            "a:\nb: c\n",
            "a: b: c\n",
            "a: [\"b\"] # c\n",
            "a: \"b\"# c\n",
            "a: \"b # c\n",
            "a: &b c\n",
            "a: *b\n",
            "a: |\n  b\n",
            "a: b\n  c\n",
            "a: {b: c}\n",
            "a: [b, [c]]\n",
            "a: [b,\n  c]\n",
            "a: [b, ]\n",
            "a: \"b\\n\"\n",
            "a: 'it''s'\n",
            "a:\n  - b: c\n",
            "a:\n  - b\n    c\n",
            "a:\n  - b\n - c\n",
            "a:\n  -\n",
            "a: - b\n",
            "a: ? b\n",
            "? a\n",
            "a:b\n",
            "\"a\": b\n",
            "a: b\tc\n",
            "a: b\n---\nc: d\n",
            "a: b\n...\n",
            "a: \u{feff}b\n",
            "題: b\n",
            "{\"a\": 1}",
        ] {
            assert_eq!(read(text, 0), None, "{text}");
        }
    }
}
