//! Names of projects and products: the dictionaries of `rules/names/*.toml` and their occurrences in prose.

mod scan;

pub use scan::{Found, Verdict};

use serde::Deserialize;
use std::collections::HashMap;
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
#[derive(Clone, Debug, Default)]
pub struct Names {
    all: Vec<Name>,
    forms: HashMap<Box<str>, usize>,
    /// First two bytes of some folded form, as `a * 256 + b`, one bit each.
    beginnings: Vec<u64>,
}

impl Names {
    /// The dictionaries that come with the tool.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Names> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            let pack: Pack = toml::from_str(include_str!("../rules/names/common.toml")).expect("a test reads the same file");
            debug_assert!(pack.format == 1 && pack.name.iter().all(|entry| !entry.cite.is_empty()) && !pack.tests.is_empty());
            let mut names = Self::default();
            for entry in pack.name {
                names.add(entry.text, entry.mode, entry.alias, entry.wrong);
            }
            names
        })
    }

    /// These names, with `words` added (right spelling to wrong ones) and without those that `off` names.
    #[must_use]
    pub fn with(&self, words: &[(String, Vec<String>)], off: &[String]) -> Self {
        let mut names = Self::default();
        let own = |text: &str| words.iter().any(|(word, _)| word == text);
        for name in self.all.iter().filter(|name| !off.contains(&name.text) && !own(&name.text)) {
            names.add(name.text.clone(), name.mode, name.alias.clone(), name.wrong.clone());
        }
        for (text, wrong) in words.iter().filter(|(text, _)| !off.contains(text)) {
            names.add(text.clone(), Mode::Exact, Vec::new(), wrong.clone());
        }
        names
    }

    fn add(&mut self, text: String, mode: Mode, alias: Vec<String>, wrong: Vec<String>) {
        let index = self.all.len();
        for form in [&text].into_iter().chain(&alias).chain(&wrong) {
            let key = fold(form);
            if let [first, second, ..] = key.as_bytes() {
                let bit = usize::from(*first) * 256 + usize::from(*second);
                self.beginnings.resize(1024, 0);
                self.beginnings[bit / 64] |= 1 << (bit % 64);
            }
            self.forms.entry(key.into()).or_insert(index);
        }
        let splits = [&text].into_iter().chain(&alias).chain(&wrong).map(|form| splits(form)).fold(0, |all, one| all | one);
        self.all.push(Name { text, mode, alias, wrong, splits });
    }

    fn get(&self, folded: &str) -> Option<&Name> {
        self.forms.get(folded).map(|&index| &self.all[index])
    }

    fn may_begin(&self, folded: &str) -> bool {
        match folded.as_bytes() {
            [first, second, ..] => {
                let bit = usize::from(*first) * 256 + usize::from(*second);
                self.beginnings.get(bit / 64).is_some_and(|bits| bits & (1 << (bit % 64)) != 0)
            }
            // One letter may be the first word of a name: `g RPC`.
            _ => true,
        }
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
        let mut owners: HashMap<String, &str> = HashMap::new();
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
