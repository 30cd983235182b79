//! Findings as people and machines read them.

mod azure;
mod checkstyle;
mod concise;
mod escape;
mod full;
mod github;
mod gitlab;
mod json;
mod junit;
mod rdjson;
mod sarif;
mod step_summary;

pub use escape::{clean, clean_lines};
pub use full::config_error;
pub use json::config as config_json;
pub use json::links as links_json;
pub use json::names as names_json;
pub use json::rules as rules_json;
pub use json::statistics as statistics_json;

use crate::config::{Traced, TracedRule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::manual::Language;
use crate::platform::Platform;
use crate::ruleset::MANUAL;
use crate::source::Source;

/// Where the project lives; empty where its manifest does not say.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// Where a rule's page can be read, if anywhere.
fn page_uri(rule: &str) -> Option<String> {
    (!REPOSITORY.is_empty()).then(|| format!("{REPOSITORY}/blob/HEAD/rules/{rule}.md"))
}

/// What holds for a file.
pub struct Described {
    /// The path as it was given, with `/`.
    pub path: String,
    /// Where it will be published.
    pub platform: String,
    /// How that is known.
    pub why: String,
    /// The kind of document it is there; nothing where that has no say.
    pub document: Option<String>,
    /// The configuration file, where there is one.
    pub file: Option<String>,
    /// Whether the configuration leaves the file out.
    pub excluded: bool,
    /// What is said beside the rules.
    pub values: Vec<Traced>,
    /// The rules that run, and those that are switched off.
    pub rules: Vec<TracedRule>,
}

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
    /// One object for each finding, in a line of its own.
    JsonLines,
    /// Workflow commands of GitHub Actions.
    Github,
    /// Markdown for the page of a run of GitHub Actions.
    StepSummary,
    /// A Code Quality report of GitLab.
    Gitlab,
    /// SARIF 2.1.0.
    Sarif,
    /// `JUnit`'s XML, as Jenkins and GitLab read it.
    Junit,
    /// Checkstyle's XML.
    Checkstyle,
    /// The Diagnostic Format of reviewdog.
    Rdjson,
    /// Logging commands of Azure Pipelines.
    Azure,
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

impl View<'_> {
    /// What a finding says.
    fn message(&self, diagnostic: &Diagnostic) -> String {
        MANUAL.message(diagnostic, self.language)
    }

    /// What a finding says, without anything a terminal would obey.
    fn clean_message(&self, diagnostic: &Diagnostic) -> String {
        clean(&self.message(diagnostic)).into_owned()
    }
}

/// An output that is the parts of the files in order, with something around them: so nobody has to hold them all.
#[derive(Default)]
pub struct Frame {
    /// What comes first.
    pub first: String,
    /// Stands between two parts.
    pub between: &'static str,
    /// Parts of no file, behind those.
    pub more: Vec<String>,
    /// What comes last.
    pub last: String,
}

impl Frame {
    /// With nothing but that behind the parts.
    #[must_use]
    pub fn ending(last: String) -> Self {
        Self { last, ..Self::default() }
    }

    fn around(self, files: &[String]) -> String {
        let parts: Vec<&str> = files.iter().chain(&self.more).map(String::as_str).collect();
        self.first + &parts.join(self.between) + &self.last
    }
}

impl Format {
    /// The part of the output for one file; nothing where it has nothing to say of it.
    #[must_use]
    pub fn file(self, view: &View<'_>) -> String {
        match self {
            Self::Full | Self::Concise if view.found.is_empty() => String::new(),
            Self::Full => full::file(view),
            Self::Concise => concise::file(view),
            Self::Json => json::file(view),
            Self::JsonLines => json::lines(view),
            Self::Github => github::file(view),
            Self::StepSummary => step_summary::file(view),
            Self::Gitlab => gitlab::file(view),
            Self::Sarif => sarif::file(view),
            Self::Junit => junit::file(view),
            Self::Checkstyle => checkstyle::file(view),
            Self::Rdjson => rdjson::file(view),
            Self::Azure => azure::file(view),
        }
    }

    /// What stands around the parts of the files; nothing where it depends on them.
    #[must_use]
    pub fn frame(self, failures: &[Failure], summary: &Summary) -> Option<Frame> {
        match self {
            Self::Full | Self::Concise => Some(Frame::default()),
            Self::Json => Some(json::frame(failures, summary)),
            Self::JsonLines => Some(Frame::ending(json::failure_lines(failures))),
            Self::Github => Some(Frame::ending(github::failures(failures))),
            Self::Gitlab => Some(gitlab::frame(failures)),
            Self::Checkstyle => Some(checkstyle::frame(failures)),
            Self::Rdjson => Some(rdjson::frame(failures)),
            Self::Azure => Some(Frame::ending(azure::failures(failures))),
            Self::StepSummary | Self::Sarif | Self::Junit => None,
        }
    }

    /// The whole output, from the parts of the files in order. `language` is that of what is said of the rules.
    #[must_use]
    pub fn run(self, files: &[String], failures: &[Failure], summary: &Summary, language: Language) -> String {
        match self {
            Self::StepSummary => step_summary::run(files, failures, summary),
            Self::Sarif => sarif::run(files, failures, language),
            Self::Junit => junit::run(files, failures, summary),
            Self::Full
            | Self::Concise
            | Self::Json
            | Self::JsonLines
            | Self::Github
            | Self::Gitlab
            | Self::Checkstyle
            | Self::Rdjson
            | Self::Azure => self.frame(failures, summary).unwrap_or_default().around(files),
        }
    }

    /// Whether what could not be done is told in it alone: a program reads it, and one that looks at standard error too would count that twice.
    #[must_use]
    pub const fn silences_failures(self) -> bool {
        matches!(self, Self::Json | Self::JsonLines)
    }

    /// Whether people read it: then the terminal's language is theirs, and a summary follows.
    #[must_use]
    pub const fn is_for_people(self) -> bool {
        matches!(self, Self::Full | Self::Concise)
    }
}
