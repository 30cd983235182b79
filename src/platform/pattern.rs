//! Regular expressions of the platforms' files, compiled when they are first asked.

use regex_lite::Regex;
use serde::Deserialize;
use std::fmt;
use std::sync::OnceLock;

/// A regular expression. One that cannot be read matches nothing: a test reads them all.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "String")]
pub struct Pattern {
    text: String,
    compiled: OnceLock<Option<Regex>>,
}

impl From<String> for Pattern {
    fn from(text: String) -> Self {
        Self { text, compiled: OnceLock::new() }
    }
}

impl From<&str> for Pattern {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Pattern {
    fn compiled(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&self.text).ok()).as_ref()
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether `text` matches.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.compiled().is_some_and(|regex| regex.is_match(text))
    }

    /// `text` with what matches replaced by `new`, in which `$1` is the first group; nothing where none does.
    #[must_use]
    pub fn replaced(&self, text: &str, new: &str) -> Option<String> {
        let regex = self.compiled().filter(|regex| regex.is_match(text))?;
        Some(regex.replace(text, new).into_owned())
    }

    /// Whether it can be read.
    ///
    /// # Errors
    /// With what is wrong.
    pub fn check(&self) -> Result<(), String> {
        Regex::new(&self.text).map(|_| ()).map_err(|error| format!("{self}: {error}"))
    }
}
