//! Loanwords with one letter lost, added, swapped or typed in the place of another.

use std::sync::LazyLock;

/// `rules/words/loanwords.txt`: words that are misspelled, and behind an empty line those that they are put together with or that are one letter off them
/// and right. The build script puts all in one order, with a `+` before the first sort and a `-` before the other.
const LIST: &str = include_str!(concat!(env!("OUT_DIR"), "/loanwords.txt"));

static WORDS: LazyLock<Words> = LazyLock::new(Words::read);

/// All words, in order, each with whether it may be misspelled; and where those begin that begin with a letter.
struct Words {
    all: Vec<(Letters<'static>, bool)>,
    starts: [usize; 130],
}

impl Words {
    fn read() -> Self {
        let all: Vec<_> = LIST.lines().map(|line| (letters(&line[1..]), line.starts_with('+'))).collect();
        let mut starts = [0; 130];
        for (word, _) in &all {
            starts[number(word[0]) + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        Self { all, starts }
    }

    /// Those that begin with a letter.
    fn from(&self, letter: [u8; 3]) -> &[(Letters<'static>, bool)] {
        let number = number(letter);
        &self.all[self.starts[number]..self.starts[number + 1]]
    }

    fn knows(&self, word: Letters<'_>) -> bool {
        word.first().is_some_and(|first| self.from(*first).binary_search_by(|(known, _)| (*known).cmp(word)).is_ok())
    }
}

/// Where a katakana stands among them: less than 128.
fn number([_, second, third]: [u8; 3]) -> usize {
    usize::from(second & 1) << 6 | usize::from(third & 0x3f)
}

/// Katakana: each is three bytes long.
type Letters<'t> = &'t [[u8; 3]];

/// Shorter words are one letter off many others.
const LENGTH: usize = 6;

/// What may be part of a compound has so many letters.
const PART: usize = 2;

const LONG_VOWEL: [u8; 3] = letter("ー");

fn letters(text: &str) -> Letters<'_> {
    text.as_bytes().as_chunks().0
}

const fn letter(text: &str) -> [u8; 3] {
    let bytes = text.as_bytes();
    [bytes[0], bytes[1], bytes[2]]
}

/// A part of a compound that is misspelled: its first and last byte, and what is right.
pub type Slip = (std::ops::Range<usize>, &'static str);

/// The loanword that katakana are one letter off, whole or as a part of a compound whose other part is known; nothing for a word that is known or that
/// may be one.
#[must_use]
pub fn slip(katakana: &str) -> Option<Slip> {
    let word = letters(katakana);
    if word.len() + 1 < LENGTH || WORDS.knows(word) {
        return None;
    }
    let mut of_part = None;
    for cut in PART..(word.len() + 1).saturating_sub(PART) {
        let (head, tail) = word.split_at(cut);
        let is_head = WORDS.knows(head);
        let is_tail = (is_head || head.len() + 1 >= LENGTH) && WORDS.knows(tail);
        if is_head && is_tail {
            return None;
        }
        let of = |start: usize, part: Letters<'_>| nearest(part).map(|right| (3 * start..3 * (start + part.len()), right));
        if of_part.is_none() && is_head {
            of_part = of(cut, tail);
        } else if of_part.is_none() && is_tail {
            of_part = of(0, head);
        }
    }
    nearest(word).map(|right| (0..katakana.len(), right)).or(of_part)
}

/// The long word that a part is one letter off.
fn nearest(part: Letters<'_>) -> Option<&'static str> {
    let first = part.first().filter(|_| part.len() + 1 >= LENGTH)?;
    let near = WORDS.from(*first).iter().filter(|(word, is_long)| *is_long && word.len().abs_diff(part.len()) <= 1);
    let right = near.map(|(word, _)| *word).find(|word| is_slip(part, word))?;
    // コントロラー has lost the ー in its middle.
    let longer = [right, &[LONG_VOWEL]].concat();
    let whole = WORDS.from(*first).iter().map(|(word, _)| *word).find(|word| part.ends_with(&[LONG_VOWEL]) && **word == longer[..]);
    std::str::from_utf8(whole.unwrap_or(right).as_flattened()).ok()
}

/// Whether a slip of one letter makes `wrong` of `right`, and no other way to write it or inflection does.
fn is_slip(wrong: Letters<'_>, right: Letters<'_>) -> bool {
    let head = wrong.iter().zip(right).take_while(|(a, b)| a == b).count();
    let (wrong_end, right_end) = (&wrong[head..], &right[head..]);
    let tail = wrong_end.iter().rev().zip(right_end.iter().rev()).take_while(|(a, b)| a == b).count();
    let (is_last, before) = (tail == 0, wrong[..head].last());
    match (&wrong_end[..wrong_end.len() - tail], &right_end[..right_end.len() - tail]) {
        ([one], [other]) => !is_variant(*one, *other) && (!is_last || is_voiced(*one, *other)),
        ([], [lost]) => !is_last && (*lost != LONG_VOWEL || before.is_some_and(|before| !may_be_short(*before))),
        ([more], []) => *more != LONG_VOWEL && !is_small(*more) && (!is_last || before == Some(more)),
        ([one, other], [first, second]) => one == second && other == first,
        _ => false,
    }
}

/// Whether the ー behind a letter may be left out: インターフェース, オーバーヘッド, エントリーポイント.
fn may_be_short(letter: [u8; 3]) -> bool {
    letters("アカガサザタダナハバパマヤャラワァリシジキギ").contains(&letter)
}

/// Small vowels and ッ: with them and without are two ways to write many words.
fn is_small(letter: [u8; 3]) -> bool {
    ["ァ", "ィ", "ゥ", "ェ", "ォ", "ッ"].iter().any(|small| small.as_bytes() == letter)
}

/// Whether two letters are what one sound is written with: ソフトウェア and ソフトウエア, コンテキスト and コンテクスト.
fn is_variant(one: [u8; 3], other: [u8; 3]) -> bool {
    const PAIRS: [&str; 17] = [
        "ァア", "ィイ", "ゥウ", "ェエ", "ォオ", "ャヤ", "ュユ", "ョヨ", "ッツ", "ヮワ", "ヤア", "ズス", "ヴブ", "ヴウ", "ジヂ", "ズヅ",
        "キク",
    ];
    one == LONG_VOWEL || other == LONG_VOWEL || is_pair(&PAIRS, one, other)
}

/// Whether voice alone tells two letters apart: ハイブリッド and ハイブリット.
fn is_voiced(one: [u8; 3], other: [u8; 3]) -> bool {
    is_pair(&["トド", "クグ", "プブ"], one, other)
}

fn is_pair(pairs: &[&str], one: [u8; 3], other: [u8; 3]) -> bool {
    pairs.iter().any(|pair| matches!(letters(pair), [a, b] if (*a, *b) == (one, other) || (*b, *a) == (one, other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_there_twice_and_none_is_a_slip() {
        for (word, is_long) in &WORDS.all {
            let text = std::str::from_utf8(word.as_flattened()).expect("whole letters");
            assert!(text.chars().all(crate::japanese::is_katakana) && slip(text).is_none(), "{text}");
            assert!(!is_long || word.len() >= LENGTH, "{text}");
        }
        assert!(WORDS.all.is_sorted_by(|(one, _), (next, _)| one < next), "a word is there twice");
    }

    #[test]
    fn slips_are_told_from_other_words() {
        for (wrong, right) in [
            ("オブザーバリビティ", "オブザーバビリティ"),
            ("オブザバービリティ", "オブザーバビリティ"),
            ("ハイブリット", "ハイブリッド"),
            ("クラウドネイディブ", "クラウドネイティブ"),
            ("カンファレンンス", "カンファレンス"),
            ("リファクタリグ", "リファクタリング"),
            ("コントロラー", "コントローラー"),
            ("プルリクスト", "プルリクエスト"),
            ("スケラビリティ", "スケーラビリティ"),
        ] {
            assert_eq!(slip(wrong), Some((0..wrong.len(), right)), "{wrong}");
        }
        assert_eq!(slip("モニリングツール"), Some((0.."モニリング".len(), "モニタリング")));
        assert_eq!(slip("ログモニリング"), Some(("ログ".len().."ログモニリング".len(), "モニタリング")));
        for right in [
            "データソース",
            "インターフェース",
            "ソフトウエア",
            "プロジェクツ",
            "エクスポータ",
            "コンテクスト",
            "ネットワークス",
            "クラウド",
        ] {
            assert_eq!(slip(right), None, "{right}");
        }
    }
}
