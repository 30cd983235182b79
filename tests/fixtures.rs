//! Whole reports: `fixtures/<case>/input.md`, what is found in it, and what it is fixed to. `UPDATE=1` writes the expected files anew.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot go on has failed; one that is skipped says so")]
#![cfg(feature = "cli")]

use cndlint::config::{Configs, Flags};
use cndlint::diagnostic::{Level, Severity};
use cndlint::engine::{check, fix};
use cndlint::facts::Facts;
use cndlint::manual::Language;
use cndlint::parse::parse;
use cndlint::report::{Format, View};
use cndlint::ruleset::RuleSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a text with a file, or writes the file.
fn compare(path: &Path, actual: &str, differences: &mut Vec<String>) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, actual).unwrap();
    } else if fs::read_to_string(path).unwrap_or_default() != actual {
        differences.push(format!("{} is not\n{actual}", path.display()));
    }
}

#[test]
fn reports_are_found_and_fixed_as_expected() {
    let mut differences = Vec::new();
    let mut folders: Vec<_> = fs::read_dir(root().join("fixtures")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(folders.len() > 3);
    for folder in folders {
        let path = folder.join("input.md");
        let text = fs::read_to_string(&path).unwrap();
        let configs = Configs::new(Flags::default());
        let effective = configs.of(&path).map_err(|error| error.message).unwrap();
        let rules = configs.rules(&effective, effective.platform(&path, &text).platform).map_err(|error| error.message).unwrap();
        let doc = parse(text.as_str(), rules.platform);
        let found = check(&doc, &Facts::default(), &rules);
        let view =
            View { path: "input.md", source: &doc.source, found: &found, platform: rules.platform, language: Language::En, color: false };
        compare(&folder.join("expected.txt"), &Format::Concise.file(&view), &mut differences);
        let fixed = fix(&text, &Facts::default(), &rules, Level::Repair);
        assert!(fixed.broken.is_empty() && fixed.unsettled.is_empty(), "{}: {:?} {:?}", folder.display(), fixed.broken, fixed.unsettled);
        compare(&folder.join("fixed.md"), &fixed.text, &mut differences);
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// A row of the table of what real writeups hold.
struct Row<'t> {
    file: &'t str,
    line: usize,
    class: &'t str,
    rule: &'t str,
    quote: &'t str,
}

fn rows(table: &str) -> impl Iterator<Item = Row<'_>> {
    table.lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        let (file, line, class) = (cells.next()?, cells.next()?.parse().ok()?, cells.next()?);
        let (rule, quote) = (cells.nth(1)?, cells.next()?);
        Some(Row { file, line, class, rule, quote })
    })
}

/// What the table calls a kind of error, and the rule that finds it.
const SCARS: [(&str, &str); 2] = [("md/no-headings", "heading-none"), ("md/broken-line", "line-broken")];

/// Real writeups beside the checkout: certain naming errors and the scars of copying are found, and what is right is left alone.
#[test]
fn real_writeups() {
    let folder = root().join("../shared/writeups");
    let Ok(table) = fs::read_to_string(folder.join("expected.tsv")) else {
        println!("skipped: no writeups beside the checkout");
        return;
    };
    let rules = RuleSet::defaults();
    let (mut missed, mut wrong, mut certain) = (Vec::new(), Vec::new(), 0);
    for row in rows(&table) {
        let doc = parse(fs::read_to_string(folder.join(row.file)).unwrap(), rules.platform);
        let line = doc.source.line_content(row.line - 1);
        let in_quote = |span: cndlint::source::Span| {
            let Some(at) = doc.source.slice(line).find(row.quote) else { return false };
            let quote = cndlint::source::Span::new(line.start + at, line.start + at + row.quote.len());
            span.start < quote.end && quote.start < span.end
        };
        let found = check(&doc, &Facts::default(), &rules);
        let hits = found.iter().filter(|diagnostic| in_quote(diagnostic.span));
        match (row.class, row.rule) {
            ("E", "name/canonical") => {
                certain += 1;
                if !hits.clone().any(|diagnostic| diagnostic.rule == "name-canonical") {
                    missed.push(format!("{}:{}: {}", row.file, row.line, row.quote));
                }
            }
            ("E" | "W", kind) if SCARS.iter().any(|(known, _)| *known == kind) => {
                let is_meant = |rule: &str| SCARS.contains(&(kind, rule));
                if !hits.clone().any(|diagnostic| is_meant(diagnostic.rule)) {
                    missed.push(format!("{}:{}: {}", row.file, row.line, row.quote));
                }
            }
            ("N", _) => {
                wrong.extend(hits.filter(|hit| hit.severity > Severity::Info).map(|hit| format!("{}:{}: {hit:?}", row.file, row.line)));
            }
            _ => {}
        }
    }
    assert!(certain > 8);
    assert!(missed.is_empty() && wrong.is_empty(), "missed: {missed:#?}\nwrong: {wrong:#?}");
}
