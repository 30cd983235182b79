//! Dictionaries of prh and textlint-rule-terminology as packs.

use super::super::{complain, print};
use crate::front_matter::FrontMatter;
use crate::front_matter::data::{Table, Value};
use crate::names::import::{Term, pack_of};
use std::io;

/// What a file is that none of the readers knows.
const KNOWN: &str = "markdownlint's configuration (JSON, YAML), prh (YAML) and textlint-rule-terminology (JSON) can be imported";

/// Prints the pack that a dictionary makes.
pub(super) fn run(text: &str, name: &str) -> Result<io::Result<()>, String> {
    let terms = if text.trim_start().starts_with(['[', '{']) { terminology(text)? } else { prh(text)? };
    let imported = pack_of(&terms, name);
    let printed = print(&imported.pack);
    imported.left_out.iter().for_each(|message| complain(message));
    complain(&format!("names: {}; spellings left out: {}", imported.names, imported.left_out.len()));
    Ok(printed)
}

/// The rules of a prh file (prh 5): `expected`, `pattern` or `patterns`, `specs`.
fn prh(text: &str) -> Result<Vec<Term>, String> {
    let data = FrontMatter::whole(text, 0).read(text);
    if let Some(mistake) = data.mistakes.first() {
        let line = text[..mistake.span.start.min(text.len())].matches('\n').count() + 1;
        return Err(format!("line {line} is no YAML that can be read"));
    }
    let rules = items(&data.table, "rules");
    if rules.is_empty() {
        return Err(format!("has no `rules`: {KNOWN}"));
    }
    Ok(rules.iter().filter_map(Value::table).filter_map(term_of_prh).collect())
}

fn term_of_prh(rule: &Table) -> Option<Term> {
    let right = rule.get("expected")?.value.text()?.to_owned();
    let one = rule.get("pattern").and_then(|entry| entry.value.text());
    let patterns = ["pattern", "patterns"].into_iter().flat_map(|key| items(rule, key)).filter_map(Value::text);
    let wrong = one.into_iter().chain(patterns).map(str::to_owned).collect();
    let spec = |spec: &Table| Some((spec.get("from")?.value.text()?.to_owned(), spec.get("to")?.value.text()?.to_owned()));
    let tests = items(rule, "specs").iter().filter_map(Value::table).filter_map(spec).collect();
    Some(Term { right, wrong, tests })
}

/// The values of a list; none where the key holds no list.
fn items<'t>(table: &'t Table, key: &str) -> &'t [Value] {
    table.get(key).and_then(|entry| entry.value.items()).unwrap_or_default()
}

/// The terms of textlint-rule-terminology 5: a right spelling, or wrong ones with the right one; the list alone, or in a textlint configuration.
fn terminology(text: &str) -> Result<Vec<Term>, String> {
    let json: serde_json::Value = serde_json::from_str(text).map_err(|error| format!("is no JSON that can be read: {error}"))?;
    let paths = ["", "/terms", "/rules/terminology/terms"];
    let list = paths.iter().find_map(|path| json.pointer(path)?.as_array());
    let list = list.ok_or_else(|| format!("has no list of terms: {KNOWN}"))?;
    let term = |value: &serde_json::Value| match value {
        serde_json::Value::String(right) => Some(Term { right: right.clone(), ..Term::default() }),
        serde_json::Value::Array(pair) => {
            let right = pair.get(1)?.as_str()?.to_owned();
            let wrong = match pair.first()? {
                serde_json::Value::String(one) => vec![one.clone()],
                serde_json::Value::Array(all) => all.iter().filter_map(|one| Some(one.as_str()?.to_owned())).collect(),
                _ => return None,
            };
            Some(Term { right, wrong, tests: Vec::new() })
        }
        _ => None,
    };
    Ok(list.iter().filter_map(term).collect())
}
