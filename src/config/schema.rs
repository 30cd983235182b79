//! The JSON Schema of `cndlint.toml`, for editors: draft 07, of which only such keywords are used as mean the same in draft 04, which is what taplo reads.

mod options;

use super::format;
use super::names::DEFAULT_PACKS;
use super::raw::{LANGUAGES, TOOLS};
use crate::diagnostic::Severity;
use crate::manual::{Language, Page};
use crate::names::packs;
use crate::platform::Platform;
use crate::rule::Entry;
use crate::ruleset::MANUAL;
use serde_json::{Map, Value, json};

/// What `cndlint.toml` may hold. It refuses nothing that the program takes; the program may refuse more.
#[must_use]
pub fn schema() -> Value {
    let choices =
        format::choices().map(|(key, rule, values)| (key, json!({"description": format!("See cndlint explain {rule}"), "enum": values})));
    let platforms: Vec<&str> = std::iter::once("auto").chain(Platform::names()).collect();
    let languages = LANGUAGES.map(|(name, _)| name);
    let tools = TOOLS.map(|(name, _)| name);
    let packs: Vec<&str> = std::iter::once(DEFAULT_PACKS).chain(packs().map(|(name, ..)| name)).collect();
    let pack = json!({"anyOf": [{"enum": packs}, {"type": "string", "pattern": "/|\\.toml$"}]});
    let platform = json!({"description": "Where the posts are published; auto: found out for each file", "enum": platforms});
    let names = described(
        "Names of projects and products",
        object([
            ("packs", list("The packs that are used: those of the tool by name, your own by path", &pack)),
            ("dictionaries", list("Another name of packs", &pack)),
            ("off", texts("Names that are not looked at")),
            ("ignore", texts("Another name of off")),
            ("allow", texts("Words that nothing is said about")),
            (
                "words",
                json!({
                    "description": "Right spellings, each with wrong ones", "type": "object", "additionalProperties": texts("Wrong spellings")
                }),
            ),
        ]),
    );
    let mut an_override = object([
        ("files", texts("The files it is for, seen from the configuration")),
        ("platform", platform.clone()),
        ("rules", refer("rules")),
    ]);
    an_override["required"] = json!(["files"]);
    let mut schema = described(
        "Configuration of cndlint",
        object([
            ("extends", json!({"description": "A file whose values hold where this one says nothing", "type": "string"})),
            ("platform", platform),
            ("language", json!({"description": "Of messages; auto: the terminal's", "enum": languages})),
            ("compat", json!({"description": "Give the answers of another tool", "enum": tools})),
            ("include", texts("Files that are checked, and no others")),
            ("exclude", texts("Files that are not checked")),
            ("rules", refer("rules")),
            ("format", described("What cndlint fmt makes of a text", object(choices))),
            ("names", names),
            (
                "baseline",
                json!({"description": "Findings that are not spoken of: the file that `cndlint --write-baseline` wrote", "type": "string"}),
            ),
            ("links", described("URLs", object([("lock", json!({"description": "Where what URLs answered is kept", "type": "string"}))]))),
            ("overrides", list("What holds for some files; later ones win", &an_override)),
        ]),
    );
    let words = Severity::ALL.map(Severity::name);
    let any: Vec<Value> = words.iter().map(|word| json!(word)).chain([json!(false)]).collect();
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!("cndlint.toml");
    schema["definitions"] = json!({"severity": {"enum": any}, "word": {"enum": words}, "rules": rules()});
    schema
}

/// The table of rules, in which aliases and patterns may stand too.
fn rules() -> Value {
    let mut rules = Map::new();
    for entry in MANUAL.entries() {
        rules.insert(entry.name.to_owned(), rule(entry));
        for alias in Page::of(entry).aliases() {
            rules.insert(alias.to_owned(), refer(&format!("rules/properties/{}", entry.name)));
        }
    }
    let several =
        setting("Several rules, or a rule by another name", &json!({"type": "object", "properties": {"severity": refer("word")}}));
    json!({
        "description": "Rules, each with a severity or with options",
        "type": "object",
        "properties": rules,
        // Aliases are compared without case, and any id of markdownlint's form is taken.
        "patternProperties": {"[*A-Z]|^md[0-9][0-9][0-9]$": several},
        "additionalProperties": false,
    })
}

fn rule(entry: &Entry) -> Value {
    let page = Page::of(entry);
    let names = page.get("options").into_iter().flat_map(|names| names.split(", "));
    let options = names.map(|name| (name, options::of(entry, name))).chain([("severity", refer("word"))]);
    setting(page.summary(Language::En), &object(options))
}

fn setting(description: &str, table: &Value) -> Value {
    json!({"description": description, "anyOf": [refer("severity"), table]})
}

fn refer(definition: &str) -> Value {
    json!({"$ref": format!("#/definitions/{definition}")})
}

fn object<'k>(properties: impl IntoIterator<Item = (&'k str, Value)>) -> Value {
    let properties: Map<String, Value> = properties.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

fn described(description: &str, mut value: Value) -> Value {
    value["description"] = json!(description);
    value
}

fn list(description: &str, item: &Value) -> Value {
    json!({"description": description, "type": "array", "items": item})
}

fn texts(description: &str) -> Value {
    list(description, &json!({"type": "string"}))
}

#[cfg(test)]
mod tests {
    use super::super::raw::keys_after;
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_schema_has_the_keys_that_the_program_takes() {
        let schema = schema();
        for (table, place) in [
            ("", ""),
            ("[names]\n", "/properties/names"),
            ("[links]\n", "/properties/links"),
            ("[[overrides]]\nfiles = []\n", "/properties/overrides/items"),
        ] {
            let described = schema.pointer(&format!("{place}/properties")).and_then(Value::as_object).unwrap();
            let described: BTreeSet<String> = described.keys().cloned().collect();
            assert_eq!(described, keys_after(table), "{table}");
        }
    }
}
