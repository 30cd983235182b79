//! Finding names in a stretch of prose.

use super::table::{LETTER, NO_LETTER};
use super::{Name, Names};
use crate::text::{halfwidth, joins_word};

/// A name as it stands in a text, right or wrong.
#[derive(Clone, Copy, Debug)]
pub struct Mention<'n> {
    /// First byte in the prose.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The name that is meant.
    pub name: Name<'n>,
}

/// What a stretch of prose has: names, and words that are none.
#[derive(Debug, Default)]
pub struct Scan<'n> {
    /// In order of place.
    pub mentions: Vec<Mention<'n>>,
    /// First byte of each word that may be a name of another dictionary or a misspelled one, and one past its last: ASCII letters and digits, with
    /// a capital, or in lower case with no Latin word beside it.
    pub words: Vec<(usize, usize)>,
}

/// Names have at most this many words.
const MOST_WORDS: usize = 8;

/// What stands between two words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// What may be put between the words of any name.
    Separator,
    /// A sign that is part of some names: `CI/CD`, `KubeCon + CloudNativeCon`.
    Sign,
}

impl Names {
    /// The names and unknown words of `text`. A name counts with its longest form: what is part of one is no other.
    ///
    /// Cost: one pass over the bytes; a word whose first two letters begin some name costs a binary search for each of its words.
    #[must_use]
    pub fn scan<'n>(&'n self, text: &str) -> Scan<'n> {
        let mut scan = Scan::default();
        let mut folded = String::new();
        let mut from = 0;
        while let Some(start) = next_word(text, from) {
            let end = word_end(text, start);
            from = end;
            let found = if self.may_begin_at(text, start, end) { self.longest(text, start, end, &mut folded) } else { None };
            if let Some((end, name)) = found {
                scan.mentions.push(Mention { start, end, name });
                from = end;
            } else if is_candidate(text, start, end) {
                scan.words.push((start, end));
            }
        }
        scan
    }

    /// Whether some name may begin with the word `start..end`. What is not ASCII is looked up in any case: it may be of full width.
    fn may_begin_at(&self, text: &str, start: usize, end: usize) -> bool {
        let word = &text.as_bytes()[start..end];
        !word.is_ascii() || self.may_begin(word)
    }

    /// The name with most words that begins with the word `start..end`, and where it ends. `folded` is room to work in.
    fn longest<'n>(&'n self, text: &str, start: usize, end: usize, folded: &mut String) -> Option<(usize, Name<'n>)> {
        folded.clear();
        let (mut word, mut gaps, mut has_sign, mut best) = ((start, end), 0_u64, false, None);
        for _ in 0..MOST_WORDS {
            if !push_folded(folded, &text[word.0..word.1]) {
                break;
            }
            let fits = |name: Name<'_>| gaps & !name.splits() == 0 && (!has_sign || name.text().contains(['+', '/', '&']));
            let (name, is_beginning) = self.get(folded.as_bytes(), fits);
            best = name.map(|name| (word.1, name)).or(best);
            if !is_beginning {
                break;
            }
            let Some((next, gap)) = next_word(text, word.1).and_then(|next| Some((next, gap(&text[word.1..next])?))) else { break };
            has_sign |= gap == Gap::Sign;
            gaps |= 1_u64.checked_shl(u32::try_from(folded.len()).unwrap_or(64)).unwrap_or(0);
            word = (next, word_end(text, next));
        }
        best
    }
}

/// Adds a word in ASCII lower case. Not where it has a letter that is not ASCII in any width: it is another language's.
fn push_folded(folded: &mut String, word: &str) -> bool {
    let from = folded.len();
    if word.is_ascii() {
        folded.push_str(word);
    } else if word.chars().map(halfwidth).all(|c| c.is_ascii()) {
        folded.extend(word.chars().map(halfwidth));
    } else {
        return false;
    }
    folded[from..].make_ascii_lowercase();
    true
}

/// What stands between words, where a name may go on behind it.
fn gap(between: &str) -> Option<Gap> {
    match between {
        " " | "-" | "." | "\u{a0}" | "\u{3000}" => Some(Gap::Separator),
        "+" | " + " | "/" | " / " | "&" | " & " | "＋" | " ＋ " | "／" | "＆" => Some(Gap::Sign),
        _ => None,
    }
}

/// Where the next run of letters and digits begins, from `from` on.
fn next_word(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            0..=0x7f if LETTER[usize::from(byte)] != NO_LETTER => return Some(at),
            0..=0x7f => at += 1,
            // Kana and kanji: three bytes each, and most of a Japanese text.
            0xe3..=0xe9 => at += 3,
            _ => {
                let c = text[at..].chars().next()?;
                if joins_word(c) {
                    return Some(at);
                }
                at += c.len_utf8();
            }
        }
    }
    None
}

/// Where the run of letters and digits that begins at `start` ends.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        if LETTER[usize::from(byte)] != NO_LETTER {
            at += 1;
        } else if byte.is_ascii() {
            break;
        } else {
            match text[at..].chars().next() {
                Some(c) if joins_word(c) => at += c.len_utf8(),
                _ => break,
            }
        }
    }
    at
}

/// Whether a word that is no name can be one: with a capital and a small letter, or in lower case where no Latin word stands beside it.
fn is_candidate(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let word = &bytes[start..end];
    if word.len() < 3 || !word.iter().all(u8::is_ascii_alphanumeric) || !word.iter().any(u8::is_ascii_alphabetic) {
        return false;
    }
    let is_apart = |beside: Option<&u8>, next: Option<&u8>| match beside {
        Some(b' ') => next.is_none_or(|byte| !byte.is_ascii()),
        beside => beside.is_none_or(|byte| !byte.is_ascii() || matches!(byte, b'\n' | b'-')),
    };
    let before = |back: usize| start.checked_sub(back).and_then(|at| bytes.get(at));
    word.iter().any(u8::is_ascii_uppercase) || is_apart(before(1), before(2)) && is_apart(bytes.get(end), bytes.get(end + 1))
}
