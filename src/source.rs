//! Text with its lines: byte spans, and positions as people count them.

use memchr::memchr2_iter;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// A half-open range of bytes. Offsets count from the start of the file as it lies on disk, so a byte order mark counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span of `start..end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The empty span at `at`.
    #[must_use]
    pub const fn at(at: usize) -> Self {
        Self { start: at, end: at }
    }

    /// The span `by` bytes further on.
    #[must_use]
    pub const fn moved(self, by: isize) -> Self {
        Self { start: self.start.saturating_add_signed(by), end: self.end.saturating_add_signed(by) }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The bytes of `text` in it; nothing where they are not there or not on character boundaries.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether `other` lies inside, the ends included.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte or touch.
    #[must_use]
    pub const fn touches(self, other: Self) -> bool {
        self.start <= other.end && other.start <= self.end
    }
}

/// A place as an editor shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// 1-based line. Lines end at `\n`, `\r\n` and a lone `\r`, as in `CommonMark`.
    pub line: usize,
    /// 1-based column in characters (Unicode scalar values). A byte order mark is not counted.
    pub column: usize,
}

/// A text and the index of its lines.
#[derive(Clone, Debug)]
pub struct Source {
    text: String,
    /// Byte offset of each line's first byte; the first is 0.
    starts: Vec<usize>,
    newline: &'static str,
    /// Characters before each [`STRIDE`]th byte, counted when first asked for: a line may be the whole file.
    counts: OnceLock<Vec<usize>>,
}

/// Bytes between two entries of [`Source::counts`].
const STRIDE: usize = 1024;

impl Source {
    /// Indexes the lines of `text`: one pass over the bytes.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let bytes = text.as_bytes();
        let mut starts = Vec::with_capacity(bytes.len() / 40 + 1);
        starts.push(0);
        let (mut lf, mut crlf, mut cr) = (0_usize, 0_usize, 0_usize);
        for at in memchr2_iter(b'\n', b'\r', bytes) {
            match (bytes[at], bytes.get(at + 1)) {
                (b'\r', Some(b'\n')) => continue,
                (b'\r', _) => cr += 1,
                _ if at > 0 && bytes[at - 1] == b'\r' => crlf += 1,
                _ => lf += 1,
            }
            starts.push(at + 1);
        }
        if starts.len() > 1 && starts.last() == Some(&bytes.len()) {
            starts.pop();
        }
        let newline = match (crlf > lf.max(cr), cr > lf) {
            (true, _) => "\r\n",
            (_, true) => "\r",
            _ => "\n",
        };
        Self { text, starts, newline, counts: OnceLock::new() }
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// `span`, widened where it begins or ends inside of a character: a NUL is three bytes to the parser, and moves what stands behind it.
    #[must_use]
    pub fn on_boundaries(&self, span: Span) -> Span {
        let (mut start, mut end) = (span.start.min(self.text.len()), span.end.min(self.text.len()));
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        Span::new(start, end)
    }

    /// Whether what comes to be the first character without `span` would be taken for a byte order mark.
    #[must_use]
    pub fn gains_mark(&self, span: Span) -> bool {
        span.start == 0 && self.text.get(span.end..).is_some_and(|rest| !span.is_empty() && rest.starts_with('\u{feff}'))
    }

    /// The text of a span, or nothing where the span is not inside the text or cuts a character in two.
    #[must_use]
    pub fn get(&self, span: Span) -> Option<&str> {
        self.text.get(span.start..span.end)
    }

