//! Dates as they are written in Japanese prose: `2022年11月21日（月）`, `2022/11/21 (Mon)`, `11月21日〜22日`.

mod clock;
mod weekday;

use super::{Sign, Signs, Spot};
use crate::document::{Document, Run};
use crate::front_matter::DAY_KEYS;
use crate::text;
pub use clock::{Clock, clock};
use std::collections::BTreeSet;
use std::ops::Deref;
use weekday::weekday;
pub use weekday::{Weekday, weekday_like, weekday_of, weekdays};

/// A date in prose. Nobody has looked whether it exists.
#[derive(Clone, Copy, Debug)]
pub struct Date<'a, 'd> {
    /// The prose it is in.
    pub run: &'a Run<'d>,
    written: Written,
}

/// What a date says.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    /// Its first byte in the run.
    pub start: usize,
    /// Where it ends, without the weekday.
    pub end: usize,
    /// The year, taken from the date before it in `2022年11月21日〜22日`; nothing where none is written.
    pub year: Option<u32>,
    /// The month, taken from there as well.
    pub month: u32,
    /// The day; nothing in `2022年11月`.
    pub day: Option<u32>,
    /// How it is written.
    pub form: Form,
    /// Whether the year is its own.
    pub has_year: bool,
    /// Whether the month is.
    pub has_month: bool,
    /// The weekday behind it.
    pub weekday: Option<Weekday>,
    /// The date that a range begins with which ends with this one: where it starts, and what it is.
    pub since: Option<(usize, Option<u32>, u32, Option<u32>)>,
}

impl Deref for Date<'_, '_> {
    type Target = Written;

    fn deref(&self) -> &Written {
        &self.written
    }
}

/// The dates of a document, in order of place.
#[derive(Debug, Default)]
pub struct Dates {
    /// Each with the number of its run.
    found: Vec<(u32, Written)>,
}

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// `2022年11月21日`.
    Kanji,
    /// `2022/11/21`.
    Slash,
    /// `2022-11-21`.
    Hyphen,
    /// `2022.11.21`: only with a weekday, as versions look like it.
    Dot,
}

const ERAS: [(&str, u32); 3] = [("令和", 2018), ("平成", 1988), ("昭和", 1925)];

/// So many bytes at most stand between two dates that belong together, brackets and weekday included.
const LINK: usize = 40;

/// What stands between the ends of a range.
pub const RANGE: [char; 7] = ['〜', '～', '~', '-', '–', '—', '−'];

/// The years that a date without one may be of: those that the text and its front matter name, with the years before and after each.
#[must_use]
pub fn years<'a, 'd: 'a>(doc: &Document, numbers: impl Iterator<Item = Spot<'a, 'd>>) -> BTreeSet<u32> {
    let table = doc.header().map(|header| &header.table);
    let told = DAY_KEYS.iter().filter_map(|key| table?.get(key)?.value.text()?.get(..4)?.parse().ok());
    let named = numbers.filter(|spot| digits(spot.rest()) == 4).filter_map(|spot| Reader { text: &spot.run.text, at: spot.at }.number(4));
    let years = told.chain(named).filter(|year| (1950..=2100).contains(year));
    years.flat_map(|year| year - 1..=year + 1).collect()
}

