//! Headings as they are written: their marks, the white space around their text, and the indentation before them.

use super::comment::is_comment;
use super::{Document, Kind, NodeRef};
use crate::front_matter::TitlePattern;
use crate::source::Span;
use crate::text::column_behind;

/// The three ways to write a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `# text`
    Atx,
    /// `# text #`
    AtxClosed,
    /// With a line of `=` or `-` below.
    Setext,
}

/// The parts of a heading in the source. Those that it does not have are empty and lie where they would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writing {
    /// The way it is written.
    pub style: Style,
    /// The marks before the text.
    pub marks: Span,
    /// White space between those marks and what follows; of an empty heading all there is.
    pub space: Span,
    /// The text with its markup.
    pub text: Span,
    /// White space before what closes the heading; before a line that underlines it, also the line ending and the marks of quotes.
    pub closing_space: Span,
    /// The marks that close it, or the underline.
    pub closing: Span,
}

const BLANKS: [char; 2] = [' ', '\t'];

impl NodeRef<'_> {
    /// How a heading is written; nothing for other nodes, and where the source at its place is no heading.
    #[must_use]
    pub fn writing(self) -> Option<Writing> {
        match self.kind {
            Kind::Heading { setext: false, .. } => self.atx(),
            Kind::Heading { setext: true, .. } => self.setext(),
            _ => None,
        }
    }

    /// Whether it is most likely a paragraph above a line of dashes that was to divide the text: a heading that is underlined so, with a sentence in it.
    #[must_use]
    pub fn is_accidental(self) -> bool {
        let last =
            || self.source().trim_end_matches(['\n', '\r']).rsplit(['\n', '\r']).next().unwrap_or_default().trim_matches([' ', '\t', '>']);
        let is_underlined = matches!(self.kind, Kind::Heading { setext: true, level: 2 }) && last().len() > 2;
        is_underlined && self.children().any(|child| child.kind == Kind::Text && child.source().contains('。'))
    }

    fn atx(self) -> Option<Writing> {
        let source = &self.doc.source;
        let start = self.span.start;
        let line = source.slice(Span::new(start, source.line_content(source.line_at(start)).end));
        let after = line.trim_start_matches('#');
        let marks = line.len() - after.len();
        let body = after.trim_start_matches(BLANKS);
        let space = after.len() - body.len();
        let inside = body.trim_end_matches(BLANKS);
        let before = inside.trim_end_matches('#');
        let is_closed = before.len() < inside.len() && (before.ends_with(BLANKS) || before.is_empty());
        let text = if is_closed { before.trim_end_matches(BLANKS) } else { inside };
        let at = |from: usize, to: usize| Span::new(start + from, start + to);
        let text_start = marks + space;
        let (text_end, end) = (text_start + text.len(), text_start + inside.len());
        let closing = if is_closed { text_start + before.len() } else { text_end };
        // The one stretch of white space of an empty heading is before its closing marks too.
        let closing_start = if is_closed && text.is_empty() { marks } else { text_end };
        (1..=6).contains(&marks).then(|| Writing {
            style: if is_closed { Style::AtxClosed } else { Style::Atx },
            marks: at(0, marks),
            space: at(marks, text_start),
            text: at(text_start, text_end),
            closing_space: at(closing_start, closing),
            closing: at(closing, if is_closed { end } else { closing }),
        })
    }

    fn setext(self) -> Option<Writing> {
        let source = &self.doc.source;
        let start = self.span.start;
        let last = source.line_at(self.span.end.saturating_sub(1));
        let line = source.line_content(last);
        let underline = source.slice(line).trim_end_matches(BLANKS);
        let marks = underline.trim_end_matches(['=', '-']);
        let closing = Span::new(line.start + marks.len(), line.start + underline.len());
        let above = source.line_content(last.checked_sub(1)?);
        let text = source.get(Span::new(start, above.end))?.trim_end_matches(BLANKS);
        let text = Span::new(start, start + text.len());
        let is_right = !closing.is_empty() && !text.is_empty();
        is_right.then(|| Writing {
            style: Style::Setext,
            marks: Span::at(start),
            space: Span::at(start),
            text,
            closing_space: Span::new(text.end, closing.start),
            closing,
        })
    }

    /// The text of a heading with its markup but without tags, as markdownlint compares headings: line endings as spaces.
    #[must_use]
    pub fn marked_text(self) -> String {
        let Some(writing) = self.writing() else { return String::new() };
        let mut text = String::with_capacity(writing.text.len());
        let mut from = writing.text.start;
        for tag in self.children().filter(|child| child.kind == Kind::HtmlInline) {
            text.push_str(self.doc.source.slice(Span::new(from, tag.span.start)));
            from = tag.span.end;
        }
        text.push_str(self.doc.source.slice(Span::new(from, writing.text.end)));
        text.replace("\r\n", " ").replace(['\n', '\r'], " ").trim().to_owned()
    }

    /// The white space before a block, in its first line, that no quote or list around it asks for.
    #[must_use]
    pub fn stray_indent(self) -> Span {
        let source = &self.doc.source;
        let line = source.line_span(source.line_at(self.span.start));
        let prefix = source.slice(Span::new(line.start.max(self.doc.body.start), self.span.start));
        let before = prefix.trim_end_matches(BLANKS);
        let blanks = &prefix[before.len()..];
        let stray = match self.parent() {
            Some(parent) if parent.kind == Kind::Item => {
                let wanted = parent.content_column();
                let is_marked = line.start <= parent.span.start && !before.ends_with('>');
                if is_marked { 0 } else { beyond(before, blanks, wanted) }
            }
            Some(parent) if parent.kind == Kind::FootnoteDefinition => {
                if line.start <= parent.span.start {
                    0
                } else {
                    beyond(before, blanks, column_behind(before, 0) + 4)
                }
            }
            _ if before.ends_with('>') => blanks.len().saturating_sub(1),
            _ if before.is_empty() => blanks.len(),
            _ => 0,
        };
        Span::new(self.span.start - stray, self.span.start)
    }

    /// The 0-based column at which the content of this list item begins.
    fn content_column(self) -> usize {
        let source = &self.doc.source;
        let start = self.span.start;
        let line = source.line_content(source.line_at(start));
        let item = source.slice(Span::new(start, line.end));
        let marker = item.bytes().take_while(u8::is_ascii_digit).count() + 1;
        let column = column_behind(source.slice(Span::new(line.start, start)), 0) + marker;
        let rest = item.get(marker..).unwrap_or_default();
        let content = rest.trim_start_matches(BLANKS);
        let width = column_behind(&rest[..rest.len() - content.len()], column) - column;
        column + if content.is_empty() || width > 4 { 1 } else { width.max(1) }
    }
}

