//! Names of projects and products: the dictionaries of `rules/names/*.toml` and their occurrences in prose.

mod scan;

pub use scan::{Found, Verdict};

use crate::text::{LETTER, LETTERS, NO_LETTER};
use serde::Deserialize;
use std::sync::OnceLock;

/// How a name is told from ordinary words.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// A coined word: any other case or spacing is wrong.
    Fold,
    /// An ordinary word too: only listed wrong forms count.
    Exact,
    /// Ordinary words in a row: wrong only where something is a capital letter.
    Phrase,
    /// Also a command: right in lower case.
    Command,
    /// A kind of Kubernetes object: a lower-case form is the general notion.
    Kind,
    /// Three letters or fewer: only listed wrong forms count.
    Short,
}

/// A name as a dictionary file has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    text: String,
    #[serde(rename = "match")]
    mode: Mode,
    #[serde(default)]
    alias: Vec<String>,
    #[serde(default)]
    wrong: Vec<String>,
    /// The page its spelling was taken from. For people and for the test that every name has one.
    cite: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pack {
    /// Version of the file's form.
    format: u32,
    name: Vec<Entry>,
    /// Sentence and what it should read: checked by the tests.
    #[serde(default)]
    tests: std::collections::BTreeMap<String, String>,
}

/// A name and how it may be written.
#[derive(Clone, Debug)]
pub struct Name {
    /// The spelling that is put in the place of a wrong one.
    pub text: String,
    /// How it is matched.
    pub mode: Mode,
    /// Further right spellings.
    pub alias: Vec<String>,
    /// Spellings that are wrong in every mode.
    pub wrong: Vec<String>,
    /// Offsets in the folded form at which a separator may stand, as bits.
    splits: u64,
}

/// All names of a run, to be looked up by their folded form: ASCII lower case without separators.
#[derive(Clone, Debug)]
pub struct Names {
    all: Vec<Name>,
    /// Folded forms in order, each with the index of its name.
    forms: Vec<(Box<str>, usize)>,
    /// The forms that begin with the same two characters, by [`pair`].
    ranges: Vec<(usize, usize)>,
}

/// A number for the first two characters of a form; nothing where they are no ASCII letters or digits. Case does not matter.
fn pair(form: &[u8]) -> Option<usize> {
    let [first, second, ..] = form else { return None };
    let (first, second) = (LETTER[usize::from(*first)], LETTER[usize::from(*second)]);
    (first != NO_LETTER && second != NO_LETTER).then(|| usize::from(first) * usize::from(LETTERS) + usize::from(second))
}

impl Names {
    /// The dictionaries that come with the tool.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Names> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            let pack: Pack = toml::from_str(include_str!("../rules/names/common.toml")).expect("a test reads the same file");
            debug_assert!(pack.format == 1 && pack.name.iter().all(|entry| !entry.cite.is_empty()) && !pack.tests.is_empty());
            Self::new(pack.name.into_iter().map(|entry| Name::new(entry.text, entry.mode, entry.alias, entry.wrong)).collect())
        })
    }

    /// These names, with `words` added (right spelling to wrong ones) and without those that `off` names.
    #[must_use]
    pub fn with(&self, words: &[(String, Vec<String>)], off: &[String]) -> Self {
        let is_own = |text: &str| words.iter().any(|(word, _)| word == text);
        let kept = self.all.iter().filter(|name| !is_own(&name.text)).cloned();
        let own = words.iter().map(|(text, wrong)| Name::new(text.clone(), Mode::Exact, Vec::new(), wrong.clone()));
        Self::new(kept.chain(own).filter(|name| !off.contains(&name.text)).collect())
    }

    fn new(all: Vec<Name>) -> Self {
        let keyed = all.iter().enumerate().flat_map(|(index, name)| name.forms().map(move |form| (fold(form).into_boxed_str(), index)));
        let mut forms: Vec<_> = keyed.collect();
        forms.sort();
        forms.dedup_by(|later, earlier| later.0 == earlier.0);
        let mut ranges = vec![(0, 0); usize::from(LETTERS) * usize::from(LETTERS)];
        for (at, (form, _)) in forms.iter().enumerate() {
            if let Some(pair) = pair(form.as_bytes()) {
                let (start, end) = &mut ranges[pair];
                if *start == *end {
                    *start = at;
                }
                *end = at + 1;
            }
        }
        Self { all, forms, ranges }
    }

    /// The forms that begin with the first two characters of `form`.
    fn candidates(&self, form: &[u8]) -> &[(Box<str>, usize)] {
        let (start, end) = pair(form).map_or((0, 0), |pair| self.ranges[pair]);
        &self.forms[start..end]
    }

    /// The name whose form is `folded`, and whether a longer form begins with it.
    fn get(&self, folded: &str) -> (Option<&Name>, bool) {
        let candidates = self.candidates(folded.as_bytes());
        let at = candidates.partition_point(|(form, _)| **form < *folded);
        let exact = candidates.get(at).filter(|(form, _)| **form == *folded);
        let longer = candidates.get(at + usize::from(exact.is_some()));
        (exact.map(|(_, index)| &self.all[*index]), longer.is_some_and(|(form, _)| form.starts_with(folded)))
    }
}

impl Name {
    fn new(text: String, mode: Mode, alias: Vec<String>, wrong: Vec<String>) -> Self {
        let mut name = Self { text, mode, alias, wrong, splits: 0 };
        name.splits = name.forms().map(splits).fold(0, |all, one| all | one);
        name
    }

    /// All spellings, right and wrong.
    fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.text).chain(&self.alias).chain(&self.wrong).map(String::as_str)
    }
}

/// ASCII lower case without anything that is no letter or digit.
fn fold(form: &str) -> String {
    form.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Where a form may be written apart: at its separators and before a capital behind a small letter (`Kube|Vela`).
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packs_tests_hold() {
        let pack: Pack = toml::from_str(include_str!("../rules/names/common.toml")).unwrap();
        for (written, right) in &pack.tests {
            let mut text = written.clone();
            for found in Names::builtin().find(written).iter().rev().filter(|found| found.verdict == Verdict::Wrong) {
                text.replace_range(found.start..found.end, &found.name.text);
            }
            assert_eq!(&text, right, "{written}");
        }
    }

    #[test]
    fn every_name_has_its_source_and_no_form_two_owners() {
        let pack: Pack = toml::from_str(include_str!("../rules/names/common.toml")).unwrap();
        let mut owners: std::collections::HashMap<String, &str> = std::collections::HashMap::new();
        for entry in &pack.name {
            assert!(entry.cite.starts_with("https://"), "{}", entry.text);
            for form in [&entry.text].into_iter().chain(&entry.alias).chain(&entry.wrong) {
                let owner = owners.insert(fold(form), &entry.text);
                assert!(owner.is_none_or(|owner| owner == entry.text), "{form}: {owner:?} and {}", entry.text);
            }
        }
    }

    #[test]
    fn own_words_and_switched_off_names() {
        let names = Names::builtin().with(&[("Kubefork".into(), vec!["KubeFork".into()])], &["GitHub".into()]);
        let found: Vec<_> = names.find("Githubの KubeFork").iter().map(|found| found.name.text.clone()).collect();
        assert_eq!(found, ["Kubefork"]);
    }
}
