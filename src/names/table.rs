//! Names in a form that is made once and read in place: the build script makes one of the packs that come with the tool, a run one of its user's.
//!
//! A name is found by its folded form (ASCII lower case, letters and digits alone) in a sorted list with an index of the first two characters; a word that
//! is one letter off by the forms that it and the name have with one letter less, of which hashes are kept.

use super::hash::{filter, hash, is_in, kept, probes};
use super::pack::{Entry, Mode};
use super::record::{Name, record};
use std::borrow::Cow;

/// Numbers of ASCII letters and digits, [`LETTERS`] of them, without regard to case; [`NO_LETTER`] for any other byte.
pub(super) const LETTER: [u8; 256] = {
    let mut table = [NO_LETTER; 256];
    let mut at = 0;
    while at < 10 {
        table[b'0' as usize + at as usize] = at;
        at += 1;
    }
    while at < LETTERS {
        table[b'a' as usize + at as usize - 10] = at;
        table[b'A' as usize + at as usize - 10] = at;
        at += 1;
    }
    table
};

/// How many different numbers [`LETTER`] has.
const LETTERS: u8 = 36;

/// What [`LETTER`] has for a byte that is no ASCII letter or digit.
pub(super) const NO_LETTER: u8 = u8::MAX;

/// How many pairs of two letters there are.
const PAIRS: usize = LETTERS as usize * LETTERS as usize;

/// Shortest word that another may be one letter off.
pub(super) const SHORTEST_NEAR: usize = 5;

/// A number for the first two characters of a form; nothing where they are no ASCII letters or digits. Case does not matter.
pub(super) fn pair(form: &[u8]) -> Option<usize> {
    let [first, second, ..] = form else { return None };
    let (first, second) = (LETTER[usize::from(*first)], LETTER[usize::from(*second)]);
    (first != NO_LETTER && second != NO_LETTER).then(|| usize::from(first) * usize::from(LETTERS) + usize::from(second))
}

