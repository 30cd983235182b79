//! What the files of a run say of themselves is compared, and more is said of those to which another has something to say.

use super::part::{self, Part};
use super::{Run, spread};
use crate::names::spellings::{Spelling, Spellings, key};
use crate::source::Span;
use std::collections::{BTreeMap, HashMap};
use std::sync::PoisonError;

/// What other files say that matters to one.
pub(super) struct Others<'a> {
    /// Claims of the file that another makes too, with that file's path.
    pub(super) rivals: HashMap<String, String>,
    /// Places of the file where a spelling stands that most write otherwise.
    pub(super) places: Vec<(&'a str, Span)>,
    /// How all files spell names that no pack knows.
    pub(super) spellings: &'a Spellings,
}

/// The spellings of a run, each with a number: files keep numbers, so that a run over a great many of them stays small.
#[derive(Default)]
pub(super) struct Lexicon {
    numbers: HashMap<Box<str>, u32>,
    /// By number: how often it stands there, and in how many files.
    counts: Vec<(usize, usize)>,
}

/// Each place of a file where something could be said of a spelling: that one's number, the first byte, one past the last.
#[derive(Default)]
pub(super) struct Spelled(Box<[(u32, u32, u32)]>);

impl Lexicon {
    /// Counts the spellings of a file, once for each file.
    pub(super) fn add(&mut self, spellings: Vec<Spelling>) -> Spelled {
        let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let mut spelled = Vec::with_capacity(spellings.iter().map(|spelling| spelling.places.len()).sum());
        for spelling in spellings {
            let number = self.numbers.get(&*spelling.text).copied().unwrap_or_else(|| {
                let next = small(self.counts.len());
                self.counts.push((0, 0));
                self.numbers.insert(spelling.text.into(), next);
                next
            });
            let (all, files) = &mut self.counts[number as usize];
            *all += spelling.count;
            *files += 1;
            spelled.extend(spelling.places.iter().map(|place| (number, small(place.start), small(place.end))));
        }
        Spelled(spelled.into())
    }
}

/// Adds to the files' reports what only their comparison tells: claims that another file makes too, and names that most files spell otherwise.
pub(super) fn all(run: &Run, parts: &mut [Box<Part>], jobs: usize) {
    if parts.len() < 2 {
        return;
    }
    let lexicon = run.lexicon.lock().unwrap_or_else(PoisonError::into_inner);
    let (spellings, minorities) = spelled(&lexicon);
    let mut rivals = rivals(parts);
    let told: Vec<_> = parts
        .iter_mut()
        .enumerate()
        .filter_map(|(at, part)| {
            let places = part.spelled.0.iter();
            let places: Vec<_> = places
                .filter_map(|(number, start, end)| Some((*minorities.get(number)?, Span::new(*start as usize, *end as usize))))
                .collect();
            let rivals = rivals.remove(&at).unwrap_or_default();
            let others = Others { rivals, places, spellings: &spellings };
            (!others.places.is_empty() || !others.rivals.is_empty()).then_some((part, others))
        })
        .collect();
    spread(told, jobs, |(part, others)| part::again(run, part, others));
}

/// By the number of a file: its claims that another makes too, with that file's path.
fn rivals(parts: &[Box<Part>]) -> BTreeMap<usize, HashMap<String, String>> {
    let mut rivals: BTreeMap<usize, HashMap<String, String>> = BTreeMap::new();
    let mut said: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, part) in parts.iter().enumerate() {
        part.claims.iter().for_each(|claim| said.entry(claim).or_default().push(at));
    }
    for (claim, files) in said.into_iter().filter(|(_, files)| files.len() > 1) {
        for &at in &files {
            let other = files.iter().find(|other| **other != at).map_or_else(String::new, |other| parts[*other].path.clone());
            rivals.entry(at).or_default().insert(claim.to_owned(), other);
        }
    }
    rivals
}

/// How all files spell names, and by its number each spelling that most files write otherwise.
fn spelled(lexicon: &Lexicon) -> (Spellings, HashMap<u32, &str>) {
    // Most names are spelled in one way.
    let mut by_key: Vec<(u64, &str, u32)> = lexicon.numbers.iter().map(|(text, number)| (key(text), &**text, *number)).collect();
    by_key.sort_unstable();
    let disputed = || by_key.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1).flatten();
    let mut all = Spellings::default();
    for (_, spelling, number) in disputed() {
        let (count, files) = lexicon.counts[*number as usize];
        all.add(spelling, count, files);
    }
    let minorities = disputed().filter(|(_, spelling, _)| all.is_minority_in_run(spelling));
    let minorities = minorities.map(|(_, spelling, number)| (*number, *spelling)).collect();
    (all, minorities)
}
