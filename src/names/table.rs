//! Names in a form that is made once and read in place: the build script makes one of the packs that come with the tool, a run one of its user's.
//!
//! A name is found by its folded form (ASCII lower case, letters and digits alone) in a sorted list with an index of the first two characters; a word that
//! is one letter off by the forms that it and the name have with one letter less, of which hashes are kept.

use super::pack::{Day, Entry, Mode, Policy};
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
    form.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
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

/// Base of the hash of words: any odd number that spreads letters.
const BASE: u32 = 0x0100_0193;

/// The hashes of a word and of what is left of it without one letter, without regard to case: polynomials in [`BASE`], so that each costs a step.
pub(super) fn shortened(word: &[u8]) -> impl Iterator<Item = u32> {
    let step = |hash: u32, byte: &u8| hash.wrapping_mul(BASE).wrapping_add(u32::from(byte.to_ascii_lowercase()));
    // The letters from each place on, and what a letter before them is worth.
    let mut rests = vec![(0_u32, 1_u32); word.len() + 1];
    for at in (0..word.len()).rev() {
        let (rest, worth) = rests[at + 1];
        rests[at] = (rest.wrapping_add(u32::from(word[at].to_ascii_lowercase()).wrapping_mul(worth)), worth.wrapping_mul(BASE));
    }
    let whole = rests[0].0;
    let without = (0..word.len()).scan(0_u32, move |before, at| {
        let (rest, worth) = rests[at + 1];
        let hash = before.wrapping_mul(worth).wrapping_add(rest);
        *before = step(*before, &word[at]);
        Some(hash)
    });
    // The high bits choose the place in the filter.
    without.chain([whole]).map(|hash| (hash ^ hash >> 15).wrapping_mul(0x2c1b_3c6d))
}

/// What a spelling of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The canonical spelling; the first field of every name.
    Canonical,
    /// A further right one.
    Alias(Policy),
    /// A wrong one.
    Wrong,
    /// The name's successor.
    Now,
    /// A place of an event.
    Place,
    /// A code of an event.
    Code,
    /// What is named.
    Kind,
    /// A CNCF project's maturity.
    Maturity,
}

impl Role {
    const ALL: [Self; 11] = [
        Self::Canonical,
        Self::Alias(Policy::Allow),
        Self::Alias(Policy::Consistent),
        Self::Alias(Policy::FirstFull),
        Self::Alias(Policy::Forbid),
        Self::Wrong,
        Self::Now,
        Self::Place,
        Self::Code,
        Self::Kind,
        Self::Maturity,
    ];
}

const MODES: [Mode; 6] = [Mode::Fold, Mode::Exact, Mode::Phrase, Mode::Command, Mode::Kind, Mode::Short];

/// Names, to be looked up.
#[derive(Clone, Debug)]
pub(super) struct Table {
    data: Cow<'static, [u8]>,
    head: Head,
}

/// Where the parts of a table begin.
#[derive(Clone, Copy, Debug, Default)]
struct Head {
    /// Number of names, and of forms, near forms and near words.
    counts: [usize; 4],
    /// Number of bits of the filter, as a power of two.
    filter_bits: u32,
}

/// Bytes of the head.
const HEAD: usize = 20;
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

