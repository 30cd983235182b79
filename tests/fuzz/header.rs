//! The target that takes front matter: YAML, TOML and JSON blocks, and files that are data alone.

use crate::drive::{Seen, Target};
use crate::worlds::{WORLDS, worlds};
use cndlint::front_matter::data::{Data, Problem, Table, Value, ValueData};
use cndlint::front_matter::kind::Loader;
use cndlint::front_matter::{FrontMatter, TitlePattern, attempt};
use cndlint::platform::check::violations;
use cndlint::source::Span;
use std::mem::discriminant;

pub(crate) const FRONT_MATTER: Target = Target {
    name: "front-matter",
    variants: FORMS.len(),
    pieces: &[
        "---\n",
        "+++\n",
        "...\n",
        "----\n",
        "title: ",
        "tags: ",
        "topics:\n",
        "  - ",
        "- ",
        "date: 2022-11-21",
        "2022-11-21T10:00:00+09:00",
        "true",
        "yes",
        "null",
        "~",
        "1:20:30",
        "0x1F",
        ".inf",
        "!!str ",
        "!",
        "&a ",
        "*a",
        "<<: *a",
        "? ",
        ": ",
        "|\n",
        ">-\n",
        "|2+\n",
        "%YAML 1.2\n",
        "{a: b, ",
        "[a, ",
        "}",
        "]",
        "'",
        "''",
        "\"",
        "\\u3042",
        "\\",
        "\\x00",
        "# c\n",
        "\t",
        "  ",
        "[a]\n",
        "[[b]]\n",
        "a.b = ",
        "'''",
        "\"\"\"",
        "{\"a\": ",
        "\u{feff}",
        "\u{85}",
        "\u{2028}",
        "@",
        "`",
        "题: ",
    ],
    seeds: Vec::new,
    cases: 3_000,
    share: 8,
    run,
};

/// What stands before and behind an input; what is data alone has neither.
const FORMS: [(&str, &str); 5] =
    [("", ""), ("---\n", "\n---\n本文\n"), ("+++\n", "\n+++\n"), ("{", "}\n"), ("\u{feff}---\r\n", "\r\n---\r\n")];

fn run(input: &[u8], variant: usize, seen: &mut Seen) -> Result<(), String> {
    let (before, behind) = FORMS[variant];
    let text = format!("{before}{}{behind}", String::from_utf8_lossy(input));
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    if let Some((span, what)) = attempt(&text, start) {
        seen.note(discriminant(&what));
        is_valid(&text, span, Span::new(0, text.len()))?;
    }
    let whole = (variant == 0).then(|| FrontMatter::whole(&text, start));
    for block in FrontMatter::find(&text, start).into_iter().chain(whole) {
        is_valid(&text, block.span, Span::new(start, text.len()))?;
        is_valid(&text, block.content, block.span)?;
        let data = block.read(&text);
        if data != block.read(&text) {
            return Err("read again, it says something else".into());
        }
        all(&text, &block, &data, seen)?;
        let _ = block.closes_with_dots(&text);
        let _ = TitlePattern::default().is_in(block.content.slice(&text));
    }
    Ok(())
}

fn all(text: &str, block: &FrontMatter, data: &Data, seen: &mut Seen) -> Result<(), String> {
    for mistake in &data.mistakes {
        let said = if let Problem::Other(said) = &mistake.problem { said } else { "" };
        seen.note((discriminant(&mistake.problem), data.mistakes.len().min(3), said));
        is_valid(text, mistake.span, block.span).map_err(|problem| format!("{problem} of {:?}", mistake.problem))?;
        if let Problem::Duplicate(_, Some(first)) = &mistake.problem {
            is_valid(text, *first, block.span)?;
        }
    }
    table(text, &data.table, block.span, seen)?;
    for world in &worlds()[..WORLDS] {
        let kind = world.rules.platform.document(&world.facts.path);
        for (kind, (name, key)) in kind.into_iter().flat_map(|kind| kind.keys.iter().map(move |key| (kind, key))) {
            for entry in data.table.entries.iter().filter(|entry| entry.key == *name) {
                for (span, what) in violations(kind, key, entry, &data.table) {
                    seen.note(discriminant(&what));
                    is_valid(text, span, block.span)?;
                }
            }
        }
    }
    Ok(())
}

fn table(text: &str, table: &Table, around: Span, seen: &mut Seen) -> Result<(), String> {
    // One without keys may stand nowhere.
    if !table.entries.is_empty() {
        is_valid(text, table.span, around)?;
    }
    seen.note(table.entries.iter().take(6).map(|entry| discriminant(&entry.value.data)).collect::<Vec<_>>());
    for entry in &table.entries {
        is_valid(text, entry.key_span, around)?;
        value(text, &entry.value, around, seen)?;
    }
    Ok(())
}

fn value(text: &str, of: &Value, around: Span, seen: &mut Seen) -> Result<(), String> {
    is_valid(text, of.span, around)?;
    let kinds = [Loader::JsonSchema, Loader::JsYaml, Loader::Yaml11, Loader::Yaml12].map(|loader| discriminant(&of.kind(loader)));
    seen.note((discriminant(&of.data), kinds));
    match &of.data {
        ValueData::Scalar(text, style) => seen.note((format!("{style:?}"), text.len().min(2), text.lines().count().min(4))),
        ValueData::List(items) => seen.note(items.iter().take(4).map(|item| discriminant(&item.data)).collect::<Vec<_>>()),
        ValueData::Table(_) | ValueData::Alias => {}
    }
    match &of.data {
        ValueData::List(items) => items.iter().try_for_each(|item| value(text, item, around, seen)),
        ValueData::Table(inner) => table(text, inner, around, seen),
        ValueData::Scalar(..) | ValueData::Alias => Ok(()),
    }
}

fn is_valid(text: &str, span: Span, around: Span) -> Result<(), String> {
    let is_there = text.get(span.start..span.end).is_some() && around.contains(span);
    if is_there { Ok(()) } else { Err(format!("a span that is not there: {span:?} in {around:?}")) }
}
