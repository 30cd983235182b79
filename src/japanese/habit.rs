//! What a file does in most places, so that the few others can be told.

use crate::text::most;

/// Fewer places say nothing about a habit.
const LEAST: usize = 5;

/// As many places to one other make a habit.
const RATIO: usize = 4;

/// What most places do, where that is clear: at least five of them, and four to one against all others.
pub fn habit<T: Copy>(counts: &[(T, usize)]) -> Option<T> {
    clear(counts, LEAST, RATIO)
}

/// The same with other limits.
pub fn clear<T: Copy>(counts: &[(T, usize)], least: usize, ratio: usize) -> Option<T> {
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    let &(most, count) = counts.iter().max_by_key(|(_, count)| *count)?;
    is_clear(count, all, least, ratio).then_some(most)
}

/// The value that is there at least `least` times, and `ratio` times as often as all others together.
pub fn majority<T: Copy + Ord>(values: &[T], least: usize, ratio: usize) -> Option<T> {
    let (value, count) = most(values.iter().copied())?;
    is_clear(count, values.len(), least, ratio).then_some(value)
}

/// Whether what `count` of `all` places do is a habit.
#[must_use]
pub const fn is_habit(count: usize, all: usize) -> bool {
    is_clear(count, all, LEAST, RATIO)
}

const fn is_clear(count: usize, all: usize, least: usize, ratio: usize) -> bool {
    count >= least && count >= ratio * (all - count)
}

/// Whether there are too few places for a habit, whatever they say.
#[must_use]
pub fn is_unsure<T>(counts: &[(T, usize)]) -> bool {
    counts.iter().map(|(_, count)| count).sum::<usize>() < LEAST
}
