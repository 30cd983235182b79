//! markdownlint's names for rules, and its configuration as ours (markdownlint 0.42.1).

use super::{Setting, means};
use crate::diagnostic::Severity;
use crate::manual::Page;
use crate::rule::{Compat, Entry};
use crate::rules::RULES;
use serde_json::{Map, Value};

/// Words that stand for several rules in markdownlint's configuration and comments.
const TAGS: [(&str, &[&str]); 26] = [
    ("accessibility", &["MD045", "MD059"]),
    ("atx", &["MD018", "MD019"]),
    ("atx_closed", &["MD020", "MD021"]),
    ("blank_lines", &["MD012", "MD022", "MD031", "MD032", "MD047"]),
    ("blockquote", &["MD027", "MD028"]),
    ("bullet", &["MD004", "MD005", "MD007", "MD032"]),
    ("code", &["MD014", "MD031", "MD038", "MD040", "MD046", "MD048"]),
    ("emphasis", &["MD036", "MD037", "MD049", "MD050"]),
    ("hard_tab", &["MD010"]),
    (
        "headings",
        &["MD001", "MD003", "MD018", "MD019", "MD020", "MD021", "MD022", "MD023", "MD024", "MD025", "MD026", "MD036", "MD041", "MD043"],
    ),
    ("hr", &["MD035"]),
    ("html", &["MD033"]),
    ("images", &["MD045", "MD052", "MD053", "MD054"]),
    ("indentation", &["MD005", "MD007", "MD027"]),
    ("language", &["MD040"]),
    ("line_length", &["MD013"]),
    ("links", &["MD011", "MD034", "MD039", "MD042", "MD051", "MD052", "MD053", "MD054", "MD059"]),
    ("ol", &["MD029", "MD030", "MD032"]),
    ("spaces", &["MD018", "MD019", "MD020", "MD021", "MD023"]),
    ("spelling", &["MD044"]),
    ("table", &["MD055", "MD056", "MD058", "MD060"]),
    ("ul", &["MD004", "MD005", "MD007", "MD030", "MD032"]),
    ("url", &["MD034"]),
    ("whitespace", &["MD009", "MD010", "MD012", "MD027", "MD028", "MD030", "MD037", "MD038", "MD039"]),
    // Tags of markdownlint before 0.40, which configurations still have.
    ("headers", &["MD001", "MD003", "MD022", "MD024", "MD025", "MD026", "MD041", "MD043"]),
    ("blank_line", &["MD012", "MD022", "MD031", "MD032"]),
];

/// The id that markdownlint has for a rule; nothing where it has no such rule. Ids above MD060, and MD057, are other tools'.
pub(super) fn id(entry: &Entry) -> Option<&'static str> {
    Page::of(entry).aliases().find(|alias| is_id(alias))
}

fn is_id(alias: &str) -> bool {
    let number = alias.strip_prefix("MD").filter(|number| number.len() == 3).and_then(|number| number.parse().ok());
    number.is_some_and(|number: u8| number <= 60 && number != 57)
}

/// The rules that a name in markdownlint's words stands for: an id, a rule's name, or a tag.
pub(super) fn meant(name: &str) -> impl Iterator<Item = &'static Entry> {
    let tagged = TAGS.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(name)).map_or(&[][..], |(_, ids)| ids);
    RULES.iter().filter(move |entry| means(name, entry) || id(entry).is_some_and(|id| tagged.contains(&id)))
}