/// How many bytes of `blanks`, which stand behind `before`, lie at or beyond the column `wanted`.
fn beyond(before: &str, blanks: &str, wanted: usize) -> usize {
    let mut column = column_behind(before, 0);
    let needed = blanks.chars().take_while(|c| {
        let is_needed = column < wanted;
        column = column_behind(c.encode_utf8(&mut [0; 4]), column);
        is_needed
    });
    blanks.len() - needed.count()
}

impl Document {
    /// The headings that a reader sees: what looks like one in a formula between lines of `$$` is none.
    pub fn shown_headings(&self) -> impl Iterator<Item = (NodeRef<'_>, usize)> {
        self.headings().filter(|(heading, _)| !self.is_math(heading.span))
    }

    /// Whether the front matter has a title.
    #[must_use]
    pub fn has_title(&self, pattern: &TitlePattern) -> bool {
        self.front_matter.as_ref().is_some_and(|block| pattern.is_in(self.source.slice(block.span)))
    }

    /// The blocks of the document itself that are no comment, in order.
    pub fn blocks(&self) -> impl Iterator<Item = NodeRef<'_>> {
        self.node(0).children().filter(|block| !block.is_comment())
    }
}

impl NodeRef<'_> {
    /// Whether a block is a comment and nothing else, as `CommonMark` 0.30 and markdownlint 0.42 see comments.
    #[must_use]
    pub fn is_comment(self) -> bool {
        let html = self.source().trim_end_matches(['\n', '\r']);
        let inside = html.strip_prefix("<!--").filter(|_| html.ends_with("-->") && matches!(self.kind, Kind::HtmlBlock { .. }));
        self.stray_indent().is_empty() && inside.is_some_and(|inside| inside.strip_suffix("-->").is_none_or(is_comment))
    }
}

#[cfg(test)]
mod tests {
    use super::beyond;
    use crate::text::column_behind;

    #[test]
    fn tabs_reach_to_the_next_stop() {
        assert_eq!((column_behind("\t", 0), column_behind(" \ta", 0), column_behind("\t", 4)), (4, 5, 8));
        assert_eq!((beyond("", "   ", 2), beyond(">", "   ", 2), beyond("", "\t ", 4), beyond("", " ", 4)), (1, 2, 1, 0));
    }
}
