//! What an option of a rule may be, learnt from what the rule says to a value of each type: so the schema cannot say anything else than the program.

use crate::manual::Page;
use crate::rule::Entry;
use serde_json::{Map, Value, json};
use toml::Value as Toml;

/// The schema of an option. What the rule's answers do not tell is left open.
pub(super) fn of(entry: &Entry, option: &str) -> Value {
    let refusal = |value: Toml| (entry.build)(toml::Table::from_iter([(option.to_owned(), value)])).err().map(|error| error.0);
    let mut schema = values(&refusal);
    let is_list = matches!(schema.get("type"), Some(Value::String(name)) if name == "array");
    if is_list {
        let items = values(&|value| refusal(Toml::Array(vec![value])));
        if !items.is_empty() {
            schema.insert("items".into(), items.into());
        }
    }
    if let Some(said) = said(Page::of(entry), option) {
        schema.insert("description".into(), said.into());
    }
    schema.into()
}

/// A text that no option takes by its name.
const NO_NAME: &str = "no such value";

/// What is known of the values that `refusal` has no objection to: their types, or the words there are.
fn values(refusal: &dyn Fn(Toml) -> Option<String>) -> Map<String, Value> {
    let probes = [
        ("boolean", Toml::Boolean(true)),
        ("integer", Toml::Integer(1)),
        ("number", Toml::Float(1.5)),
        ("string", Toml::String(NO_NAME.into())),
        ("array", Toml::Array(Vec::new())),
        ("object", Toml::Table(toml::Table::new())),
    ];
    let answers: Vec<(&str, Option<String>)> = probes.map(|(name, value)| (name, refusal(value))).into();
    let is_said = |start: &str| answers.iter().find_map(|(_, answer)| answer.as_deref().filter(|answer| answer.starts_with(start)));
    if let Some(answer) = is_said("unknown variant")
        && answers.iter().all(|(_, answer)| answer.is_some())
    {
        let words: Vec<&str> = answer.split('`').skip(3).step_by(2).collect();
        return Map::from_iter([("enum".to_owned(), json!(words))]);
    }
    let is_wrong = |answer: &Option<String>| answer.as_ref().is_some_and(|answer| answer.starts_with("invalid type"));
    let mut types: Vec<&str> = answers.iter().filter(|(_, answer)| !is_wrong(answer)).map(|(name, _)| *name).collect();
    if types.contains(&"number") {
        types.retain(|name| *name != "integer");
    }
    match types[..] {
        [one] => Map::from_iter([("type".to_owned(), json!(one))]),
        // Nothing was said of types.
        _ if !answers.iter().any(|(_, answer)| is_wrong(answer)) => Map::new(),
        _ => Map::from_iter([("type".to_owned(), json!(types))]),
    }
}

/// The paragraph of the page that names the option first.
fn said(page: Page, option: &str) -> Option<String> {
    let mut in_example = false;
    let mut paragraph = String::new();
    for line in page.body().lines().chain([""]) {
        let is_fence = line.starts_with("````");
        in_example ^= is_fence;
        if is_fence || in_example {
            continue;
        }
        if !line.is_empty() {
            paragraph = if paragraph.is_empty() { line.to_owned() } else { paragraph + " " + line };
        } else if paragraph.contains(&format!("`{option}")) {
            return Some(paragraph);
        } else {
            paragraph.clear();
        }
    }
    None
}