/// ASCII lower case without anything that is no letter or digit.
pub fn fold(form: &str) -> String {
    let mut folded = String::with_capacity(form.len());
    folded.extend(form.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
    folded
}

/// The words of a spelling: what stands between its separators.
pub fn words(form: &str) -> impl Iterator<Item = &str> {
    form.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

/// Where a form may be written apart: at its separators and before a capital behind a small letter (`Kube|Vela`). Bits of offsets in the folded form.
fn splits(form: &str) -> u64 {
    let (mut bits, mut offset, mut previous) = (0_u64, 0_u32, ' ');
    for c in form.chars() {
        if c.is_ascii_alphanumeric() {
            let hump = c.is_ascii_uppercase() && previous.is_ascii_lowercase();
            if (hump || !previous.is_ascii_alphanumeric()) && offset > 0 {
                bits |= 1_u64.checked_shl(offset).unwrap_or(0);
            }
            offset += 1;
        }
        previous = c;
    }
    bits
}

/// Names, to be looked up.
#[derive(Clone, Debug)]
pub(super) struct Table {
    data: Cow<'static, [u8]>,
    head: Head,
}

/// Where the parts of a table begin.
#[derive(Clone, Debug, Default)]
struct Head {
    near_count: usize,
    /// Number of bits of the filters of near forms and of first words, as powers of two.
    filter_bits: [u32; 2],
    filters: [std::ops::Range<usize>; 2],
    forms: usize,
    pairs: usize,
    near: usize,
    near_words: usize,
    texts: usize,
    records: usize,
}

/// Bytes of the head.
const HEAD: usize = 24;
/// Bytes of a form: where its text is, how long, and the name.
const FORM: usize = 12;
/// Bytes of a near form: hash, word.
const NEAR: usize = 8;
/// Bytes of a near word: name, which of its words, where its letters are, how many.
const NEAR_WORD: usize = 16;

/// A word of a name that another word is near to.
#[derive(Clone, Copy, Debug)]
pub(super) struct NearWord<'t> {
    /// In lower case.
    pub letters: &'t [u8],
    /// The name's number.
    pub name: usize,
    /// Which of its spellings: the number of the field.
    pub spelling: usize,
    /// Which of that spelling's words.
    pub at: usize,
}

/// What a table is made of.
#[derive(Default)]
struct Parts {
    /// Where each name's record begins.
    names: Vec<u32>,
    records: Vec<u8>,
    /// Folded forms with their names.
    forms: Vec<(String, u32)>,
    first_words: Vec<u32>,
    near_plain: Vec<u32>,
    /// Hashes with the numbers of near words.
    near: Vec<(u32, u32)>,
    /// Name, which of its words, letters.
    near_words: Vec<(u32, u32, String)>,
}

impl Parts {
    fn add(&mut self, pack: u8, entry: &Entry) {
        let name = number(self.names.len());
        self.names.push(number(self.records.len()));
        let splits = entry.spellings().map(splits).fold(0, |all, one| all | one);
        record(&mut self.records, pack, splits, entry);
        for form in entry.spellings().map(fold) {
            let is_end = |end: &usize| splits.checked_shr(number(*end)).is_some_and(|bits| bits & 1 == 1);
            let ends = (1..form.len()).filter(is_end).chain([form.len()]);
            self.first_words.extend(ends.map(|end| hash(&form.as_bytes()[..end])));
            self.forms.push((form, name));
        }
        if !entry.near || entry.mode == Mode::Short {
            return;
        }
        let right = std::iter::once(&entry.text).chain(entry.alias.iter().map(|form| &form.text));
        for (spelling, text) in right.enumerate() {
            for (at, word) in words(text).enumerate() {
                if word.len() >= SHORTEST_NEAR && word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                    let (plain, placed) = kept(word.as_bytes());
                    let index = number(self.near_words.len());
                    self.near_plain.extend(plain);
                    self.near.extend(placed.into_iter().map(|hash| (hash, index)));
                    self.near_words.push((name, number(spelling << 8 | at & 0xff), word.to_ascii_lowercase()));
                }
            }
        }
    }

    fn finish(mut self) -> Vec<u8> {
        // The later of two names with one form comes first.
        self.forms.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        self.forms.dedup();
        self.near.sort_unstable();
        self.near.dedup();
        let filter_bits = |entries: usize| (entries * 16).next_power_of_two().max(64).trailing_zeros();
        let bits = [filter_bits(self.near_plain.len()), filter_bits(self.first_words.len())];
        let mut data = Vec::new();
        let put = |data: &mut Vec<u8>, values: &[u32]| data.extend(values.iter().flat_map(|value| value.to_le_bytes()));
        let counts = [self.names.len(), self.forms.len(), self.near.len(), self.near_words.len()];
        put(&mut data, &counts.map(number));
        put(&mut data, &bits);
        put(&mut data, &self.names);
        let mut texts = Vec::new();
        for (form, name) in &self.forms {
            put(&mut data, &[number(texts.len()), number(form.len()), *name]);
            texts.extend(form.bytes());
        }
        let mut first = 0;
        for pair_of in 0..=PAIRS {
            while self.forms.get(first).is_some_and(|(form, _)| pair(form.as_bytes()).unwrap_or(0) < pair_of) {
                first += 1;
            }
            put(&mut data, &[number(first)]);
        }
        for (hash, word) in &self.near {
            put(&mut data, &[*hash, *word]);
        }
        for (name, place, letters) in &self.near_words {
            put(&mut data, &[*name, *place, number(texts.len()), number(letters.len())]);
            texts.extend(letters.bytes());
        }
        data.extend(filter(bits[0], self.near_plain.into_iter()));
        data.extend(filter(bits[1], self.first_words.into_iter()));
        put(&mut data, &[number(texts.len())]);
        data.extend(texts);
        data.extend(self.records);
        data
    }
}

