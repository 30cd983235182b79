//! What the files of a run say of themselves is compared, and those are checked once more to which another has something to say.

use super::Run;
use super::part::{self, Part};
use crate::names::spellings::Spellings;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError};

/// What other files say that matters to one.
#[derive(Default)]
pub(super) struct Others {
    /// Claims of the file that another makes too, with that file's path.
    pub(super) rivals: HashMap<String, String>,
    /// How all files spell names that no pack knows.
    pub(super) spellings: Arc<Spellings>,
}

/// The spellings of a run, each with a number: files keep numbers, so that a run over a great many of them stays small.
#[derive(Default)]
pub(super) struct Lexicon {
    numbers: HashMap<Box<str>, u32>,
}

impl Lexicon {
    /// The numbers of spellings, with their counts.
    pub(super) fn numbers(&mut self, spellings: Vec<(String, usize)>) -> Vec<(u32, u32)> {
        let numbered = spellings.into_iter().map(|(spelling, count)| {
            let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
            let number = *self.numbers.entry(spelling.into()).or_insert(next);
            (number, u32::try_from(count).unwrap_or(u32::MAX))
        });
        numbered.collect()
    }
}

/// Checks those files once more that say of themselves what another says too, or that spell a name otherwise than most.
pub(super) fn all(run: &Run, parts: &mut [Part], jobs: usize) {
    if parts.len() < 2 {
        return;
    }
    let mut others: BTreeMap<usize, Others> = BTreeMap::new();
    let mut said: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, part) in parts.iter().enumerate() {
        part.claims.iter().for_each(|claim| said.entry(claim).or_default().push(at));
    }
    for (claim, files) in said.into_iter().filter(|(_, files)| files.len() > 1) {
        for &at in &files {
            let other = files.iter().find(|other| **other != at).map_or_else(String::new, |other| parts[*other].path.clone());
            others.entry(at).or_default().rivals.insert(claim.to_owned(), other);
        }
    }
    let (spellings, minorities) = spelled(run, parts);
    for (at, _) in parts.iter().enumerate().filter(|(_, part)| part.spellings.iter().any(|(number, _)| minorities[*number as usize])) {
        others.entry(at).or_default();
    }
    for others in others.values_mut() {
        others.spellings = Arc::clone(&spellings);
    }
    // As many at once as the walk has threads.
    let threads = if jobs == 0 { std::thread::available_parallelism().map_or(1, std::num::NonZero::get) } else { jobs };
    let mut told: Vec<_> = parts.iter_mut().enumerate().filter_map(|(at, part)| Some((part, others.remove(&at)?))).collect();
    let share = told.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        for some in told.chunks_mut(share) {
            scope.spawn(|| some.iter_mut().for_each(|(part, others)| part::again(run, part, std::mem::take(others))));
        }
    });
}

/// How all files spell names, and for each number of the lexicon whether most spell it otherwise.
fn spelled(run: &Run, parts: &[Part]) -> (Arc<Spellings>, Vec<bool>) {
    let lexicon = run.lexicon.lock().unwrap_or_else(PoisonError::into_inner);
    let mut counts = vec![0; lexicon.numbers.len()];
    for (number, count) in parts.iter().flat_map(|part| &part.spellings) {
        counts[*number as usize] += *count as usize;
    }
    let mut all = Spellings::default();
    lexicon.numbers.iter().for_each(|(spelling, number)| all.add(spelling, counts[*number as usize]));
    let mut minorities = vec![false; counts.len()];
    lexicon.numbers.iter().for_each(|(spelling, number)| minorities[*number as usize] = all.majority_in_run(spelling).is_some());
    (Arc::new(all), minorities)
}
