//! The word lists as tables that are read in place. The build script, which makes it (`make.rs`), uses this module too, so it names no other.

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

    /// The tables, with the lists that are in each: what is in every sentence has one of its own, which few ask for.
    pub const TABLES: [(&str, &[Self]); 2] = [("words", &[Self::Misuse, Self::Redundant, Self::Katakana]), ("kanji", &[Self::Kanji])];

    /// The number of the table that it is in.
    #[must_use]
    pub const fn table(self) -> usize {
        matches!(self, Self::Kanji) as usize
    }
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

/// Bytes of a word's entry.
pub(super) const ENTRY: usize = 16;

/// Lengths of the beginnings that words are found by: three kana or kanji, or two where a word has no more.
pub(super) const HEADS: [usize; 2] = [9, 6];

pub(super) fn hash(head: &[u8]) -> u32 {
    mixed(eight(head), head.get(8).copied().unwrap_or_default())
}

/// The hash by which the filter tells that some word has no more than these two characters.
pub(super) fn hash_of_whole(head: &[u8]) -> u32 {
    mixed(eight(head) & SHORT, WHOLE)
}

/// In the place of the ninth byte: no character ends in it.
const WHOLE: u8 = 1;

/// The first eight bytes as a number; none behind the end.
fn eight(bytes: &[u8]) -> u64 {
    let short = || {
        let mut eight = [0; 8];
        eight.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        eight
    };
    u64::from_le_bytes(bytes.first_chunk().copied().unwrap_or_else(short))
}

/// What of the first eight bytes is the shorter of [`HEADS`].
const SHORT: u64 = (1 << (8 * HEADS[1])) - 1;

const fn mixed(first: u64, last: u8) -> u32 {
    ((first.rotate_left(7) ^ last as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

/// Whether some word begins with what has that hash; of few that none does it is not known.
const fn may_hold(filter: &[u8; FILTER], hash: u32) -> bool {
    let bit = hash >> (32 - FILTER_BITS);
    filter[bit as usize >> 3] >> (bit & 7) & 1 == 1
}

/// The number of four bytes that `bytes` begin with.
fn number(bytes: &[u8]) -> usize {
    bytes.first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize)
}

/// A table.
#[derive(Clone, Copy)]
pub(super) struct Lexicon<'t> {
    /// The filter, then where each bucket begins in it, then the entries in order of their buckets. Numbers are little-endian: where a bucket begins has four
    /// bytes; an entry has the places of its word and of its reason in the text (four each), the lengths of its exceptions and its reason (two each) and of
    /// its word and what is right (one each), and the numbers of its list and its trust.
    pub(super) index: &'t [u8],
    /// The reasons, and the words, each with what is right and its exceptions behind it.
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
        let Some(filter) = self.index.first_chunk() else { return };
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
            if !matches!(eight[0], 0xe3..=0xe9) {
                at += 1;
                continue;
            }
            if may_hold(filter, mixed(u64::from_le_bytes(*eight) & SHORT, 0)) {
                self.look(filter, bytes, at, &mut found);
            }
            at += 3;
        }
        // A word of two characters may end the text, or stand before one more byte.
        for at in [HEADS[1] + 1, HEADS[1]].into_iter().filter_map(|length| bytes.len().checked_sub(length)) {
            if matches!(bytes[at], 0xe3..=0xe9) {
                self.look(filter, bytes, at, &mut found);
            }
        }
    }

    /// Calls `found` for the words at one place, which two characters at least follow.
    fn look(self, filter: &[u8; FILTER], bytes: &[u8], at: usize, found: &mut impl FnMut(usize, Record<'t>)) {
        let mut last = None;
        let mut tell = |hash: u32| {
            for record in self.bucket(hash).iter().filter_map(|entry| self.record(entry, &bytes[at..])) {
                if !record.is_excepted(bytes, at) && last.replace(record.list) != Some(record.list) {
                    found(at, record);
                }
            }
        };
        // The longer ones first.
        if let Some(long) = bytes.get(at..at + HEADS[0]).map(hash).filter(|hash| may_hold(filter, *hash)) {
            tell(long);
        }
        let head = &bytes[at..at + HEADS[1]];
        if may_hold(filter, hash_of_whole(head)) {
            tell(hash(head));
        }
    }

    /// The entries of a bucket.
    fn bucket(self, hash: u32) -> &'t [[u8; ENTRY]] {
        let place = FILTER + 4 * (hash >> (32 - BUCKET_BITS)) as usize;
        let [start, end] = [0, 4].map(|more| self.index.get(place + more..).map_or(0, number));
        self.index.get(start..end).unwrap_or_default().as_chunks().0
    }

    /// What an entry says, where its word is the beginning of `text`.
    fn record(self, entry: &[u8; ENTRY], text: &[u8]) -> Option<Record<'t>> {
        let [.., word, right, list, trust] = *entry;
        let (start, except) = (number(entry), usize::from(u16::from_le_bytes([entry[8], entry[9]])));
        let middle = start + usize::from(word);
        // Words with one beginning differ in the end, which is sooner seen than all of them.
        let bytes = self.text.as_bytes().get(start..middle).filter(|word| word.last() == text.get(word.len().wrapping_sub(1)))?;
        let word = self.text.get(start..middle).filter(|_| text.starts_with(bytes))?;
        let end = middle + usize::from(right);
        let (why, length) = (number(&entry[4..]), usize::from(u16::from_le_bytes([entry[10], entry[11]])));
        Some(Record {
            list: List::ALL.get(usize::from(list))?.0,
            trust: *TRUSTS.get(usize::from(trust))?,
            word,
            right: self.text.get(middle..end)?,
            why: self.text.get(why..why + length)?,
            except: self.text.get(end..end + except)?,
        })
    }

    /// All of them.
    #[cfg(test)]
    pub(super) fn records(self) -> impl Iterator<Item = Record<'t>> {
        let entries = self.index[number(&self.index[FILTER..])..].as_chunks().0;
        entries.iter().filter_map(move |entry| self.record(entry, &self.text.as_bytes()[number(entry)..]))
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
        !self.except.is_empty() && self.exceptions().any(|(head, tail)| before.ends_with(head) && behind.starts_with(tail))
    }
}
