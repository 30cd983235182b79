//! The words of `rules/words/*.toml` in prose: found in one pass over a text, for all rules that speak of words.

use super::lexicon::{Lexicon, List, Record};
use super::{is_hiragana, is_katakana};
use crate::diagnostic::Edit;
use crate::document::{OBJECT, Run};
use crate::source::Span;
use crate::text::is_kanji;

/// The tables that the build script made, in the order of [`List::TABLES`].
pub(super) const TABLES: [Lexicon<'static>; 2] = [
    Lexicon {
        index: include_bytes!(concat!(env!("OUT_DIR"), "/words.index")),
        text: include_str!(concat!(env!("OUT_DIR"), "/words.text")),
    },
    Lexicon {
        index: include_bytes!(concat!(env!("OUT_DIR"), "/kanji.index")),
        text: include_str!(concat!(env!("OUT_DIR"), "/kanji.text")),
    },
];

/// How many bytes away what is right may stand where a text speaks of a word.
const NEAR: usize = 150;

/// Katakana of so many characters behind others are the second part of a compound and not letters of two words by chance.
const COMPOUND: usize = 8;

/// How the letters of a word stand among those around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It is a word.
    Whole,
    /// It may be part of a longer one: `深堀り` never is, `セキュリテイ` in `セキュリテイチーム` is.
    Joined,
    /// It is letters of other words: 業積 in 企業積立, or of a tag.
    Part,
}

/// A word of a list in a text.
#[derive(Clone, Copy, Debug)]
pub struct Word<'c, 'd> {
    /// The prose it is in.
    pub run: &'c Run<'d>,
    /// Its first byte there.
    pub start: usize,
    /// What the list says.
    pub record: Record<'static>,
}

/// The words of a document, in order of place.
#[derive(Debug, Default)]
pub struct Words {
    found: Vec<(u32, u32, Record<'static>)>,
}

impl Words {
    /// Finds the words of a list, and those of the lists that are in one table with it.
    #[must_use]
    pub fn of(list: List, runs: &[Run<'_>]) -> Self {
        let mut found = Vec::new();
        for (run, number) in runs.iter().zip(0..) {
            TABLES[list.table()].scan(&run.text, |at, record| {
                // A combining mark makes another letter of the last one.
                if !run.text[at + record.word.len()..].starts_with(['\u{3099}', '\u{309a}']) {
                    found.push((number, u32::try_from(at).unwrap_or(u32::MAX), record));
                }
            });
        }
        Self { found }
    }

    /// Those of one list; `runs` are those they were found in. Of two that overlap it is the first.
    pub fn iter<'c, 'd>(&'c self, list: List, runs: &'c [Run<'d>]) -> impl Iterator<Item = Word<'c, 'd>> {
        let mut before = (0, 0);
        let of_list = self.found.iter().filter(move |found| found.2.list == list);
        let apart = of_list.filter(move |&&(run, at, record)| {
            let overlaps = before.0 == run && (at as usize) < before.1;
            before = if overlaps { before } else { (run, at as usize + record.word.len()) };
            !overlaps
        });
        apart.map(|&(run, at, record)| Word { run: &runs[run as usize], start: at as usize, record })
    }
}

impl<'c> Word<'c, '_> {
    /// One past its last byte in the run.
    #[must_use]
    pub fn end(self) -> usize {
        self.start + self.record.word.len()
    }

    /// The text before it.
    #[must_use]
    pub fn before(self) -> &'c str {
        &self.run.text[..self.start]
    }

    /// The text behind it.
    #[must_use]
    pub fn behind(self) -> &'c str {
        &self.run.text[self.end()..]
    }

    /// Whether the text speaks of the word: it stands in quotation marks, and what is right near it.
    #[must_use]
    pub fn is_spoken_of(self) -> bool {
        let quoted = self.before().ends_with(['「', '『', '“', '"', '\'']) || self.behind().starts_with(['」', '』', '”', '"', '\'']);
        let text = &self.run.text;
        let edge = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        quoted && text[edge(self.start.saturating_sub(NEAR))..edge((self.end() + NEAR).min(text.len()))].contains(self.record.right)
    }

    /// Whether a line ends in the middle of it, or of the word that it is the beginning of.
    #[must_use]
    pub fn is_cut(self) -> bool {
        self.record.word.ends_with(is_katakana) && self.behind().strip_prefix('\n').is_some_and(|rest| rest.starts_with(is_katakana))
    }

