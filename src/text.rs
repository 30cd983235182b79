//! Predicates on Japanese and ASCII text.
//!
//! Unicode's own word classes mislead here: kana and kanji count as letters, so `\b` finds no edge in `Github側`, and `ー` (U+30FC)
//! is not in the script Katakana.

mod ends;
mod three;
mod unusual;
mod width;

pub use ends::{first, last, last_word};
pub use three::Three;
pub use unusual::unusual;
pub use width::{column_behind, emojis, width};

use std::cmp::Reverse;

/// Whether `c` is written without spaces between words: kana, kanji, their marks and full-width punctuation.
#[must_use]
pub const fn is_japanese(c: char) -> bool {
    matches!(c,
        '\u{3001}'..='\u{30ff}'      // CJK punctuation (without U+3000), hiragana, katakana, ー and ・
        | '\u{31f0}'..='\u{31ff}'    // small katakana of Ainu
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether `c` is a kanji.
#[must_use]
pub const fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// What stands before the first `sign`, an ASCII character, and what behind it. For short texts, which are cut sooner than a search is set up.
#[must_use]
pub fn cut(text: &str, sign: u8) -> (&str, Option<&str>) {
    text.bytes().position(|byte| byte == sign).map_or((text, None), |at| (&text[..at], Some(&text[at + 1..])))
}

/// Whether some line ends in a carriage return alone.
#[must_use]
pub fn has_lone_return(text: &str) -> bool {
    memchr::memchr_iter(b'\r', text.as_bytes()).any(|at| text.as_bytes().get(at + 1) != Some(&b'\n'))
}

/// Whether a terminal or an editor would obey `c`: control characters but the tab, line ends of all sorts, and marks that turn the direction of writing.
#[must_use]
pub const fn is_hostile(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\n'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether [`is_hostile`] holds for a character of `text`. Few texts have a byte with which one of those begins.
#[must_use]
pub fn has_hostile(text: &str) -> bool {
    let may_begin = |byte: u8| matches!(byte, 0..=8 | 10..=0x1f | 0x7f | 0xc2 | 0xd8 | 0xe2);
    text.bytes().any(may_begin) && text.contains(is_hostile)
}

/// Whether `c` is of a script whose letters join, stack or run from right to left.
#[must_use]
pub const fn is_complex(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{61b}' | '\u{61d}'..='\u{115e}' | '\u{1161}'..='\u{17b3}' | '\u{17b6}'..='\u{180a}' | '\u{1810}'..='\u{1cff}')
        || matches!(c, '\u{a800}'..='\u{abff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10a00}'..='\u{11fff}')
}

/// Whether `c` is the full-width form of a printable ASCII character.
#[must_use]
pub const fn is_fullwidth_ascii(c: char) -> bool {
    matches!(c, '\u{ff01}'..='\u{ff5e}')
}

/// The ASCII character that the full-width form `c` stands for; any other character is returned as it is.
#[must_use]
pub fn halfwidth(c: char) -> char {
    if is_fullwidth_ascii(c) { char::from_u32(c as u32 - 0xfee0).unwrap_or(c) } else { c }
}

/// Whether a name can't end or begin beside `c`: a Latin, Greek or Cyrillic letter or a digit, in either width. Kana and kanji are edges.
#[must_use]
pub fn joins_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    halfwidth(c).is_ascii_alphanumeric()
        || matches!(c, '\u{aa}' | '\u{b5}' | '\u{ba}' | '\u{c0}'..='\u{2af}' | '\u{370}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}')
            && c.is_alphanumeric()
}

/// Whether `c` belongs to an identifier: a path, host, handle, hashtag, flag, image tag or version.
#[must_use]
pub const fn is_identifier(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '/' | ':' | '@' | '#' | '\\' | '+' | '=' | '~' | '%' | '&' | '?' | '*' | '$' | '-')
}

/// Brackets that quote or enclose, opening and closing.
pub const BRACKETS: [(char, char); 12] = [
    ('「', '」'),
    ('『', '』'),
    ('（', '）'),
    ('【', '】'),
    ('〈', '〉'),
    ('《', '》'),
    ('〔', '〕'),
    ('［', '］'),
    ('“', '”'),
    ('(', ')'),
    ('[', ']'),
    ('"', '"'),
];

/// Whether ECMAScript's `trim` takes `c` away.
#[must_use]
pub const fn is_ecmascript_space(c: char) -> bool {
    c == '\u{feff}' || c.is_whitespace() && c != '\u{85}'
}

/// The value that there is most of and how often it is there; of equals, what comes first.
pub fn most<T: Copy + Ord>(values: impl IntoIterator<Item = T>) -> Option<(T, usize)> {
    let mut values: Vec<(T, usize)> = values.into_iter().zip(0..).collect();
    // In most texts all of them are alike.
    if values.iter().all(|(value, _)| *value == values[0].0) {
        return values.first().map(|(value, _)| (*value, values.len()));
    }
    values.sort_unstable();
    let same = values.chunk_by(|(one, _), (other, _)| one == other);
    same.max_by_key(|same| (same.len(), Reverse(same[0].1))).map(|same| (same[0].0, same.len()))
}

/// Whether `name` is like `pattern`, in which one `*` at most stands for any characters.
#[must_use]
pub fn matches_star(name: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        Some((before, after)) => name.len() >= before.len() + after.len() && name.starts_with(before) && name.ends_with(after),
        None => name == pattern,
    }
}

