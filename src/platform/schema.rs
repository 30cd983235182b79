//! What a platform wants of the front matter of a kind of document.

use crate::front_matter::Format;
use crate::front_matter::data::{Entry, Table};
use crate::front_matter::kind::{Kind, Loader};
use crate::platform::pattern::Pattern;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A kind of document: an article, a chapter, a page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::struct_excessive_bools, reason = "each is one property of the platform's reader")]
pub struct DocumentKind {
    /// Its name.
    pub name: String,
    /// Where such documents are: patterns of the end of a path.
    pub files: Vec<String>,
    /// What a file's name without its extension has to match.
    #[serde(default)]
    pub stem: Option<Pattern>,
    /// What becomes of a file whose name does not match.
    #[serde(default)]
    pub stem_effect: Effect,
    /// Whether the file is one block of YAML, without delimiters and without a body.
    #[serde(default)]
    pub data: bool,
    /// What the name of its folder has to match.
    #[serde(default)]
    pub folder: Option<Pattern>,
    /// Whether the platform itself looks at its images before it takes it.
    #[serde(default)]
    pub checks_images: bool,
    /// The images of which one has to lie beside it.
    #[serde(default)]
    pub cover: Vec<String>,
    /// Most bytes of that image.
    #[serde(default)]
    pub most_cover_bytes: Option<u64>,
    /// The forms of front matter that are read.
    pub formats: Vec<Format>,
    /// How values without quotes get their types.
    pub loader: Loader,
    /// What a document without front matter is.
    #[serde(default)]
    pub without: Option<Reaction>,
    /// What becomes of a document without front matter.
    #[serde(default)]
    pub without_effect: Effect,
    /// Whether there has to be something behind the front matter.
    #[serde(default)]
    pub filled_body: bool,
    /// Whether the case of keys does not matter.
    #[serde(default)]
    pub fold_case: bool,
    /// Whether blank lines may stand before the block.
    #[serde(default)]
    pub late_start: bool,
    /// Whether `...` may close the block.
    #[serde(default)]
    pub dots_close: bool,
    /// Whether the block has to begin with the first byte and end its lines with `\n`.
    #[serde(default)]
    pub exact_start: bool,
    /// Whether a key that is true or false takes what Go's `cast` makes of it: a number, `"true"`, `"1"`.
    #[serde(default)]
    pub casts_booleans: bool,
    /// The dates that are read.
    #[serde(default)]
    pub dates: Dates,
    /// What becomes of the document when a key is not as it has to be.
    #[serde(default)]
    pub effect: Effect,
    /// The keys that are known.
    pub keys: BTreeMap<String, Key>,
}

/// How the platform takes a mistake.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reaction {
    /// The platform refuses.
    #[default]
    Error,
    /// The platform warns, or takes it in another way than it is meant.
    Warn,
}

/// What the platform does: the id of a message on a rule's page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// It refuses the file.
    #[default]
    Refused,
    /// It warns.
    Warned,
    /// It leaves the value out without a word.
    Ignored,
    /// It publishes what was to stay a draft.
    Published,
    /// It does not build the site.
    NotBuilt,
    /// It does not show the file at all.
    Skipped,
    /// It prints the block as text.
    Printed,
    /// It posts the text without a title.
    Untitled,
}

impl Effect {
    /// The id of the message.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Warned => "warned",
            Self::Ignored => "ignored",
            Self::Published => "published",
            Self::NotBuilt => "not-built",
            Self::Skipped => "skipped",
            Self::Printed => "printed",
            Self::Untitled => "untitled",
        }
    }
}

/// The dates a platform reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dates {
    /// Not known, or none.
    #[default]
    Any,
    /// Hugo's layouts (`cast.ToTimeInDefaultLocation`).
    Hugo,
    /// Whatever JavaScript's `Date` reads.
    Js,
    /// Whatever Ruby's `Time.parse` reads.
    Ruby,
    /// `2022-11-21T10:00:00+09:00`.
    Rfc3339,
    /// A date or time of YAML itself.
    Yaml,
}

/// Documents that are compared with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Those of one folder and one language.
    Folder,
    /// All.
    Site,
}

/// The type a key may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum KeyType {
    String,
    Null,
    Boolean,
    Number,
    Integer,
    Date,
    List,
    Table,
}

impl KeyType {
    /// Whether a value of `kind` has this type.
    #[must_use]
    pub const fn takes(self, kind: Kind) -> bool {
        matches!(
            (self, kind),
            (_, Kind::Unknown)
                | (Self::String, Kind::String)
                | (Self::Null, Kind::Null)
                | (Self::Boolean, Kind::Boolean(_))
                | (Self::Number, Kind::Integer | Kind::Float)
                | (Self::Integer, Kind::Integer)
                | (Self::Date, Kind::Date)
                | (Self::List, Kind::List)
                | (Self::Table, Kind::Table)
        )
    }
}

/// What a value looks like that a pattern takes: the id of a message on a rule's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it, and the phrases")]
pub enum Form {
    DayOrMinute,
    ShortName,
    Price,
    Chapter,
    SitePath,
    AsciiPath,
    EditUrl,
    Title,
}

