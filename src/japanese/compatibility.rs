//! Characters that stand for a kanji that has a number of its own.

use unicode_normalization::UnicodeNormalization;

/// Radicals that Unicode gives no decomposition, and those whose decomposition is not how Japanese writes the kanji today.
const RADICALS: [(char, char); 27] = [
    ('\u{2e8e}', '兀'),
    ('\u{2e92}', '巳'),
    ('\u{2e9d}', '月'),
    ('\u{2e9f}', '母'),
    ('\u{2ea0}', '民'),
    ('\u{2ea9}', '王'),
    ('\u{2eae}', '竹'),
    ('\u{2ec1}', '虎'),
    ('\u{2ec4}', '西'),
    ('\u{2ec6}', '角'),
    ('\u{2ed1}', '長'),
    ('\u{2ed7}', '雨'),
    ('\u{2ed8}', '青'),
    ('\u{2edd}', '食'),
    ('\u{2ee3}', '骨'),
    ('\u{2ee4}', '鬼'),
    ('\u{2ee8}', '麦'),
    ('\u{2ee9}', '黄'),
    ('\u{2eeb}', '斉'),
    ('\u{2eed}', '歯'),
    ('\u{2eef}', '竜'),
    ('\u{2ef2}', '亀'),
    ('\u{2ef3}', '亀'),
    ('\u{2f3e}', '戸'),
    ('\u{2fad}', '青'),
    ('\u{2fc8}', '黄'),
    ('\u{2fca}', '黒'),
];

/// Whether `c` is a radical: a part of a kanji that has a number of its own, for dictionaries.
#[must_use]
pub const fn is_radical(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}')
}

/// The kanji that a radical or a compatibility ideograph stands for; nothing for what is in those blocks and stands for none.
#[must_use]
pub fn unified(c: char) -> Option<char> {
    if !matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}') {
        return None;
    }
    let known = RADICALS.binary_search_by_key(&c, |(radical, _)| *radical).ok().map(|at| RADICALS[at].1);
    known.or_else(|| std::iter::once(c).nfkc().next().filter(|kanji| *kanji != c))
}