impl Dates {
    /// The dates in prose, whose signs are found in `runs`.
    #[must_use]
    pub fn of(signs: &Signs, runs: &[Run<'_>]) -> Self {
        let mut found: Vec<(u32, Written)> = Vec::new();
        for place in signs.places(Sign::Number) {
            let (run, spot) = (place.0, Spot::of(*place, runs));
            let before = found.last().filter(|(last, _)| *last == run).map(|(_, before)| *before);
            if before.is_none_or(|before| spot.at >= before.end) {
                found.extend(read(spot, before).map(|date| (run, date)));
            }
        }
        Self { found }
    }

    /// All of them; `runs` are those they were found in.
    pub fn iter<'a, 'd>(&'a self, runs: &'a [Run<'d>]) -> impl Iterator<Item = Date<'a, 'd>> {
        self.found.iter().map(|&(run, written)| Date { run: &runs[run as usize], written })
    }
}

fn read(spot: Spot<'_, '_>, before: Option<Written>) -> Option<Written> {
    let text = &spot.run.text;
    let link = before.and_then(|before| Some((before, link(text, &before, spot.at)?)));
    let (first, end) = whole(spot).or_else(|| link.and_then(|link| day_alone(spot, link)))?;
    let weekday = weekday(text, end);
    // Of these there are versions, fractions and the like.
    if weekday.is_none() && (first.form == Form::Dot || first.form == Form::Slash && first.year.is_none()) {
        return None;
    }
    let (has_year, has_month) = (first.year.is_some(), first.month.is_some());
    let goes_to =
        |&(_, link): &(Written, Link)| link == Link::Range || link == Link::From && behind(text, end, weekday).starts_with("まで");
    let range = link.filter(goes_to).map(|(before, _)| before);
    let inherited = link.map(|(before, _)| before);
    let month = first.month.or(inherited.map(|before| before.month))?;
    let year = first.year.or_else(|| year_of_end(inherited?, range.is_some(), month));
    let since = range.map(|before| (before.start, before.year, before.month, before.day));
    Some(Written { start: spot.at, end, year, month, day: first.day, form: first.form, has_year, has_month, weekday, since })
}

/// The year of a date without one, from the date that it belongs to: a range over New Year ends in the next.
fn year_of_end(before: Written, is_range: bool, month: u32) -> Option<u32> {
    let year = before.year?;
    match before.month.checked_sub(month) {
        None | Some(0) => Some(year),
        Some(LONG..) if is_range => Some(year + 1),
        _ => None,
    }
}

/// A range from one month to an earlier one that is so far before it, or farther, goes over New Year; `11月〜10月` may be a slip.
const LONG: u32 = 6;

/// What stands between two dates that belong together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    /// The mark of a range.
    Range,
    /// から, which begins a range where まで ends it.
    From,
    /// What parts those of a list.
    List,
}

/// What stands between a date and the place `at`, where that links them.
fn link(text: &str, before: &Written, at: usize) -> Option<Link> {
    if at - before.end > LINK {
        return None;
    }
    let rest = behind(&text[..at], before.end, before.weekday).trim_matches([' ', '\u{3000}']);
    match rest {
        "から" => Some(Link::From),
        "・" | "、" | "," | "と" | "，" | "＆" | "&" => Some(Link::List),
        _ => is_range(rest).then_some(Link::Range),
    }
}

/// What follows a date that ends at `end`, and its weekday with the brackets around that.
fn behind(text: &str, end: usize, weekday: Option<Weekday>) -> &str {
    let Some(weekday) = weekday else { return &text[end..] };
    let rest = &text[weekday.end..];
    let is_open = text[end..weekday.start].contains(['(', '（', '[', '［', '【', '〔']);
    let closing = rest.char_indices().find(|(_, c)| is_open && matches!(c, ')' | '）' | ']' | '］' | '】' | '〕'));
    closing.map_or(rest, |(at, c)| &rest[at + c.len_utf8()..]).trim_start_matches(['曜', '日'])
}

/// Whether a text is the mark of a range.
#[must_use]
pub fn is_range(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| RANGE.contains(&c)) && chars.next().is_none()
}

struct Parts {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    form: Form,
}

/// The date with its own month that begins there, and where it ends.
fn whole(spot: Spot<'_, '_>) -> Option<(Parts, usize)> {
    let (previous, length) = (spot.previous(), digits(spot.rest()));
    if previous.is_some_and(|c| matches!(c, '.' | ',' | '/' | ':' | '\'' | '’' | '第' | '#' | '+' | '$' | '¥')) {
        return None;
    }
    let mut reader = Reader { text: &spot.run.text, at: spot.at };
    let first = reader.number(4)?;
    if reader.mark('年') {
        let year = if length == 4 { first } else { era(spot.before())? + first };
        let month = reader.number(2).filter(|_| reader.mark('月'))?;
        let day = day_of(&mut reader);
        return Some((Parts { year: Some(year), month: Some(month), day, form: Form::Kanji }, reader.at));
    }
    if length <= 2 && reader.mark('月') {
        let day = day_of(&mut reader)?;
        return Some((Parts { year: None, month: Some(first), day: Some(day), form: Form::Kanji }, reader.at));
    }
    let is_part = |c: char| text::joins_word(c) || matches!(c, '-' | '_' | '%' | '@' | '=' | '~' | '\\' | '/' | '.');
    let is_range = previous == Some('-') && !spot.before().trim_end_matches('-').ends_with(is_part);
    if previous.is_some_and(is_part) && !is_range {
        return None;
    }
    let separator = reader.text[reader.at..].chars().next()?;
    let form = match separator {
        '/' | '／' => Form::Slash,
        '-' => Form::Hyphen,
        '.' => Form::Dot,
        _ => return None,
    };
    reader.at += separator.len_utf8();
    let second = reader.number(2)?;
    let parts = if length == 4 {
        reader.at += reader.text[reader.at..].strip_prefix(separator).map(|_| separator.len_utf8())?;
        Parts { year: Some(first), month: Some(second), day: Some(reader.number(2)?), form }
    } else if length <= 2 && form == Form::Slash {
        Parts { year: None, month: Some(first), day: Some(second), form }
    } else {
        return None;
    };
    let mut behind = reader.text[reader.at..].chars();
    let next = behind.next();
    let goes_on = next.is_some_and(|c| is_part(c) && c != 'T' && c != '~' && c != '.' && c != '-')
        || next.is_some_and(|c| matches!(c, '.' | '-')) && behind.next().is_some_and(text::joins_word) && form != Form::Slash;
    (!goes_on).then_some((parts, reader.at))
}

