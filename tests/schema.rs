//! `cndlint schema`: it takes what the program takes, and refuses slips.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/program.rs"]
mod program;

use cndlint::config::schema;
use cndlint::manual::{Page, Shows};
use cndlint::ruleset::MANUAL;
use program::{folder, run, stderr, stdout};
use regex_lite::Regex;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// What the keywords of JSON Schema that the schema uses say of a value: the places that are wrong. A keyword that is not known here is a failure.
fn faults(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (keyword, said) in schema.as_object().unwrap() {
        let holds = match keyword.as_str() {
            "$ref" => {
                assert_eq!(schema.as_object().unwrap().len(), 1, "what stands beside a reference is not read");
                let target = root.pointer(said.as_str().unwrap().strip_prefix('#').unwrap()).unwrap();
                found.extend(faults(root, target, value, at));
                true
            }
            "type" => match said {
                Value::Array(types) => types.iter().any(|name| is_of(value, name.as_str().unwrap())),
                name => is_of(value, name.as_str().unwrap()),
            },
            "enum" => said.as_array().unwrap().contains(value),
            "pattern" => value.as_str().is_none_or(|text| Regex::new(said.as_str().unwrap()).unwrap().is_match(text)),
            "anyOf" => said.as_array().unwrap().iter().any(|one| faults(root, one, value, at).is_empty()),
            "required" => {
                value.as_object().is_none_or(|table| said.as_array().unwrap().iter().all(|key| table.contains_key(key.as_str().unwrap())))
            }
            "items" => {
                let items = value.as_array().into_iter().flatten().enumerate();
                found.extend(items.flat_map(|(number, item)| faults(root, said, item, &format!("{at}/{number}"))));
                true
            }
            "properties" => {
                found.extend(of_properties(root, schema, value, at));
                true
            }
            "additionalProperties" if schema.get("properties").is_none() => {
                found.extend(
                    value.as_object().into_iter().flatten().flat_map(|(key, value)| faults(root, said, value, &format!("{at}/{key}"))),
                );
                true
            }
            "additionalProperties" | "patternProperties" | "description" | "definitions" | "$schema" | "title" => true,
            other => panic!("unknown keyword {other}"),
        };
        if !holds {
            found.push(format!("{at}: {keyword} of {value}"));
        }
    }
    found
}

fn of_properties(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    let patterns: Vec<(&String, &Value)> = schema.get("patternProperties").and_then(Value::as_object).into_iter().flatten().collect();
    for (key, value) in value.as_object().into_iter().flatten() {
        let meant = patterns.iter().filter(|(pattern, _)| Regex::new(pattern).unwrap().is_match(key)).map(|(_, schema)| *schema);
        let meant: Vec<&Value> = schema["properties"].get(key).into_iter().chain(meant).collect();
        if meant.is_empty() && schema.get("additionalProperties") == Some(&Value::Bool(false)) {
            found.push(format!("{at}: unknown key {key}"));
        }
        found.extend(meant.iter().flat_map(|schema| faults(root, schema, value, &format!("{at}/{key}"))));
    }
    found
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("unknown type {other}"),
    }
}

fn refused(schema: &Value, toml: &str) -> Vec<String> {
    let table: toml::Table = toml::from_str(toml).unwrap();
    faults(schema, schema, &serde_json::to_value(table).unwrap(), "")
}

