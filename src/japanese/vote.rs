//! What a text does most of the time.

use crate::text::most;
use std::hash::Hash;

/// The value that is there at least `least` times, and `times` as often as all others together.
pub fn majority<T: Copy + Eq + Hash>(values: &[T], least: usize, times: usize) -> Option<T> {
    let (value, count) = most(values.iter().copied())?;
    (count >= least && (values.len() - count) * times <= count).then_some(value)
}
