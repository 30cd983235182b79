//! Lines of a text as rules on layout see them.

use super::{Document, Kind};
use crate::source::Span;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// One line of the body that is not code or HTML.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// 0-based number.
    pub number: usize,
    /// Without its line ending.
    pub content: Span,
    /// With it.
    pub full: Span,
}

impl Document {
    /// The lines of the body outside of code blocks, HTML blocks and code that runs over lines: where white space means nothing.
    pub fn lines(&self) -> impl Iterator<Item = Line> {
        self.lines.get_or_init(|| self.find_lines().collect()).iter().copied()
    }

    fn find_lines(&self) -> impl Iterator<Item = Line> {
        let mut verbatim = self.verbatim.iter().peekable();
        let first = self.source.line_at(self.body.start);
        let count = if self.body.is_empty() { 0 } else { self.source.line_count() };
        (first..count).filter_map(move |number| {
            let full = self.source.line_span(number);
            let full = Span::new(full.start.max(self.body.start), full.end);
            while verbatim.next_if(|span| span.end <= full.start).is_some() {}
            let inside = verbatim.peek().is_some_and(|span| span.start < full.end);
            let content = self.source.line_content(number);
            (!inside).then_some(Line { number, content: Span::new(content.start.max(full.start), content.end), full })
        })
    }

    /// The two lines around the front matter, where it has such.
    pub fn delimiters(&self) -> impl Iterator<Item = Span> {
        let block = self.front_matter.iter().filter(|block| block.span.start < block.content.start);
        block.flat_map(|block| [block.span.start, block.content.end]).map(|at| self.source.line_content(self.source.line_at(at)))
    }

    /// All lines of the body, code and HTML among them.
    pub fn all_lines(&self) -> impl DoubleEndedIterator<Item = Line> {
        let first = self.source.line_at(self.body.start);
        let count = if self.body.is_empty() { first } else { self.source.line_count() };
        (first..count).map(|number| self.body_line(number))
    }

    /// The lines of the body but those of code blocks, HTML blocks and formulas, and those that begin in a comment: what markdownlint 0.42 looks at where it reads
    /// lines. Unlike in [`Document::lines`], code and links that run over lines are among them.
    pub fn written_lines(&self) -> impl Iterator<Item = Line> {
        let hidden = self.nodes().filter_map(|node| {
            let block = match node.kind {
                Kind::CodeBlock { .. } | Kind::HtmlBlock { .. } => Some(self.line_range(node.span)),
                _ => None,
            };
            let comment = || node.kind == Kind::HtmlInline && node.source().starts_with("<!--");
            block.or_else(|| comment().then(|| self.line_range(node.span)).map(|lines| lines.start() + 1..=*lines.end()))
        });
        let mut hidden = hidden.peekable();
        self.all_lines().filter(move |line| {
            while hidden.next_if(|lines| *lines.end() < line.number).is_some() {}
            let is_hidden = hidden.peek().is_some_and(|lines| *lines.start() <= line.number);
            !is_hidden && !self.is_math(line.content)
        })
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

    /// The 0-based numbers of the lines of link reference definitions that work: no text stands there.
    #[must_use]
    pub fn definition_lines(&self) -> BTreeSet<usize> {
        let is_text = |kind: &Kind| kind.is_inline() || !kind.is_leaf_block() && !Self::holds_blocks(kind);
        let texts = self.nodes().filter(|node| !self.definitions.is_empty() && is_text(&node.kind));
        let texts: BTreeSet<usize> =
            texts.flat_map(|node| [node.span.start, node.span.end.saturating_sub(1)]).map(|at| self.source.line_at(at)).collect();
        let mut found = BTreeSet::new();
        for definition in &self.definitions {
            let first = self.source.line_at(definition.span.start);
            // A title may stand in the lines behind.
            let is_part = |line: &usize| {
                let text = self.source.line(*line).trim_matches([' ', '\t', '>']);
                !text.is_empty() && !text.starts_with('[')
            };
            let lines = std::iter::once(first).chain((first + 1..self.source.line_count()).take_while(is_part));
            found.extend(lines.take_while(|line| !texts.contains(line) && !found.contains(line)).collect::<Vec<_>>());
        }
        found
    }

    const fn holds_blocks(kind: &Kind) -> bool {
        use Kind::{Alert, BlockQuote, Document, FootnoteDefinition, Item, List, Other, Row, Table};
        matches!(kind, Document | BlockQuote | Alert | List { .. } | Item | FootnoteDefinition | Table | Row | Other)
    }

    /// Whether the line of that 0-based number is blank, as markdownlint 0.42 sees it: nothing but white space, marks of quotes and comments in one line.
    #[must_use]
    pub fn is_blank_line(&self, number: usize) -> bool {
        let first = self.source.line_at(self.body.start);
        number < first || number >= self.source.line_count() || is_blank(self.source.slice(self.body_line(number).content))
    }

    /// Whether what follows behind the line of that 0-based number, and blank lines, is indented. Of many blank lines not all are passed.
    #[must_use]
    pub fn is_indented_behind(&self, number: usize) -> bool {
        let behind = (number + 1..self.source.line_count()).take(64).map(|line| self.source.line(line));
        behind.into_iter().find(|line| !line.trim().is_empty()).is_some_and(|line| line.starts_with([' ', '\t']))
    }

    /// Whether the line of that 0-based number keeps two blocks apart: it is blank, or a list of attributes (`{: #id}`), which belongs to the block that it
    /// stands directly beside.
    #[must_use]
    pub fn is_apart(&self, number: usize) -> bool {
        let content = self.body_line(number).content;
        let text = self.source.slice(content);
        let start = content.end - text.trim_start_matches([' ', '\t', '>']).len();
        let span = Span::new(start, content.start + text.trim_end().len());
        self.is_blank_line(number) || self.source.slice(span).starts_with("{:") && self.is_opaque(span)
    }
}

/// Whether a line holds nothing but white space, marks of quotes and comments, or parts of comments.
#[must_use]
pub fn is_blank(line: &str) -> bool {
    let is_nothing = |text: &str| text.chars().all(|c| crate::text::is_ecmascript_space(c) || c == '>');
    if memchr::memchr(b'-', line.as_bytes()).is_none() {
        return is_nothing(line);
    }
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
