//! Blocks of code: their fences, the lines they take, and the code in them.

use super::{Kind, NodeRef};
use crate::source::Span;
use crate::text::column_behind;
use std::ops::RangeInclusive;

/// What stands in the lines that open and close a fenced block.
#[derive(Clone, Copy, Debug)]
pub struct Fence {
    /// The marks that open it.
    pub opening: Span,
    /// The first word behind them; empty where there is none.
    pub language: Span,
    /// What stands behind that word.
    pub rest: Span,
    /// The marks that close it; nothing where none do.
    pub closing: Option<Span>,
}

impl NodeRef<'_> {
    /// The fences of a block of code; nothing where it has none.
    #[must_use]
    pub fn fence(self) -> Option<Fence> {
        let Kind::CodeBlock { fenced: true, closed } = self.kind else { return None };
        let source = &self.doc.source;
        let (first, last) = self.code_range().into_inner();
        let opening = self.doc.body_line(first).content;
        let text = source.slice(Span::new(self.span.start, opening.end));
        let mark = text.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
        let marks = text.len() - text.trim_start_matches(mark).len();
        let info = text[marks..].trim_matches([' ', '\t']);
        let start = opening.end - text[marks..].trim_start_matches([' ', '\t']).len();
        let word = info.find([' ', '\t']).unwrap_or(info.len());
        let rest = info[word..].trim_start_matches([' ', '\t']).len();
        let closing = closed.then(|| {
            let line = source.line_content(last);
            let text = source.slice(line).trim_end_matches([' ', '\t']);
            Span::new(line.start + text.trim_end_matches(mark).len(), line.start + text.len())
        });
        Some(Fence {
            opening: Span::new(self.span.start, self.span.start + marks),
            language: Span::new(start, start + word),
            rest: Span::new(start + info.len() - rest, start + info.len()),
            closing: closing.filter(|closing| first < last && !closing.is_empty()),
        })
    }

    /// The 0-based numbers of the first and the last line of a block of code, with its fences. One that is never closed goes on to the end of what it
    /// is in.
    #[must_use]
    pub fn code_range(self) -> RangeInclusive<usize> {
        let source = &self.doc.source;
        let range = self.doc.line_range(self.span);
        if !matches!(self.kind, Kind::CodeBlock { closed: false, .. }) {
            return range;
        }
        let first = *range.start();
        let end = self.next_in_order().map_or(source.line_count(), |next| source.line_at(next.span.start));
        let quotes = self.quote_depth();
        let is_inside = |line: &usize| quotes == 0 || behind_quotes(source.line(*line), quotes).is_some();
        let last = (first + 1..end).take_while(is_inside).last().unwrap_or(first);
        first..=last
    }

    /// The same to markdownlint 0.42, where a block that is never closed has a further line: that of an item or a quote directly behind, or the empty
    /// one behind the text's final newline.
    #[must_use]
    pub fn code_range_of_markdownlint(self) -> RangeInclusive<usize> {
        let (first, last) = self.code_range().into_inner();
        let source = &self.doc.source;
        let is_open = matches!(self.kind, Kind::CodeBlock { closed: false, .. });
        let is_longer = match self.next_in_order() {
            Some(next) => {
                let is_container =
                    matches!(next.kind, Kind::List { .. } | Kind::Item | Kind::BlockQuote | Kind::Alert | Kind::FootnoteDefinition);
                is_container && source.line_at(next.span.start) == last + 1
            }
            None => self.quote_depth() == 0 && last + 1 == source.line_count() && source.text().ends_with(['\n', '\r']),
        };
        first..=last + usize::from(is_open && is_longer)
    }

    /// The lines of code in the block, without line endings and without what belongs to the quotes and items around it.
    #[must_use]
    pub fn code_lines(self) -> Vec<Span> {
        let Kind::CodeBlock { fenced, closed } = self.kind else { return Vec::new() };
        let source = &self.doc.source;
        let (first, last) = self.code_range().into_inner();
        let quotes = self.quote_depth();
        let opening = self.doc.body_line(first).content;
        let before = source.slice(Span::new(opening.start, self.span.start));
        let marks = before.match_indices('>').nth(quotes.wrapping_sub(1)).map_or(0, |(at, _)| at + 1);
        let indent =
            column_behind(before, 0) - column_behind(&before[..marks + usize::from(quotes > 0 && before[marks..].starts_with(' '))], 0);
        let start = if fenced { first + 1 } else { first };
        let end = (last + usize::from(!(fenced && closed))).min(source.line_count());
        let code = |number: usize| {
            let line = source.line_content(number);
            if number == first {
                return Span::new(self.span.start.min(line.end), line.end);
            }
            let text = source.slice(line);
            let start = behind_quotes(text, quotes).unwrap_or(text.len());
            Span::new(line.start + dedented(text, start, indent), line.end)
        };
        (start..end).map(code).collect()
    }

    /// How many quotes are around it.
    #[must_use]
    pub fn quote_depth(self) -> usize {
        self.ancestors().filter(|node| matches!(node.kind, Kind::BlockQuote | Kind::Alert)).count()
    }
}

/// Where a line goes on behind that many marks of quotes; nothing where it has fewer.
#[must_use]
pub fn behind_quotes(line: &str, quotes: usize) -> Option<usize> {
    let mut at = 0;
    for _ in 0..quotes {
        let rest = line[at..].trim_start_matches([' ', '\t', '\u{feff}']).strip_prefix('>')?;
        at = line.len() - rest.strip_prefix(' ').unwrap_or(rest).len();
    }
    Some(at)
}

/// Where a line goes on behind at most `width` columns of blanks from `start` on.
#[must_use]
pub fn dedented(line: &str, start: usize, width: usize) -> usize {
    let mut column = column_behind(&line[..start], 0);
    let wanted = column + width;
    let mut at = start;
    for byte in line[start..].bytes() {
        column = match byte {
            b' ' => column + 1,
            b'\t' => column / 4 * 4 + 4,
            _ => break,
        };
        if column > wanted {
            break;
        }
        at += 1;
    }
    at
}