/// `22日` behind a date, or `22(火)` at the end of a range that begins with `11/21`, and where it ends.
fn day_alone(spot: Spot<'_, '_>, (before, link): (Written, Link)) -> Option<(Parts, usize)> {
    let text = &spot.run.text;
    let mut reader = Reader { text, at: spot.at };
    let kanji = day_of(&mut reader).map(|day| (day, Form::Kanji));
    let is_plain = link == Link::Range && before.form != Form::Kanji;
    let plain = || reader.number(2).filter(|_| is_plain && weekday(text, reader.at).is_some()).map(|day| (day, before.form));
    let (day, form) = kanji.or_else(plain)?;
    Some((Parts { year: None, month: None, day: Some(day), form }, reader.at))
}

/// A number of a day with 日 that is no count of days.
fn day_of(reader: &mut Reader<'_>) -> Option<u32> {
    let mut ahead = Reader { ..*reader };
    let day = ahead.number(2).filter(|_| ahead.mark('日'))?;
    let is_count = ["間", "目", "後", "前", "分", "程", "ほど", "くらい", "ぐらい", "以", "連"]
        .iter()
        .any(|count| ahead.text[ahead.at..].starts_with(count));
    (!is_count).then(|| {
        reader.at = ahead.at;
        day
    })
}

/// The year before the first of the era that the text ends with.
fn era(before: &str) -> Option<u32> {
    ERAS.iter().find(|(name, _)| before.trim_end_matches(' ').ends_with(name)).map(|&(_, year)| year)
}

/// How many digits a text begins with.
fn digits(text: &str) -> usize {
    number(text).0
}

/// The digits that a text begins with: how many, how many bytes, and the number that they write.
fn number(text: &str) -> (usize, usize, u32) {
    let (mut count, mut length, mut value) = (0, 0, 0_u32);
    for c in text.chars() {
        let Some(digit) = text::halfwidth(c).to_digit(10) else { break };
        (count, length, value) = (count + 1, length + c.len_utf8(), value.saturating_mul(10).saturating_add(digit));
    }
    (count, length, value)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    /// A number of at most so many digits.
    fn number(&mut self, most: usize) -> Option<u32> {
        let rest = self.text[self.at..].trim_start_matches(' ');
        let (count, length, value) = number(rest);
        (1..=most).contains(&count).then(|| {
            self.at = self.text.len() - rest.len() + length;
            value
        })
    }

    /// Whether this comes next; then it is read.
    fn mark(&mut self, mark: char) -> bool {
        let rest = self.text[self.at..].trim_start_matches(' ');
        let found = rest.strip_prefix(mark);
        if let Some(behind) = found {
            self.at = self.text.len() - behind.len();
        }
        found.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use crate::platform::Platform;

    /// Year, month, day, weekday, and whether it ends a range.
    type Parts = (Option<u32>, u32, Option<u32>, Option<usize>, bool);

    fn read(text: &str) -> Vec<Parts> {
        let doc = parse(format!("これは{text}です。"), Platform::generic());
        let runs = doc.prose();
        let signs = Signs::of(&doc, &runs);
        let dates = Dates::of(&signs, &runs);
        dates
            .iter(&runs)
            .map(|date| (date.year, date.month, date.day, date.weekday.map(|weekday| weekday.number), date.since.is_some()))
            .collect()
    }

    #[test]
    fn dates_are_read_in_all_their_forms() {
        let monday = [(Some(2022), 11, Some(21), Some(1), false)];
        for text in [
            "2022年11月21日（月）",
            "２０２２年１１月２１日(月曜日)",
            "2022 年 11 月 21 日 (Mon)",
            "令和4年11月21日月曜",
            "2022-11-21 [mon]",
            "2022.11.21（月・祝）",
        ] {
            assert_eq!(read(text), monday, "{text}");
        }
        for text in
            ["2022.11.21", "v2022/11/21", "11/21", "2022-11", "2022/11/21/22", "1.5月3日分", "22年", "2022-11-21-log", "10/11（火の回）"]
        {
            assert_eq!(read(text), [], "{text}");
        }
        assert_eq!(read("2022年11月と11月3日間"), [(Some(2022), 11, None, None, false)]);
    }

    #[test]
    fn the_end_of_a_range_takes_year_and_month_from_its_beginning() {
        let (first, second) = ((Some(2022), 11, Some(21), Some(1), false), (Some(2022), 11, Some(22), Some(2), true));
        for text in ["2022年11月21日（月）〜22日（火）", "2022/11/21(月)-11/22(火)", "2022年11月21日月曜日 - 11月22日火曜日"]
        {
            assert_eq!(read(text), [first, second], "{text}");
        }
        assert_eq!(read("2022年12月21日〜1月22日")[1], (Some(2023), 1, Some(22), None, true));
        assert_eq!(read("2022年12月21日〜11月22日")[1], (None, 11, Some(22), None, true));
        assert_eq!(read("2022年12月21日、1月22日")[1], (None, 1, Some(22), None, false));
        assert_eq!(read("2022年11月21日から10日間").len(), 1);
    }

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        for (date, number) in [((2022, 11, 21), 1), ((2000, 2, 29), 2), ((1969, 12, 31), 3), ((1900, 1, 1), 1), ((2026, 11, 22), 0)] {
            assert_eq!(weekday_of(date), number, "{date:?}");
        }
    }
}
