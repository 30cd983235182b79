//! rumdl's configuration as `cndlint.toml` (rumdl 0.3, `docs/global-settings.md`): its own file, or its part of `pyproject.toml`.

use super::markdownlint;
use crate::ruleset::{MANUAL, is_markdownlint_key};
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;
use std::fmt::Write;
use toml::{Table, Value};

/// Keys of `[global]`, which may stand at the top as well.
const GLOBAL: [&str; 13] = [
    "enable",
    "extend_enable",
    "disable",
    "extend_disable",
    "include",
    "exclude",
    "line_length",
    "flavor",
    "extends",
    "respect_gitignore",
    "cache",
    "per_file_ignores",
    "per_file_flavor",
];

/// Those of them that need no word where they are left out: there is no such choice here.
const NEEDLESS: [&str; 2] = ["respect_gitignore", "cache"];

/// What the text of a TOML file says as ours, with what it says that has no counterpart; nothing where it is another program's.
pub(super) fn run(text: &str, name: &str) -> Result<Option<(String, Vec<String>)>, String> {
    let mut table: Table = text.parse().map_err(|error: toml::de::Error| format!("is no TOML that can be read: {}", error.message()))?;
    if let Some(Value::Table(tool)) = table.remove("tool") {
        let Some(Value::Table(own)) = tool.get("rumdl") else { return Ok(None) };
        table = own.clone();
    }
    let mut global = Table::new();
    let mut rules = Map::new();
    let mut unknown = Vec::new();
    let inner = match table.remove("global") {
        Some(Value::Table(inner)) => inner,
        _ => Table::new(),
    };
    for (key, value) in table.into_iter().chain(inner) {
        if GLOBAL.contains(&&*snake(&key)) {
            global.insert(snake(&key), value);
        } else if is_markdownlint_key(&key.replace('_', "-")) {
            rules.insert(key.replace('_', "-"), rule(&value));
        } else {
            unknown.push(format!("no rule of ours answers to `{key}`"));
        }
    }
    if global.is_empty() && rules.is_empty() {
        return Ok(None);
    }
    let lists = |keys: [&str; 2]| keys.into_iter().flat_map(|key| texts(global.get(key))).collect::<Vec<_>>();
    if let Some(length) = global.get("line_length") {
        let options = rules.entry("MD013").or_insert_with(|| Json::Object(Map::new()));
        if let (Json::Object(options), Ok(length)) = (options, serde_json::to_value(length)) {
            options.entry("line_length").or_insert(length);
        }
    }
    if global.contains_key("enable") {
        rules.insert("default".into(), false.into());
    }
    for (names, is_on) in [(lists(["enable", "extend_enable"]), true), (lists(["disable", "extend_disable"]), false)] {
        for name in names {
            match rules.get_mut(&name) {
                // Its options count once it is on.
                Some(Json::Object(_)) if is_on => {}
                _ => _ = rules.insert(name, is_on.into()),
            }
        }
    }
    let (of_rules, left_out) = markdownlint::rules(&rules);
    unknown.extend(left_out);
    let top = top(&global, &mut unknown);
    let text = format!("# From {name}\n\n{top}{of_rules}{}", overrides(global.get("per_file_ignores"), &mut unknown));
    Ok(Some((text, unknown)))
}

/// The keys above the rules.
fn top(global: &Table, unknown: &mut Vec<String>) -> String {
    let mut text = String::new();
    for (key, value) in global {
        // Writing to a string cannot fail.
        match (key.as_str(), value) {
            ("include" | "exclude", value) => _ = writeln!(text, "{key} = {value}"),
            ("flavor", Value::String(flavor)) => match flavor.as_str() {
                "mkdocs" | "hugo" => _ = writeln!(text, "platform = \"{flavor}\""),
                "gfm" | "github" => text.push_str("platform = \"github\"\n"),
                "standard" => {}
                other => unknown.push(format!("`flavor = \"{other}\"` has no counterpart; the platform is found out for each file")),
            },
            ("extends", value) => unknown.push(format!("`extends` is not followed: import {value} too")),
            ("per_file_flavor", _) => unknown.push("`per-file-flavor` has no counterpart; `platform` may stand in `[[overrides]]`".into()),
            _ if NEEDLESS.contains(&key.as_str()) => {
                unknown.push(format!("`{}` has no counterpart: it is an option here", key.replace('_', "-")));
            }
            _ => {}
        }
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// A rule's table as markdownlint has it: names with `_`.
fn rule(value: &Value) -> Json {
    let Value::Table(table) = value else { return serde_json::to_value(value).unwrap_or_default() };
    let options = table.iter().filter_map(|(key, value)| Some((snake(key), serde_json::to_value(value).ok()?)));
    Json::Object(options.collect())
}

fn overrides(ignores: Option<&Value>, unknown: &mut Vec<String>) -> String {
    let mut text = String::new();
    for (pattern, rules) in ignores.and_then(Value::as_table).into_iter().flatten() {
        // One rule may be named in several ways.
        let mut off = BTreeSet::new();
        for name in texts(Some(rules)) {
            match MANUAL.find(&name.replace('_', "-")) {
                Some(entry) => _ = off.insert(format!("{} = \"off\"", entry.name)),
                None => unknown.push(format!("no rule of ours answers to `{name}` in `per-file-ignores`")),
            }
        }
        let off: Vec<String> = off.into_iter().collect();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n[[overrides]]\nfiles = [{}]\nrules = {{ {} }}", Value::String(pattern.clone()), off.join(", "));
    }
    text
}

fn texts(value: Option<&Value>) -> Vec<String> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(|value| value.as_str().map(str::to_owned)).collect()
}

fn snake(key: &str) -> String {
    key.replace('-', "_")
}
