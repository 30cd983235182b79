//! What is wrong with a configuration: every mistake of a run's files at once, each with its place.

use super::Origin;
use crate::ruleset::SettingError;
use crate::text::nearest;
use serde::de::DeserializeOwned;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer};

/// Most mistakes that are told at once.
pub(super) const MOST: usize = 100;

/// What is wrong with a configuration file, and where.
#[derive(Clone, Debug)]
pub struct ConfigError {
    /// The file.
    pub path: PathBuf,
    /// Its text; empty where it could not be read.
    pub text: Arc<str>,
    /// Bytes of `text`.
    pub span: Option<Range<usize>>,
    /// What is wrong.
    pub message: String,
    /// What else is wrong with this file and those that it names.
    further: Arc<[Self]>,
}

impl ConfigError {
    /// One mistake in the file at `path`, which holds `text`.
    pub fn new(path: &Path, text: impl Into<Arc<str>>, span: Option<Range<usize>>, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), text: text.into(), span, message: message.into(), further: Arc::default() }
    }

    /// All of them as one, in order of place; nothing where there are none.
    pub(super) fn all(mut mistakes: Vec<Self>) -> Option<Self> {
        Self::sort(&mut mistakes);
        if mistakes.len() > MOST {
            mistakes.truncate(MOST);
            let last = mistakes.last()?;
            mistakes.push(Self::new(&last.path, "", None, "more mistakes are told when these are mended"));
        }
        let further: Arc<[Self]> = mistakes.split_off(mistakes.len().min(1)).into();
        mistakes.pop().map(|first| Self { further, ..first })
    }

    /// What no two mistakes share, in the order in which they are told.
    fn place(&self) -> (&Path, Option<usize>, &str) {
        (&self.path, self.span.as_ref().map(|span| span.start), &self.message)
    }

    /// Whether it is the same mistake.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.place() == other.place()
    }

    /// Puts mistakes in order of place, and leaves each there once.
    pub fn sort(mistakes: &mut Vec<Self>) {
        mistakes.sort_by(|a, b| a.place().cmp(&b.place()));
        mistakes.dedup_by(|a, b| a.is_same(b));
    }

    /// Every mistake by itself.
    pub fn each(&self) -> impl Iterator<Item = Self> {
        std::iter::once(Self { further: Arc::default(), ..self.clone() }).chain(self.further.iter().cloned())
    }
}

/// A place and what is wrong there.
type Wrong = (Range<usize>, String);

/// Reads a text for as long as it is none of `T`: what is wrong is told, and left out of what is read next.
///
/// # Errors
/// Where it is no TOML: the one mistake, with its place.
pub(super) fn read_all<T: DeserializeOwned + Default>(text: &str) -> Result<(T, Vec<Wrong>), Wrong> {
    let told = |error: &toml::de::Error| (error.span().unwrap_or(0..0), advice(error.message()));
    // What is right is read once.
    if let Ok(read) = toml::from_str(text) {
        return Ok((read, Vec::new()));
    }
    let mut table = DeTable::parse(text).map_err(|error| told(&error))?;
    let mut mistakes = Vec::new();
    loop {
        match T::deserialize(Deserializer::from(table.clone())) {
            Ok(read) => return Ok((read, mistakes)),
            Err(error) => mistakes.push(told(&error)),
        }
        let place = mistakes.last().map_or(0..0, |(place, _)| place.clone());
        if mistakes.len() > MOST || !leave_out(table.get_mut(), &place) {
            return Ok((T::default(), mistakes));
        }
    }
}

fn holds<T>(outer: &Spanned<T>, place: &Range<usize>) -> bool {
    outer.span().start <= place.start && place.end <= outer.span().end
}

/// Takes the smallest thing out that holds the place; whether there was one. The reader bounds the depth of tables.
fn leave_out(table: &mut DeTable<'_>, place: &Range<usize>) -> bool {
    if table.iter_mut().any(|(_, value)| leave_out_within(value.get_mut(), place)) {
        return true;
    }
    let key = table.iter().find(|(key, value)| holds(key, place) || holds(value, place)).map(|(key, _)| key.clone());
    key.is_some_and(|key| table.remove(&key).is_some())
}