    /// Whether it ends and begins where a word may, as far as its letters and those beside it tell.
    #[must_use]
    pub fn fit(self) -> Fit {
        let word = self.record.word;
        let before = self.before().chars().next_back();
        let (last, behind) = (word.chars().next_back(), self.behind().chars().next());
        let joins = |one: Option<char>, other: Option<char>, is: fn(char) -> bool| one.is_some_and(is) && other.is_some_and(is);
        let first = word.chars().next();
        let length = word.chars().count();
        let in_kanji = joins(before, first, is_kanji) || joins(last, behind, is_kanji);
        let may_be_kana = || !before.is_some_and(ends_noun) || behind.is_some_and(|c| is_hiragana(c) || c == 'ー');
        if is_particle_twice(word) && may_be_kana() {
            return Fit::Part;
        }
        if matches!(before, Some('#' | '＃' | '@')) || joins(before, first, is_katakana) && length < COMPOUND || in_kanji && length <= 2 {
            Fit::Part
        } else if in_kanji || joins(before, first, is_katakana) || joins(last, behind, is_katakana) {
            Fit::Joined
        } else {
            Fit::Whole
        }
    }

    /// What makes `right` of it; nothing where there is markup inside.
    #[must_use]
    pub fn edit(self, right: &str) -> Option<Edit> {
        edit(self.run, self.start, self.end(), right)
    }
}

/// Whether a word is a letter twice that is a particle, and may be the end or the beginning of words of hiragana: はは, できるのので.
fn is_particle_twice(word: &str) -> bool {
    let mut letters = word.chars();
    let first = letters.next();
    first == letters.next() && letters.next().is_none() && first != Some('を')
}

/// Whether a character is the last of a noun for sure: a kanji, a katakana, a Latin letter, a digit, what closes a quotation, something inline.
fn ends_noun(c: char) -> bool {
    is_kanji(c) || is_katakana(c) || c.is_ascii_alphanumeric() || matches!(c, '」' | '』' | '）' | ')' | OBJECT)
}

/// What makes `right` of `start..end`, without the beginning and the end that they share; nothing where there is markup inside.
#[must_use]
pub fn edit(run: &Run<'_>, start: usize, end: usize, right: &str) -> Option<Edit> {
    let same = |(a, b): &(char, char)| a == b;
    let word = &run.text[start..end];
    let head: usize = word.chars().zip(right.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (word, right) = (&word[head..], &right[head..]);
    let tail: usize = word.chars().rev().zip(right.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let whole = run.span(start, end);
    let changed = Span::new(whole.start + head, whole.end - tail);
    run.is_contiguous(start, end).then(|| Edit::replace(changed, &right[..right.len() - tail]))
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::{Lexicon, List, Record};
    use super::TABLES;

    /// The words found in a text as (place, word).
    fn found(text: &str, wanted: &[List]) -> Vec<(usize, &'static str)> {
        let mut found = Vec::new();
        for table in TABLES {
            table.scan(text, |at, record: Record<'static>| {
                if wanted.contains(&record.list) {
                    found.push((at, record.word));
                }
            });
        }
        found
    }

    #[test]
    fn every_word_is_found_and_what_is_right_is_not() {
        const WRONG: [List; 2] = [List::Misuse, List::Redundant];
        for record in TABLES.into_iter().flat_map(Lexicon::records) {
            assert!(!record.right.is_empty() && !record.why.is_empty(), "{record:?}");
            for behind in ["", "a", "\n\n", ", and more text"] {
                let text = format!("{}{behind}", record.word);
                assert!(found(&text, &[record.list]).contains(&(0, record.word)), "{record:?} hides itself in {text:?}");
            }
            if WRONG.contains(&record.list) {
                assert_ne!(record.word, record.right);
                assert!(found(record.right, &WRONG).is_empty(), "{record:?}: what is right is wrong");
            }
            for (head, tail) in record.exceptions() {
                let longer = [head, record.word.as_bytes(), tail].concat();
                let longer = String::from_utf8(longer).expect("parts of texts");
                assert!(!found(&longer, &[record.list]).contains(&(head.len(), record.word)), "{record:?} in {longer}");
            }
        }
        assert!(TABLES[0].records().filter(|record| record.list == List::Misuse).count() > 1000);
    }
}