    /// The text of a span that is known to be valid; empty where it is not.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.get(span).unwrap_or_default()
    }

    /// Number of lines. An empty text has one; a final newline starts no further line.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The 0-based line that holds the byte at `offset`.
    #[must_use]
    pub fn line_at(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// The 0-based line `line` with its line ending; the end of the text for a line past the last.
    #[must_use]
    pub fn line_span(&self, line: usize) -> Span {
        let end = |line| self.starts.get(line).copied().unwrap_or(self.text.len());
        Span::new(end(line), end(line + 1))
    }

    /// The 0-based line `line` without its line ending.
    #[must_use]
    pub fn line_content(&self, line: usize) -> Span {
        let span = self.line_span(line);
        let ending = match &self.text.as_bytes()[span.start..span.end] {
            [.., b'\r', b'\n'] => 2,
            [.., b'\n' | b'\r'] => 1,
            _ => 0,
        };
        Span::new(span.start, span.end - ending)
    }

    /// The text of the 0-based line `line`, without its line ending.
    #[must_use]
    pub fn line(&self, line: usize) -> &str {
        self.slice(self.line_content(line))
    }

    /// Line and column of a byte offset; an offset inside a character counts as that character. Behind a final newline is a line of its own.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        if offset > 0 && offset >= self.text.len() && self.text.ends_with(['\n', '\r']) {
            return Position { line: self.starts.len() + 1, column: 1 };
        }
        let line = self.line_at(offset);
        let start = self.starts[line];
        let offset = offset.min(self.text.len());
        let near = offset.saturating_sub(start) <= STRIDE;
        let characters = if near {
            characters(&self.text.as_bytes()[start..offset])
        } else {
            self.characters_before(offset) - self.characters_before(start)
        };
        let inside = self.text.as_bytes().get(offset).is_some_and(|&byte| is_continuation(byte));
        let bom = usize::from(start == 0 && offset > 0 && self.text.starts_with('\u{feff}'));
        Position { line: line + 1, column: (characters + 1).saturating_sub(usize::from(inside) + bom).max(1) }
    }

    /// Number of characters that begin before `offset`.
    fn characters_before(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let counts = self.counts.get_or_init(|| {
            let sums = bytes.chunks(STRIDE).scan(0, |sum, chunk| Some(std::mem::replace(sum, *sum + characters(chunk))));
            sums.collect()
        });
        let entry = (offset / STRIDE).min(counts.len().saturating_sub(1));
        counts[entry] + characters(&bytes[entry * STRIDE..offset])
    }

    /// The line ending most lines use; `\n` where there is none.
    #[must_use]
    pub const fn newline(&self) -> &'static str {
        self.newline
    }
}

fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| !is_continuation(byte)).count()
}

const fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_ending_ends_a_line() {
        let source = Source::new("a\nb\r\nc\rd");
        let lines: Vec<_> = (0..source.line_count()).map(|line| source.line(line)).collect();
        assert_eq!(lines, ["a", "b", "c", "d"]);
        assert_eq!(source.line_at(2), 1);
        assert_eq!(source.line_at(5), 2);
    }

    #[test]
    fn a_final_newline_starts_no_line() {
        assert_eq!(Source::new("a\n").line_count(), 1);
        assert_eq!(Source::new("").line_count(), 1);
        assert_eq!(Source::new("\n").line_count(), 1);
        assert_eq!(Source::new("a\n\n").line_count(), 2);
    }

    #[test]
    fn unicode_separators_are_not_line_endings() {
        assert_eq!(Source::new("a\u{2028}b\u{85}c\u{b}d\u{c}e").line_count(), 1);
    }

    #[test]
    fn columns_are_characters() {
        let source = Source::new("あ🎉か\u{3099}x\r\n漢");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(3), Position { line: 1, column: 2 });
        assert_eq!(source.position(5), Position { line: 1, column: 2 });
        assert_eq!(source.position(7), Position { line: 1, column: 3 });
        assert_eq!(source.position(10), Position { line: 1, column: 4 });
        assert_eq!(source.position(13), Position { line: 1, column: 5 });
        assert_eq!(source.position(16), Position { line: 2, column: 1 });
    }

    #[test]
    fn columns_of_a_long_line_are_counted_the_same() {
        for letter in ["a", "あ", "🎉"] {
            let source = Source::new(format!("見出し\n{}", letter.repeat(5000)));
            for at in [0, 1, 300, 1024, 4096, 4999, 5000] {
                assert_eq!(source.position(10 + at * letter.len()), Position { line: 2, column: at + 1 });
            }
        }
    }

    #[test]
    fn behind_a_final_newline_is_a_line() {
        for text in ["a\n", "a\r\n", "a\r"] {
            let source = Source::new(text);
            assert_eq!(source.position(1), Position { line: 1, column: 2 });
            assert_eq!(source.position(text.len()), Position { line: 2, column: 1 });
        }
        assert_eq!(Source::new("").position(0), Position { line: 1, column: 1 });
    }

    #[test]
    fn a_byte_order_mark_has_no_column() {
        let source = Source::new("\u{feff}# a");
        assert_eq!(source.position(3), Position { line: 1, column: 1 });
        assert_eq!(source.position(5), Position { line: 1, column: 3 });
    }

    #[test]
    fn the_majority_names_the_newline() {
        assert_eq!(Source::new("a\r\nb\r\nc\n").newline(), "\r\n");
        assert_eq!(Source::new("a").newline(), "\n");
        assert_eq!(Source::new("a\rb\rc").newline(), "\r");
    }
}
