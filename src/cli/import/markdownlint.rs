//! markdownlint's configuration as `cndlint.toml`.

use crate::diagnostic::Severity;
use crate::front_matter::FrontMatter;
use crate::front_matter::data::{Table, Value, ValueData};
use crate::front_matter::kind::{Kind, Loader};
use crate::manual::Page;
use crate::rule::Compat;
use crate::ruleset::{MANUAL, Setting, is_markdownlint_key, json_object, markdownlint_settings};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The configuration in a text; nothing where it is something else.
pub(super) fn configuration(text: &str) -> Option<Result<Map<String, Json>, String>> {
    let is_json = text.trim_start().starts_with(['{', '/']);
    let read = if is_json { json_object(text) } else { yaml(text) };
    let mut object = match read {
        Ok(object) => object,
        // Another reader may know what it is; JSON with comments is nobody else's.
        Err(error) => return text.trim_start().starts_with('/').then_some(Err(error)),
    };
    // markdownlint-cli2 has it beneath a key.
    if let Some(Json::Object(inner)) = object.remove("config") {
        object = inner;
    }
    object.keys().any(|key| is_markdownlint_key(key)).then_some(Ok(object))
}

/// The configuration of ours that says the same, and what it says that has no counterpart.
pub(super) fn run(config: &Map<String, Json>, name: &str) -> (String, Vec<String>) {
    let (rules, mut left_out) = rules(config);
    if let Some(extends) = config.get("extends") {
        left_out.insert(0, format!("`extends` is not followed: import {extends} too"));
    }
    let text = format!(
        "# From {name}\n\n# With this line, the answers of markdownlint where ours differ, and none of the rules it lacks.\n# compat = \"markdownlint\"\n\n{rules}"
    );
    (text, left_out)
}

/// `[rules]`, and what of it is left out.
pub(super) fn rules(config: &Map<String, Json>) -> (String, Vec<String>) {
    let mut config = config.clone();
    let is_off = config.remove("default").is_some_and(|value| value == Json::Bool(false));
    let (settings, unknown) = markdownlint_settings(&config, Compat::Own);
    let mut text = String::from(if is_off { "[rules]\n\"*\" = \"off\"\n" } else { "[rules]\n" });
    let mut merged: BTreeMap<String, Setting> = BTreeMap::new();
    for setting in settings {
        let known = merged.entry(setting.name.clone()).or_insert_with(|| Setting { name: setting.name.clone(), ..Setting::default() });
        known.severity = setting.severity.or(known.severity);
        known.options.extend(setting.options);
    }
    let mut left_out: Vec<_> = unknown.iter().map(|key| format!("no rule of ours answers to `{key}`")).collect();
    for setting in merged.into_values() {
        let Some(entry) = MANUAL.find(&setting.name) else { continue };
        if let Err(error) = (entry.build)(setting.options.clone()) {
            left_out.push(format!("left out: {}: {error}", setting.name));
            continue;
        }
        let is_default = !is_off && setting.severity == Some(Severity::Warn) && Page::of(entry).severity() != Severity::Off;
        let severity = setting.severity.filter(|_| !is_default).map(|severity| format!("\"{severity}\""));
        let options: Vec<_> = setting.options.iter().map(|(key, value)| format!("{key} = {value}")).collect();
        // Writing to a string cannot fail.
        let _ = match (severity, options.is_empty()) {
            (None, true) => Ok(()),
            (Some(severity), true) => writeln!(text, "{} = {severity}", setting.name),
            (None, false) => writeln!(text, "{} = {{ {} }}", setting.name, options.join(", ")),
            (Some(severity), false) => writeln!(text, "{} = {{ severity = {severity}, {} }}", setting.name, options.join(", ")),
        };
    }
    (text, left_out)
}

fn yaml(text: &str) -> Result<Map<String, Json>, String> {
    let data = FrontMatter::whole(text, 0).read(text);
    if data.mistakes.is_empty() { Ok(object(&data.table)) } else { Err("is no YAML that can be read".into()) }
}

fn object(table: &Table) -> Map<String, Json> {
    table.entries.iter().map(|entry| (entry.key.clone(), json(&entry.value))).collect()
}

/// The value that YAML 1.2 reads.
fn json(value: &Value) -> Json {
    match &value.data {
        ValueData::Table(table) => Json::Object(object(table)),
        ValueData::List(items) => Json::Array(items.iter().map(json).collect()),
        ValueData::Alias => Json::Null,
        ValueData::Scalar(text, _) => match value.kind(Loader::Yaml12) {
            Kind::Boolean(value) => Json::Bool(value),
            Kind::Null => Json::Null,
            Kind::Integer | Kind::Float => serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.clone())),
            _ => Json::String(text.clone()),
        },
    }
}
