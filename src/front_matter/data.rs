//! Keys and values as they are written, with their places. What type a value has is another question: see [`super::kind`].

use crate::source::Span;

/// What a block holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Data {
    /// The keys at the top. Where the block cannot be read to its end, those before the mistake.
    pub table: Table,
    /// What is wrong with the block as YAML, TOML or JSON, in order of place.
    pub mistakes: Vec<Mistake>,
}

/// Keys with their values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// All of it.
    pub span: Span,
    /// In the order they are written.
    pub entries: Vec<Entry>,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key, its quotes resolved.
    pub key: String,
    /// Where it is written, with its quotes.
    pub key_span: Span,
    /// What it is set to.
    pub value: Value,
}

/// A value and where it is written, with its quotes or brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Empty behind the colon where nothing is written.
    pub span: Span,
    /// What it is.
    pub data: ValueData,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueData {
    /// A single value: its text, escapes and folds resolved, and how it is written.
    Scalar(String, Style),
    /// A list.
    List(Vec<Value>),
    /// Keys of its own.
    Table(Table),
    /// YAML's `*name`: what is named by it is read where it is written, never in its place.
    Alias,
}

/// How a single value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes: its text decides its type.
    Plain,
    /// With quotes, or as a block of lines: a string.
    Quoted,
    /// TOML's own type.
    Typed(Type),
}

/// A type that TOML's syntax tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Type {
    Boolean,
    Integer,
    Float,
    Date,
}

/// A mistake in the syntax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where it shows.
    pub span: Span,
    /// What it is.
    pub problem: Problem,
}

/// What is wrong with the syntax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A colon and a space in a value without quotes.
    Colon,
    /// A tab where spaces have to indent.
    Tab,
    /// A quote that is not closed, or text behind the closing one.
    Quote,
    /// A bracket that is not closed, or text behind the closing one.
    Bracket,
    /// A bracket that is opened in this line, behind which the next key follows.
    Unclosed,
    /// A value that begins with a character that means something else.
    Start(char),
    /// An alias of what was never named.
    Alias,
    /// An alias inside of what it stands for.
    Recursive,
    /// An alias with which the block grows beyond what any reader should follow.
    Growth,
    /// Indentation that fits nothing.
    Indentation,
    /// A key that stands there already, and its first place where that is known.
    Duplicate(String, Option<Span>),
    /// A value where keys are expected.
    NoTable,
    /// Deeper nesting than any reader is sure to take.
    TooDeep,
    /// More bytes than any header has.
    TooLarge,
    /// What the reader of that syntax says, in English.
    Other(String),
}

impl Table {
    /// The entry of `key`; the first of several.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }
}

impl Value {
    /// The text of a single value.
    #[must_use]
    pub const fn text(&self) -> Option<&str> {
        match &self.data {
            ValueData::Scalar(text, _) => Some(text.as_str()),
            _ => None,
        }
    }

    /// The keys of a table.
    #[must_use]
    pub const fn table(&self) -> Option<&Table> {
        match &self.data {
            ValueData::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The values of a list.
    #[must_use]
    pub fn items(&self) -> Option<&[Self]> {
        match &self.data {
            ValueData::List(items) => Some(items),
            _ => None,
        }
    }
}

impl Data {
    /// Data that could not be read.
    pub(super) fn broken(span: Span, problem: Problem) -> Self {
        Self { table: Table::default(), mistakes: vec![Mistake { span, problem }] }
    }

    /// Adds a mistake for each key that stands twice in one table.
    pub(super) fn find_duplicates(&mut self) {
        let mut tables = vec![&self.table];
        let mut found = Vec::new();
        while let Some(table) = tables.pop() {
            let mut entries: Vec<&Entry> = table.entries.iter().collect();
            entries.sort_by(|a, b| (&a.key, a.key_span).cmp(&(&b.key, b.key_span)));
            for pair in entries.windows(2).filter(|pair| pair[0].key == pair[1].key) {
                found.push(Mistake { span: pair[1].key_span, problem: Problem::Duplicate(pair[1].key.clone(), Some(pair[0].key_span)) });
            }
            let mut values: Vec<&Value> = table.entries.iter().map(|entry| &entry.value).collect();
            while let Some(value) = values.pop() {
                match &value.data {
                    ValueData::Table(table) => tables.push(table),
                    ValueData::List(items) => values.extend(items),
                    _ => {}
                }
            }
        }
        self.mistakes.append(&mut found);
        self.mistakes.sort_by_key(|mistake| mistake.span);
    }
}
