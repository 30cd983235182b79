//! `cndlint explain` and `cndlint rules`.

use super::args::{ExplainArgs, Lang, ListFormat, RulesArgs};
use super::{CLEAN, FAILED, complain, print};
use crate::diagnostic::Severity;
use crate::manual::{Example, Language, Page, Shows};
use crate::report::rules_json;
use crate::rule::Compat;
use crate::ruleset::{MANUAL, RuleSet, Settings};
use anstyle::Style;
use std::fmt::Write;
use std::io;

/// The terminal's language, from the locale's variables in their order of precedence.
pub(super) fn language(asked: Option<Lang>) -> Language {
    asked.map_or_else(from_locale, Language::from)
}

fn from_locale() -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(std::env::var_os).find(|value| !value.is_empty());
    let is_japanese = locale.is_some_and(|locale| locale.to_string_lossy().starts_with("ja"));
    if is_japanese { Language::Ja } else { Language::En }
}

pub(super) fn explain(args: &ExplainArgs) -> io::Result<u8> {
    let Some(entry) = MANUAL.find(&args.rule) else {
        let unknown = Settings { select: vec![args.rule.clone()], ..Settings::default() };
        let error = RuleSet::new(&unknown, crate::platform::Platform::generic()).err();
        complain(&error.map_or_else(|| format!("`{}` stands for several rules; name one", args.rule), |error| error.to_string()));
        return Ok(FAILED);
    };
    let page = Page::of(entry);
    let fix = if page.levels().is_empty() { "none".to_owned() } else { names(page.levels().iter().map(|level| level.name())) };
    let mut text = format!("{}: {}\n{}\n\n", bold(entry.name), page.summary(Language::En), page.summary(Language::Ja));
    let aliases = names(page.aliases());
    let aliases = if aliases.is_empty() { String::new() } else { format!(", also called {aliases}") };
    let since = page.get("since").unwrap_or_default();
    let _ = writeln!(text, "severity {}, fix {fix}, since {since}{aliases}", page.severity());
    let (mut examples, mut in_example) = (page.examples().into_iter().peekable(), false);
    for (number, line) in (1..).zip(page.body().lines()).skip(1) {
        if let Some(example) = examples.next_if(|example| example.line == number) {
            in_example = true;
            let _ = writeln!(text, "{}", bold(&title(&example)));
        } else if in_example && line == "````" {
            in_example = false;
        } else {
            let _ = writeln!(text, "{line}");
        }
    }
    print(&text)?;
    Ok(CLEAN)
}

/// What stands above an example.
fn title(example: &Example) -> String {
    let shown = match &example.shows {
        Shows::Bad(lines) => {
            let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
            format!("Reported ({} {})", if lines.len() > 1 { "lines" } else { "line" }, lines.join(", "))
        }
        Shows::Good => "Not reported".to_owned(),
        Shows::Fixed => return "After all fixes:".to_owned(),
        Shows::Options => return "With these options:".to_owned(),
        Shows::Facts => return "Where this is known of the world:".to_owned(),
    };
    let place = match (example.platform, example.path) {
        ("generic", _) => String::new(),
        (platform, "") => format!(", on {platform}"),
        (platform, path) => format!(", on {platform} in {path}"),
    };
    let compat = if example.compat == Compat::Markdownlint { ", with --compat markdownlint" } else { "" };
    format!("{shown}{place}{compat}:")
}

fn bold(text: &str) -> String {
    let style = Style::new().bold();
    format!("{style}{text}{style:#}")
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

pub(super) fn rules(args: &RulesArgs) -> io::Result<u8> {
    let language = language(args.lang);
    let severities: Vec<Severity> = MANUAL.entries().map(|entry| Page::of(entry).severity()).collect();
    let rows: Vec<[String; 5]> = MANUAL
        .entries()
        .zip(&severities)
        .map(|(entry, severity)| {
            let page = Page::of(entry);
            let fix = page.levels().iter().map(|level| level.name()).collect::<Vec<_>>().join(", ");
            [entry.name.into(), severity.to_string(), fix, page.summary(language).into(), names(page.aliases())]
        })
        .collect();
    let head = ["Rule", "Severity", "Fix", "Summary", "Also called"].map(str::to_owned);
    let text = match args.format {
        ListFormat::Json => rules_json(&severities, language),
        ListFormat::Markdown => {
            let line = |cells: &[String; 5]| format!("| {} |\n", cells.join(" | "));
            let linked = rows.iter().map(|[name, rest @ ..]| {
                let [severity, fix, summary, aliases] = rest.clone();
                line(&[format!("[`{name}`](rules/{name}.md)"), severity, fix, summary, aliases])
            });
            line(&head) + &line(&["---"; 5].map(str::to_owned)) + &linked.collect::<String>()
        }
        ListFormat::Table => {
            let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0).max(head[column].len());
            let (name, fix) = (width(0), width(2));
            let line = |row: &[String; 5]| format!("{:name$}  {:8}  {:fix$}  {}\n", row[0], row[1], row[2], row[3]);
            bold(line(&head).trim_end()) + "\n" + &rows.iter().map(line).collect::<String>()
        }
    };
    print(&text)?;
    Ok(CLEAN)
}