fn leave_out_within(value: &mut DeValue<'_>, place: &Range<usize>) -> bool {
    match value {
        DeValue::Table(table) => leave_out(table, place),
        DeValue::Array(items) => {
            if items.iter_mut().any(|item| leave_out_within(item.get_mut(), place)) {
                return true;
            }
            let Some(wrong) = items.iter().position(|item| holds(item, place)) else { return false };
            let kept = std::mem::replace(items, DeArray::new()).into_iter().enumerate().filter(|(at, _)| *at != wrong);
            *items = kept.map(|(_, item)| item).collect();
            true
        }
        _ => false,
    }
}

impl Origin {
    /// What is wrong with a setting, shown where `option` stands, in its line or below its header.
    pub(super) fn error_of(&self, option: Option<&str>, message: String) -> ConfigError {
        let table = option.and_then(|_| DeTable::parse(&self.text).ok());
        let place = table.zip(option).and_then(|(table, option)| place_of(table.get_ref(), &self.span, option));
        ConfigError { span: place.or_else(|| Some(self.span.clone())), ..self.error(message) }
    }
}

/// The place of `option` and its value in the setting that starts where `setting` does.
fn place_of(table: &DeTable<'_>, setting: &Range<usize>, option: &str) -> Option<Range<usize>> {
    table.iter().find_map(|(key, value)| match value.get_ref() {
        DeValue::Table(inner) if key.span().start.min(value.span().start) == setting.start => {
            let found = inner.iter().find(|(key, _)| key.get_ref() == option);
            let found = found.map(|(key, value)| key.span().start.min(value.span().start)..value.span().end.max(key.span().end));
            found.or_else(|| place_of(inner, setting, option))
        }
        DeValue::Table(inner) => place_of(inner, setting, option),
        DeValue::Array(items) => {
            let tables = items.iter().filter_map(|item| item.get_ref().as_table());
            tables.into_iter().find_map(|table| place_of(table, setting, option))
        }
        _ => None,
    })
}

/// What serde calls the numbers that an option takes, and what people do.
const NUMBERS: [(&str, &str); 5] = [
    ("expected usize", "expected a whole number from 0 on"),
    ("expected u64", "expected a whole number from 0 on"),
    ("expected u32", "expected a whole number from 0 on"),
    ("expected u16", "expected a whole number from 0 to 65535"),
    ("expected u8", "expected a whole number from 0 to 255"),
];

/// The reader's message in words for people, with what would be right: the nearest of the expected names, or all of them.
pub(super) fn advice(message: &str) -> String {
    if message.starts_with("invalid unquoted key") {
        return "a key with other characters than letters, digits, `-` and `_` stands in quotes".into();
    }
    let mut names = message.split('`').skip(1).step_by(2);
    match names.next() {
        Some(unknown) if message.starts_with("unknown field") => {
            let known: Vec<&str> = names.collect();
            match (nearest(unknown, known.iter().copied()), &known[..]) {
                (Some(name), _) => format!("unknown key `{unknown}`; did you mean `{name}`?"),
                (None, []) => format!("unknown key `{unknown}`: none is taken here"),
                (None, known) => format!("unknown key `{unknown}`: use one of {}", known.join(", ")),
            }
        }
        Some(key) if message.starts_with("missing field") => format!("the key `{key}` is missing"),
        _ => {
            let number = NUMBERS.iter().find(|(serde, _)| message.ends_with(serde));
            number.map_or_else(|| message.to_owned(), |(serde, people)| message.replace(serde, people))
        }
    }
}

/// What is wrong with a setting, as [`advice`] says it.
pub(super) fn advice_on(error: &SettingError) -> String {
    match error {
        SettingError::Options { name, error } => format!("options of `{name}`: {}", advice(&error.0)),
        unknown @ SettingError::Unknown { .. } => unknown.to_string(),
    }
}

/// Keeps what was made, and notes the mistake where nothing was.
pub(super) trait Noted<T> {
    fn noted(self, mistakes: &mut Vec<ConfigError>) -> Option<T>;
}

impl<T> Noted<T> for Result<T, ConfigError> {
    fn noted(self, mistakes: &mut Vec<ConfigError>) -> Option<T> {
        self.map_err(|error| mistakes.extend(error.each())).ok()
    }
}
