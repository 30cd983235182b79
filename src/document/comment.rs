//! Lines without the text of comments: what markdownlint 0.42 looks at.

use super::{Document, Line};
use crate::source::Span;
use std::borrow::Cow;

/// A line of the body, code and HTML among them.
#[derive(Clone, Debug)]
pub struct Masked<'d> {
    /// Where it is. The last one of a text that ends with a newline is empty and lies behind it.
    pub line: Line,
    /// Its content, with a dot for each byte of a comment's text: a place in it is the same place in the source.
    pub text: Cow<'d, str>,
}

/// Whether `inside`, which stands between `<!--` and `-->`, makes a comment of them, as `CommonMark` 0.30 has it.
pub(super) fn is_comment(inside: &str) -> bool {
    !inside.starts_with('>') && !inside.starts_with("->") && !inside.ends_with('-')
}

impl Document {
    /// All lines of the body, with dots for the text of comments. Blank lines directly behind front matter belong to that, and a final newline begins
    /// one more line.
    pub fn masked_lines(&self) -> impl Iterator<Item = Masked<'_>> {
        let text = self.source.text();
        let comments = self.comments();
        let behind = Line { number: self.source.line_count(), content: Span::at(text.len()), full: Span::at(text.len()) };
        let is_ended = text.is_empty() || text.ends_with(['\n', '\r']);
        let is_header = |line: &Line| self.front_matter.is_some() && self.source.slice(line.content).trim_ascii().is_empty();
        let lines = self.all_lines().skip_while(move |line| is_header(line) && line.full.end > line.content.end);
        let lines = lines.chain((is_ended && !self.body.is_empty()).then_some(behind));
        let mut next = 0;
        lines.map(move |line| {
            while comments.get(next).is_some_and(|span| span.end <= line.content.start) {
                next += 1;
            }
            Masked { line, text: self.masked(line.content, &comments[next..]) }
        })
    }

    /// The content of a line, with dots for what of it lies in `comments`, the first of which ends behind its start.
    fn masked(&self, content: Span, comments: &[Span]) -> Cow<'_, str> {
        let text = self.source.slice(content);
        let inside = comments.iter().take_while(|span| span.start < content.end && !content.is_empty());
        let mut masked = Cow::Borrowed(text);
        for comment in inside {
            let (start, end) = (comment.start.max(content.start), comment.end.min(content.end));
            // Space at the end of a line is masked too, other space is not.
            let hidden = self.source.slice(Span::new(start, end));
            let kept = if comment.end > content.end { hidden.trim_end_matches(' ').len() } else { hidden.len() };
            let dots: String = hidden.bytes().enumerate().map(|(at, byte)| if byte == b' ' && at < kept { ' ' } else { '.' }).collect();
            masked.to_mut().replace_range(start - content.start..end - content.start, &dots);
        }
        masked
    }

    /// Where the text of the body begins, behind the comments and the white space at its top.
    #[must_use]
    pub fn text_start(&self) -> usize {
        let mut rest = self.source.slice(self.body).trim_start();
        // `<!-->` is a whole comment.
        while let Some(end) = rest.starts_with("<!--").then(|| rest[2..].find("-->")).flatten() {
            rest = rest[2 + end + 3..].trim_start();
        }
        self.body.end - rest.len()
    }

    /// The texts between `<!--` and `-->`, in code too. Inside of a paragraph some are no comments.
    #[must_use]
    pub fn comments(&self) -> Vec<Span> {
        let body = self.source.slice(self.body);
        let (mut found, mut at) = (Vec::new(), 0);
        // The line that was looked at last, where its text begins, and whether a pipe is first in it.
        let mut known = (usize::MAX, 0, false);
        while let Some(open) = body[at..].find("<!--").map(|open| at + open) {
            let Some(close) = body[open + 2..].find("-->").map(|close| open + 2 + close) else { break };
            at = close + 3;
            let inside = open + 4;
            if close <= inside {
                continue;
            }
            let line = self.source.line_at(self.body.start + open);
            if known.0 != line {
                let content = self.body_line(line).content;
                let text = self.source.slice(content);
                let start = content.end - text.trim_start().len() - self.body.start;
                known = (line, start, text.trim_start_matches(' ').starts_with('|'));
            }
            let content = &body[inside..close];
            let is_block = known.1 == open;
            let spans_cells = known.2 && content.contains(['\n', '\r']);
            let is_none = spans_cells || !is_comment(content) || content.contains("--");
            if is_block || !is_none {
                found.push(Span::new(self.body.start + inside, self.body.start + close));
            }
        }
        found
    }
}
