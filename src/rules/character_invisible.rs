//! Every character of a text can be seen.

use crate::diagnostic::{Edit, Level};
use crate::document::{Document, Kinds};
use crate::rule::{Context, Report, Rule, Said};
use crate::source::Span;
use crate::text::{emojis, is_complex, is_japanese, is_kanji};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CharacterInvisible {}

/// What a character does that is not seen.
#[derive(Clone, Copy, PartialEq)]
enum Sort {
    /// Nothing, or joins and parts what stands around.
    Invisible,
    /// It controls a device.
    Control,
    /// It turns the order round in which the text is shown.
    Bidi,
    /// It looks like a space.
    Space,
}

/// Those that are known by a name.
const NAMES: [(char, &str); 7] = [
    ('\u{a0}', "NO-BREAK SPACE"),
    ('\u{ad}', "SOFT HYPHEN"),
    ('\u{200b}', "ZERO WIDTH SPACE"),
    ('\u{200c}', "ZERO WIDTH NON-JOINER"),
    ('\u{200d}', "ZERO WIDTH JOINER"),
    ('\u{3164}', "HANGUL FILLER"),
    ('\u{feff}', "ZERO WIDTH NO-BREAK SPACE"),
];

impl Rule for CharacterInvisible {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let text = cx.doc.source.text();
        let texts = std::cell::LazyCell::new(|| -> Vec<Span> { cx.doc.nodes_of(Kinds::TEXT).map(|node| node.span).collect() });
        let mut from = 0;
        for (at, c, sort) in cx.unusual().iter().filter_map(|&(at, c)| Some((at, c, sort(c)?))) {
            let around = || texts.get(texts.partition_point(|text| text.end <= at)).copied().filter(|text| text.start <= at);
            if at < from || is_in_place(text, at, c, sort) || sort == Sort::Space && around().is_none() {
                continue;
            }
            // Of several in a row the first speaks for all.
            let rest = &text[at..];
            from = at + rest.find(|next| self::sort(next) != Some(sort)).unwrap_or(rest.len());
            let span = Span::new(at, from);
            let (place, args) = (report.at(span), [("char", name(c))]);
            let said = match sort {
                Sort::Bidi => place.say("bidi", args),
                Sort::Control => place.quieter().say("control", args),
                Sort::Invisible => place.quieter().say("invisible", args),
                Sort::Space => place.as_info().say("space", args),
            };
            if let Some(text) = around().filter(|_| sort != Sort::Bidi) {
                fix(cx.doc, span, text, c, said);
            }
        }
    }
}

const fn sort(c: char) -> Option<Sort> {
    match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some(Sort::Bidi),
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Some(Sort::Control),
        '\u{a0}' => Some(Sort::Space),
        _ if is_unseen(c) => Some(Sort::Invisible),
        _ => None,
    }
}

const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{2029}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}')
        || matches!(c, '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffc}' | '\u{e0000}'..='\u{e0fff}')
}

/// The number of a character, and its name where it is known by one.
fn name(c: char) -> String {
    let name = NAMES.iter().find(|(known, _)| *known == c).map_or("", |(_, name)| name);
    format!("U+{:04X} {name}", c as u32).trim_end().to_owned()
}

/// Whether a character is where it belongs: in an emoji, behind the kanji it varies, in a script that needs it.
fn is_in_place(text: &str, at: usize, c: char, sort: Sort) -> bool {
    let (head, tail) = (&text[..at], &text[at + c.len_utf8()..]);
    let (before, after) = (head.chars().next_back(), tail.chars().next());
    let beside = |is: fn(char) -> bool| before.is_some_and(is) || after.is_some_and(is);
    // Beside such a sign it is a byte of something that was read in another encoding.
    let is_damage = matches!(c, '\u{80}'..='\u{ad}') && beside(|c| matches!(c, '\u{80}'..='\u{2dc}' | '\u{2013}'..='\u{2122}'));
    match sort {
        Sort::Control => is_damage,
        Sort::Space => is_damage || !beside(is_japanese),
        Sort::Bidi => head.chars().rev().take(NEAR).chain(tail.chars().take(NEAR)).any(is_complex),
        Sort::Invisible => {
            let is_symbol = |c: char| !c.is_alphabetic() && !c.is_whitespace() && self::sort(c).is_none() || is_kanji(c);
            match c {
                '\u{feff}' if at == 0 => true,
                // Between these it keeps a mention, a tag or a code span from being one.
                '\u{200b}' if beside(|c| matches!(c, '@' | '#' | '`')) => true,
                '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' if before.is_some_and(is_symbol) => true,
                _ => is_damage || beside(is_complex) || is_in_emoji(text, at),
            }
        }
    }
}

/// Most characters of an emoji.
const NEAR: usize = 12;

/// How many characters beside a place are looked at for markup.
const REACH: usize = 200;

fn is_in_emoji(text: &str, at: usize) -> bool {
    let start = text[..at].char_indices().rev().take(NEAR).last().map_or(at, |(start, _)| start);
    let end = text[at..].char_indices().nth(NEAR).map_or(text.len(), |(end, _)| at + end);
    emojis(&text[start..end]).iter().any(|emoji| emoji.contains(&(at - start)))
}

/// Takes the characters away. Nothing but text changes where letters stand on both sides, and no markup near.
fn fix(doc: &Document, span: Span, around: Span, c: char, said: Said<'_>) {
    if matches!(c, '\0' | '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}') {
        return;
    }
    // What stands further away makes no difference, and one line may be the whole text.
    let line = doc.source.line_content(doc.source.line_at(span.start));
    let (head, tail) = (doc.source.slice(Span::new(line.start, span.start)), doc.source.slice(Span::new(span.end, line.end)));
    let head = head.char_indices().rev().take(REACH).last().map_or(head, |(at, _)| &head[at..]);
    let tail = tail.char_indices().nth(REACH).map_or(tail, |(at, _)| &tail[..at]);
    let is_markup = |near: &str| near.contains(['[', '|', '@', '<', '&', '\\']) || near.contains("://") || near.contains("www.");
    let is_word = |c: char| c.is_alphanumeric() || sort(c).is_some();
    let is_end = |c: char| c.is_whitespace() || is_japanese(c);
    let word = head.rsplit(is_end).take(1).chain(tail.split(is_end).take(1));
    let is_bare = word.flat_map(str::chars).all(is_word) && !is_markup(head) && !is_markup(tail);
    let is_letter = |c: char| c.is_alphanumeric() || is_japanese(c);
    let in_text = around.start < span.start && (span.end < around.end || tail.is_empty());
    let is_between = in_text && head.ends_with(is_letter) && (tail.is_empty() || tail.starts_with(is_letter));
    let is_plain = !matches!(c, '\0'..='\u{7}' | '\u{b}'..='\u{1f}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}');
    let level = if is_bare && is_between && is_plain { Level::Wording } else { Level::Suggest };
    let is_apart = c != '\u{a0}' || tail.is_empty() || head.ends_with([' ', '\u{3000}']) || tail.starts_with([' ', '\u{3000}']);
    said.fix(level, [if is_apart { Edit::delete(span) } else { Edit::replace(span, " ") }]);
}