impl Form {
    /// The id of the message.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::DayOrMinute => "day-or-minute",
            Self::ShortName => "short-name",
            Self::Price => "price",
            Self::Chapter => "chapter",
            Self::SitePath => "site-path",
            Self::AsciiPath => "ascii-path",
            Self::EditUrl => "edit-url",
            Self::Title => "title",
        }
    }
}

/// What a key has to be.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[expect(clippy::struct_excessive_bools, reason = "each is one condition")]
pub struct Key {
    /// One of these types; any where none is named.
    pub types: Vec<KeyType>,
    /// How bad a value is that is not as it has to be.
    pub severity: Reaction,
    /// What becomes of the document then; the kind's effect where it is not named.
    pub effect: Option<Effect>,
    /// How bad it is where the key is missing. An empty list or a value of another type is as good as missing where `empty-is-missing`.
    pub missing: Option<Reaction>,
    /// What becomes of the document then.
    pub missing_effect: Option<Effect>,
    /// Whether an empty value, or one of another type, is to the platform as if the key were missing.
    pub empty_is_missing: bool,
    /// Whether the value must not be empty.
    pub filled: bool,
    /// Most UTF-16 units of the text, or of each text in the list.
    pub longest: Option<usize>,
    /// What the text has to match.
    pub pattern: Option<Pattern>,
    /// What the text must not match.
    pub not_pattern: Option<Pattern>,
    /// What such a text looks like, in words; a key with a pattern has one.
    pub form: Option<Form>,
    /// The texts that are allowed.
    pub choices: Vec<String>,
    /// Most values in the list.
    pub most: Option<usize>,
    /// Types of the values in the list.
    pub items: Vec<KeyType>,
    /// Keys that a table, or each table in the list, has to have.
    pub all_of: Vec<String>,
    /// Keys of which a table, or each table in the list, has to have one.
    pub any_of: Vec<String>,
    /// Whether no value in the list may be empty.
    pub filled_items: bool,
    /// What no value in the list should match; the platform warns.
    pub not_items: Option<Pattern>,
    /// Least and greatest number.
    pub range: Option<(f64, f64)>,
    /// The key whose number this one must not exceed.
    pub not_above: Option<String>,
    /// Whether what is true has to be written `true`.
    pub literal: bool,
    /// Whether the text has to hold exactly one emoji.
    pub emoji: bool,
    /// Whether the value is a date, which `front-matter-date` looks at.
    pub date: bool,
    /// Among which documents no two may have the same value.
    pub unique: Option<Scope>,
    /// The key to use instead: this one must not be there.
    pub instead: Option<String>,
    /// Values of other keys with which this one must not stand, as `key = value`.
    pub conflicts: BTreeMap<String, bool>,
    /// Values other keys have to have where this one is set.
    pub requires: BTreeMap<String, bool>,
}

impl Key {
    /// The types it may have, but for nothing at all: the id of a message.
    #[must_use]
    pub fn wanted(&self) -> &'static str {
        use KeyType::{Boolean, Date, Integer, List, Null, Number, String, Table};
        let types: Vec<KeyType> = self.types.iter().copied().filter(|wanted| *wanted != Null).collect();
        match types.as_slice() {
            [String] => "string",
            [Boolean] => "boolean",
            [Number] => "number",
            [Integer] => "integer",
            [List] => "list",
            [Table] => "table",
            [Date, Table] => "date-or-table",
            [String, Table, List] => "string-or-more",
            _ => "single",
        }
    }
}

impl DocumentKind {
    /// Whether such documents lie at `path`.
    #[must_use]
    pub fn lies_at(&self, path: &str) -> bool {
        self.files.iter().any(|pattern| super::ends_like(path, pattern))
    }

    /// The entry of a key in a header of this kind.
    #[must_use]
    pub fn entry<'t>(&self, table: &'t Table, key: &str) -> Option<&'t Entry> {
        table.entries.iter().find(|entry| entry.key == key || self.fold_case && entry.key.eq_ignore_ascii_case(key))
    }

    /// What is known of a key as it is written.
    #[must_use]
    pub fn key(&self, written: &str) -> Option<(&str, &Key)> {
        let known = |known: &String| known == written || self.fold_case && known.eq_ignore_ascii_case(written);
        self.keys.iter().find(|(name, _)| known(name)).map(|(name, key)| (name.as_str(), key))
    }

    /// Whether every pattern can be read and every key that is named exists.
    ///
    /// # Errors
    /// With the first that does not.
    pub fn check(&self) -> Result<(), String> {
        let patterns =
            self.keys.values().flat_map(|key| [&key.pattern, &key.not_pattern, &key.not_items]).chain([&self.stem, &self.folder]);
        for pattern in patterns.flatten() {
            pattern.check()?;
        }
        for (name, key) in &self.keys {
            if (key.pattern.is_some() || key.not_pattern.is_some()) && key.form.is_none() {
                return Err(format!("`{name}` has a pattern, and no words for it"));
            }
            let named = key.conflicts.keys().chain(key.requires.keys()).chain(&key.instead).chain(&key.not_above);
            if let Some(missing) = named.into_iter().find(|named| !self.keys.contains_key(*named)) {
                return Err(format!("`{name}` names `{missing}`, which is no key"));
            }
        }
        Ok(())
    }
}
