//! Where a post will be published, as data: `rules/platforms/*.toml`, which `build.rs` writes as JSON: each run reads some of it, and TOML costs five times as much.

pub mod check;
pub mod dialect;
pub mod foreign;
pub mod pattern;
pub mod schema;
pub mod slug;

use crate::diagnostic::Severity;
use crate::text::{cut, matches_star};
use dialect::Dialect;
use schema::DocumentKind;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A publishing platform.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Platform {
    /// Its name in configuration and output.
    pub name: String,
    /// Its name as people write it.
    pub title: String,
    /// How a file is known to be for it.
    #[serde(default)]
    pub detect: Detect,
    /// The Markdown it reads.
    pub dialect: Dialect,
    /// Severities of rules that differ there from their pages.
    #[serde(default)]
    pub rules: BTreeMap<String, Severity>,
    /// The kinds of documents it has; nothing is known of the headers of any other.
    #[serde(default)]
    pub documents: Vec<DocumentKind>,
}

/// How a file is known to be for a platform.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Detect {
    /// What the root of such a project has: one of these.
    pub markers: Vec<Marker>,
    /// Where under that root its posts are: patterns of a path, `*` for one name and `**` for any folders.
    pub files: Vec<String>,
    /// Keys of the front matter that only this platform has: this many of them tell it.
    pub keys: Vec<String>,
    /// How many; 0 is all.
    pub least_keys: usize,
    /// Keys of which one alone tells it.
    pub sure_keys: Vec<String>,
    /// Files that are no Markdown and are checked all the same: patterns of the end of a path.
    pub data_files: Vec<String>,
}

/// A file or folder at the root of a project.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marker {
    /// Its name.
    pub name: String,
    /// What its text has to hold.
    #[serde(default)]
    pub has: Option<String>,
}

/// An embedded file.
struct File {
    name: &'static str,
    all: &'static str,
    /// `detect` alone.
    detect: &'static str,
}

/// The embedded files, by name.
macro_rules! platforms {
    ($($name:literal),* $(,)?) => {
        const FILES: &[File] = &[$(File {
            name: $name,
            all: include_str!(concat!(env!("OUT_DIR"), "/", $name, ".json")),
            detect: include_str!(concat!(env!("OUT_DIR"), "/", $name, ".detect.json")),
        }),*];

        /// Each platform is read when it is first asked for: a run needs one or two.
        static READ: [OnceLock<Platform>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
    };
}

// In the order in which they are tried where a file may be for several.
platforms!["zenn", "qiita", "hatena", "hugo", "docusaurus", "mkdocs", "jekyll", "github", "generic"];

impl Platform {
    /// GitHub-flavoured Markdown: what is assumed where no platform is known.
    #[must_use]
    pub fn generic() -> &'static Self {
        Self::named("generic").expect("it is in the list")
    }

    /// The platform of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        let at = FILES.iter().position(|file| file.name == name)?;
        Some(READ[at].get_or_init(|| serde_json::from_str(FILES[at].all).expect("a test reads the same file")))
    }

    /// The names of all platforms.
    pub fn names() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|file| file.name)
    }

    /// How each platform is detected, in the order in which they are tried.
    pub fn detections() -> &'static [(&'static str, Detect)] {
        static DETECTIONS: OnceLock<Vec<(&str, Detect)>> = OnceLock::new();
        DETECTIONS.get_or_init(|| {
            let read = |file: &File| serde_json::from_str(file.detect).expect("a test reads the same file");
            FILES.iter().map(|file| (file.name, read(file))).collect()
        })
    }

    /// The kind of document that lies at `path`: the one whose patterns match its end, or else the first. None of a file that projects
    /// keep for themselves (`README.md`) or of a platform that has no header of its own.
    #[must_use]
    pub fn document(&self, path: &str) -> Option<&DocumentKind> {
        let by_path = self.documents.iter().find(|kind| kind.lies_at(path));
        by_path.or_else(|| self.documents.first().filter(|_| !is_project_file(path)))
    }
}

/// Whether the file tells of a project rather than being published by it.
#[must_use]
pub fn is_project_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    stem.len() > 3 && stem.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_' || byte == b'-')
}

/// Whether the last parts of `path` match `pattern`.
#[must_use]
pub fn ends_like(path: &str, pattern: &str) -> bool {
    tails(path).any(|path| is_like(path, pattern))
}

/// Whether all of `path` matches `pattern`.
#[must_use]
pub fn is_like(path: &str, pattern: &str) -> bool {
    let (first, rest) = cut(pattern, b'/');
    if first == ANY_FOLDERS {
        return rest.is_none_or(|rest| tails(path).any(|path| is_like(path, rest)));
    }
    let (name, below) = cut(path, b'/');
    matches_star(name, first)
        && match (below, rest) {
            (None, rest) => rest.is_none_or(|rest| rest == ANY_FOLDERS),
            (Some(below), Some(rest)) => is_like(below, rest),
            (Some(_), None) => false,
        }
}

/// Any number of folders, none too.
const ANY_FOLDERS: &str = "**";

/// A path, and what is left of it without its first names.
fn tails(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| cut(path, b'/').1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_files_are_read() {
        for name in Platform::names() {
            let platform = Platform::named(name).unwrap();
            assert_eq!(platform.name, name);
            for kind in &platform.documents {
                kind.check().unwrap_or_else(|error| panic!("{name}, {}: {error}", kind.name));
            }
            platform.dialect.check().unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        assert_eq!(Platform::detections().len(), FILES.len());
    }

    #[test]
    fn a_document_is_known_by_its_place() {
        let zenn = Platform::named("zenn").unwrap();
        let kind = |path| zenn.document(path).map(|kind| kind.name.as_str());
        assert_eq!(kind("blog/articles/a.md"), Some("article"));
        assert_eq!(kind("books/my-book/1.intro.md"), Some("chapter"));
        assert_eq!(kind("posts/a.md"), Some("article"));
        assert_eq!(kind("README.md"), None);
        assert!(ends_like("a/b/c/d.md", "b/**/*.md"));
        assert!(!is_like("a/b/d.md", "b/*.md"));
    }
}
