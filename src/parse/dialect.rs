//! Finds what only the platform's own reader understands, before the parser sees it.
//!
//! The parser gets the same text with inert bytes in the place of such a construct where it would misread it, so every position stays. What is
//! inert is what the platforms do themselves: Hugo, too, puts a word where a shortcode stands.

mod containers;
mod inline;
mod jsx;
mod tags;

use crate::document::construct::{Construct, Form};
use crate::platform::dialect::{Dialect, Flanking, Tags};
use crate::source::Span;
use crate::text::column_behind;
use std::cell::OnceCell;
use std::collections::HashMap;

/// A text as the parser shall read it.
#[derive(Default)]
pub(super) struct Reading {
    /// The text with inert bytes for some constructs; nothing where it is the same.
    pub(super) text: Option<String>,
    /// The constructs, in order, none overlapping another. Spans are counted from the text's start.
    pub(super) constructs: Vec<Construct>,
}

/// What the parser sees of a construct that is a word to it: none has fewer bytes (`{{a}}`).
const INERT: &str = "xxxxx";

/// What stands in a text where the parser saw inert bytes.
pub(super) struct Written<'t> {
    read: &'t str,
    text: &'t str,
    /// Where the destinations of definitions are, by what the parser saw of them.
    defined: OnceCell<HashMap<&'t str, usize>>,
}

impl<'t> Written<'t> {
    /// For `text`, of which the parser saw `read`.
    pub(super) const fn new(read: &'t str, text: &'t str) -> Self {
        Self { read, text, defined: OnceCell::new() }
    }

    /// The destination as it is written in the link at `link`, or in a definition elsewhere.
    pub(super) fn destination(&self, seen: &str, link: Option<Span>) -> Option<&'t str> {
        if self.read.len() != self.text.len() || std::ptr::eq(self.read, self.text) || !seen.contains(INERT) {
            return None;
        }
        let beside = link.and_then(|link| Some(link.start + self.read.get(link.start..link.end)?.rfind(seen)?));
        let at = beside.or_else(|| self.defined.get_or_init(|| self.definitions()).get(seen).copied())?;
        self.text.get(at..at + seen.len())
    }

    fn definitions(&self) -> HashMap<&'t str, usize> {
        let read = self.read;
        let destinations = memchr::memmem::find_iter(read.as_bytes(), "]:").filter_map(|at| {
            let start = read.len() - read[at + 2..].trim_start().len();
            let end = read[start..].find(char::is_whitespace).map_or(read.len(), |length| start + length);
            read[start..end].contains(INERT).then(|| (&read[start..end], start))
        });
        destinations.collect()
    }
}

/// What stands in the text in place of a construct.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mask {
    /// The construct itself.
    Nothing,
    /// A word.
    Word,
    /// White space.
    Blank,
}

/// A construct and its mask.
type Found = (Construct, Mask);

fn found(span: Span, form: Form, mask: Mask) -> Found {
    (Construct { span, form }, mask)
}

/// Reads a text in a dialect.
pub(super) fn read(text: &str, dialect: &Dialect) -> Reading {
    let has = |needle: &str| memchr::memmem::find(text.as_bytes(), needle.as_bytes()).is_some();
    let uses = |tags| dialect.tags.contains(&tags);
    let mut all: Vec<Found> = Vec::new();
    if uses(Tags::Shortcode) && has("{{") {
        tags::shortcodes(text, dialect, &mut all);
    }
    if uses(Tags::Liquid) && (has("{{") || has("{%")) {
        tags::liquid(text, &mut all);
    }
    let containers = dialect.containers.as_ref().filter(|_| has(":::"));
    let embeds = dialect.embeds.is_some() && has("@[");
    let marked = uses(Tags::Mkdocs) || uses(Tags::Mdx);
    let inline = inline::Wanted {
        math: dialect.math && has("$"),
        image_size: dialect.image_size && has_size(text),
        hatena: uses(Tags::Hatena) && has("["),
        attributes: has("{#") || has("{:") || has("{ ."),
        jsx: uses(Tags::Mdx),
    };
    if containers.is_some() || embeds || marked || inline.any() {
        let lines = lines(text);
        if let Some(containers) = containers {
            containers::find(text, &lines, containers, &mut all);
        }
        for line in lines.iter().filter(|line| !line.in_fence) {
            if embeds {
                all.extend(inline::embed(text, line));
            }
            if marked {
                all.extend(inline::marked(text, line, dialect));
            }
            inline.find(text, line, &mut all);
        }
    }
    let mut reading = reading(text, all);
    if dialect.flanking == Flanking::Punctuation {
        reading.text = letters_for_symbols(reading.text.as_deref().unwrap_or(text)).or(reading.text);
    }
    reading
}

/// The text with letters for the symbols beside marks of emphasis, as many bytes as they have: the parser takes them for punctuation, which cmark-gfm
/// does not. Nothing where there are none.
fn letters_for_symbols(text: &str) -> Option<String> {
    use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};
    let mut masked: Option<String> = None;
    for at in memchr::memchr3_iter(b'*', b'_', b'~', text.as_bytes()) {
        let before = text[..at].chars().next_back().map(|c| (at - c.len_utf8(), c));
        let behind = text[at + 1..].chars().next().map(|c| (at + 1, c));
        for (place, symbol) in [before, behind].into_iter().flatten().filter(|(_, c)| !c.is_ascii()) {
            if symbol.general_category_group() == GeneralCategoryGroup::Symbol {
                let letter = ["", "", "é", "あ", "𠮷"][symbol.len_utf8()];
                masked.get_or_insert_with(|| text.to_owned()).replace_range(place..place + letter.len(), letter);
            }
        }
    }
    masked
}

