//! Values of the front matter against what a platform wants of them.

use super::schema::{DocumentKind, Key, KeyType};
use crate::front_matter::data::{Entry, Table, Value, ValueData};
use crate::front_matter::kind::Kind;
use crate::source::Span;

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Violation {
    /// It has another type.
    Type,
    /// It is empty.
    Empty,
    /// It has more UTF-16 units than the second number.
    Long(usize, usize),
    /// It is none of the texts that are allowed.
    Choice,
    /// It does not match the pattern.
    Form,
    /// A value in the list is empty or has another type.
    Item,
    /// It is true, and not written `true`.
    Literal,
    /// The number is not in the range.
    Range(f64, f64),
    /// A table lacks these keys.
    Incomplete(String),
    /// It does not go with another key of this value.
    Conflict(String),
    /// It needs another key of this value.
    Requires(String),
}

/// What is wrong with `entry`, in order of place.
#[must_use]
pub fn violations(kind: &DocumentKind, key: &Key, entry: &Entry, table: &Table) -> Vec<(Span, Violation)> {
    let value = &entry.value;
    let span = if value.span.is_empty() { entry.key_span } else { value.span };
    let found = value.kind(kind.loader);
    if kind.casts_booleans && key.types.contains(&KeyType::Boolean) && is_cast(value, found) {
        return Vec::new();
    }
    if !key.types.is_empty() && !key.types.iter().any(|wanted| wanted.takes(found)) {
        return vec![(span, Violation::Type)];
    }
    let is_empty = found == Kind::Null || value.text() == Some("") || value.items().is_some_and(<[Value]>::is_empty);
    if key.filled && is_empty {
        return vec![(span, Violation::Empty)];
    }
    if key.literal && found == Kind::Boolean(true) && value.text() != Some("true") {
        return vec![(span, Violation::Literal)];
    }
    let mut violations = Vec::new();
    if let Some(most) = key.not_above.as_ref().and_then(|other| number(kind, &kind.entry(table, other)?.value))
        && let Some(least) = key.range.map(|(least, _)| least)
        && number(kind, value).is_some_and(|number| number > most)
    {
        violations.push((span, Violation::Range(least, most)));
    }
    if let Some(dates) = value.table().filter(|_| key.date && key.types.contains(&KeyType::Date)) {
        let is_other = |entry: &&Entry| !KeyType::Date.takes(entry.value.kind(kind.loader));
        violations.extend(dates.entries.iter().filter(is_other).map(|entry| (entry.key_span, Violation::Type)));
    }
    let values = value.items().unwrap_or(std::slice::from_ref(value));
    for one in values {
        let is_item = value.items().is_some();
        violations.extend(of_one(kind, key, one, is_item).map(|violation| (if one.span.is_empty() { span } else { one.span }, violation)));
    }
    if violations.is_empty() && !is_empty && found != Kind::Boolean(false) {
        violations.extend(with_others(kind, key, table).map(|violation| (entry.key_span, violation)));
    }
    violations
}

/// Whether Go's `strconv.ParseBool` and `cast.ToBool` read it as true or false.
fn is_cast(value: &Value, found: Kind) -> bool {
    let is_word = |text: &str| matches!(text, "1" | "t" | "T" | "TRUE" | "true" | "True" | "0" | "f" | "F" | "FALSE" | "false" | "False");
    matches!(found, Kind::Integer | Kind::Float) || value.text().is_some_and(is_word)
}

/// The number that a value is, where it is one.
fn number(kind: &DocumentKind, value: &Value) -> Option<f64> {
    let is_number = matches!(value.kind(kind.loader), Kind::Integer | Kind::Float);
    value.text().filter(|_| is_number)?.replace('_', "").parse().ok()
}

/// Whether a text could stand there: it has the length, the form and the words that are wanted.
#[must_use]
pub fn fits(key: &Key, text: &str) -> bool {
    let is_form = key.pattern.as_ref().is_none_or(|pattern| pattern.matches(text));
    let is_chosen = key.choices.is_empty() || key.choices.iter().any(|choice| choice == text);
    is_form && is_chosen && !key.emoji && !key.not_pattern.as_ref().is_some_and(|pattern| pattern.matches(text))
}

/// The first thing that is wrong with a value, or with a value in a list.
fn of_one(kind: &DocumentKind, key: &Key, value: &Value, is_item: bool) -> Option<Violation> {
    let found = value.kind(kind.loader);
    let is_other = !key.items.is_empty() && !key.items.iter().any(|wanted| wanted.takes(found));
    if is_item && (is_other || key.filled_items && value.text() == Some("")) {
        return Some(Violation::Item);
    }
    if let ValueData::Table(table) = &value.data {
        let has = |name: &&String| table.get(name).is_some();
        let lacks: Vec<&str> = key.all_of.iter().filter(|name| !has(name)).map(String::as_str).collect();
        if !lacks.is_empty() {
            return Some(Violation::Incomplete(lacks.join(", ")));
        }
        return (!key.any_of.is_empty() && !key.any_of.iter().any(|name| has(&name)))
            .then(|| Violation::Incomplete(key.any_of.join(" | ")));
    }
    let text = value.text()?;
    let units = text.encode_utf16().count();
    // `1e3` is the number 1000.
    let plain = number(kind, value).map(|number| number.to_string());
    let form = plain.as_deref().unwrap_or(text);
    let is_unlike = found != Kind::Null && key.pattern.as_ref().is_some_and(|pattern| !pattern.matches(form));
    let out_of = |(least, most): &(f64, f64)| text.parse::<f64>().is_ok_and(|number| !(*least..=*most).contains(&number));
    if let Some(longest) = key.longest.filter(|longest| units > *longest) {
        Some(Violation::Long(units, longest))
    } else if !key.choices.is_empty() && !key.choices.iter().any(|choice| choice == text) {
        Some(Violation::Choice)
    } else if is_unlike || key.not_pattern.as_ref().is_some_and(|pattern| pattern.matches(text)) {
        Some(Violation::Form)
    } else {
        key.range.filter(out_of).map(|(least, most)| Violation::Range(least, most))
    }
}

/// What other keys do not go with it.
fn with_others<'a>(kind: &'a DocumentKind, key: &'a Key, table: &'a Table) -> impl Iterator<Item = Violation> + 'a {
    let is =
        move |other: &str, value: bool| kind.entry(table, other).is_some_and(|entry| entry.value.kind(kind.loader) == Kind::Boolean(value));
    let said = |other: &str, value: bool| format!("{other}: {value}");
    let conflicts = key.conflicts.iter().filter(move |(other, value)| is(other, **value));
    let lacking = key.requires.iter().filter(move |(other, value)| !is(other, **value));
    conflicts
        .map(move |(other, value)| Violation::Conflict(said(other, *value)))
        .chain(lacking.map(move |(other, value)| Violation::Requires(said(other, *value))))
}

/// Whether the platform takes the value for none: an empty list, or a value of another type.
#[must_use]
pub fn is_as_missing(value: &Value, kind: &DocumentKind, key: &Key) -> bool {
    let found = value.kind(kind.loader);
    key.empty_is_missing
        && (!key.types.iter().any(|wanted| wanted.takes(found))
            || value.text() == Some("")
            || value.items().is_some_and(<[Value]>::is_empty))
}
