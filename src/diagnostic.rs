//! What a rule finds and what would mend it: plain data.

mod word;

use crate::source::Span;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// The name of a rule, of a message or of a placeholder. By another name, as serde would take a reference for a part of what it reads.
pub type Word = &'static str;

/// How much a finding matters. Ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The rule does not run.
    Off,
    /// Worth knowing; does not fail a run by default.
    Info,
    /// Should be mended.
    Warn,
    /// The post will not appear as meant.
    Error,
}

impl Severity {
    /// All severities, least first.
    pub const ALL: [Self; 4] = [Self::Off, Self::Info, Self::Warn, Self::Error];

    /// The name in configuration and output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }

    /// The severity of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What a fix promises. Ordered by how sure it is; `fix` applies those of at least the asked level.
///
/// The engine parses again after applying and holds each fix to its promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum Level {
    /// Nothing: a person has to look.
    Suggest,
    /// Broken markup starts to work; the text without markup characters and the links outside of the edit stay equal.
    Repair,
    /// Only text differs; the kinds of nodes and the link targets stay equal.
    Wording,
    /// The rendered HTML stays equal.
    Layout,
}

impl Level {
    /// All levels, least sure first.
    pub const ALL: [Self; 4] = [Self::Suggest, Self::Repair, Self::Wording, Self::Layout];

    /// The name in pages, options and output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Suggest => "suggest",
            Self::Repair => "repair",
            Self::Wording => "wording",
            Self::Layout => "layout",
        }
    }

    /// The level of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// One replacement of bytes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Edit {
    /// The bytes that go.
    pub span: Span,
    /// The text that comes.
    pub text: String,
}

impl Edit {
    /// Puts `text` in the place of `span`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Puts `text` before the byte at `at`.
    pub fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::replace(Span::at(at), text)
    }

    /// Takes `span` away.
    #[must_use]
    pub const fn delete(span: Span) -> Self {
        Self { span, text: String::new() }
    }
}

/// Edits that mend one finding: all or none of them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Fix {
    /// What the edits promise.
    pub level: Level,
    /// In order of their spans, which neither overlap nor touch.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// The stretch of `text` from its first edit to its last, and what it makes of that; nothing without edits.
    #[must_use]
    pub fn applied(&self, text: &str) -> Option<(Span, String)> {
        let around = Span::new(self.edits.first()?.span.start, self.edits.last()?.span.end);
        let inside =
            |edit: &Edit| Edit::replace(Span::new(edit.span.start - around.start, edit.span.end - around.start), edit.text.as_str());
        let edits: Vec<Edit> = self.edits.iter().map(inside).collect();
        Some((around, apply(text.get(around.start..around.end)?, &edits)))
    }
}

/// A message by its id on the rule's page, with the values for its placeholders. Its language is chosen when it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Message {
    /// The key under `messages:` on the rule's page.
    #[serde(deserialize_with = "word::read")]
    pub id: Word,
    /// Placeholder and value.
    #[serde(deserialize_with = "word::read_pairs")]
    pub args: Vec<(Word, Arg)>,
}

/// The value of a placeholder.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Arg {
    /// A text, the same in all languages.
    Text(Cow<'static, str>),
    /// A phrase by its id, which is put into the language of the message.
    Phrase(#[serde(deserialize_with = "word::read")] Word),
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Diagnostic {
    /// The rule's name.
    #[serde(deserialize_with = "word::read")]
    pub rule: Word,
    /// How much it matters here.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// What.
    pub message: Message,
    /// Other places that explain it.
    pub related: Vec<(Span, Message)>,
    /// What would mend it.
    pub fix: Option<Fix>,
}

/// Edits in order of their spans, with one in the place of those that touch.
pub fn joined(edits: impl IntoIterator<Item = Edit>) -> Vec<Edit> {
    let mut all: Vec<Edit> = Vec::new();
    for edit in edits {
        match all.last_mut().filter(|last| last.span.end >= edit.span.start) {
            Some(last) => {
                last.span.end = edit.span.end;
                last.text.push_str(&edit.text);
            }
            None => all.push(edit),
        }
    }
    all
}

/// `text` with `edits` applied. Edits are in order and do not overlap; one that is not on character boundaries is left out.
#[must_use]
pub fn apply<'a>(text: &str, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    let mut result = String::with_capacity(text.len() + 64);
    let mut done = 0;
    for edit in edits {
        let Some(kept) = text.get(done..edit.span.start) else { continue };
        if text.get(edit.span.start..edit.span.end).is_none() {
            continue;
        }
        result.push_str(kept);
        result.push_str(&edit.text);
        done = edit.span.end;
    }
    result.push_str(text.get(done..).unwrap_or_default());
    result
}