impl Table {
    /// A table of `entries`, each with the number of its pack.
    pub(super) fn build<'e>(entries: impl Iterator<Item = (u8, &'e Entry)>) -> Vec<u8> {
        let mut parts = Parts::default();
        for (pack, entry) in entries {
            parts.add(pack, entry);
        }
        parts.finish()
    }

    /// The table that [`Table::build`] made.
    pub(super) fn new(data: Cow<'static, [u8]>) -> Self {
        let mut table = Self { data, head: Head::default() };
        let counts = [0, 1, 2, 3].map(|at| table.value(at * 4));
        let filter_bits = [16, 20].map(|at| number(table.value(at)));
        let filter_bytes = filter_bits.map(|bits| 1_usize << bits.saturating_sub(3));
        let forms = HEAD + counts[0] * 4;
        let pairs = forms + counts[1] * FORM;
        let near = pairs + (PAIRS + 1) * 4;
        let near_words = near + counts[2] * NEAR;
        let first_filter = near_words + counts[3] * NEAR_WORD;
        let second_filter = first_filter + filter_bytes[0];
        let texts = second_filter + filter_bytes[1] + 4;
        let filters = [first_filter..second_filter, second_filter..second_filter + filter_bytes[1]];
        let records = texts + table.value(texts - 4);
        table.head = Head { near_count: counts[2], filter_bits, forms, pairs, near, near_words, filters, texts, records };
        table
    }

    fn value(&self, at: usize) -> usize {
        self.data.get(at..at + 4).map_or(0, |bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize)
    }

    fn filter(&self, which: usize) -> &[u8] {
        self.data.get(self.head.filters[which].clone()).unwrap_or_default()
    }

    /// Whether some form may begin with a word of this [`hash`], or be it.
    pub(super) fn may_begin(&self, hash: u32) -> bool {
        is_in(self.filter(1), self.head.filter_bits[1], hash)
    }

    /// The name with this number.
    pub(super) fn name(&self, name: usize) -> Name<'_> {
        let at = self.head.records + self.value(HEAD + name * 4);
        Name { record: self.data.get(at..).unwrap_or_default() }
    }

    /// The numbers of the forms that begin with this [`pair`].
    pub(super) fn forms_with(&self, pair: usize) -> std::ops::Range<usize> {
        let at = self.head.pairs + pair * 4;
        self.value(at)..self.value(at + 4)
    }

    /// A form by its number: its folded text, and the number of its name.
    pub(super) fn form(&self, form: usize) -> (&[u8], usize) {
        let at = self.head.forms + form * FORM;
        let start = self.head.texts + self.value(at);
        (self.data.get(start..start + self.value(at + 4)).unwrap_or_default(), self.value(at + 8))
    }

    /// The words of names that are one letter off `word`, and now and then another.
    pub(super) fn near(&self, word: &[u8]) -> Vec<NearWord<'_>> {
        let mut found = Vec::new();
        let (filter, bits) = (self.filter(0), self.head.filter_bits[0]);
        let whole = hash(word);
        if is_in(filter, bits, whole) {
            self.near_with(whole, &mut found);
            // A word of some name is spelled right; `Amazon` is part of many.
            if found.iter().any(|near| near.letters.eq_ignore_ascii_case(word)) {
                return Vec::new();
            }
        }
        probes(word, |hash| is_in(filter, bits, hash), |hash| self.near_with(hash, &mut found));
        found
    }

    fn near_with<'t>(&'t self, hash: u32, found: &mut Vec<NearWord<'t>>) {
        let hash_of = |index: usize| self.value(self.head.near + index * NEAR);
        let all = 0..self.head.near_count;
        let first = first_where(all.clone(), |index| hash_of(index) >= hash as usize);
        for index in (first..all.end).take_while(|index| hash_of(*index) == hash as usize) {
            let at = self.head.near_words + self.value(self.head.near + index * NEAR + 4) * NEAR_WORD;
            let (place, start) = (self.value(at + 4), self.head.texts + self.value(at + 8));
            let letters = self.data.get(start..start + self.value(at + 12)).unwrap_or_default();
            found.push(NearWord { letters, name: self.value(at), spelling: place >> 8, at: place & 0xff });
        }
    }
}

/// The first number of `all` from which on `holds`; the end where there is none.
pub(super) fn first_where(all: std::ops::Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (all.start, all.end);
    while low < high {
        let middle = low.midpoint(high);
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
