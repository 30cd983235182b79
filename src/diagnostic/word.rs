//! Reading back the words of our own that findings are made of: names of rules, of messages and of their values.

use serde::de::{Deserialize, Deserializer, Error};
use std::cell::RefCell;
use std::collections::HashSet;

/// Longer ones are none of ours.
const LONGEST: usize = 64;

/// The word itself, which stays for the whole run: there are no more words than rules and messages have.
fn kept(word: &str) -> Option<&'static str> {
    thread_local! {
        static WORDS: RefCell<HashSet<&'static str>> = RefCell::default();
    }
    let is_ours = || word.len() <= LONGEST && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    WORDS.with_borrow_mut(|words| match words.get(word) {
        Some(known) => Some(*known),
        None if is_ours() => {
            let word: &'static str = Box::leak(word.to_owned().into_boxed_str());
            words.insert(word);
            Some(word)
        }
        None => None,
    })
}

/// A word of ours.
pub(super) fn read<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    kept(<&str>::deserialize(from)?).ok_or_else(|| D::Error::custom("no word of ours"))
}

/// Placeholders, each with its value.
pub(super) fn read_pairs<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Vec<(&'static str, T)>, D::Error> {
    let pairs = Vec::<(&str, T)>::deserialize(from)?.into_iter();
    let pairs = pairs.map(|(word, value)| Some((kept(word)?, value)));
    pairs.collect::<Option<_>>().ok_or_else(|| D::Error::custom("no word of ours"))
}
