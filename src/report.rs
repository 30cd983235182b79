//! Findings as people and machines read them.

mod concise;
mod full;
mod github;
mod json;

pub use full::config_error;
pub use json::links as links_json;
pub use json::names as names_json;
pub use json::rules as rules_json;

use crate::diagnostic::{Diagnostic, Severity};
use crate::manual::Language;
use crate::platform::Platform;
use crate::source::Source;
use std::borrow::Cow;
use std::fmt::Write;

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With the lines of the source.
    #[default]
    Full,
    /// One line each.
    Concise,
    /// One object with everything.
    Json,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// The findings of one file.
pub struct View<'a> {
    /// The path as it was given, with `/`.
    pub path: &'a str,
    /// The text they are in.
    pub source: &'a Source,
    /// In order.
    pub found: &'a [Diagnostic],
    /// Where it will be published.
    pub platform: &'a Platform,
    /// Of the messages.
    pub language: Language,
    /// Whether escape sequences may be used.
    pub color: bool,
}

/// Where a URL stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UrlPlace {
    /// The path as it was given, with `/`.
    pub path: String,
    /// 1-based.
    pub line: usize,
    /// In characters, 1-based.
    pub column: usize,
}

impl std::fmt::Display for UrlPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.path, self.line, self.column)
    }
}

/// Something that kept a file from being checked or fixed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failure {
    /// The path as it was given, with `/`.
    pub path: String,
    /// A sentence for people.
    pub message: String,
}

/// Numbers of a run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Summary {
    /// Files checked.
    pub files: usize,
    /// Findings of that severity.
    pub error: usize,
    /// Findings of that severity.
    pub warn: usize,
    /// Findings of that severity.
    pub info: usize,
    /// Findings that `--fix` would mend.
    pub fixable: usize,
    /// Fixes applied.
    pub fixed: usize,
}

impl Summary {
    /// Adds the numbers of another part of the run.
    pub const fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.error += other.error;
        self.warn += other.warn;
        self.info += other.info;
        self.fixable += other.fixable;
        self.fixed += other.fixed;
    }

    /// The numbers of one file's findings, of which those with a fix of at least `level` are fixable.
    #[must_use]
    pub fn of(found: &[Diagnostic], level: crate::diagnostic::Level) -> Self {
        let count = |severity| found.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        let fixable = found.iter().filter(|diagnostic| diagnostic.fix.as_ref().is_some_and(|fix| fix.level >= level)).count();
        Self { files: 1, error: count(Severity::Error), warn: count(Severity::Warn), info: count(Severity::Info), fixable, fixed: 0 }
    }
}

impl Format {
    /// The part of the output for one file.
    #[must_use]
    pub fn file(self, view: &View<'_>) -> String {
        match self {
            Self::Full => full::file(view),
            Self::Concise => concise::file(view),
            Self::Json => json::file(view),
            Self::Github => github::file(view),
        }
    }

    /// The whole output, from the parts of the files in order.
    #[must_use]
    pub fn run(self, files: &[String], failures: &[Failure], summary: &Summary) -> String {
        match self {
            Self::Full | Self::Concise => files.concat(),
            Self::Json => json::run(files, failures, summary),
            Self::Github => files.concat() + &github::failures(failures),
        }
    }

    /// Whether people read it: then the terminal's language is theirs, and a summary follows.
    #[must_use]
    pub const fn is_for_people(self) -> bool {
        matches!(self, Self::Full | Self::Concise)
    }
}

/// `text` without anything a terminal would obey: control characters but the tab, and marks that turn the direction of writing, are written as
/// `\u{…}`.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_hostile(c) {
            // Writing to a string cannot fail.
            let _ = write!(clean, "\\u{{{:x}}}", c as u32);
        } else {
            clean.push(c);
        }
    }
    Cow::Owned(clean)
}

/// As [`clean`], with the ends of lines as they are.
#[must_use]
pub fn clean_lines(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\r', '\n']);
        cleaned.push_str(&clean(content));
        cleaned.push_str(&line[content.len()..]);
    }
    cleaned
}

const fn is_hostile(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\n'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_terminal_obeys_is_left() {
        assert_eq!(clean("あ\tb"), "あ\tb");
        assert_eq!(clean("a\u{1b}]0;x\u{7}\u{9b}\r\n\u{202e}"), "a\\u{1b}]0;x\\u{7}\\u{9b}\\u{d}\\u{a}\\u{202e}");
    }
}
