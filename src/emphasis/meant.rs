//! Which emphases a text means: what the relaxed rules for CJK make of it, and underscores between Japanese.

use super::MOST_FIXED;
use super::ways::punctuation;
use crate::document::flat::Flat;
use crate::document::{Kind, NodeRef};
use crate::parse::emphases;
use crate::platform::Platform;
use crate::source::Span;
use crate::text::{BRACKETS, is_japanese};
use std::collections::HashSet;
use std::mem::discriminant;

/// An emphasis that was meant.
#[derive(Clone, Debug)]
pub(super) struct Emphasis {
    pub(super) span: Span,
    /// Bytes of the opening and of the closing marks.
    pub(super) marks: usize,
    /// The link that it is all around of, but for punctuation, and the text of that.
    pub(super) link: Option<(Span, Span)>,
}

/// What is meant and not seen, in order; none overlaps another of other marks.
pub(super) fn lost(flat: &Flat, block: NodeRef<'_>, seen: &[(Kind, Span)], platform: &Platform) -> Vec<Emphasis> {
    let mut lost = by_asterisks(&flat.text, seen, platform);
    let mut underscored = by_underscores(flat, block);
    if !underscored.is_empty() {
        let (mut others, mut reach) = (lost.iter().peekable(), None);
        underscored.retain(|one| {
            while let Some(other) = others.next_if(|other| other.span.start <= one.span.end) {
                reach = reach.max(Some(other.span.end));
            }
            reach.is_none_or(|reach| reach < one.span.start)
        });
        lost.extend(underscored);
        lost.sort_by_key(|emphasis| emphasis.span);
    }
    if lost.len() <= MOST_FIXED {
        for emphasis in &mut lost {
            let inner = emphasis.inner();
            let kept = Span::new(inner.start, inner.end - punctuation(inner.slice(&flat.text)));
            emphasis.link = [inner, kept].into_iter().find_map(|content| Some((content, link_in(flat, block, content)?)));
        }
    }
    lost
}

/// How many emphases by asterisks and tildes are lost in a text.
pub(super) fn count(text: &str, platform: &Platform) -> usize {
    by_asterisks(text, &emphases(text, platform, false), platform).len()
}

/// What a reader of Japanese sees as emphasis and `CommonMark` does not, outermost first. Positions are compared, not numbers: a
/// mark of one emphasis may pair with that of the next.
pub(super) fn by_asterisks(text: &str, seen: &[(Kind, Span)], platform: &Platform) -> Vec<Emphasis> {
    let known: HashSet<_> = seen.iter().map(|(kind, span)| (discriminant(kind), *span)).collect();
    let meant = emphases(text, platform, true);
    let lost = meant.into_iter().filter(|(kind, span)| !known.contains(&(discriminant(kind), *span)));
    let lost = lost.map(|(kind, span)| Emphasis { span, marks: if kind == Kind::Emph { 1 } else { 2 }, link: None });
    // `***a***` is two in one place: the outer one stands for both.
    let mut outer: Vec<Emphasis> = Vec::new();
    let is_inside = |around: &Emphasis, emphasis: &Emphasis| {
        around.inner() == emphasis.span && text.as_bytes().get(around.span.start) == text.as_bytes().get(emphasis.span.start)
    };
    for emphasis in lost {
        match outer.last_mut().filter(|around| is_inside(around, &emphasis)) {
            Some(around) => around.marks += emphasis.marks,
            None => outer.push(emphasis),
        }
    }
    outer.retain(|emphasis| emphasis.is_whole(text) && !emphasis.is_by_chance(text));
    outer
}

/// `__語__` and `_語_` with Japanese inside and around, which no parser takes for emphasis.
///
/// Cost: each run of underscores is looked at twice.
fn by_underscores(flat: &Flat, block: NodeRef<'_>) -> Vec<Emphasis> {
    let mut found: Vec<Emphasis> = Vec::new();
    // The run that may open an emphasis: where it stands, how long it is, and what it stands in.
    let mut open: Option<(usize, usize, usize)> = None;
    for node in block.descendants().filter(|node| node.kind == Kind::Text) {
        let Some(parent) = node.parent().filter(|parent| !matches!(parent.kind, Kind::Escaped | Kind::Link { .. })) else { continue };
        let (start, source) = (flat.offset(node.span.start), node.source());
        let mut at = 0;
        while let Some(offset) = memchr::memchr(b'_', source.as_bytes().get(at..).unwrap_or_default()) {
            let run = at + offset;
            let length = source[run..].bytes().take_while(|&byte| byte == b'_').count();
            at = run + length;
            let place = start + run;
            let opened = open.take().filter(|(_, marks, within)| *marks == length && *within == parent.index());
            let emphasis = opened.map(|(from, marks, _)| Emphasis { span: Span::new(from, place + length), marks, link: None });
            match emphasis.filter(|emphasis| emphasis.is_whole(&flat.text) && emphasis.is_between_japanese(&flat.text)) {
                Some(emphasis) => found.push(emphasis),
                None => open = (length <= 2).then_some((place, length, parent.index())),
            }
        }
    }
    found
}

/// The text of the link that `content` is, where it is one.
fn link_in(flat: &Flat, block: NodeRef<'_>, content: Span) -> Option<Span> {
    let place = flat.span(content);
    let link = block.descendants().find(|node| node.span == place && matches!(node.kind, Kind::Link { .. }))?;
    let (first, last) = (link.children().next()?, link.children().last()?);
    let text = Span::new(flat.offset(first.span.start), flat.offset(last.span.end));
    let is_bracketed = text.start == content.start + 1 && flat.text.get(text.end..)?.starts_with(']');
    is_bracketed.then_some(text)
}

