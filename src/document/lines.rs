//! Lines of a text as rules on layout see them.

use super::{Document, Line};
use crate::source::Span;
use std::ops::RangeInclusive;

impl Document {
    /// All lines of the body, code and HTML among them.
    pub fn all_lines(&self) -> impl DoubleEndedIterator<Item = Line> {
        let first = self.source.line_at(self.body.start);
        let count = if self.body.is_empty() { first } else { self.source.line_count() };
        (first..count).map(|number| self.body_line(number))
    }

    /// The line of that 0-based number, without what of it is front matter.
    #[must_use]
    pub fn body_line(&self, number: usize) -> Line {
        let full = self.source.line_span(number);
        let content = self.source.line_content(number);
        let start = full.start.max(self.body.start).min(full.end);
        Line { number, content: Span::new(content.start.max(start), content.end.max(start)), full: Span::new(start, full.end) }
    }

    /// The 0-based numbers of the first and the last line of a span; a line ending at its end does not count.
    #[must_use]
    pub fn line_range(&self, span: Span) -> RangeInclusive<usize> {
        let first = self.source.line_at(span.start);
        first..=self.source.line_at(span.end.saturating_sub(1)).max(first)
    }

    /// Whether the line of that 0-based number is blank, as markdownlint 0.42 sees it: nothing but white space, marks of quotes and comments in one line.
    #[must_use]
    pub fn is_blank_line(&self, number: usize) -> bool {
        let first = self.source.line_at(self.body.start);
        number < first || number >= self.source.line_count() || is_blank(self.source.slice(self.body_line(number).content))
    }
}

/// Whether a line holds nothing but white space, marks of quotes and comments, or parts of comments.
#[must_use]
pub fn is_blank(line: &str) -> bool {
    let is_nothing = |text: &str| text.chars().all(|c| c.is_whitespace() || c == '>');
    let mut rest = line;
    loop {
        rest = match (rest.find("<!--"), rest.find("-->")) {
            (open, Some(close)) if open.is_none_or(|open| close < open) => &rest[close + 3..],
            (Some(open), Some(close)) if is_nothing(&rest[..open]) => &rest[close + 3..],
            (Some(open), None) => return is_nothing(&rest[..open]),
            (Some(_), Some(_)) => return false,
            (None, _) => return is_nothing(rest),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::is_blank;

    #[test]
    fn quotes_and_comments_leave_a_line_blank() {
        for blank in ["", "  \t", ">", " > > ", "<!-- 注 -->", "> <!-- a --> <!-- b -->", "<!-- a", "b -->"] {
            assert!(is_blank(blank), "{blank}");
        }
        for text in ["a", "> a", "a <!-- b", "<!-- a --> b"] {
            assert!(!is_blank(text), "{text}");
        }
    }
}
