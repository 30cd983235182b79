//! A pack: the file in which names are written down, `rules/names/*.toml` and those of users. The build script reads packs with this module too, so it
//! names no other.

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;

/// How a name is told from ordinary words.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// A coined word: any other case or spacing is wrong.
    #[default]
    Fold,
    /// An ordinary word too: only listed wrong forms count.
    Exact,
    /// Ordinary words in a row: wrong only where something is a capital letter.
    Phrase,
    /// Also a command: right in lower case.
    Command,
    /// A kind of Kubernetes object: a lower-case or spaced form is the general notion.
    Kind,
    /// Three letters or fewer, or an abbreviation: only listed wrong forms count.
    Short,
}

/// What a further right spelling is good for.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// As good as the name.
    #[default]
    Allow,
    /// Good, but not beside another spelling in one document.
    Consistent,
    /// Good once the name was written out.
    FirstFull,
    /// Wrong, though it is in use.
    Forbid,
}

/// A day as the number `20221121`; 0 is none.
pub type Day = u32;

/// A spelling with what holds for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// As it is written.
    pub text: String,
    /// What it is good for. Wrong forms have [`Policy::Forbid`].
    pub policy: Policy,
    /// First day on which this holds.
    pub since: Day,
    /// First day on which it no longer holds.
    pub until: Day,
}

/// A name with its spellings.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Entry {
    /// The one canonical spelling.
    pub text: String,
    /// What is named: `project`, `service`, `event` …
    #[serde(default)]
    pub kind: String,
    /// How it is matched.
    #[serde(default, rename = "match")]
    pub mode: Mode,
    /// Of a CNCF project: `graduated`, `incubating`, `sandbox`, `archived`.
    #[serde(default)]
    pub maturity: String,
    /// Further right spellings.
    #[serde(default, deserialize_with = "aliases")]
    pub alias: Vec<Form>,
    /// Spellings that are wrong in every mode.
    #[serde(default, deserialize_with = "wrongs")]
    pub wrong: Vec<Form>,
    /// Whether a word one letter off is taken for it.
    #[serde(default = "truth")]
    pub near: bool,
    /// The name's successor.
    #[serde(default)]
    pub now: Option<String>,
    /// First day on which the thing is called [`Entry::now`].
    #[serde(default, deserialize_with = "day")]
    pub until: Day,
    /// Of an event: where it takes place, as it stands behind the name.
    #[serde(default)]
    pub places: Vec<String>,
    /// Of an event: what stands for it before a year, in upper case (`CNDT`).
    #[serde(default)]
    pub codes: Vec<String>,
    /// The page its spelling was taken from: an address, or a key of the pack's `[sources]`.
    #[serde(default)]
    pub cite: String,
}

/// A file of names.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pack {
    /// Version of the file's form: 1.
    pub format: Option<Spanned<u32>>,
    /// What it is about, for people.
    #[serde(default)]
    pub about: String,
    /// Whether it is used only where a configuration names it.
    #[serde(default)]
    pub opt_in: bool,
    /// The names.
    #[serde(default)]
    pub name: Vec<Spanned<Entry>>,
    /// Addresses of pages that many names cite, each under a short key.
    #[serde(default)]
    pub sources: BTreeMap<String, String>,
    /// Text, and what `--fix` makes of it.
    #[serde(default)]
    pub tests: BTreeMap<Spanned<String>, String>,
}

/// What is wrong with a pack, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub message: String,
    /// Bytes of the file.
    pub span: Range<usize>,
}

const fn truth() -> bool {
    true
}

/// A form is written as its text, or as a table where something else holds for it.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a spelling, or a table with `text`")]
enum Written {
    Text(String),
    Table(Table),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    text: String,
    policy: Option<Policy>,
    #[serde(default, deserialize_with = "day")]
    since: Day,
    #[serde(default, deserialize_with = "day")]
    until: Day,
}

fn aliases<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Form>, D::Error> {
    forms(from, Policy::Allow)
}

fn wrongs<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Form>, D::Error> {
    forms(from, Policy::Forbid)
}

