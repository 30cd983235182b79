//! How wide a text is.

use super::three::Three;
use std::ops::Range;

/// Kana with ー, kanji, and `、。「」`.
const WIDE: Three<6> = Three::of([('ぁ', 'ゖ'), ('ァ', 'ヺ'), ('ー', 'ー'), ('\u{4e00}', '\u{9fff}'), ('、', '。'), ('「', '」')]);

/// The columns that a text takes in a font of fixed width: two for what is wide in East Asia and for emoji, none for marks that combine. What
/// is narrow or wide by its surroundings, such as `…` and `α`, takes `ambiguous`. With 1 it is what prettier 3 counts.
#[must_use]
pub fn width(text: &str, ambiguous: usize) -> usize {
    if let Some(width) = plain(text) {
        return width;
    }
    let mut width = 0;
    let mut at = 0;
    for emoji in emojis(text) {
        width += text[at..emoji.start].chars().map(|c| columns(c, ambiguous)).sum::<usize>();
        let mut chars = text[emoji.clone()].chars();
        width += match (chars.next(), chars.next()) {
            (Some(alone), None) => columns(alone, ambiguous),
            _ => 2,
        };
        at = emoji.end;
    }
    width + text[at..].chars().map(|c| columns(c, ambiguous)).sum::<usize>()
}

/// The same for ASCII, kana and kanji, which nearly all cells are made of: each takes what it takes in every font, and none is an emoji.
fn plain(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut width) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        let stretch = if byte.is_ascii() { usize::from(matches!(byte, b' '..=b'~')) } else { WIDE.stretch(&bytes[at..]) };
        if stretch == 0 {
            return None;
        }
        width += if byte.is_ascii() { 1 } else { stretch / 3 * 2 };
        at += stretch;
    }
    Some(width)
}

fn columns(c: char, ambiguous: usize) -> usize {
    use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
    use unicode_width::UnicodeWidthChar;
    if matches!(c, ' '..='~') {
        return 1;
    }
    if matches!(c.general_category(), GeneralCategory::Control | GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark) {
        return 0;
    }
    match (c.width(), c.width_cjk()) {
        (Some(2), _) => 2,
        (_, Some(2)) => ambiguous,
        _ => 1,
    }
}

/// The column behind `text`, which begins at column `from`: a character takes one, and a tab reaches to the next multiple of four, as in `CommonMark`.
#[must_use]
pub fn column_behind(text: impl AsRef<[u8]>, from: usize) -> usize {
    let is_first = |byte: &&u8| **byte & 0xc0 != 0x80;
    text.as_ref().iter().filter(is_first).fold(from, |column, byte| if *byte == b'\t' { column / 4 * 4 + 4 } else { column + 1 })
}

/// The emoji of a text, as byte ranges: one for each that is shown, so a sequence joined by U+200D, a flag or a keycap is one. A digit is
/// none, and a sign such as `©` is one. After emoji-regex 10, but for sequences that no font shows as one.
#[must_use]
pub fn emojis(text: &str) -> Vec<Range<usize>> {
    use unicode_properties::UnicodeEmoji;
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let at = |index: usize| chars.get(index).map(|&(_, c)| c);
    let is_flag = |c: Option<char>| matches!(c, Some('\u{1f1e6}'..='\u{1f1ff}'));
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(c) = at(index) {
        let start = index;
        if matches!(c, '0'..='9' | '#' | '*') {
            let mark = index + 1 + usize::from(at(index + 1) == Some('\u{fe0f}'));
            index += 1;
            if at(mark) != Some('\u{20e3}') {
                continue;
            }
            index = mark + 1;
        } else if is_flag(Some(c)) {
            index += if is_flag(at(index + 1)) { 2 } else { 1 };
        } else if c.is_emoji_char() {
            loop {
                index += 1;
                while matches!(at(index), Some('\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')) {
                    index += 1;
                }
                let joined = at(index) == Some('\u{200d}') && at(index + 1).is_some_and(UnicodeEmoji::is_emoji_char);
                if !joined {
                    break;
                }
                index += 1;
            }
        } else {
            index += 1;
            continue;
        }
        found.push(chars[start].0..chars.get(index).map_or(text.len(), |&(at, _)| at));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{columns, emojis, plain, width};

    #[test]
    fn emoji_are_counted_as_they_are_shown() {
        for (text, count) in [
            ("📝", 1),
            ("📝📝", 2),
            ("A", 0),
            ("1", 0),
            (":memo:", 0),
            ("👨‍👩‍👧", 1),
            ("🇯🇵", 1),
            ("🇯🇵🇯🇵", 2),
            ("1️⃣", 1),
            ("❤", 1),
            ("❤️", 1),
            ("©", 1),
            ("📝 memo", 1),
            ("👍🏽", 1),
        ] {
            assert_eq!(emojis(text).len(), count, "{text}");
        }
    }

    #[test]
    fn wide_characters_take_two_columns() {
        for (text, columns) in [("abc", 3), ("日本語", 6), ("ｶﾅ", 2), ("か\u{3099}", 2), ("Ａ　", 4), ("🎉é", 3), ("", 0)] {
            assert_eq!(width(text, 1), columns, "{text}");
        }
    }

    #[test]
    fn what_is_plain_is_as_wide_as_its_characters() {
        for c in ' '..=char::MAX {
            let text = format!("{c}");
            if let Some(width) = plain(&text) {
                assert_eq!((width, emojis(&text).len()), (columns(c, 1), 0), "{c:?}");
                assert_eq!(width, columns(c, 2), "{c:?}");
            }
        }
        assert_eq!((plain("Go で、「サーバー」を書く"), plain("1️⃣"), plain("か\u{3099}"), plain("")), (Some(25), None, None, Some(0)));
    }
}