/// Whether ` =250x` or ` =x250` may stand in the text.
fn has_size(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes, b" =").any(|at| bytes.get(at + 2).is_some_and(|next| next.is_ascii_digit() || *next == b'x'))
}

/// Puts the constructs in order, leaves out what lies in another, and masks the text.
fn reading(text: &str, mut all: Vec<Found>) -> Reading {
    if all.is_empty() {
        return Reading::default();
    }
    all.sort_by_key(|(construct, _)| (construct.span.start, std::cmp::Reverse(construct.span.end)));
    let mut end = 0;
    all.retain(|(construct, _)| {
        let is_free = construct.span.start >= end && !construct.span.is_empty();
        end = if is_free { construct.span.end } else { end };
        is_free
    });
    let text = all.iter().any(|(_, mask)| *mask != Mask::Nothing).then(|| masked(text, &all));
    Reading { text, constructs: all.into_iter().map(|(construct, _)| construct).collect() }
}

/// The text with one inert byte for each byte of what is masked, but for line endings.
fn masked(text: &str, all: &[Found]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for (Construct { span, .. }, mask) in all {
        let inert = match mask {
            Mask::Nothing => continue,
            Mask::Word => 'x',
            Mask::Blank => ' ',
        };
        masked.push_str(&text[from..span.start]);
        let ending = |byte: u8| matches!(byte, b'\n' | b'\r').then_some(char::from(byte));
        masked.extend(text[span.start..span.end].bytes().map(|byte| ending(byte).unwrap_or(inert)));
        from = span.end;
    }
    masked.push_str(&text[from..]);
    masked
}

/// A line of a text.
struct Line {
    /// Without the marks of quotes and lists before it, its indentation and the white space at its end.
    content: Span,
    /// Columns before it; a tab reaches to the next multiple of four.
    indent: usize,
    /// How many `>` stand before it.
    quotes: usize,
    /// Whether a list marker or enough white space for a block of code stands before it.
    is_deep: bool,
    /// Whether it lies in a fenced block of code or is one of its fences.
    in_fence: bool,
}

/// The lines of a text. Fences are found by their lines alone, which is enough to tell code from a container: what the parser takes for code
/// after all is left out later.
fn lines(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut lines: Vec<Line> = Vec::with_capacity(bytes.len() / 64);
    let mut start = 0;
    // The marks of the fence that is open, how many quotes it is in, and the columns before it where an item of a list begins in its line.
    let mut fence: Option<(&[u8], usize, usize)> = None;
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(|&end| !bytes[end..].starts_with(b"\r\n"));
    for end in ends.chain([bytes.len()]) {
        let full = &bytes[start..end];
        let begins = prefix(full);
        let (before, content) = full.split_at(begins);
        let content = content.trim_ascii_end();
        let quotes = before.iter().filter(|&&byte| byte == b'>').count();
        let marks = fence_marks(content);
        // Without the indentation of its item a line is behind it, and behind the fence.
        let is_margin = |byte: &u8| matches!(byte, b' ' | b'\t' | b'>');
        let margin = || full.iter().position(|byte| !is_margin(byte)).unwrap_or(full.len());
        let is_inside = |column: usize| column == 0 || content.is_empty() || column_behind(&full[..margin()], 0) >= column;
        let in_fence = if let Some((open, ..)) = fence.filter(|(_, outer, column)| *outer <= quotes && is_inside(*column)) {
            if marks.is_some_and(|marks| marks.starts_with(open) && marks == content) {
                fence = None;
            }
            true
        } else {
            let is_code = |marks: &&[u8]| marks[0] == b'`' && memchr::memchr(b'`', &content[marks.len()..]).is_some();
            let column = if before.iter().all(is_margin) { 0 } else { column_behind(before, 0) };
            fence = marks.filter(|marks| !is_code(marks)).map(|marks| (marks, quotes, column));
            fence.is_some()
        };
        let is_deep = before.iter().any(|byte| !matches!(byte, b' ' | b'>')) || before.windows(4).any(|blanks| blanks == b"    ");
        lines.push(Line {
            content: Span::new(start + begins, start + begins + content.len()),
            indent: column_behind(before, 0),
            quotes,
            is_deep,
            in_fence,
        });
        start = end + 1;
    }
    lines
}

/// The bytes before a line's content: blanks, quote marks, list markers.
fn prefix(line: &[u8]) -> usize {
    let mut at = 0;
    loop {
        at += line[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>')).count();
        let rest = &line[at..];
        let digits = rest.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let marker = match &rest[digits..] {
            [b'-' | b'*' | b'+', b' ' | b'\t', ..] if digits == 0 => 1,
            [b'.' | b')', b' ' | b'\t', ..] if (1..10).contains(&digits) => digits + 1,
            _ => return at,
        };
        at += marker;
    }
}

/// The marks of a code fence at the start of `content`.
fn fence_marks(content: &[u8]) -> Option<&[u8]> {
    let mark = *content.first().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = content.iter().take_while(|&&byte| byte == mark).count();
    (length >= 3).then_some(&content[..length])
}