impl Emphasis {
    pub(super) const fn inner(&self) -> Span {
        Span::new(self.span.start + self.marks, self.span.end.saturating_sub(self.marks))
    }

    /// The same, `by` bytes further on.
    pub(super) fn moved(&self, by: isize) -> Self {
        Self { span: self.span.moved(by), marks: self.marks, link: self.link.map(|(link, text)| (link.moved(by), text.moved(by))) }
    }

    /// Whether the same marks stand at both ends: else the parser's positions are not to be trusted.
    pub(super) fn is_whole(&self, text: &str) -> bool {
        let inner = self.inner();
        let marks = text.get(self.span.start..inner.start).filter(|marks| !marks.is_empty());
        inner.start < inner.end && marks.is_some_and(is_run) && marks == text.get(inner.end..self.span.end)
    }

    /// Whether one of its marks is part of an emphasis that is seen.
    pub(super) fn is_crossed(&self, seen: &[(Kind, Span)]) -> bool {
        let inner = self.inner();
        let crosses = |mark: Span, other: Span| other.start < mark.end && mark.start < other.end && !other.contains(self.span);
        let marks = [Span::new(self.span.start, inner.start), Span::new(inner.end, self.span.end)];
        seen.iter().any(|(_, other)| marks.iter().any(|mark| crosses(*mark, *other)))
    }

    /// Whether the marks stand for something else: pointers (`**argv、**envp`), file patterns (`*.mdと*.txt`), notes (`*注1、*注2`),
    /// multiplication (`a*（b+c）*d`), or required fields (`名前*、住所*`).
    fn is_by_chance(&self, text: &str) -> bool {
        let (before, behind) = (&text[..self.span.start], &text[self.span.end..]);
        let content = self.inner().slice(text);
        let (Some(first), Some(last)) = (content.chars().next(), content.chars().next_back()) else { return true };
        let is_single = self.marks == 1;
        let is_word = |c: char| c.is_ascii_alphanumeric();
        let is_listed = first.is_ascii_alphanumeric() && behind.starts_with(is_word) && "、，,・".contains(last);
        let is_pattern = "./_".contains(first) && behind.starts_with(|c: char| is_word(c) || "./_".contains(c));
        let is_closing = |c: char| {
            "、。，．：；！？".contains(c)
                || is_single && ",.;:!?".contains(c)
                || BRACKETS.iter().any(|(open, close)| c == *close && open != close)
        };
        let is_opening = |c: char| BRACKETS.iter().any(|(open, close)| c == *open && open != close);
        let is_parenthesised = content.starts_with(['（', '(']) && content.ends_with(['）', ')']);
        let is_product = is_parenthesised && (is_single || before.ends_with(is_word) && behind.starts_with(is_word));
        let is_legend = LEGENDS.iter().any(|word| behind.starts_with(word)) || last == '。' && behind.starts_with(['は', 'が']);
        let is_note = is_single && (behind.starts_with(first) || content.len() > LONGEST || !is_balanced(content) || is_legend);
        is_listed || is_pattern || is_closing(first) || is_opening(last) || is_product || is_note
    }

    /// Whether an author of Japanese meant these underscores: the words of a name that they join have no hiragana around.
    fn is_between_japanese(&self, text: &str) -> bool {
        let content = self.inner().slice(text);
        let before = text[..self.span.start].chars().next_back();
        let behind = text[self.span.end..].chars().next();
        let is_kana = |c: char| matches!(c, '\u{3041}'..='\u{309f}');
        let is_letter = |c: char| is_japanese(c) && c.is_alphabetic();
        let is_edge = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || is_japanese(c) && !is_letter(c));
        let joins = |c: Option<char>| c.is_some_and(|c| if self.marks == 1 { is_kana(c) } else { is_letter(c) });
        let is_name = [before, behind].iter().all(|c| c.is_some_and(|c| is_letter(c) && !is_kana(c)));
        content.contains(is_letter)
            && !content.starts_with(char::is_whitespace)
            && !content.ends_with(char::is_whitespace)
            && !is_name
            && (joins(before) || joins(behind))
            && [before, behind].into_iter().all(|c| is_edge(c) || joins(c))
            && !opens_and_closes(self.inner(), before, behind, text)
    }
}

/// Whether underscores on both sides of `inner` work: a letter is on the inside only.
fn opens_and_closes(inner: Span, before: Option<char>, behind: Option<char>, text: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric();
    let content = inner.slice(text);
    let is_outside_free = |c: Option<char>| c.is_none_or(|c| !is_letter(c));
    is_outside_free(before) && is_outside_free(behind) && content.starts_with(is_letter) && content.ends_with(is_letter)
}

/// Bytes of the longest text that one mark on each side may emphasise beside Japanese.
const LONGEST: usize = 1_000;

/// What follows an asterisk that marks fields of a form.
const LEGENDS: [&str; 6] = ["印", "マーク", "は必須", "は、必須", "付き", "が付"];

/// Whether all bytes are the same mark.
fn is_run(marks: &str) -> bool {
    marks.bytes().all(|byte| matches!(byte, b'*' | b'_' | b'~') && Some(byte) == marks.bytes().next())
}

/// Whether no bracket is closed that is not opened, nor left open.
fn is_balanced(text: &str) -> bool {
    let mut open: Vec<char> = Vec::new();
    for c in text.chars() {
        for (opening, closing) in BRACKETS.iter().filter(|(opening, closing)| opening != closing) {
            if c == *opening {
                open.push(*closing);
            } else if c == *closing && open.pop() != Some(c) {
                return false;
            }
        }
    }
    open.is_empty()
}
