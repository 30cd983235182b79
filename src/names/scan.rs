//! Finding names in a stretch of prose.

use super::hash::{finish, step};
use super::table::{LETTER, NO_LETTER, SHORTEST_NEAR};
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
    /// Cost: one pass over the bytes; a word that may begin a name costs a binary search for each word of it.
    #[must_use]
    pub fn scan<'n>(&'n self, text: &str) -> Scan<'n> {
        let mut scan = Scan::default();
        let mut folded = String::new();
        let mut from = 0;
        while let Some(start) = next_word(text, from) {
            let word = Word::at(text, start);
            from = word.end;
            let may_begin = !word.is_ascii || self.may_begin(finish(word.hash));
            let found = if may_begin { self.longest(text, start, word.end, &mut folded) } else { None };
            if let Some((end, name)) = found {
                scan.mentions.push(Mention { start, end, name });
                from = end;
            } else if word.is_candidate(text, start) || word.may_go_on(text, start, &scan.mentions) {
                scan.words.push((start, word.end));
            }
        }
        scan
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
            word = (next, Word::at(text, next).end);
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

/// A run of letters and digits, and what one pass over it tells.
struct Word {
    /// One past its last byte.
    end: usize,
    /// Not yet [`finish`]ed.
    hash: u32,
    is_ascii: bool,
    has_capital: bool,
    has_letter: bool,
}

impl Word {
    /// The word that begins at `start`.
    fn at(text: &str, start: usize) -> Self {
        let bytes = text.as_bytes();
        let mut word = Self { end: start, hash: 0, is_ascii: true, has_capital: false, has_letter: false };
        while let Some(&byte) = bytes.get(word.end) {
            if LETTER[usize::from(byte)] != NO_LETTER {
                word.hash = step(word.hash, byte);
                word.has_capital |= byte.is_ascii_uppercase();
                word.has_letter |= byte.is_ascii_alphabetic();
                word.end += 1;
            } else if byte.is_ascii() {
                break;
            } else {
                match text[word.end..].chars().next() {
                    Some(c) if joins_word(c) => {
                        word.end += c.len_utf8();
                        word.is_ascii = false;
                    }
                    _ => break,
                }
            }
        }
        word
    }

    /// Whether a word in lower case may be the rest of a name that it stands behind: `OpenTelemetry collecter`.
    fn may_go_on(&self, text: &str, start: usize, mentions: &[Mention<'_>]) -> bool {
        let is_word = self.is_ascii && self.has_letter && self.end - start >= SHORTEST_NEAR;
        is_word && mentions.last().is_some_and(|last| last.end + 1 == start && text.as_bytes()[last.end] == b' ')
    }

    /// Whether a word that is no name can be one: with a capital, or in lower case where no Latin word stands beside it.
    fn is_candidate(&self, text: &str, start: usize) -> bool {
        if self.end - start < 3 || !self.is_ascii || !self.has_letter {
            return false;
        }
        let bytes = text.as_bytes();
        let is_apart = |beside: Option<&u8>, next: Option<&u8>| match beside {
            Some(b' ') => next.is_none_or(|byte| !byte.is_ascii()),
            beside => beside.is_none_or(|byte| !byte.is_ascii() || matches!(byte, b'\n' | b'-')),
        };
        let before = |back: usize| start.checked_sub(back).and_then(|at| bytes.get(at));
        self.has_capital || is_apart(before(1), before(2)) && is_apart(bytes.get(self.end), bytes.get(self.end + 1))
    }
}
