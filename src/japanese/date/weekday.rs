//! Weekdays behind dates: `（月）`, `(Mon)`, `月曜日`.

use super::RANGE;
use crate::text;

/// A weekday as it is written.
#[derive(Clone, Copy, Debug)]
pub struct Weekday {
    /// Its first byte in the run.
    pub start: usize,
    /// Where it ends; 曜日 is not part of it.
    pub end: usize,
    /// 0 is Sunday.
    pub number: usize,
}

const KANJI: [&str; 7] = ["日", "月", "火", "水", "木", "金", "土"];
const ENGLISH: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// The weekday of a day that exists: 0 is Sunday.
#[must_use]
pub fn weekday_of(date: (u32, u32, u32)) -> usize {
    // 1970-01-01 was a Thursday.
    usize::try_from((text::day_number(date) + 4).rem_euclid(7)).unwrap_or_default()
}

/// The weekday `number` in the way of `written`: `月`, `Mon`, `MONDAY`.
#[must_use]
pub fn weekday_like(written: &str, number: usize) -> String {
    if !written.is_ascii() {
        return KANJI[number].to_owned();
    }
    let is_whole = ENGLISH.iter().any(|name| name.eq_ignore_ascii_case(written));
    let name = if is_whole { ENGLISH[number] } else { &ENGLISH[number][..3] };
    match written.as_bytes() {
        [_, rest @ ..] if rest.iter().all(u8::is_ascii_uppercase) => name.to_ascii_uppercase(),
        [first, ..] if first.is_ascii_lowercase() => name.to_ascii_lowercase(),
        _ => name.to_owned(),
    }
}

/// The weekday that stands behind a date which ends at `end`.
pub(super) fn weekday(text: &str, end: usize) -> Option<Weekday> {
    let rest = text[end..].trim_start_matches([' ', '\u{3000}']);
    let inside = rest.strip_prefix(['(', '（', '[', '［', '【', '〔']);
    let word = inside.map_or(rest, |inside| inside.trim_start_matches(' '));
    let start = text.len() - word.len();
    let (number, length) = one_weekday(word)?;
    let behind = word[length..].strip_prefix("曜日").or_else(|| word[length..].strip_prefix('曜'));
    let Some(inside) = inside.map(|_| behind.unwrap_or(&word[length..])) else {
        // Without brackets it has to say that it is one, and 日曜大工 is none.
        let is_word = |rest: &str| rest.starts_with(RANGE) || !word[length..].starts_with("曜日") && rest.starts_with(text::is_kanji);
        return behind.filter(|rest| !is_word(rest)).map(|_| Weekday { start, end: start + length, number });
    };
    let ends = inside.starts_with([')', '）', ']', '］', '】', '〕']);
    let rest = inside.trim_start_matches(['.', '・', '、', ',', '，', ' ', '/', '／', '･']);
    let goes_on = rest.len() < inside.len() && !rest.starts_with(RANGE) || rest.starts_with(['祝', '休']);
    let is_one = ends || goes_on && one_weekday(rest).is_none();
    is_one.then_some(Weekday { start, end: start + length, number })
}

/// The two weekdays in brackets behind a range that ends at `end`: `（月・火）`.
#[must_use]
pub fn weekdays(text: &str, end: usize) -> Option<[Weekday; 2]> {
    let inside = text[end..].trim_start_matches(' ').strip_prefix(['(', '（'])?;
    let one = |rest: &str| {
        let start = text.len() - rest.len();
        one_weekday(rest).map(|(number, length)| Weekday { start, end: start + length, number })
    };
    let first = one(inside)?;
    let mark = |c: char| RANGE.contains(&c) || matches!(c, '・' | '、' | ',' | '/' | '･');
    let second = one(text[first.end..].strip_prefix(mark)?)?;
    text[second.end..].starts_with([')', '）']).then_some([first, second])
}

/// The weekday that a text begins with, and how long it is written.
fn one_weekday(text: &str) -> Option<(usize, usize)> {
    if let Some(number) = KANJI.iter().position(|day| text.starts_with(day)) {
        return Some((number, KANJI[number].len()));
    }
    let word = &text[..text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len())];
    let is = |name: &&str| match word.len() {
        0..=2 => false,
        3..=5 => name.get(..word.len()).is_some_and(|name| name.eq_ignore_ascii_case(word)),
        _ => name.eq_ignore_ascii_case(word),
    };
    Some((ENGLISH.iter().position(is)?, word.len()))
}
