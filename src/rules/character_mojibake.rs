//! No text was read in another encoding than it was written in.

use crate::rule::{Context, Report, Rule};
use serde::Deserialize;
use std::ops::Range;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CharacterMojibake {}

/// A text that speaks of it shows some.
const SUBJECT: [&str; 3] = ["文字化け", "mojibake", "U+FFFD"];

/// What the bytes 80 to 9F are in Windows-1252; nothing where they are not used.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Most characters that a message shows.
const LONGEST: usize = 12;

impl Rule for CharacterMojibake {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let text = cx.doc.source.text();
        let is_suspect = |c: char| matches!(c, '\u{fffd}' | 'Â' | 'Ã' | 'à'..='ï' | 'ð' | '縺' | '繧' | '繝' | '‚' | 'ƒ');
        if !cx.unusual().iter().any(|(_, c)| is_suspect(*c)) || SUBJECT.iter().any(|word| text.contains(word)) {
            return;
        }
        for run in cx.runs() {
            if let Some((range, id, meant)) = found(&run.text) {
                let shown: String = run.text[range.clone()].chars().take_while(|c| *c != '\u{1}').take(LONGEST).collect();
                report.at(run.span(range.start, range.end)).say(id, [("text", shown), ("meant", meant)]);
            }
        }
    }
}

/// The first stretch of a text that is damaged, what happened to it, and how it reads where that can be told.
fn found(text: &str) -> Option<(Range<usize>, &'static str, String)> {
    let latin = latin(text).map(|(range, meant)| (range, "latin", meant));
    let none = String::new;
    latin
        .or_else(|| Some((shift_jis(text)?, "shift-jis", none())))
        .or_else(|| Some((western(text)?, "western", none())))
        .or_else(|| text.find('\u{fffd}').map(|at| (at..at + '\u{fffd}'.len_utf8(), "lost", none())))
}

/// UTF-8 that was read as Windows-1252, and how it reads.
fn latin(text: &str) -> Option<(Range<usize>, String)> {
    let byte = |c: char| match c {
        '\u{a0}'..='\u{ff}' => u8::try_from(c as u32).ok(),
        _ => WINDOWS.iter().position(|known| *known == c).and_then(|at| u8::try_from(0x80 + at).ok()),
    };
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        let Some(lead) = byte(first).filter(|lead| matches!(lead, 0xc2 | 0xc3 | 0xe0..=0xf4)) else { continue };
        let mut bytes = vec![lead];
        let mut end = start + first.len_utf8();
        while let Some((at, c, next)) = chars.peek().and_then(|&(at, c)| Some((at, c, byte(c)?))) {
            bytes.push(next);
            end = at + c.len_utf8();
            chars.next();
        }
        let valid = std::str::from_utf8(&bytes).map_or_else(|error| error.valid_up_to(), |_| bytes.len());
        if valid > 1 {
            let meant = String::from_utf8_lossy(&bytes[..valid]).chars().take(LONGEST).collect();
            return Some((start..end, meant));
        }
    }
    None
}

/// UTF-8 that was read as `Shift_JIS`: of kana each second byte becomes one of three rare kanji.
fn shift_jis(text: &str) -> Option<Range<usize>> {
    let is_mark = |c: char| matches!(c, '縺' | '繧' | '繝');
    let is_strange = |c: char| matches!(c, '\u{ff61}'..='\u{ff9f}' | 'ゅ' | '\u{fffd}');
    text.char_indices().filter(|(_, c)| is_mark(*c)).find_map(|(start, _)| {
        let mut next = text[start..].char_indices().skip(1).take(3);
        let (_, first) = next.next()?;
        let is_damaged = is_strange(first) || next.any(|(_, c)| is_mark(c));
        is_damaged.then(|| word(text, start))
    })
}

/// Kana in `Shift_JIS` that were read as Windows-1252: each begins with one of two marks.
fn western(text: &str) -> Option<Range<usize>> {
    let is_mark = |c: char| matches!(c, '‚' | 'ƒ');
    text.char_indices().filter(|(_, c)| is_mark(*c)).find_map(|(start, _)| {
        let around: Vec<char> = text[start..].chars().take(5).collect();
        (around.len() > 4 && is_mark(around[2]) && is_mark(around[4])).then(|| word(text, start))
    })
}

/// From `start` to the next white space.
fn word(text: &str, start: usize) -> Range<usize> {
    start..text[start..].find(char::is_whitespace).map_or(text.len(), |length| start + length)
}
