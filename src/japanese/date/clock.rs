//! Times of day: `18時30分`, `18:30`.

use super::{Reader, digits};
use crate::japanese::Spot;
use crate::text;

/// A time of day in prose.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// The hour.
    pub hour: u32,
    /// The minute, where one is written.
    pub minute: Option<u32>,
    /// Where it ends.
    pub end: usize,
    /// Whether it is written `18時30分`, and not `18:30`.
    pub is_kanji: bool,
}

/// The time of day that begins at a number.
#[must_use]
pub fn clock(spot: Spot<'_, '_>) -> Option<Clock> {
    let is_part = |c: char| text::joins_word(c) || matches!(c, '.' | ',' | ':' | '：' | '第' | '+' | '分' | '秒' | '/');
    if spot.previous().is_some_and(is_part) {
        return None;
    }
    let mut reader = Reader { text: &spot.run.text, at: spot.at };
    let hour = reader.number(2)?;
    if reader.mark('時') {
        if reader.text[reader.at..].starts_with(['間', '点', '代', '限', '給']) {
            return None;
        }
        let end = reader.at;
        let minute = reader.number(2).filter(|_| reader.mark('分') && !reader.text[reader.at..].starts_with('間'));
        return Some(Clock { hour, minute, end: if minute.is_some() { reader.at } else { end }, is_kanji: true });
    }
    let rest = &reader.text[reader.at..];
    reader.at += rest.chars().next().filter(|c| matches!(c, ':' | '：'))?.len_utf8();
    let minute = (digits(&reader.text[reader.at..]) == 2).then(|| reader.number(2)).flatten()?;
    let goes_on = reader.text[reader.at..].starts_with(|c: char| text::joins_word(c) || matches!(c, ':' | '：' | '.'));
    (!goes_on).then_some(Clock { hour, minute: Some(minute), end: reader.at, is_kanji: false })
}
