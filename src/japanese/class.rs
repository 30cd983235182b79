//! What characters are to their neighbours in Japanese prose.

use super::is_letter;
use crate::document::OBJECT;
use crate::text::{self, Three};

/// What a character is to its neighbour.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Kana, kanji and their marks.
    Japanese,
    /// A Latin, Greek or Cyrillic letter or a digit, or something inline that is no text.
    Latin,
    /// A punctuation mark or a bracket in full width.
    Mark,
    Space,
    /// The beginning or end of a line, and what no rule looks at.
    Edge,
}

/// Hiragana and common kanji.
const PLAIN: Three<2> = Three::of([('\u{3041}', '\u{3096}'), ('\u{4e00}', '\u{9fff}')]);

/// Katakana that words are written with.
const KATAKANA: Three<2> = Three::of([('\u{30a1}', '\u{30fa}'), ('\u{30fc}', '\u{30fe}')]);

/// The stretch of ASCII letters, or of hiragana and common kanji, that a text begins with.
pub(super) fn plain(bytes: &[u8]) -> Option<(Class, usize)> {
    let letters = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    if letters > 0 {
        return Some((Class::Latin, letters));
    }
    let length = PLAIN.stretch(bytes);
    (length > 0).then_some((Class::Japanese, length))
}

/// How many bytes of katakana that words are written with a text begins with.
pub(super) fn katakana(text: &str) -> usize {
    KATAKANA.stretch(text.as_bytes())
}

/// What a character is.
pub(super) fn class(c: char) -> Class {
    match c {
        ' ' => Class::Space,
        '\n' | '\r' | '\u{1}' => Class::Edge,
        // Code, an image, a bare URL.
        OBJECT => Class::Latin,
        _ if c.is_ascii() => {
            if c.is_ascii_alphanumeric() {
                Class::Latin
            } else {
                Class::Edge
            }
        }
        _ if is_letter(c) => Class::Japanese,
        _ if text::joins_word(c) => Class::Latin,
        _ if text::is_japanese(c) => Class::Mark,
        _ => Class::Edge,
    }
}

#[cfg(test)]
mod tests {
    use super::katakana;
    use crate::japanese::is_katakana;

    #[test]
    fn katakana_are_the_same_in_bytes() {
        for c in '\u{2ffe}'..='\u{3400}' {
            assert_eq!(katakana(&c.to_string()), if is_katakana(c) { 3 } else { 0 }, "{c}");
        }
        assert_eq!((katakana("サーバー、"), katakana("aサ"), katakana("ア")), (12, 0, 3));
    }
}
