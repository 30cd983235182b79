//! Where a space may be taken away or put between two characters without a change to anything but the text.

use super::is_letter;
use crate::diagnostic::{Edit, Level};
use crate::document::{Document, Kind, OBJECT, Run};
use crate::source::Span;
use crate::text::{self, last, last_word};

/// The marks of emphasis: whether they work depends on what touches them.
const MARKS: [char; 3] = ['*', '_', '~'];

/// What a URL, an address or a tag may begin with.
const URLS: [&str; 6] = ["http:", "https:", "www.", "@", "#", "＃"];

/// How far a word is followed back.
const WORD: usize = 96;

/// The edit that takes away the spaces `start..end` of a run; nothing where a URL ends or begins there, or where markup would come to mean something else.
#[must_use]
pub fn deletion(doc: &Document, run: &Run<'_>, start: usize, end: usize) -> Option<Edit> {
    if !run.is_contiguous(start, end) {
        return None;
    }
    let span = run.span(start, end);
    let (before, after) = (&doc.source.text()[..span.start], &doc.source.text()[span.end..]);
    let touches_url = ends_url(doc, run, start) || touches_bare(doc, run, end) || URLS.iter().any(|url| after.starts_with(url));
    let (left, right) = (emphasis(before.chars().rev())?, emphasis(after.chars())?);
    let makes_markup = left && right
        || before.ends_with(']') && after.starts_with(['(', '[', ':', '{'])
        || before.ends_with(['\\', '$'])
        || before.ends_with('!') && after.starts_with('[')
        || after.starts_with('$')
        || begins_like_definition(before);
    (!touches_url && !makes_markup && !is_in_label(doc, run, start)).then(|| Edit::delete(span))
}

/// Whether the byte at `flat` is in a link whose text is its label, or may be.
fn is_in_label(doc: &Document, run: &Run<'_>, flat: usize) -> bool {
    run.link(flat).is_some_and(|link| doc.node(link).source().ends_with(']'))
}

/// Whether the last line of `text` begins as a link reference definition does: without a space behind the destination it would be one.
fn begins_like_definition(text: &str) -> bool {
    let mut lines = text.rsplit(['\n', '\r']).map(|line| line.trim_start_matches([' ', '\t', '>', '-', '*', '+']));
    let line = lines.next().unwrap_or(text);
    let is_label = |line: &str| line.starts_with('[') && !line.starts_with("[^") && line.contains("]:");
    // The label of a footnote has no space in it, and a destination may stand in the line behind its label.
    is_label(line)
        || line.starts_with("[^") && !line.contains(']')
        || lines.next().is_some_and(|line| is_label(line) && line.trim_end().ends_with("]:"))
}

/// The edit that puts `text` before the byte `at` of a run, outside of what begins or ends there.
#[must_use]
pub fn insertion(doc: &Document, run: &Run<'_>, at: usize, text: &str) -> Option<Edit> {
    let previous = run.text[..at].chars().next_back()?;
    let from = at - previous.len_utf8();
    if touches_bare(doc, run, from) || touches_bare(doc, run, at) || is_in_label(doc, run, from) && is_in_label(doc, run, at) {
        return None;
    }
    let end = if previous == OBJECT { run.around(doc, from).next()?.span.end } else { run.span(from, at).end };
    let start = run.span(at, at + 1).start;
    let place = if end == start || run.depth(from) < run.depth(at) {
        end
    } else if run.depth(from) > run.depth(at) {
        start
    } else {
        return None;
    };
    Some(Edit::insert(place, text))
}

/// Whether the byte at `flat` stands for a URL without brackets.
#[must_use]
pub fn touches_bare(doc: &Document, run: &Run<'_>, flat: usize) -> bool {
    run.text[flat..].starts_with(OBJECT) && bare_url(doc, run, flat).is_some()
}

/// The URL without brackets that the object at `flat` stands for.
#[must_use]
pub fn bare_url<'d>(doc: &'d Document, run: &Run<'_>, flat: usize) -> Option<&'d str> {
    let node = run.around(doc, flat).next()?;
    (matches!(node.kind, Kind::Link { .. }) && !node.source().starts_with(['<', '['])).then(|| node.source())
}

/// What a URL does not end with, but may hold (GFM 0.29, extended autolink path validation).
const TRIMMED: [char; 12] = ['?', '!', '.', ',', ':', ';', '*', '_', '~', ')', '\'', '"'];

