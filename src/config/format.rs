//! `[format]`: what `cndlint fmt` makes of a text, in few words. Each key is an option of the rule that does it.

use crate::text::nearest;
use std::ops::RangeInclusive;
use toml::{Table, Value};

/// A key of the table.
struct Key {
    name: &'static str,
    rule: &'static str,
    option: &'static str,
    /// What may be written, with what the rule is told; none where the rule takes a number.
    values: &'static [(&'static str, &'static str)],
}

const KEYS: [Key; 9] = [
    Key {
        name: "bullet",
        rule: "list-marker-style",
        option: "style",
        values: &[("majority", "consistent"), ("-", "dash"), ("*", "asterisk"), ("+", "plus")],
    },
    Key {
        name: "numbering",
        rule: "list-numbering",
        option: "style",
        values: &[("majority", "one_or_ordered"), ("ordered", "ordered"), ("one", "one"), ("zero", "zero")],
    },
    Key {
        name: "heading",
        rule: "heading-style",
        option: "style",
        values: &[("majority", "consistent"), ("atx", "atx"), ("atx-closed", "atx_closed"), ("setext", "setext_with_atx")],
    },
    Key {
        name: "emphasis",
        rule: "emphasis-style",
        option: "style",
        values: &[("majority", "consistent"), ("*", "asterisk"), ("_", "underscore")],
    },
    Key {
        name: "strong",
        rule: "strong-style",
        option: "style",
        values: &[("majority", "consistent"), ("**", "asterisk"), ("__", "underscore")],
    },
    Key {
        name: "fence",
        rule: "fence-style",
        option: "style",
        values: &[("majority", "consistent"), ("```", "backtick"), ("~~~", "tilde")],
    },
    Key {
        name: "thematic-break",
        rule: "thematic-break-style",
        option: "style",
        values: &[("majority", "consistent"), ("---", "---"), ("***", "***"), ("___", "___"), ("* * *", "* * *"), ("- - -", "- - -")],
    },
    Key {
        name: "table",
        rule: "table-style",
        option: "style",
        values: &[("aligned", "aligned"), ("compact", "compact"), ("tight", "tight")],
    },
    Key { name: "ambiguous-width", rule: "table-style", option: "ambiguous_width", values: &[] },
];

/// What a key without words takes.
const WIDTHS: RangeInclusive<i64> = 1..=2;

/// The rule that a key stands for, and its options; where there is none, a sentence for people.
pub(super) fn setting(name: &str, value: &Value) -> Result<(&'static str, Table), String> {
    let Some(key) = KEYS.iter().find(|key| key.name == name) else {
        let near = nearest(name, KEYS.iter().map(|key| key.name)).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        return Err(format!("unknown key `{name}` in `format`{near}"));
    };
    let told = match value {
        Value::String(text) => key.values.iter().find(|(written, _)| written == text).map(|(_, told)| Value::String((*told).into())),
        Value::Integer(number) if key.values.is_empty() && WIDTHS.contains(number) => Some(value.clone()),
        _ => None,
    };
    let allowed = || match key.values {
        [] => "1 or 2".to_owned(),
        values => values.iter().map(|(written, _)| format!("\"{written}\"")).collect::<Vec<_>>().join(", "),
    };
    let told = told.ok_or_else(|| format!("`{name}` is one of {}", allowed()))?;
    Ok((key.rule, Table::from_iter([(key.option.to_owned(), told)])))
}

/// Each key with its rule and what may be written.
pub(super) fn choices() -> impl Iterator<Item = (&'static str, &'static str, Vec<serde_json::Value>)> {
    KEYS.iter().map(|key| {
        let words = key.values.iter().map(|(written, _)| (*written).into());
        let numbers = WIDTHS.filter(|_| key.values.is_empty()).map(Into::into);
        (key.name, key.rule, words.chain(numbers).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ruleset::MANUAL;

    #[test]
    fn every_value_is_one_that_its_rule_takes() {
        for key in &KEYS {
            let entry = MANUAL.find(key.rule).unwrap_or_else(|| panic!("no rule {}", key.rule));
            let values = key.values.iter().map(|(written, _)| Value::String((*written).into()));
            for value in values.chain(key.values.is_empty().then_some(Value::Integer(2))) {
                let (_, options) = setting(key.name, &value).unwrap();
                assert!((entry.build)(options).is_ok(), "{} = {value}", key.name);
            }
        }
    }

    #[test]
    fn what_is_not_known_is_said() {
        assert!(setting("bulet", &Value::Integer(1)).unwrap_err().contains("`bullet`"));
        assert_eq!(setting("ambiguous-width", &Value::Integer(3)).unwrap_err(), "`ambiguous-width` is one of 1 or 2");
    }
}
