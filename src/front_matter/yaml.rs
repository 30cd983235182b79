//! YAML and JSON to [`Data`]. The only module that knows the YAML parser.

use super::data::{Data, Entry, Mistake, Problem, Style, Table, Value, ValueData};
use super::growth::Growth;
use super::{is_key, plain};
use crate::source::Span;
use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError};

/// A list or table that is being read.
enum Open {
    List(Span, Vec<Value>),
    /// The entries, and the key that waits for its value. A key that is no single value is kept as its place.
    Table(Span, Vec<Entry>, Option<(String, Span)>),
}

/// Reads `text`, whose first byte is byte `base` of the file.
///
/// Cost: one pass. The parser bounds nesting; aliases are never followed, so nothing can grow.
pub(super) fn read(text: &str, base: usize) -> Data {
    let plain = plain::read(text, base);
    debug_assert!(plain.as_ref().is_none_or(|plain| *plain == parsed(text, base)), "{text:?}\n{plain:?}\n{:?}", parsed(text, base));
    plain.unwrap_or_else(|| parsed(text, base))
}

pub(super) fn parsed(text: &str, base: usize) -> Data {
    let mut options = Options::default();
    options.set_emit_comments(false);
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut reader = Reader { text, base, open: Vec::new(), top: None };
    let mut mistakes = Vec::new();
    let mut growth = Growth::default();
    while let Some(next) = parser.next_event() {
        match next {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or_default();
                let span = Span::new(base + range.start, base + range.end);
                if let Event::DocumentStart(true, _) = event
                    && reader.top.is_some()
                {
                    break;
                }
                if let Some(problem) = growth.take(&event) {
                    mistakes.push(Mistake { span, problem });
                    break;
                }
                reader.take(event, span);
            }
            Err(error) => {
                mistakes.push(mistake(&error, text, base));
                break;
            }
        }
    }
    let table = match reader.finish() {
        Some(Value { data: ValueData::Table(table), .. }) => table,
        Some(other) => {
            if mistakes.is_empty() && !is_null(&other) {
                mistakes.push(Mistake { span: other.span, problem: Problem::NoTable });
            }
            Table::default()
        }
        None => Table::default(),
    };
    let mut data = Data { table, mistakes };
    data.find_duplicates();
    data
}

fn is_null(value: &Value) -> bool {
    value.text().is_some_and(str::is_empty)
}

struct Reader<'t> {
    text: &'t str,
    base: usize,
    open: Vec<Open>,
    top: Option<Value>,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Scalar(text, style, ..) => {
                let is_plain = style == ScalarStyle::Plain;
                // A value that is not there has the parser's `~` and no place.
                let text = if is_plain && span.is_empty() { String::new() } else { text.into_owned() };
                let style = if is_plain { Style::Plain } else { Style::Quoted };
                self.put(Value { span, data: ValueData::Scalar(text, style) });
            }
            Event::Alias(_) => self.put(Value { span, data: ValueData::Alias }),
            Event::SequenceStart(..) => self.open.push(Open::List(span, Vec::new())),
            Event::MappingStart(..) => self.open.push(Open::Table(span, Vec::new(), None)),
            Event::SequenceEnd | Event::MappingEnd => self.close(span.end),
            _ => {}
        }
    }

    fn put(&mut self, value: Value) {
        match self.open.last_mut() {
            None => self.top = self.top.take().or(Some(value)),
            Some(Open::List(_, items)) => items.push(value),
            Some(Open::Table(_, entries, key)) => match key.take() {
                None => {
                    // A key that is no text is told by how it is written.
                    let written = || self.text.get(value.span.start - self.base..value.span.end - self.base);
                    *key = Some((value.text().or_else(written).unwrap_or_default().to_owned(), value.span));
                }
                Some((key, key_span)) => entries.push(Entry { key, key_span, value }),
            },
        }
    }

    fn close(&mut self, end: usize) {
        let value = match self.open.pop() {
            Some(Open::List(span, items)) => {
                let start = if span.is_empty() { items.first().map_or(span.start, |item| self.dash(item.span.start)) } else { span.start };
                let span = Span::new(start, reach(span, items.last().map(|item| item.span), end));
                Value { span, data: ValueData::List(items) }
            }
            Some(Open::Table(span, entries, _)) => {
                let span = Span::new(span.start, reach(span, entries.last().map(|entry| entry.value.span), end));
                Value { span, data: ValueData::Table(Table { span, entries }) }
            }
            None => return,
        };
        self.put(value);
    }

    /// The dash before the item at `item`: the parser begins a list that is not indented behind it.
    fn dash(&self, item: usize) -> usize {
        let before = self.text.get(..item - self.base).unwrap_or_default();
        before.rfind('-').map_or(item, |at| self.base + at)
    }

    /// What was read, with everything that is still open closed.
    fn finish(mut self) -> Option<Value> {
        let end = self.base;
        while !self.open.is_empty() {
            self.close(end);
        }
        self.top
    }
}