/// Whether what ends before `flat` is, or may be to some parser, a URL, an address or a tag.
fn ends_url(doc: &Document, run: &Run<'_>, flat: usize) -> bool {
    let before = &run.text[..flat];
    let Some(last) = before.chars().next_back() else { return false };
    let at = flat - last.len_utf8();
    if let Some(before) = before.trim_end_matches(TRIMMED).strip_suffix(OBJECT) {
        return bare_url(doc, run, before.len()).is_some();
    }
    let word = last_word(before, WORD);
    // Tags are of all letters, addresses are not.
    let is_address = word.rsplit_once('@').is_some_and(|(_, host)| host.is_ascii());
    let is_url = word.contains("://") || word.contains("www.") || is_address || word.contains(['#', '＃']);
    is_url && run.link(at) == run.link(flat)
}

/// Whether emphasis ends or begins with these characters; nothing where it would not if the space were gone.
fn emphasis(mut outward: impl Iterator<Item = char>) -> Option<bool> {
    let first = outward.next();
    let Some(mark) = first.filter(|c| MARKS.contains(c)) else { return Some(false) };
    let inner = outward.find(|c| *c != mark)?;
    (mark != '_' && (is_letter(inner) || text::joins_word(inner))).then_some(true)
}

/// The level of a fix that changes spaces or punctuation at `at`: a heading's anchor changes with them, and other people's words are theirs.
#[must_use]
pub fn level(run: &Run<'_>, at: usize) -> Level {
    let is_heading = matches!(run.block.kind, Kind::Heading { .. });
    if is_heading || run.is_quotation(at) { Level::Suggest } else { Level::Wording }
}

/// A few characters of both sides of `start..end`, to show a place by.
#[must_use]
pub fn excerpt(run: &Run<'_>, start: usize, end: usize) -> String {
    let is_shown = |c: char| c != '\n' && c != '\u{1}';
    let before = run.text[..start].char_indices().rev().take_while(|&(_, c)| is_shown(c)).take(4).last();
    let after = run.text[end..].char_indices().take_while(|&(_, c)| is_shown(c)).take(4).last();
    let from = before.map_or(start, |(at, _)| at);
    run.text[from..after.map_or(end, |(at, c)| end + at + c.len_utf8())].replace(OBJECT, "`…`")
}

/// How far is looked for the quotes around a place.
const FAR: usize = 120;

/// Whether the byte at `flat` is inside of quotes or brackets: what is written there may be a title or something to type.
#[must_use]
pub fn is_quoted(run: &Run<'_>, flat: usize) -> bool {
    last(&run.text[..flat], FAR).chars().rev().find(|c| "「」『』“”\"()（）【】".contains(*c)).is_some_and(|c| "「『“(（【".contains(c))
}

/// Whether the byte at `flat` is inside of 「」 or 『』: it may be a title, or what somebody said.
#[must_use]
pub fn is_named(run: &Run<'_>, flat: usize) -> bool {
    let near = last(&run.text[..flat], FAR);
    near.rfind(['「', '」', '『', '』']).is_some_and(|at| near[at..].starts_with(['「', '『']))
}

/// How far from a place the words 全角 and 半角 speak of it, in characters.
const NEAR: usize = 20;

/// Whether the text beside `start..end` speaks of widths.
#[must_use]
pub fn is_about_width(text: &str, start: usize, end: usize) -> bool {
    let (before, behind) = (&text[..start], &text[end..]);
    let before = before.char_indices().rev().nth(NEAR).map_or(before, |(at, _)| &before[at..]);
    let behind = behind.char_indices().nth(NEAR).map_or(behind, |(at, _)| &behind[..at]);
    [before, behind].iter().any(|near| near.contains("全角") || near.contains("半角"))
}

/// The source of one character of a run: all of the markup that an object stands for.
#[must_use]
pub fn character(run: &Run<'_>, at: usize) -> Span {
    let length = run.text[at..].chars().next().map_or(0, char::len_utf8);
    let (span, doc) = (run.span(at, at + length), run.block.doc());
    if !run.text[at..].starts_with(OBJECT) {
        return span;
    }
    // A construct of the platform is a part of a text.
    let markup = run.around(doc, at).next().filter(|node| node.kind != Kind::Text);
    markup.map_or_else(|| doc.source.on_boundaries(span), |node| node.span)
}