impl Table {
    /// A table of `entries`, each with the number of its pack.
    pub(super) fn build<'e>(entries: impl Iterator<Item = (u8, &'e Entry)>) -> Vec<u8> {
        let (mut names, mut records, mut forms, mut near, mut near_words) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (pack, entry) in entries {
            let name = number(names.len());
            names.push(number(records.len()));
            record(&mut records, pack, entry);
            forms.extend(entry.spellings().map(|form| (fold(form), name)));
            if entry.near && entry.mode != Mode::Short {
                let right = std::iter::once(entry.text.as_str()).chain(entry.alias.iter().map(|form| form.text.as_str()));
                for (spelling, at, word) in right.enumerate().flat_map(|(spelling, text)| words(text).enumerate().map(move |(at, word)| (spelling, at, word))) {
                    if word.len() >= SHORTEST_NEAR && word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                        near.extend(shortened(word.as_bytes()).map(|hash| (hash, number(near_words.len()))));
                        near_words.push((name, number(spelling << 8 | at & 0xff), word.to_ascii_lowercase()));
                    }
                }
            }
        }
        // The later of two names with one form comes first.
        forms.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        forms.dedup();
        near.sort_unstable();
        near.dedup();
        let filter_bits = (near.len() * 16).next_power_of_two().max(64).trailing_zeros();
        let mut data = Vec::new();
        for value in [names.len(), forms.len(), near.len(), near_words.len()] {
            data.extend(number(value).to_le_bytes());
        }
        data.extend(filter_bits.to_le_bytes());
        names.iter().for_each(|at| data.extend(at.to_le_bytes()));
        let mut texts = Vec::new();
        for (form, name) in &forms {
            data.extend(number(texts.len()).to_le_bytes());
            data.extend(number(form.len()).to_le_bytes());
            data.extend(name.to_le_bytes());
            texts.extend(form.bytes());
        }
        let mut first = 0;
        for pair_of in 0..=PAIRS {
            while forms.get(first).is_some_and(|(form, _)| pair(form.as_bytes()).unwrap_or(0) < pair_of) {
                first += 1;
            }
            data.extend(number(first).to_le_bytes());
        }
        near.iter().for_each(|(hash, word)| data.extend([hash.to_le_bytes(), word.to_le_bytes()].concat()));
        for (name, place, letters) in &near_words {
            data.extend([name.to_le_bytes(), place.to_le_bytes(), number(texts.len()).to_le_bytes(), number(letters.len()).to_le_bytes()].concat());
            texts.extend(letters.bytes());
        }
        let mut filter = vec![0_u8; 1 << (filter_bits - 3)];
        near.iter().for_each(|(hash, _)| filter[(hash >> (32 - filter_bits) >> 3) as usize] |= 1 << (hash >> (32 - filter_bits) & 7));
        data.extend(filter);
        data.extend(number(texts.len()).to_le_bytes());
        data.extend(texts);
        data.extend(records);
        data
    }

    /// The table that [`Table::build`] made.
    pub(super) fn new(data: Cow<'static, [u8]>) -> Self {
        let mut table = Self { data, head: Head::default() };
        table.head = Head { counts: [0, 1, 2, 3].map(|at| table.value(at * 4)), filter_bits: number(table.value(16)) };
        table
    }

    fn value(&self, at: usize) -> usize {
        self.data.get(at..at + 4).map_or(0, |bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize)
    }

    fn forms_at(&self) -> usize {
        HEAD + self.head.counts[0] * 4
    }

    fn pairs_at(&self) -> usize {
        self.forms_at() + self.head.counts[1] * FORM
    }

    fn near_at(&self) -> usize {
        self.pairs_at() + (PAIRS + 1) * 4
    }

    fn near_words_at(&self) -> usize {
        self.near_at() + self.head.counts[2] * NEAR
    }

    fn filter_at(&self) -> usize {
        self.near_words_at() + self.head.counts[3] * NEAR_WORD
    }

    fn texts_at(&self) -> usize {
        self.filter_at() + (1 << (self.head.filter_bits - 3)) + 4
    }

    fn records_at(&self) -> usize {
        self.texts_at() + self.value(self.texts_at() - 4)
    }

    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.head.counts[0]
    }

    /// The name with this number.
    pub(super) fn name(&self, name: usize) -> Name<'_> {
        let at = self.records_at() + self.value(HEAD + name * 4);
        Name { record: self.data.get(at..).unwrap_or_default() }
    }

    /// The numbers of the forms that begin with this [`pair`].
    pub(super) fn forms_with(&self, pair: usize) -> std::ops::Range<usize> {
        let at = self.pairs_at() + pair * 4;
        self.value(at)..self.value(at + 4)
    }

    /// A form by its number: its folded text, and the number of its name.
    pub(super) fn form(&self, form: usize) -> (&[u8], usize) {
        let at = self.forms_at() + form * FORM;
        let start = self.texts_at() + self.value(at);
        (self.data.get(start..start + self.value(at + 4)).unwrap_or_default(), self.value(at + 8))
    }

    /// The words of names that have this hash, or have it with one letter less.
    pub(super) fn near(&self, hash: u32) -> impl Iterator<Item = NearWord<'_>> {
        let bit = hash >> (32 - self.head.filter_bits);
        let may = self.data.get(self.filter_at() + (bit >> 3) as usize).is_some_and(|byte| byte >> (bit & 7) & 1 == 1);
        let hash_of = |index: usize| self.value(self.near_at() + index * NEAR);
        let (mut low, mut high) = (0, if may { self.head.counts[2] } else { 0 });
        while low < high {
            let middle = low.midpoint(high);
            if hash_of(middle) < hash as usize { low = middle + 1 } else { high = middle }
        }
        let end = if may { self.head.counts[2] } else { 0 };
        (low..end).take_while(move |&index| hash_of(index) == hash as usize).map(|index| {
            let at = self.near_words_at() + self.value(self.near_at() + index * NEAR + 4) * NEAR_WORD;
            let (place, start) = (self.value(at + 4), self.texts_at() + self.value(at + 8));
            let letters = self.data.get(start..start + self.value(at + 12)).unwrap_or_default();
            NearWord { letters, name: self.value(at), spelling: place >> 8, at: place & 0xff }
        })
    }
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// Bytes of a record before its fields: mode, pack, number of fields (2), splits (8).
const RECORD: usize = 12;

