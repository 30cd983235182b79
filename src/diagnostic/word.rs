//! Reading back the words of our own that findings are made of: names of rules, of messages and of their values.

use serde::de::{Deserialize, Deserializer, Error};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// Words that were read. There are no more of them than rules and messages have, so they stay.
static WORDS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

/// Longer ones are none of ours.
const LONGEST: usize = 64;

fn kept(word: &str) -> Option<&'static str> {
    let is_ours = word.len() <= LONGEST && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let mut words = WORDS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = words.get(word) {
        return Some(known);
    }
    let word: &'static str = is_ours.then(|| Box::leak(word.to_owned().into_boxed_str()))?;
    words.insert(word);
    Some(word)
}

/// A word of ours.
pub(super) fn read<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    let word = Cow::<str>::deserialize(from)?;
    kept(&word).ok_or_else(|| D::Error::custom("no word of ours"))
}

/// Placeholders, each with its value.
pub(super) fn read_pairs<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Vec<(&'static str, T)>, D::Error> {
    let pairs = Vec::<(Cow<'de, str>, T)>::deserialize(from)?;
    pairs
        .into_iter()
        .map(|(word, value)| Some((kept(&word)?, value)))
        .collect::<Option<_>>()
        .ok_or_else(|| D::Error::custom("no word of ours"))
}