/// What an object of markdownlint's configuration says, general settings first, with the keys that stand for no rule of ours. Where its answer is not wanted
/// ([`Compat::Own`]), a rule that is switched on gets the severity `warn`, and `default: true` switches on none.
#[must_use]
pub fn settings(config: &Map<String, Value>, compat: Compat) -> (Vec<Setting>, Vec<String>) {
    let own = compat == Compat::Own;
    let on = if own { Severity::Warn } else { Severity::Error };
    let mut unknown = Vec::new();
    let mut ranked: Vec<(usize, Setting)> = Vec::new();
    for (key, value) in config {
        if key.eq_ignore_ascii_case("default") {
            let severity = severity(value, on).filter(|severity| *severity == Severity::Off || !own);
            let every = RULES.iter().filter(|entry| own || id(entry).is_some());
            ranked.extend(
                every.filter_map(|entry| {
                    Some((0, Setting { name: entry.name.to_owned(), severity: Some(severity?), ..Setting::default() }))
                }),
            );
            continue;
        }
        let is_tag = TAGS.iter().any(|(tag, _)| tag.eq_ignore_ascii_case(key));
        let before = ranked.len();
        for entry in meant(key) {
            ranked.push((if is_tag { 1 } else { 2 }, setting(entry, value, on)));
        }
        if ranked.len() == before && !matches!(key.as_str(), "$schema" | "extends") {
            unknown.push(key.clone());
        }
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    (ranked.into_iter().map(|(_, setting)| setting).collect(), unknown)
}

fn severity(value: &Value, on: Severity) -> Option<Severity> {
    match value {
        Value::Bool(is_on) => Some(if *is_on { on } else { Severity::Off }),
        Value::String(word) if word == "error" => Some(Severity::Error),
        Value::String(word) if word == "warning" => Some(Severity::Warn),
        // markdownlint has none of these; rumdl does.
        Value::String(word) if word == "info" => Some(Severity::Info),
        _ => None,
    }
}

fn setting(entry: &Entry, value: &Value, on: Severity) -> Setting {
    let mut setting = Setting { name: entry.name.to_owned(), severity: severity(value, on), ..Setting::default() };
    if let Value::Object(options) = value {
        setting.severity = match options.get("enabled") {
            Some(Value::Bool(false)) => Some(Severity::Off),
            _ => options.get("severity").and_then(|value| severity(value, on)).or(Some(on)),
        };
        for (key, value) in options.iter().filter(|(key, _)| !matches!(key.as_str(), "enabled" | "severity")) {
            if let Some(value) = toml_of(value) {
                setting.options.insert(key.clone(), value);
            }
        }
    }
    setting
}

/// A JSON value as TOML, which has no null.
fn toml_of(value: &Value) -> Option<toml::Value> {
    toml::Value::try_from(value).ok()
}

/// Whether a configuration for markdownlint may have that key.
#[must_use]
pub fn is_key(key: &str) -> bool {
    key == "default"
        || is_id(key)
        || TAGS.iter().any(|(tag, _)| tag.eq_ignore_ascii_case(key))
        || meant(key).any(|entry| id(entry).is_some())
}

/// An object as markdownlint reads it: JSON, with comments and trailing commas as its command line has them.
///
/// # Errors
/// Where it is none: what the reader says.
pub fn object(text: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(&plain_json(text)) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err("no object".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// The text with blanks for comments and for commas before a closing bracket: places stay.
fn plain_json(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut at = 0;
    let mut comma = None;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += 1 + usize::from(bytes[at] == b'\\');
                }
                comma = None;
            }
            b'/' if matches!(bytes.get(at + 1), Some(b'/' | b'*')) => {
                let end = if bytes[at + 1] == b'/' { text[at..].find('\n') } else { text[at + 2..].find("*/").map(|end| end + 4) };
                let end = end.map_or(bytes.len(), |end| at + end);
                bytes[at..end].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
                at = end;
                continue;
            }
            b',' => comma = Some(at),
            b'}' | b']' => {
                if let Some(comma) = comma.take() {
                    bytes[comma] = b' ';
                }
            }
            byte if byte.is_ascii_whitespace() => {}
            _ => comma = None,
        }
        at += 1;
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_trailing_commas_are_no_fault() {
        let text = "{ // 行\n \"MD013\": { \"line_length\": 100, /* ， */ }, \"a//b\": \"x,}\", }";
        let object = object(text).unwrap();
        assert_eq!(object["a//b"], "x,}");
        assert_eq!(object["MD013"]["line_length"], 100);
    }

    #[test]
    fn a_rule_wins_over_a_tag_and_a_tag_over_the_default() {
        let config = object(r#"{"MD001": {"enabled": true}, "headings": false, "default": "warning", "MD999": true}"#).unwrap();
        let (settings, unknown) = settings(&config, Compat::Markdownlint);
        let last = |name: &str| settings.iter().rev().find(|setting| setting.name == name).and_then(|setting| setting.severity);
        assert_eq!(last("heading-increment"), Some(Severity::Error));
        assert_eq!(last("heading-duplicate"), Some(Severity::Off));
        assert_eq!(last("tab-hard"), Some(Severity::Warn));
        assert_eq!(unknown, ["MD999"]);
    }
}
