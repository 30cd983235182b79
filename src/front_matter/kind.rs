//! The type a platform's own loader gives a value. One text has several: `yes` is a string in YAML 1.2 and a boolean in YAML 1.1, and
//! `2022-11-21` is a date for some loaders and a string for others.

use super::data::{Style, Type, Value, ValueData};
use serde::Deserialize;

/// The rules by which values without quotes get their types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Loader {
    /// js-yaml's `JSON_SCHEMA`: no dates (Zenn articles).
    JsonSchema,
    /// js-yaml 3 with its defaults, as gray-matter calls it: dates, numbers to the base of 60 (Qiita, Docusaurus).
    JsYaml,
    /// YAML 1.1: `yes`, `no`, `on`, `off`, dates (blogsync, Jekyll, `MkDocs`).
    Yaml11,
    /// YAML 1.2's core schema (Hugo).
    #[default]
    Yaml12,
}

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing, `~` or `null`.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer,
    /// Any other number.
    Float,
    /// A date or a time.
    Date,
    /// A text.
    String,
    /// A list.
    List,
    /// Keys of its own.
    Table,
    /// An alias: whatever it names.
    Unknown,
}

impl Value {
    /// The type that `loader` gives the value.
    #[must_use]
    pub fn kind(&self, loader: Loader) -> Kind {
        match &self.data {
            ValueData::List(_) => Kind::List,
            ValueData::Table(_) => Kind::Table,
            ValueData::Alias => Kind::Unknown,
            ValueData::Scalar(_, Style::Quoted) => Kind::String,
            ValueData::Scalar(text, Style::Plain) => plain(text, loader),
            ValueData::Scalar(text, Style::Typed(kind)) => match kind {
                Type::Boolean => Kind::Boolean(text == "true"),
                Type::Integer => Kind::Integer,
                Type::Float => Kind::Float,
                Type::Date => Kind::Date,
            },
        }
    }
}

fn plain(text: &str, loader: Loader) -> Kind {
    let is_1_1 = loader == Loader::Yaml11;
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" => Kind::Boolean(true),
        "false" | "False" | "FALSE" => Kind::Boolean(false),
        "yes" | "Yes" | "YES" | "on" | "On" | "ON" if is_1_1 => Kind::Boolean(true),
        "no" | "No" | "NO" | "off" | "Off" | "OFF" if is_1_1 => Kind::Boolean(false),
        _ if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) => Kind::String,
        _ if matches!(loader, Loader::JsYaml | Loader::Yaml11) && is_timestamp(text) => Kind::Date,
        _ if is_integer(text, loader) => Kind::Integer,
        _ if is_float(text) => Kind::Float,
        _ => Kind::String,
    }
}

/// js-yaml's `resolveYamlInteger`; version 3 and YAML 1.1 know numbers to the base of 60 (`12:30`).
fn is_integer(text: &str, loader: Loader) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let all = |digits: &str, radix| digits.contains(|c: char| c != '_') && digits.chars().all(|c| c == '_' || c.is_digit(radix));
    if let Some(rest) = digits.strip_prefix("0x") {
        return all(rest, 16);
    }
    if let Some(rest) = digits.strip_prefix("0o") {
        return all(rest, 8);
    }
    if let Some(rest) = digits.strip_prefix("0b") {
        return all(rest, 2);
    }
    if !digits.starts_with(|c: char| c.is_ascii_digit()) || digits.ends_with('_') {
        return false;
    }
    let (first, sixtieths) = digits.split_once(':').map_or((digits, None), |(first, rest)| (first, Some(rest)));
    let is_sixtieth = |part: &str| (1..=2).contains(&part.len()) && part.parse::<u8>().is_ok_and(|part| part < 60);
    let base_60 = matches!(loader, Loader::JsYaml | Loader::Yaml11);
    all(first, 10) && sixtieths.is_none_or(|rest| base_60 && rest.split(':').all(is_sixtieth))
}

/// js-yaml's pattern of a float.
fn is_float(text: &str) -> bool {
    let number = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(number, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let (mantissa, exponent) = number.split_once(['e', 'E']).map_or((number, None), |(mantissa, exponent)| (mantissa, Some(exponent)));
    let digits = |part: &str| part.bytes().all(|byte| byte == b'_' || byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let has_digit = mantissa.contains(|c: char| c.is_ascii_digit());
    let is_exponent = |part: &str| {
        let part = part.strip_prefix(['+', '-']).unwrap_or(part);
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    has_digit && digits(whole) && digits(fraction) && !number.ends_with('_') && exponent.is_none_or(is_exponent)
}

/// YAML 1.1's timestamp: `2022-11-21`, or with a time behind `T` or blanks.
fn is_timestamp(text: &str) -> bool {
    let (date, time) = text.split_once(['T', 't', ' ', '\t']).map_or((text, None), |(date, time)| (date, Some(time.trim_start())));
    let mut parts = date.split('-');
    let number = |part: Option<&str>, lengths: std::ops::RangeInclusive<usize>| {
        part.is_some_and(|part| lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let short = if time.is_some() { 1..=2 } else { 2..=2 };
    let is_date =
        number(parts.next(), 4..=4) && number(parts.next(), short.clone()) && number(parts.next(), short) && parts.next().is_none();
    is_date && time.is_none_or(is_time)
}

fn is_time(time: &str) -> bool {
    let clock_end = time.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'))).unwrap_or(time.len());
    let (clock, zone) = time.split_at(clock_end);
    let zone = zone.trim_start();
    let mut parts = clock.split('.').next().unwrap_or_default().split(':');
    let mut number = |lengths: std::ops::RangeInclusive<usize>| parts.next().is_some_and(|part| lengths.contains(&part.len()));
    let is_clock = number(1..=2) && number(2..=2) && number(2..=2) && parts.next().is_none();
    let is_offset = |offset: &str| (1..=5).contains(&offset.len()) && offset.bytes().all(|byte| byte == b':' || byte.is_ascii_digit());
    is_clock && (zone.is_empty() || zone == "Z" || zone.strip_prefix(['+', '-']).is_some_and(is_offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_has_the_type_its_loader_gives_it() {
        use Loader::{JsYaml, JsonSchema, Yaml11, Yaml12};
        for (text, loader, kind) in [
            ("yes", JsonSchema, Kind::String),
            ("yes", Yaml11, Kind::Boolean(true)),
            ("yes", Yaml12, Kind::String),
            ("True", JsonSchema, Kind::Boolean(true)),
            ("2022-11-21", JsonSchema, Kind::String),
            ("2022-11-21", JsYaml, Kind::Date),
            ("2022-1-2", JsYaml, Kind::String),
            ("2022-11-21T10:00:00+09:00", JsYaml, Kind::Date),
            ("2022-11-21 10:00:00 +9", Yaml11, Kind::Date),
            ("2022-11-21 10:00", Yaml11, Kind::String),
            ("2022/11/21", JsYaml, Kind::String),
            ("2022", JsonSchema, Kind::Integer),
            ("0x1f", Yaml12, Kind::Integer),
            ("12:30", JsYaml, Kind::Integer),
            ("12:30", Yaml12, Kind::String),
            ("1234567890e123456789", JsYaml, Kind::Float),
            ("1.2.3", JsYaml, Kind::String),
            ("1.20", Yaml12, Kind::Float),
            ("-", Yaml12, Kind::String),
            (".", Yaml12, Kind::String),
            ("~", Yaml12, Kind::Null),
            ("", Yaml12, Kind::Null),
            ("題", Yaml12, Kind::String),
        ] {
            assert_eq!(plain(text, loader), kind, "{text} {loader:?}");
        }
    }
}