/// Where a collection ends: at its bracket, or with its last value where it has none.
fn reach(start: Span, last: Option<Span>, end: usize) -> usize {
    if start.is_empty() { last.map_or(start.end, |last| last.end) } else { end.max(start.end) }
}

fn mistake(error: &ScanError, text: &str, base: usize) -> Mistake {
    let problem = match error.kind() {
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => Problem::Colon,
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart => Problem::Tab,
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => Problem::Quote,
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::MisplacedFlowCollectionEnd
        | ErrorKind::MismatchedFlowCollectionEnd { .. } => Problem::Bracket,
        ErrorKind::UnexpectedCharacter { character } => Problem::Start(*character),
        ErrorKind::UnknownAnchor => Problem::Alias,
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedBlockSequenceEntry | ErrorKind::InvalidIndentation => Problem::Indentation,
        ErrorKind::RecursionLimitExceeded => Problem::TooDeep,
        _ => Problem::Other(error.info()),
    };
    let said = error.marker().byte_offset().unwrap_or(0).min(text.len());
    if let Some(at) = open_list(text, said) {
        return Mistake { span: Span::new(base + at.start, base + at.end), problem: Problem::Unclosed };
    }
    let at = (0..=said).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    // A tab is noticed where the value before it begins.
    let at = if problem == Problem::Tab { text[at..].find('\t').map_or(at, |tab| at + tab) } else { at };
    // An error at the end of everything, or at a line's end, is shown at the last character before it.
    let shown = if text[at..].chars().next().is_none_or(|c| c == '\n' || c == '\r') {
        text[..at].trim_end().char_indices().next_back()
    } else {
        None
    };
    let at = shown.map_or(at, |(at, _)| at);
    let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
    Mistake { span: Span::new(base + at, base + end), problem }
}

/// The last character of a line up to byte `at` that opens a list in brackets and does not close it, while a key stands in the next line or nothing does.
fn open_list(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let mut start = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next().filter(|_| start <= at) {
        let is_last = lines.peek().is_none_or(|next| next.split_once(':').is_some_and(|(key, _)| is_key(key)));
        let written = line.trim_end();
        let opens = written.split_once(": ").is_some_and(|(key, value)| is_key(key) && is_open(value.trim_start()));
        if opens && is_last {
            return written.char_indices().next_back().map(|(last, _)| start + last..start + written.len());
        }
        start += line.len();
    }
    None
}

/// Whether a value is a list of which only the closing bracket is not there: no comment, no odd quote and no other bracket.
fn is_open(value: &str) -> bool {
    let quotes = |quote: char| value.matches(quote).count().is_multiple_of(2);
    value.strip_prefix('[').is_some_and(|inside| !inside.contains(['[', ']', '{', '}', '#', ':'])) && quotes('"') && quotes('\'')
}
