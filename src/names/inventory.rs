//! What names a set of texts has, and how they are spelled.

use super::english::is_word;
use super::mentions::Mentions;
use super::spellings::is_prose;
use super::{Names, Role, Standing, Verdict, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// What is to be said of a spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Judged {
    /// Right.
    Right,
    /// Wrong for certain.
    Wrong,
    /// Most likely wrong.
    Likely,
    /// One letter off a name.
    Misspelled,
    /// Not judged: part of an identifier, or a word too.
    Open,
}

impl Judged {
    /// As it is written in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Wrong => "wrong",
            Self::Likely => "likely wrong",
            Self::Misspelled => "misspelled",
            Self::Open => "open",
        }
    }
}

/// How often something stands, and where.
#[derive(Clone, Debug, Default)]
pub struct Uses {
    /// How often.
    pub count: usize,
    /// Paths of the files.
    pub files: BTreeSet<String>,
}

impl Uses {
    fn add(&mut self, path: &str) {
        self.count += 1;
        if !self.files.contains(path) {
            self.files.insert(path.to_owned());
        }
    }

    fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.files.extend(other.files);
    }
}

/// A known name in the texts.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// The pack it is from; nothing is the user's own.
    pub pack: Option<&'static str>,
    /// What is named.
    pub kind: String,
    /// A CNCF project's maturity.
    pub maturity: String,
    /// Each spelling with what is to be said of it.
    pub spellings: BTreeMap<(String, Judged), Uses>,
}

impl Item {
    /// How often the name stands, in all spellings.
    #[must_use]
    pub fn count(&self) -> usize {
        self.spellings.values().map(|uses| uses.count).sum()
    }
}

/// The names of a set of texts.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// Known names by their canonical spelling.
    pub known: BTreeMap<String, Item>,
    /// Words that may be names of which no pack knows: with a capital inside, in capitals, or capitalised and no English word.
    pub unknown: BTreeMap<String, Uses>,
}

impl Inventory {
    /// Adds the names of the text at `path`.
    pub fn add(&mut self, path: &str, mentions: &Mentions<'_>, names: &Names) {
        for (run, mention) in mentions.iter() {
            let written = &run.text[mention.start..mention.end];
            let judged = match mentions.judge(run, mention) {
                Standing::Right(_) => Judged::Right,
                Standing::Wrong(Verdict::Certain, _) => Judged::Wrong,
                Standing::Wrong(..) => Judged::Likely,
                Standing::Open => Judged::Open,
            };
            self.use_of(mention.name, written, judged, path);
        }
        for (run, start, end) in mentions.words() {
            let written = &run.text[start..end];
            if let Some(near) = names.near(&run.text, start, end) {
                self.use_of(near.name, written, Judged::Misspelled, path);
            } else if may_be_name(written) && is_prose(&run.text, start, end) {
                self.unknown.entry(written.to_owned()).or_default().add(path);
            }
        }
    }

    fn use_of(&mut self, name: super::Name<'_>, written: &str, judged: Judged, path: &str) {
        let item = self.known.entry(name.text().to_owned()).or_insert_with(|| Item {
            pack: Names::pack_of(name),
            kind: name.texts(Role::Kind).next().unwrap_or_default().to_owned(),
            maturity: name.texts(Role::Maturity).next().unwrap_or_default().to_owned(),
            spellings: BTreeMap::new(),
        });
        item.spellings.entry((written.to_owned(), judged)).or_default().add(path);
    }

    /// Adds another inventory.
    pub fn merge(&mut self, other: Self) {
        for (name, item) in other.known {
            if let Some(known) = self.known.get_mut(&name) {
                item.spellings.into_iter().for_each(|(key, uses)| known.spellings.entry(key).or_default().merge(uses));
            } else {
                self.known.insert(name, item);
            }
        }
        other.unknown.into_iter().for_each(|(word, uses)| self.unknown.entry(word).or_default().merge(uses));
    }

    /// A pack of the unknown names that stand more than once: of several spellings the most frequent one.
    #[must_use]
    pub fn to_pack(&self) -> String {
        let mut best: BTreeMap<String, (&str, usize)> = BTreeMap::new();
        let mut totals: BTreeMap<String, usize> = BTreeMap::new();
        for (word, uses) in &self.unknown {
            *totals.entry(fold(word)).or_default() += uses.count;
            let entry = best.entry(fold(word)).or_insert((word, uses.count));
            if uses.count > entry.1 {
                *entry = (word, uses.count);
            }
        }
        let mut text = "# Names that no pack knows. Look at each: is it spelled as its owner spells it? Then say where, in `cite`.\nformat = 1\n\nname = [\n".to_owned();
        for (form, (word, _)) in best.iter().filter(|(form, _)| totals[*form] > 1) {
            let is_coined =
                word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase()) && word.bytes().any(|byte| byte.is_ascii_lowercase());
            let mode = if is_coined { "" } else { ", match = \"exact\"" };
            // Writing to a string cannot fail.
            let _ = writeln!(text, "  {{ text = \"{word}\"{mode}, cite = \"\" }}, # {} times", totals[form]);
        }
        text + "]\n"
    }
}

/// Whether a word looks like a name.
fn may_be_name(word: &str) -> bool {
    let has_capital_inside = word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
    let is_field = word.starts_with(|c: char| c.is_ascii_lowercase());
    let is_capitalised = word.starts_with(|c: char| c.is_ascii_uppercase()) && !is_word(&word.to_ascii_lowercase());
    !is_field && (has_capital_inside || is_capitalised)
}