/// Writes a name.
fn record(records: &mut Vec<u8>, pack: u8, entry: &Entry) {
    let alias = entry.alias.iter().map(|form| (Role::Alias(form.policy), form.text.as_str(), form.since, form.until));
    let wrong = entry.wrong.iter().map(|form| (Role::Wrong, form.text.as_str(), form.since, form.until));
    let plain = |role: Role| move |text: &'_ String| (role, text.clone());
    let owned: Vec<(Role, String)> = entry.places.iter().map(plain(Role::Place)).chain(entry.codes.iter().map(plain(Role::Code))).collect();
    let rest = owned.iter().map(|(role, text)| (*role, text.as_str(), 0, 0));
    let about = [(Role::Kind, &entry.kind), (Role::Maturity, &entry.maturity)];
    let about = about.iter().filter(|(_, text)| !text.is_empty()).map(|(role, text)| (*role, text.as_str(), 0, 0));
    let now = entry.now.iter().map(|now| (Role::Now, now.as_str(), entry.until, 0));
    let canonical = std::iter::once((Role::Canonical, entry.text.as_str(), 0, entry.until));
    let fields: Vec<(Role, &str, Day, Day)> = canonical.chain(alias).chain(wrong).chain(now).chain(rest).chain(about).collect();
    let splits = entry.spellings().map(splits).fold(0, |all, one| all | one);
    records.push(MODES.iter().position(|mode| *mode == entry.mode).and_then(|at| u8::try_from(at).ok()).unwrap_or(0));
    records.push(pack);
    records.extend(u16::try_from(fields.len()).unwrap_or(u16::MAX).to_le_bytes());
    records.extend(splits.to_le_bytes());
    for (role, text, since, until) in fields {
        records.push(Role::ALL.iter().position(|known| *known == role).and_then(|at| u8::try_from(at).ok()).unwrap_or(0));
        records.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
        records.extend(since.to_le_bytes());
        records.extend(until.to_le_bytes());
        records.extend(text.bytes().take(usize::from(u8::MAX)));
    }
}

/// A name in a table.
#[derive(Clone, Copy)]
pub struct Name<'n> {
    record: &'n [u8],
}

/// A text that belongs to a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'n> {
    /// What it is.
    pub role: Role,
    /// The text.
    pub text: &'n str,
    /// First day on which it holds; 0 is always.
    pub since: Day,
    /// First day on which it no longer holds; 0 is never.
    pub until: Day,
}

impl<'n> Name<'n> {
    /// How it is matched.
    #[must_use]
    pub fn mode(self) -> Mode {
        self.record.first().and_then(|mode| MODES.get(usize::from(*mode))).copied().unwrap_or_default()
    }

    /// The number of its pack.
    #[must_use]
    pub fn pack(self) -> u8 {
        self.record.get(1).copied().unwrap_or_default()
    }

    /// Offsets in the folded form at which a separator may stand, as bits.
    #[must_use]
    pub fn splits(self) -> u64 {
        self.record.get(4..RECORD).and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_le_bytes)
    }

    /// The canonical spelling.
    #[must_use]
    pub fn text(self) -> &'n str {
        self.fields().next().map_or("", |field| field.text)
    }

    /// All texts of it, the canonical spelling first, then further right ones, then wrong ones.
    pub fn fields(self) -> impl Iterator<Item = Field<'n>> {
        let mut rest = self.record.get(RECORD..).unwrap_or_default();
        let count = self.record.get(2..4).map_or(0, |bytes| u16::from_le_bytes([bytes[0], bytes[1]]));
        (0..count).map_while(move |_| {
            let (head, behind) = rest.split_at_checked(10)?;
            let (text, behind) = behind.split_at_checked(usize::from(head[1]))?;
            rest = behind;
            let day = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
            let role = *Role::ALL.get(usize::from(head[0]))?;
            Some(Field { role, text: std::str::from_utf8(text).ok()?, since: day(2), until: day(6) })
        })
    }

    /// The texts of one role.
    pub fn texts(self, role: Role) -> impl Iterator<Item = &'n str> {
        self.fields().filter(move |field| field.role == role).map(|field| field.text)
    }

    /// The field of this spelling; nothing where it has none.
    #[must_use]
    pub fn field(self, written: &str) -> Option<Field<'n>> {
        let is_spelling = |field: &Field<'_>| matches!(field.role, Role::Canonical | Role::Alias(_) | Role::Wrong);
        self.fields().take_while(is_spelling).find(|field| field.text == written)
    }
}

impl std::fmt::Debug for Name<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text())
    }
}
