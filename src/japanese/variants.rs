//! Ways to write one word: which of them are few in a text, and which way a text goes with its final ー.

use super::habit::is_habit;
use super::words::Word;
use super::{Sign, Signs, Spot};
use crate::document::Run;

/// One place of a word that may be written in several ways.
#[derive(Clone, Copy, Debug)]
pub struct Use<'c, 'd> {
    /// The prose it is in.
    pub run: &'c Run<'d>,
    /// Its first byte there.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The word: uses of one group are compared.
    pub group: &'c str,
    /// The way it is written.
    pub form: &'c str,
    /// Whether it is a word of which only the final ー differs.
    pub is_ending: bool,
}

impl<'c, 'd> Use<'c, 'd> {
    /// A word of a list of variants.
    #[must_use]
    pub fn of(word: Word<'c, 'd>) -> Self {
        let (form, why) = (word.record.right, word.record.why);
        let is_ending = is_ending(why);
        let group = if is_ending { stem(form) } else { why };
        Self { run: word.run, start: word.start, end: word.end(), group, form, is_ending }
    }

    /// Whether it is somebody else's way: a quotation or the title of a talk.
    #[must_use]
    pub fn is_quotation(&self) -> bool {
        self.run.is_quotation(self.start)
    }
}

/// Whether the list names an ending of English words, not a word.
#[must_use]
pub fn is_ending(why: &str) -> bool {
    matches!(why, "er" | "cy" | "ry")
}

/// The word without its final ー.
#[must_use]
pub fn stem(word: &str) -> &str {
    word.trim_end_matches('ー')
}

/// Shortest word, without ー, of which one with a final ー is taken for the same: three characters.
const SHORTEST: usize = 9;

/// Whole katakana words of which the text also has one that differs in the final ー, but for those at `known` places.
#[must_use]
pub fn endings<'c, 'd>(signs: &'c Signs, runs: &'c [Run<'d>], known: &[Use<'c, 'd>]) -> Vec<Use<'c, 'd>> {
    let words = signs.iter(Sign::Katakana, runs).map(|spot| (spot, spot.katakana())).filter(|(_, word)| stem(word).len() >= SHORTEST);
    let words: Vec<(Spot<'c, 'd>, &'c str)> = words.collect();
    let stem_of = |(_, word): &(Spot<'c, 'd>, &'c str)| word.strip_suffix('ー').filter(|stem| !stem.ends_with('ー'));
    let mut long: Vec<&str> = words.iter().filter_map(stem_of).collect();
    if long.is_empty() {
        return Vec::new();
    }
    long.sort_unstable();
    long.dedup();
    let mut ends: Vec<(usize, usize)> = known.iter().map(|known| (std::ptr::from_ref(known.run).addr(), known.end)).collect();
    ends.sort_unstable();
    let is_new = |spot: Spot<'c, 'd>, word: &str| ends.binary_search(&(std::ptr::from_ref(spot.run).addr(), spot.at + word.len())).is_err();
    let use_of = |(spot, form): (Spot<'c, 'd>, &'c str)| Use {
        run: spot.run,
        start: spot.at,
        end: spot.at + form.len(),
        group: stem(form),
        form,
        is_ending: true,
    };
    words.into_iter().filter(|(spot, word)| long.binary_search(&stem(word)).is_ok() && is_new(*spot, word)).map(use_of).collect()
}

/// What is to be said of a word that is written in several ways.
#[derive(Clone, Copy, Debug)]
pub struct Mixed<'u, 'c, 'd> {
    /// The place.
    pub at: &'u Use<'c, 'd>,
    /// The way most of them are written, or the first one.
    pub most: &'c str,
    /// How often.
    pub count: usize,
    /// Whether that is clearly the way of the text.
    pub is_clear: bool,
    /// Whether another way is there as often.
    pub is_tie: bool,
}

/// The places that differ from what is clearly the way of the text, and of words without such a way the first that differs. `uses` are put in order.
#[must_use]
pub fn mixed<'u, 'c, 'd>(uses: &'u mut [Use<'c, 'd>]) -> Vec<Mixed<'u, 'c, 'd>> {
    uses.sort_by_cached_key(|one| (one.group, one.run.span(one.start, one.end).start));
    let mut found = Vec::new();
    for group in uses.chunk_by(|a, b| a.group == b.group) {
        let first = group[0].form;
        if group.iter().all(|one| one.form == first) {
            continue;
        }
        let Some((most, count)) = crate::text::most(group.iter().map(|one| one.form)) else { continue };
        // Of two that are as often there, that with the final ー is what guides want today.
        let longest = group.iter().map(|one| one.form).max_by_key(|form| form.len()).filter(|_| group[0].is_ending);
        let most = longest.filter(|form| group.iter().filter(|one| one.form == *form).count() == count).unwrap_or(most);
        let is_tie = group.iter().filter(|one| one.form != most).count() >= count;
        let is_clear = is_habit(count, group.len());
        let few = group.iter().filter(move |one| one.form != most).map(move |at| Mixed { at, most, count, is_clear, is_tie });
        found.extend(few.take(if is_clear { usize::MAX } else { 1 }));
    }
    found
}

/// How many words with a final ー show what a text does.
const WORDS: usize = 3;

/// Whether words of a text other than `but` have their final ー: three different ones.
#[must_use]
pub fn has_long_endings(uses: &[Use<'_, '_>], but: &str) -> bool {
    let mut long: Vec<&str> = Vec::with_capacity(WORDS);
    for one in uses.iter().filter(|one| one.is_ending && one.group != but && one.form != one.group) {
        if !long.contains(&one.group) {
            long.push(one.group);
        }
        if long.len() == WORDS {
            return true;
        }
    }
    false
}
