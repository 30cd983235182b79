//! The word lists as one table that is read in place. The build script, which makes it (`make.rs`), uses this module too, so it names no other.

/// A list of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// `misuse.toml`: misspelled words.
    Misuse,
    /// `redundant.toml`: what says something twice.
    Redundant,
    /// `katakana.toml`: ways to write one loanword.
    Katakana,
    /// `kanji.toml`: words that are written with kanji and without.
    Kanji,
}

impl List {
    /// All of them, with their files.
    pub const ALL: [(Self, &str); 4] =
        [(Self::Misuse, "misuse"), (Self::Redundant, "redundant"), (Self::Katakana, "katakana"), (Self::Kanji, "kanji")];
}

/// How sure it is that a word is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// There is no reading in which it is right.
    Certain,
    /// It is wrong in nearly every text.
    Likely,
    /// Some accept it.
    Doubtful,
}

const TRUSTS: [Trust; 3] = [Trust::Certain, Trust::Likely, Trust::Doubtful];

/// Bits of the hash that choose the place in the filter, and those that choose a bucket.
pub(super) const FILTER_BITS: u32 = 17;
pub(super) const BUCKET_BITS: u32 = 13;
pub(super) const FILTER: usize = 1 << (FILTER_BITS - 3);

/// Lengths of the beginnings that words are found by: three kana or kanji, or two where a word has no more.
pub(super) const HEADS: [usize; 2] = [9, 6];

pub(super) fn hash(head: &[u8]) -> u32 {
    let short = || {
        let mut bytes = [0; 8];
        bytes.iter_mut().zip(head).for_each(|(to, from)| *to = *from);
        bytes
    };
    let first = head.first_chunk().copied().unwrap_or_else(short);
    let last = head.get(8).copied().map_or(0, u64::from);
    ((u64::from_le_bytes(first).rotate_left(7) ^ last).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

/// A table.
#[derive(Clone, Copy)]
pub(super) struct Lexicon<'t> {
    /// The filter, then where each bucket begins in the text.
    pub(super) index: &'t [u8],
    /// The reasons, then the records in order of their buckets, a line each. A record names the place of its reason.
    pub(super) text: &'t str,
}

/// A word of a list.
#[derive(Clone, Copy, Debug)]
pub struct Record<'t> {
    /// Of which list it is.
    pub list: List,
    /// How sure it is that it is wrong.
    pub trust: Trust,
    /// The word.
    pub word: &'t str,
    /// What is right, or what this way of writing is called.
    pub right: &'t str,
    /// Why, or what the word is called.
    pub why: &'t str,
    except: &'t str,
}

impl<'t> Lexicon<'t> {
    /// Calls `found` for each word in `text`, with its place: at one place the longest of a list.
    ///
    /// Cost: a look at each character and a bit of a filter that few pass.
    pub(super) fn scan(self, text: &str, mut found: impl FnMut(usize, Record<'t>)) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(first) = bytes.get(at) {
            if !matches!(first, 0xe3..=0xe9) {
                at += 1;
                continue;
            }
            let mut last = None;
            for head in HEADS.into_iter().filter_map(|length| bytes.get(at..at + length)) {
                let hash = hash(head);
                let bit = hash >> (32 - FILTER_BITS);
                if self.index[bit as usize >> 3] >> (bit & 7) & 1 == 0 {
                    continue;
                }
                for record in self.bucket(hash).lines().filter_map(|line| self.record(line, &bytes[at..])) {
                    if !record.is_excepted(bytes, at) && last.replace(record.list) != Some(record.list) {
                        found(at, record);
                    }
                }
            }
            at += 3;
        }
    }

    fn bucket(self, hash: u32) -> &'t str {
        let number = (hash >> (32 - BUCKET_BITS)) as usize;
        &self.text[self.offset(number)..self.offset(number + 1)]
    }

    /// Where a bucket begins.
    fn offset(self, number: usize) -> usize {
        let at = FILTER + 4 * number;
        u32::from_le_bytes([self.index[at], self.index[at + 1], self.index[at + 2], self.index[at + 3]]) as usize
    }

    /// The record in a line, where `text` begins with its word.
    fn record(self, line: &'t str, text: &[u8]) -> Option<Record<'t>> {
        let same = line.bytes().zip(text).take_while(|(one, other)| one == *other).count();
        let (word, rest) = line.split_at_checked(same)?;
        let mut fields = rest.strip_prefix('\t')?.split('\t');
        let (kind, right) = (fields.next()?.as_bytes(), fields.next()?);
        let (list, trust) = (List::ALL[usize::from(kind[0] - b'0')].0, TRUSTS[usize::from(kind[1] - b'0')]);
        let why = self.text.get(fields.next()?.parse::<usize>().ok()?..)?.lines().next()?;
        Some(Record { list, trust, word, right, why, except: fields.next()? })
    }

    /// All of them.
    #[cfg(test)]
    pub(super) fn records(self) -> impl Iterator<Item = Record<'t>> {
        self.text[self.offset(0)..]
            .lines()
            .filter_map(move |line| self.record(line, line.split('\t').next().unwrap_or_default().as_bytes()))
    }
}

impl<'t> Record<'t> {
    /// What stands before and behind it where it is right. Split by hand: a search for each costs more than the few bytes.
    pub(super) fn exceptions(self) -> impl Iterator<Item = (&'t [u8], &'t [u8])> {
        self.except.as_bytes().split(|byte| *byte == b'|').filter_map(|sides| {
            let middle = sides.iter().position(|byte| *byte == b'>')?;
            Some((&sides[..middle], &sides[middle + 1..]))
        })
    }

    /// Whether it is part of a longer text in which it is right.
    fn is_excepted(self, text: &[u8], at: usize) -> bool {
        let (before, behind) = (&text[..at], &text[at + self.word.len()..]);
        self.exceptions().any(|(head, tail)| before.ends_with(head) && behind.starts_with(tail))
    }
}