fn forms<'de, D: Deserializer<'de>>(from: D, policy: Policy) -> Result<Vec<Form>, D::Error> {
    let written: Vec<Written> = Vec::deserialize(from)?;
    Ok(written
        .into_iter()
        .map(|form| match form {
            Written::Text(text) => Form { text, policy, since: 0, until: 0 },
            Written::Table(table) => {
                Form { text: table.text, policy: table.policy.unwrap_or(policy), since: table.since, until: table.until }
            }
        })
        .collect())
}

fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
    let written = String::deserialize(from)?;
    day_of(&written).ok_or_else(|| D::Error::custom(format!("`{written}` is no day: write it as \"2022-11-21\"")))
}

/// The day at the beginning of `2022-11-21T10:00`.
#[must_use]
pub fn day_of(text: &str) -> Option<Day> {
    let date = text.get(..10)?.as_bytes();
    let is_date = date.iter().enumerate().all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() });
    let digits = date.iter().filter(|byte| byte.is_ascii_digit());
    is_date.then(|| digits.fold(0, |day, digit| day * 10 + Day::from(digit - b'0')))
}

impl Pack {
    /// Reads a pack and checks what concerns each name alone.
    ///
    /// # Errors
    /// At the first place that is no TOML, has an unknown key, or says something that cannot be followed.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let pack: Self = toml::from_str(text)
            .map_err(|error| Fault { message: error.message().to_owned(), span: error.span().unwrap_or_else(|| first(text)) })?;
        match &pack.format {
            Some(format) if *format.get_ref() != 1 => {
                return Err(Fault { message: "`format` is 1 in this version".into(), span: format.span() });
            }
            Some(_) => {}
            None => return Err(Fault { message: "`format = 1` is missing".into(), span: first(text) }),
        }
        for entry in &pack.name {
            entry.get_ref().check().map_err(|message| Fault { message, span: entry.span() })?;
        }
        Ok(pack)
    }

    /// A pack of these names.
    #[must_use]
    pub fn of(names: Vec<Entry>) -> Self {
        Self { name: names.into_iter().map(|entry| Spanned::new(0..0, entry)).collect(), ..Self::default() }
    }

    /// The address that a name cites.
    #[must_use]
    pub fn source<'p>(&'p self, entry: &'p Entry) -> &'p str {
        self.sources.get(&entry.cite).map_or(&entry.cite, |address| address)
    }
}

/// The first character of a text.
fn first(text: &str) -> Range<usize> {
    0..text.chars().next().map_or(0, char::len_utf8)
}

/// Longest spelling, in bytes.
pub(super) const LONGEST: usize = 100;

impl Entry {
    /// All spellings: the canonical one, the aliases, the wrong ones.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.text.as_str()).chain(self.alias.iter().chain(&self.wrong).map(|form| form.text.as_str()))
    }

    fn check(&self) -> Result<(), String> {
        for text in self.spellings() {
            if text.trim().is_empty() {
                return Err("a spelling is empty".into());
            }
            let is_pattern =
                text.len() > 1 && (text.starts_with('/') && text.ends_with('/') || text.contains(['*', '\\', '^', '$', '[', '|']));
            if is_pattern {
                return Err(format!(
                    "`{text}` looks like a pattern: a pack lists spellings, and finds other cases and widths of them by itself"
                ));
            }
            if let Some(c) = text.chars().find(|c| !c.is_ascii()) {
                return Err(format!("`{text}` cannot be found because of `{c}`: names are looked for in Latin letters only"));
            }
            if !text.chars().any(|c| c.is_ascii_alphanumeric()) || text.len() > LONGEST {
                return Err(format!("`{text}` cannot be found: a name has letters, and at most {LONGEST} of them"));
            }
        }
        if self.wrong.iter().any(|wrong| wrong.text == self.text) {
            return Err(format!("`{}` is both right and wrong", self.text));
        }
        if self.now.is_some() != (self.until > 0) {
            return Err(format!("`{}`: `now` and `until` go together", self.text));
        }
        Ok(())
    }
}