/// The name nearest to `wrong` by edit distance (at most a third of its length, at least 1), for "did you mean".
pub fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = wrong.chars().count();
    let limit = (length / 3).max(1);
    // The distance is at least the difference in length, and half of the difference in what letters there are.
    let letters = letters(wrong);
    let could_be = |name: &&str| {
        let differ = || letters.iter().zip(self::letters(name)).map(|(a, b)| usize::from(a.abs_diff(b))).sum::<usize>();
        name.chars().count().abs_diff(length) <= limit && differ() <= 2 * limit
    };
    let near = names.into_iter().filter(could_be);
    near.map(|name| (distance(wrong, name), name)).filter(|&(d, _)| d <= limit).min().map(|(_, name)| name)
}

/// How many of each letter a text has, as many as fit a byte. Letters outside of ASCII share the places of others, which lowers the difference.
fn letters(text: &str) -> [u8; 32] {
    let mut letters = [0_u8; 32];
    for c in text.chars() {
        let place = &mut letters[c as usize % 32];
        *place = place.saturating_add(1);
    }
    letters
}

/// Optimal string alignment distance in characters: insert, delete, substitute, swap neighbours.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before = vec![0; b.len() + 1];
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let substituted = previous[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = substituted.min(previous[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut previous, row);
    }
    previous[b.len()]
}

/// Whether the day exists in the Gregorian calendar.
#[must_use]
pub const fn is_day(year: u32, month: u32, day: u32) -> bool {
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    };
    1 <= day && day <= days
}

/// The conflicts that a merge left in a text: from the line that begins with seven `<` to the end of that which begins with seven `>`, with one of
/// seven `=` between them (git's `conflict-marker-size`).
///
/// Cost: one search; texts without a conflict are not looked at closer.
#[must_use]
pub fn conflicts(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    if memchr::memmem::find(text.as_bytes(), b"<<<<<<< ").is_none() {
        return found;
    }
    let (mut at, mut start, mut has_middle) = (0, None, false);
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        if bare.starts_with("<<<<<<< ") {
            (start, has_middle) = (Some(at), false);
        } else if bare == "=======" && start.is_some() {
            has_middle = true;
        } else if bare.starts_with(">>>>>>> ") && has_middle {
            found.extend(start.take().map(|start| start..at + bare.len()));
            has_middle = false;
        }
        at += line.len();
    }
    found
}

/// Whether there is a NUL byte in `text`, which is hardly one then.
#[must_use]
pub fn has_nul(text: &str) -> bool {
    memchr::memchr(0, text.as_bytes()).is_some()
}

/// The number of a day, so that two can be subtracted: days since 1970-01-01 in the Gregorian calendar (Howard Hinnant, `days_from_civil`).
#[must_use]
pub fn day_number((year, month, day): (u32, u32, u32)) -> i64 {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * ((i64::from(month) + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month and day of the day with this [`day_number`].
#[must_use]
pub fn day_of_number(number: i64) -> (u32, u32, u32) {
    let shifted = number + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let small = |value: i64| u32::try_from(value).unwrap_or_default();
    (small(year_of_era + era * 400 + i64::from(month <= 2)), small(month), small(day_of_year - (153 * month_from_march + 2) / 5 + 1))
}

/// Year, month and day of a text that begins `2022-11-21`.
#[must_use]
pub fn leading_date(text: &str) -> Option<(u32, u32, u32)> {
    let date = text.get(..10)?;
    let mut parts = date.split('-');
    let mut number = |length: usize| parts.next().filter(|part| part.len() == length).and_then(|part| part.parse().ok());
    Some((number(4)?, number(2)?, number(2)?))
}

/// Year, month and day of a text that is `2022-11-21` and nothing else, where that day exists.
#[must_use]
pub fn date(text: &str) -> Option<(u32, u32, u32)> {
    leading_date(text).filter(|&(year, month, day)| text.len() == "2022-11-21".len() && is_day(year, month, day))
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_hostile_begins_with_a_byte_that_is_looked_for() {
        for c in '\0'..=char::MAX {
            assert_eq!(super::has_hostile(c.encode_utf8(&mut [0; 4])), super::is_hostile(c), "{c:?}");
        }
    }

    #[test]
    fn days_exist_or_not() {
        assert!(super::is_day(2024, 2, 29) && !super::is_day(2022, 2, 29) && !super::is_day(2022, 13, 1) && !super::is_day(2022, 4, 31));
        assert_eq!(super::leading_date("2022-11-21T10:00"), Some((2022, 11, 21)));
        assert_eq!(super::leading_date("2022/11/21"), None);
        for (date, number) in [((1970, 1, 1), 0), ((2000, 3, 1), 11_017), ((2024, 2, 29), 19_782), ((2026, 11, 21), 20_778)] {
            assert_eq!((super::day_number(date), super::day_of_number(number)), (number, date));
        }
    }

    use super::*;

    #[test]
    fn kana_and_kanji_are_edges_and_letters_are_not() {
        for edge in ['側', 'を', 'ー', '・', '、', '「', ' ', '-', '𠮷', '🎉'] {
            assert!(!joins_word(edge), "{edge}");
        }
        for letter in ['a', 'Z', '0', 'Ａ', '９', 'é', 'ț', 'λ', 'ж'] {
            assert!(joins_word(letter), "{letter}");
        }
    }

    #[test]
    fn the_nearest_name_is_found_or_none() {
        let names = ["heading-increment", "heading-empty", "tab-hard"];
        assert_eq!(nearest("heading-incremnet", names), Some("heading-increment"));
        assert_eq!(nearest("zzz", names), None);
    }
}
