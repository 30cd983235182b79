//! Whole reports: `fixtures/<case>/input.md`, what is found in it, and what it is fixed to. `UPDATE=1` writes the expected files anew.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot go on has failed; one that is skipped says so")]
#![cfg(feature = "cli")]

use cndlint::config::{Configs, Flags};
use cndlint::diagnostic::{Level, Severity};
use cndlint::engine::{check, fix};
use cndlint::facts::Facts;
use cndlint::manual::Language;
use cndlint::parse::parse;
use cndlint::platform::Platform;
use cndlint::report::{Format, View};
use cndlint::ruleset::{RuleSet, Setting, Settings};
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

/// What the table calls a kind of error, and the rules that find it.
const KINDS: [(&str, &[&str]); 18] = [
    ("md/no-headings", &["heading-none"]),
    ("md/broken-line", &["line-broken"]),
    ("ja/comma-style", &["ja-comma-period"]),
    ("ja/date-format", &["ja-date-format"]),
    ("ja/date-weekday", &["ja-date-weekday"]),
    ("ja/ellipsis", &["ja-ellipsis"]),
    ("ja/exclamation-width", &["ja-exclamation-width"]),
    ("ja/katakana-style", &["ja-katakana-style", "ja-katakana-variant"]),
    ("ja/katakana-variant", &["ja-katakana-variant", "ja-katakana-style"]),
    ("ja/missing-kuten", &["ja-missing-kuten"]),
    ("ja/misuse", &["ja-misuse"]),
    ("ja/mixed-style", &["ja-mixed-style"]),
    ("ja/paren-width", &["ja-bracket-width", "ja-space-bracket"]),
    ("ja/redundant", &["ja-redundant"]),
    ("ja/space-after-kuten", &["ja-space-after-kuten"]),
    ("ja/space-around-bracket", &["ja-space-bracket"]),
    ("ja/space-between-japanese", &["ja-space-between"]),
    ("ja/space-latin", &["ja-space-latin"]),
];

/// All that is on, and the rules on style that a blog switches on.
fn with_styles() -> RuleSet {
    let on = |name: &str| Setting { name: name.to_owned(), severity: Some(Severity::Info), ..Setting::default() };
    let settings = Settings { rules: ["ja-katakana-style", "ja-mixed-style"].map(on).to_vec(), ..Settings::default() };
    RuleSet::new(&settings, Platform::generic()).unwrap()
}

/// Real writeups beside the checkout: certain naming errors, slips of Japanese and the scars of copying are found, and what is right is left alone.
#[test]
fn real_writeups() {
    let folder = root().join("../shared/writeups");
    let Ok(table) = fs::read_to_string(folder.join("expected.tsv")) else {
        println!("skipped: no writeups beside the checkout");
        return;
    };
    let (rules, styles) = (RuleSet::defaults(), with_styles());
    let (mut missed, mut wrong, mut certain) = (Vec::new(), Vec::new(), 0);
    for row in rows(&table) {
        let doc = parse(fs::read_to_string(folder.join(row.file)).unwrap(), rules.platform);
        let line = doc.source.line_content(row.line - 1);
        let in_quote = |span: cndlint::source::Span| {
            let Some(at) = doc.source.slice(line).find(row.quote) else { return false };
            let quote = cndlint::source::Span::new(line.start + at, line.start + at + row.quote.len());
            span.start < quote.end && quote.start < span.end
        };
        let found = check(&doc, &Facts::default(), if row.class == "N" { &rules } else { &styles });
        let hits = found.iter().filter(|diagnostic| in_quote(diagnostic.span));
        match (row.class, row.rule) {
            ("E", "name/canonical") => {
                certain += 1;
                if !hits.clone().any(|diagnostic| diagnostic.rule == "name-canonical") {
                    missed.push(format!("{}:{}: {}", row.file, row.line, row.quote));
                }
            }
            ("E" | "W", kind) => {
                let Some((_, meant)) = KINDS.iter().find(|(known, _)| *known == kind) else { continue };
                // A change of style is told once in a text.
                let is_told = kind == "ja/mixed-style" && found.iter().any(|diagnostic| meant.contains(&diagnostic.rule));
                if !is_told && !hits.clone().any(|diagnostic| meant.contains(&diagnostic.rule)) {
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
