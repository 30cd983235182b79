//! What makes a finding the same finding after lines have moved.

use crate::diagnostic::{Arg, Diagnostic};
use crate::source::Source;
use std::collections::HashMap;
use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

/// A number for a finding that stays when other lines come, go or move, and when the finding's own line is indented otherwise.
///
/// It is made of the rule, the message with its values, and the text of the line where the finding begins; of equal ones in a file, of how many come before.
/// It does not depend on the language of messages, on the severity, or on the place. How it is made is a contract: baselines are written with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// The fingerprints of a text's findings, which are in order of place.
    #[must_use]
    pub fn all(source: &Source, found: &[Diagnostic]) -> Vec<Self> {
        let mut occurrences: HashMap<u128, u64> = HashMap::new();
        // A line may be the whole text, and each of its words a finding: it is read once.
        let mut last = None;
        let fingerprint = |diagnostic: &Diagnostic| {
            let number = source.line_at(diagnostic.span.start);
            let line = match last {
                Some((known, hash)) if known == number => hash,
                _ => hash(SEED, source.line(number).trim().as_bytes()),
            };
            last = Some((number, line));
            let what = hash(said(diagnostic), &line.to_le_bytes());
            let occurrence = occurrences.entry(what).or_default();
            let fingerprint = hash(what, &occurrence.to_le_bytes());
            *occurrence += 1;
            Self(fingerprint)
        };
        found.iter().map(fingerprint).collect()
    }

    /// The fingerprint of what is said of a whole file.
    #[must_use]
    pub fn of_words(words: &str) -> Self {
        Self(hash(SEED, words.as_bytes()))
    }

    /// The fingerprint among those of other files.
    #[must_use]
    pub fn of_file(self, path: &str) -> Self {
        Self(hash(self.0, path.as_bytes()))
    }
}

/// 32 hexadecimal digits.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// What `Display` writes.
impl FromStr for Fingerprint {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        // Another length or a sign would be read as well, and written otherwise.
        let is_whole = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        u128::from_str_radix(if is_whole { text } else { "" }, 16).map(Self)
    }
}

/// Values of messages that change with other lines: where one is, and how often something is in the text.
const OF_THE_TEXT: [&str; 6] = ["line", "count", "polite", "plain", "half", "full"];

fn said(diagnostic: &Diagnostic) -> u128 {
    let field = |state, text: &str| hash(hash(state, text.as_bytes()), &[0]);
    let state = field(field(SEED, diagnostic.rule), diagnostic.message.id);
    diagnostic.message.args.iter().fold(state, |state, (name, value)| {
        let value = match value {
            Arg::Text(text) => text,
            Arg::Phrase(id) => *id,
        };
        if OF_THE_TEXT.contains(name) { state } else { field(field(state, name), value) }
    })
}

/// FNV-1a of 128 bits: the same on every machine and in every version of Rust.
const SEED: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

fn hash(state: u128, bytes: &[u8]) -> u128 {
    bytes.iter().fold(state, |state, byte| (state ^ u128::from(*byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Message, Severity};
    use crate::source::Span;

    /// The fingerprints of each `word` in `text`.
    fn of(text: &str, word: &str) -> Vec<String> {
        let message = Message { id: "wrong", args: vec![("written", Arg::Text(word.to_owned().into()))] };
        let finding = |at| Diagnostic {
            rule: "name-canonical",
            severity: Severity::Warn,
            span: Span::new(at, at + word.len()),
            message: message.clone(),
            related: Vec::new(),
            fix: None,
        };
        let found: Vec<_> = text.match_indices(word).map(|(at, _)| finding(at)).collect();
        Fingerprint::all(&Source::new(text), &found).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn lines_may_move_and_be_indented() {
        let before = of("Githubを使う。\n別の行。\n", "Github");
        assert_eq!(before, of("# 題\r\n\r\n- a\r\n\r\n  Githubを使う。\r\n", "Github"));
        assert_ne!(before, of("Githubは使わない。\n", "Github"));
        assert_eq!(before, ["81429b50838e01ae030fb53b7fa141ea"], "baselines know it by this");
    }

    #[test]
    fn equal_findings_are_told_apart_by_their_order() {
        let two = of("Github\nGithub Github\n\nGithub\n", "Github");
        assert_eq!(two.iter().collect::<std::collections::HashSet<_>>().len(), 4);
        assert_eq!(two[0], of("Github\n", "Github")[0]);
        assert_eq!(two[3], of("Github\nGithub\n", "Github")[1]);
    }

    #[test]
    fn files_tell_them_apart_too() {
        let one = Fingerprint(1);
        assert_ne!(one.of_file("a.md"), one.of_file("b.md"));
        assert_eq!(one.to_string().len(), 32);
    }
}