#[test]
fn the_program_prints_it() {
    let blog = folder(&[]);
    let output = run(blog.path(), &["schema"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(serde_json::from_str::<Value>(&stdout(&output)).unwrap(), schema());
}

#[test]
fn the_examples_are_valid() {
    let schema = schema();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let blocks = readme.split("```toml\n").skip(1).map(|block| block.split("\n```").next().unwrap().to_owned());
    let mut examples: Vec<String> = blocks.filter(|block| !block.starts_with("format = 1")).collect();
    assert!(!examples.is_empty());
    for fixture in fs::read_dir(root.join("fixtures")).unwrap() {
        examples.extend(fs::read_to_string(fixture.unwrap().path().join("cndlint.toml")));
    }
    for entry in MANUAL.entries() {
        examples.extend(entry.page.split("\n```toml\n").skip(1).map(|block| block.split("\n```").next().unwrap().to_owned()));
    }
    for example in examples {
        assert_eq!(refused(&schema, &example), Vec::<String>::new(), "{example}");
    }
    for entry in MANUAL.entries() {
        for example in Page::of(entry).examples().into_iter().filter(|example| example.shows == Shows::Options) {
            for name in Page::of(entry).aliases().chain([entry.name]) {
                let table = format!("[rules.{name}]\nseverity = \"warn\"\n{}", example.text);
                assert_eq!(refused(&schema, &table), Vec::<String>::new(), "{table}");
            }
        }
    }
}

#[test]
fn what_is_imported_is_valid() {
    let schema = schema();
    let ids = MANUAL.entries().flat_map(|entry| Page::of(entry).aliases()).filter(|alias| alias.starts_with("MD"));
    let all: serde_json::Map<String, Value> = ids.map(|id| (id.to_owned(), Value::Bool(true))).collect();
    let blog = folder(&[(".markdownlint.json", &Value::from(all).to_string())]);
    let output = run(blog.path(), &["import", ".markdownlint.json"]);
    assert!(stdout(&output).contains("[rules]"), "{}{}", stdout(&output), stderr(&output));
    assert_eq!(refused(&schema, &stdout(&output)), Vec::<String>::new());
}

#[test]
fn the_program_takes_it_too() {
    let schema = schema();
    for toml in [
        "",
        "platform = \"auto\"\nlanguage = \"auto\"\n",
        "[rules]\nfence-language = false\n",
        "[rules]\nmd999 = \"off\"\nMD998 = { anything = 1 }\n",
        "[rules]\nNO-multiple-Blanks = { max = 2 }\n\"*\" = \"off\"\n\"nothing-*\" = { severity = \"warn\" }\n",
        "[rules]\nheading-blank-lines = { lines_above = [1, 2] }\n",
        "[names]\ndictionaries = [\"default\", \"own.toml\"]\nignore = []\n",
        "[[overrides]]\nfiles = []\n",
    ] {
        assert_eq!(refused(&schema, toml), Vec::<String>::new(), "{toml}");
        let blog = folder(&[("cndlint.toml", toml), ("own.toml", "format = 1\n"), ("a.md", "")]);
        let output = run(blog.path(), &["config", "a.md"]);
        assert_eq!(output.status.code(), Some(0), "{toml}{}", stderr(&output));
    }
}

#[test]
fn slips_are_refused_as_the_program_refuses_them() {
    let schema = schema();
    for toml in [
        "platfrom = \"zenn\"\n",
        "platform = \"zen\"\n",
        "language = \"fr\"\n",
        "compat = \"remark\"\n",
        "exclude = \"a\"\n",
        "[rules]\nheading-incremnt = \"warn\"\n",
        "[rules]\ntab-hard = \"warning\"\n",
        "[rules]\ntab-hard = 3\n",
        "[rules]\ntab-hard = true\n",
        "[rules]\ntab-hard = { severity = 1 }\n",
        "[rules]\ntab-hard = { spaces_per_tab = \"4\" }\n",
        "[rules]\nlist-marker-style = { stile = \"dash\" }\n",
        "[rules]\nlist-marker-style = { style = \"dot\" }\n",
        "[rules]\nja-misuse = { allow = [1] }\n",
        "[rules]\n\"ja-*\" = \"loud\"\n",
        "[format]\nbullet = \"x\"\n",
        "[format]\nambiguous-width = 3\n",
        "[format]\nbulet = \"-\"\n",
        "[names]\npacks = [\"no-such-pack\"]\n",
        "[names.words]\nPanope = \"PANOPE\"\n",
        "[links]\nlok = \"a\"\n",
        "[[overrides]]\nrules = {}\n",
        "[[overrides]]\nfiles = [\"a\"]\nrules = { tab-hardd = \"off\" }\n",
    ] {
        assert_ne!(refused(&schema, toml), Vec::<String>::new(), "{toml}");
        let blog = folder(&[("cndlint.toml", toml), ("a.md", "")]);
        assert_eq!(run(blog.path(), &["config", "a.md"]).status.code(), Some(2), "{toml}");
    }
}
