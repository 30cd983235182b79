//! The front matter rules against the platforms' own verdicts, where inputs with those verdicts lie beside the checkout.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "the table of agreements is for people")]

use cndlint::diagnostic::Severity;
use cndlint::engine::check;
use cndlint::facts::Facts;
use cndlint::parse::parse;
use cndlint::platform::Platform;
use cndlint::ruleset::{RuleSet, Settings};
use std::fs;
use std::path::{Path, PathBuf};

/// What a platform says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Fine,
    Warning,
    Error,
}

/// Differences, each with its reason.
const DIFFERENCES: &[(&str, &str)] = &[
    ("qiita/ignore-str.md", "Qiita takes `ignorePublish: \"true\"` without a word and publishes the item"),
    ("qiita/tags-dup.md", "the second of two equal tags does nothing; the tool does not look"),
    ("qiita/tags-space.md", "none of 8,683 published tags has a space; the tool does not look"),
    ("hugo/ref-missing.md", "the fault is in the body: links are not followed yet"),
    ("hugo/sc-gist.md", "the fault is in the body: shortcodes are not checked yet"),
    ("hugo/sc-in-code.md", "the fault is in the body: shortcodes are not checked yet"),
    ("hugo/sc-tweet.md", "the fault is in the body: shortcodes are not checked yet"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance")
}

fn ours(platform: &str, path: &Path) -> Verdict {
    let Ok(text) = fs::read_to_string(path) else { return Verdict::Error };
    let settings = Settings { select: vec!["front-matter-*".into()], ..Settings::default() };
    let rules = RuleSet::new(&settings, Platform::named(platform).unwrap()).unwrap();
    let found = check(&parse(text, rules.platform), &Facts::at(path.to_string_lossy()), &rules);
    match found.iter().map(|found| found.severity).max() {
        None => Verdict::Fine,
        Some(Severity::Error) => Verdict::Error,
        Some(_) => Verdict::Warning,
    }
}

/// The files of a platform with its verdict on each, from the table that lies with them.
fn expected(platform: &str) -> Vec<(String, Verdict)> {
    let lines = |name: &str| fs::read_to_string(folder().join(platform).join(name)).unwrap_or_default();
    match platform {
        "zenn" => (lines("expected-articles.jsonl") + &lines("expected-books.jsonl")).lines().filter_map(zenn).collect(),
        "qiita" => lines("expected.jsonl")
            .lines()
            .map(|line| {
                let line: serde_json::Value = serde_json::from_str(line).unwrap();
                let verdict = if line["errors"].as_array().unwrap().is_empty() { Verdict::Fine } else { Verdict::Error };
                (line["file"].as_str().unwrap().to_owned(), verdict)
            })
            .collect(),
        _ => lines("expected.txt")
            .lines()
            .filter_map(|line| {
                let (file, verdict) = line.split_once(": ")?;
                Some((file.to_owned(), if verdict.starts_with("ERROR") { Verdict::Error } else { Verdict::Fine }))
            })
            .collect(),
    }
}

fn zenn(line: &str) -> Option<(String, Verdict)> {
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    let file = line["file"].as_str().unwrap();
    let errors = line["errors"].as_array().unwrap();
    let critical = errors.iter().any(|error| error["isCritical"] == true) || !line["crash"].is_null();
    let verdict = if critical {
        Verdict::Error
    } else if errors.is_empty() {
        Verdict::Fine
    } else {
        Verdict::Warning
    };
    Path::new(file).extension().is_some_and(|extension| extension == "md").then(|| (file.to_owned(), verdict))
}

#[test]
fn verdicts_are_those_of_the_platforms() {
    if !folder().exists() {
        println!("skipped: no conformance inputs beside the checkout");
        return;
    }
    let mut wrong = Vec::new();
    for platform in ["zenn", "qiita", "hugo", "docusaurus"] {
        let expected = expected(platform);
        assert!(!expected.is_empty(), "{platform}");
        let mut agreed = 0;
        for (file, theirs) in &expected {
            let ours = ours(platform, &folder().join(platform).join(file));
            let name = format!("{platform}/{file}");
            if ours == *theirs {
                agreed += 1;
            } else if let Some((_, reason)) = DIFFERENCES.iter().find(|(known, _)| *known == name) {
                println!("  {name}: {platform} says {theirs:?}, we say {ours:?}: {reason}");
            } else {
                wrong.push(format!("{name}: {platform} says {theirs:?}, we say {ours:?}"));
            }
        }
        println!("{platform}: {agreed} of {}", expected.len());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
