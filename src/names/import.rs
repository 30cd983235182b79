//! Packs from other tools' dictionaries.

use super::fold;
use super::pack::LONGEST;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What another tool's dictionary says of one name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// How it is written.
    pub right: String,
    /// How it is not written; patterns among them.
    pub wrong: Vec<String>,
    /// Texts, and what becomes of them.
    pub tests: Vec<(String, String)>,
}

/// A pack and what could not be put into it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The pack's file.
    pub pack: String,
    /// How many names it has.
    pub names: usize,
    /// What was left out, and why.
    pub left_out: Vec<String>,
}

/// Makes a pack of terms. Names are looked for in Latin letters, and a pack lists spellings: what is Japanese or a pattern is left out.
#[must_use]
pub fn pack_of(terms: &[Term], from: &str) -> Imported {
    let mut imported = Imported::default();
    let mut names: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    let mut tests = BTreeMap::new();
    for term in terms {
        if !is_spelling(&term.right) {
            imported.left_out.push(format!("`{}`: {UNFIT}", term.right));
            continue;
        }
        let (_, wrong) = names.entry(fold(&term.right)).or_insert_with(|| (term.right.clone(), Vec::new()));
        for form in &term.wrong {
            if is_pattern(form) {
                // Other cases of the name are found without being listed.
                let plain = form.trim_matches('/').trim_end_matches("/i").trim_end_matches("/g");
                if fold(plain) != fold(&term.right) || is_pattern(plain) {
                    imported.left_out.push(format!("`{form}` for `{}`: a pack lists spellings, not patterns", term.right));
                }
            } else if !is_spelling(form) {
                imported.left_out.push(format!("`{form}` for `{}`: {UNFIT}", term.right));
            } else if *form != term.right && !wrong.contains(form) {
                wrong.push(form.clone());
            }
        }
        tests.extend(term.tests.iter().cloned());
    }
    let mut pack = format!("# From {from}.\nformat = 1\n\nname = [\n");
    for (text, wrong) in names.values() {
        let wrong: Vec<String> = wrong.iter().map(|form| quoted(form)).collect();
        // Writing to a string cannot fail.
        let _ = if wrong.is_empty() {
            writeln!(pack, "  {{ text = {} }},", quoted(text))
        } else {
            writeln!(pack, "  {{ text = {}, match = \"exact\", wrong = [{}] }},", quoted(text), wrong.join(", "))
        };
    }
    pack.push_str("]\n");
    if !tests.is_empty() {
        pack.push_str("\n[tests]\n");
        for (from, to) in &tests {
            let _ = writeln!(pack, "{} = {}", quoted(from), quoted(to));
        }
    }
    imported.names = names.len();
    imported.pack = pack;
    imported
}

/// Why something is no spelling.
const UNFIT: &str = "names are looked for in Latin letters only, and in no more than a hundred of them";

fn is_spelling(text: &str) -> bool {
    text.len() <= LONGEST && text.is_ascii() && text.chars().any(|c| c.is_ascii_alphanumeric()) && !text.contains(['\n', '\r'])
}

fn is_pattern(text: &str) -> bool {
    text.starts_with('/') || text.contains(['\\', '(', '[', '^', '$', '*', '?', '|', '{'])
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.replace(['\n', '\r'], " ")).to_string()
}

#[cfg(test)]
mod tests {
    use super::super::pack::Pack;
    use super::*;

    #[test]
    fn what_fits_becomes_a_pack_and_the_rest_is_told() {
        let term = |right: &str, wrong: &[&str]| Term {
            right: right.into(),
            wrong: wrong.iter().map(|&form| form.into()).collect(),
            tests: vec![],
        };
        let terms = [
            term("Cookie", &["cookie", "/クッキー/"]),
            term("jQuery", &[]),
            term("Webサイト", &["WEBサイト"]),
            term("Node.js", &["/node\\.?js/i"]),
            term("Gateway API", &[&"gateway ".repeat(20)]),
            term(&"Gate".repeat(30), &[]),
        ];
        let imported = pack_of(&terms, "prh.yml");
        let pack = Pack::parse(&imported.pack).unwrap();
        let names: Vec<_> = pack.name.iter().map(|entry| entry.get_ref().text.as_str()).collect();
        assert_eq!((names, imported.names, imported.left_out.len()), (vec!["Cookie", "Gateway API", "jQuery", "Node.js"], 4, 5));
    }
}
