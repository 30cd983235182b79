//! The baseline: findings that were there when the tool came, and are not spoken of until their lines change.

use crate::config::ConfigError;
use crate::files::{folder_of, said, slashed, write_report};
use crate::fingerprint::Fingerprint;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write;
use std::fs;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use toml::Spanned;

/// The name where none is given.
pub const FILE_NAME: &str = "cndlint-baseline.toml";

/// How fingerprints are made and the file is written.
const VERSION: i64 = 1;

const HEAD: &str = "\
# Findings that cndlint does not speak of: those that were there when this file was written. A line that changes is checked again.
# `cndlint --prune-baseline` takes out what no longer occurs, `cndlint --write-baseline` writes the file anew.
";

/// By rule, the findings of a file.
pub type Entries = BTreeMap<String, BTreeSet<Fingerprint>>;

/// A baseline and where it lies.
#[derive(Clone, Debug)]
pub struct Baseline {
    path: PathBuf,
    /// What the paths in it are seen from.
    folder: PathBuf,
    files: BTreeMap<String, Entries>,
    known: BTreeMap<String, Arc<HashSet<Fingerprint>>>,
}

#[derive(Deserialize)]
struct Head {
    version: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[allow(dead_code, reason = "looked at before")]
    version: i64,
    #[serde(default)]
    files: BTreeMap<String, BTreeMap<String, Vec<Spanned<String>>>>,
}

impl Baseline {
    /// An empty baseline that will lie at `path`.
    #[must_use]
    pub fn empty(path: &Path) -> Self {
        Self { path: path.to_owned(), folder: resolved(folder_of(path)), files: BTreeMap::new(), known: BTreeMap::new() }
    }

    /// Reads a baseline.
    ///
    /// # Errors
    /// Where it cannot be read, is none or one of another version: with the place and what to do.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let failed = |text: &str, span: Option<Range<usize>>, message: String| ConfigError::new(path, text, span, message);
        let unread =
            |reason: &str| failed("", None, format!("the baseline cannot be read: {reason}; `cndlint --write-baseline` makes one"));
        if path.is_dir() {
            return Err(failed("", None, "the baseline cannot be read: is a folder; name the file in it".into()));
        }
        let bytes = fs::read(path).map_err(|error| unread(&said(&error)))?;
        let text = String::from_utf8(bytes).map_err(|_| unread("not UTF-8"))?;
        let remedy = "restore it from version control, or delete it and write it anew with `cndlint --write-baseline`";
        // Another version may have other keys too.
        let broken = |error: &toml::de::Error| {
            failed(&text, error.span(), format!("not a baseline that can be read: {}; {remedy}", error.message().trim_end()))
        };
        let Head { version } = toml::from_str(&text).map_err(|error| broken(&error))?;
        if *version.get_ref() != VERSION {
            let message = format!("a baseline of version {}, and this cndlint reads version {VERSION}; {remedy}", version.get_ref());
            return Err(failed(&text, Some(version.span()), message));
        }
        let raw: Raw = toml::from_str(&text).map_err(|error| broken(&error))?;
        let mut baseline = Self::empty(path);
        for (file, rules) in raw.files {
            let mut entries = Entries::new();
            for (rule, fingerprints) in rules {
                let known = entries.entry(rule).or_default();
                for written in fingerprints {
                    let fault = |reason: &str| failed(&text, Some(written.span()), format!("{reason}; {remedy}"));
                    let fingerprint = written.get_ref().parse().map_err(|_| fault("no fingerprint: 32 hexadecimal digits are wanted"))?;
                    if !known.insert(fingerprint) {
                        return Err(fault("this entry stands twice"));
                    }
                }
            }
            baseline.set(file, entries);
        }
        Ok(baseline)
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder it lies in, without symbolic links.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the file at the absolute `path` is called in it: its path seen from the baseline's folder, with `/`.
    #[must_use]
    pub fn key(&self, path: &Path) -> String {
        let path = match (path.parent(), path.file_name()) {
            (Some(folder), Some(name)) => resolved(folder).join(name),
            _ => path.to_owned(),
        };
        let shared = self.folder.components().zip(path.components()).take_while(|(a, b)| a == b).count();
        let up = self.folder.components().skip(shared).map(|_| Component::ParentDir);
        slashed(&up.chain(path.components().skip(shared)).collect::<PathBuf>()).into_owned()
    }

    /// Whether the file of that name is there.
    #[must_use]
    pub fn is_there(&self, key: &str) -> bool {
        self.folder.join(key).exists()
    }

    /// What is known of a file.
    #[must_use]
    pub fn known(&self, key: &str) -> Arc<HashSet<Fingerprint>> {
        self.known.get(key).cloned().unwrap_or_default()
    }

    /// The entries of all files.
    #[must_use]
    pub const fn files(&self) -> &BTreeMap<String, Entries> {
        &self.files
    }

    /// Number of all entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.values().map(|known| known.len()).sum()
    }

    /// Whether it has no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts `entries` in the place of what is known of a file.
    pub fn set(&mut self, key: String, mut entries: Entries) {
        entries.retain(|_, fingerprints| !fingerprints.is_empty());
        if entries.is_empty() {
            self.files.remove(&key);
            self.known.remove(&key);
        } else {
            self.known.insert(key.clone(), Arc::new(entries.values().flatten().copied().collect()));
            self.files.insert(key, entries);
        }
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("{HEAD}\nversion = {VERSION}\n");
        // Writing to a string cannot fail.
        for (file, entries) in &self.files {
            let _ = writeln!(text, "\n[files.{}]", quoted(file));
            for (rule, fingerprints) in entries {
                let _ = writeln!(text, "{rule} = [");
                for fingerprint in fingerprints {
                    let _ = writeln!(text, "  \"{fingerprint}\",");
                }
                text.push_str("]\n");
            }
        }
        text
    }

    /// Writes it in one step: it is the whole old or the whole new one.
    ///
    /// # Errors
    /// With a sentence for people, without the path.
    pub fn write(&self) -> Result<(), String> {
        write_report(&self.path, &self.text()).map_err(|why| format!("baseline not written: {why}"))
    }
}

/// A folder's path without symbolic links, as far as it is there.
fn resolved(folder: &Path) -> PathBuf {
    folder.canonicalize().or_else(|_| std::path::absolute(folder)).unwrap_or_else(|_| folder.to_owned())
}

/// A key of TOML in quotes.
fn quoted(key: &str) -> String {
    let mut quoted = String::from("\"");
    for c in key.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => _ = write!(quoted, "\\u{:04X}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b.toml");
        let mut baseline = Baseline::empty(&path);
        let entries =
            |digits: &[&str]| Entries::from([("tab-hard".to_owned(), digits.iter().map(|hex| hex.repeat(32).parse().unwrap()).collect())]);
        baseline.set("日本 \"x\"\u{7f}\\.md".into(), entries(&["a", "1"]));
        baseline.set("gone.md".into(), entries(&["b"]));
        baseline.set("gone.md".into(), Entries::new());
        baseline.write().unwrap();
        let again = Baseline::read(&path).unwrap();
        assert_eq!((again.files(), again.len()), (baseline.files(), 2));
        assert_eq!(again.text(), baseline.text());
    }

    #[test]
    fn paths_are_seen_from_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let top = folder.path().canonicalize().unwrap();
        fs::create_dir_all(top.join("a/b")).unwrap();
        let baseline = Baseline::empty(&top.join("a/base.toml"));
        assert_eq!(baseline.key(&top.join("a/b/../b/x.md")), "b/x.md");
        assert_eq!(baseline.key(&top.join("y.md")), "../y.md");
    }
}
