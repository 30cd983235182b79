//! The front matter rules against the platforms' own verdicts, where inputs with those verdicts lie beside the checkout.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "the table of agreements is for people")]

use cndlint::diagnostic::{Arg, Diagnostic, Severity};
use cndlint::engine::check;
use cndlint::facts::Site;
use cndlint::parse::parse_at;
use cndlint::platform::Platform;
use cndlint::platform::dialect::HeadingIds;
use cndlint::platform::slug::{Named, ids};
use cndlint::probe::{Asked, Probe};
use cndlint::ruleset::{RuleSet, Settings};
use std::collections::BTreeMap;
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
    ("zenn/articles/pubat-badday-xxx.md", "JavaScript takes 2022-02-31 for the third of March"),
    ("hugo/ref-missing.md", "links are not followed yet"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance")
}

/// What these rules say is what a platform's own checks can say.
const CHECKED: [&str; 3] = ["front-matter-*", "image-local", "shortcode-syntax"];

fn ours(platform: &str, path: &Path) -> (Verdict, Option<Keys>) {
    let Ok(text) = fs::read_to_string(path) else { return (Verdict::Error, None) };
    let settings = Settings { select: CHECKED.map(String::from).into(), ..Settings::default() };
    let rules = RuleSet::new(&settings, Platform::named(platform).unwrap()).unwrap();
    let doc = parse_at(text, rules.platform, &path.to_string_lossy());
    // The verdicts of Hugo are those of a site with nothing in it.
    let asked = Asked::of(&doc, rules.platform, &path.to_string_lossy());
    let facts = Probe::default().facts(path, &asked, rules.platform).in_site(Site::bare());
    let found = check(&doc, &facts, &rules);
    let verdict = match found.iter().map(|found| found.severity).max() {
        None => Verdict::Fine,
        Some(Severity::Error) => Verdict::Error,
        Some(_) => Verdict::Warning,
    };
    let mut keys = Keys::new();
    for found in &found {
        *keys.entry(key(found)).or_default() |= found.severity == Severity::Error;
    }
    // Without a header there are no keys to speak of.
    (verdict, doc.front_matter.map(|_| keys))
}

/// The key that a finding is about.
fn key(found: &Diagnostic) -> String {
    let named = found.message.args.iter().find_map(|(name, value)| match value {
        Arg::Text(text) if *name == "key" => Some(text.to_string()),
        _ => None,
    });
    let of_rule = match (found.rule, found.message.id) {
        ("front-matter-file-name", _) => "file name",
        ("front-matter-tags", "characters") => "topics",
        (_, "cover") => "cover",
        (_, id) => id,
    };
    named.unwrap_or_else(|| of_rule.to_owned())
}

/// What a platform says of a file, and of each key where it names them: whether that is an error.
struct Expected {
    file: String,
    verdict: Verdict,
    keys: Option<Keys>,
}

/// Keys with something wrong, and whether that is an error.
type Keys = BTreeMap<String, bool>;

/// The files of a platform with its verdict on each, from the table that lies with them.
fn expected(platform: &str) -> Vec<Expected> {
    let lines = |name: &str| fs::read_to_string(folder().join(platform).join(name)).unwrap_or_default();
    match platform {
        "zenn" => (lines("expected-articles.jsonl") + &lines("expected-books.jsonl")).lines().map(zenn).collect(),
        "qiita" => lines("expected.jsonl").lines().map(qiita).collect(),
        _ => lines("expected.txt")
            .lines()
            .filter_map(|line| {
                let (file, verdict) = line.split_once(": ")?;
                let verdict = if verdict.starts_with("ERROR") { Verdict::Error } else { Verdict::Fine };
                Some(Expected { file: file.to_owned(), verdict, keys: None })
            })
            .collect(),
    }
}

fn zenn(line: &str) -> Expected {
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    let mut file = line["file"].as_str().unwrap().to_owned();
    if line["kind"] == "book" {
        file.push_str("/config.yaml");
    }
    let errors = line["errors"].as_array().unwrap();
    let mut keys = Keys::new();
    for error in errors {
        let is_error = keys.entry(key_of_zenn(error["type"].as_str().unwrap()).to_owned()).or_default();
        *is_error |= error["isCritical"] == true;
    }
    let crashes = !line["crash"].is_null();
    let verdict = match (crashes || keys.values().any(|error| *error), keys.is_empty()) {
        (true, _) => Verdict::Error,
        (false, true) => Verdict::Fine,
        (false, false) => Verdict::Warning,
    };
    Expected { file, verdict, keys: (!crashes).then_some(keys) }
}

/// The key that one of Zenn's checks is about.
fn key_of_zenn(check: &str) -> &str {
    match check {
        "item-slug" | "chapter-item-slug" => "file name",
        "missing-title" | "title-length" => "title",
        "missing-emoji" | "emoji-format" => "emoji",
        "article-type" => "type",
        "published-status" => "published",
        "published-at-parse" | "published-at-schedule" => "published_at",
        "publication-name" => "publication_name",
        "use-tags" => "tags",
        "missing-book-cover" => "cover",
        "book-summary" => "summary",
        "book-chapters-format" => "chapters",
        "chapter-free-type" => "free",
        _ if check.contains("topic") => "topics",
        _ if check.starts_with("book-price") => "price",
        _ => check,
    }
}

fn qiita(line: &str) -> Expected {
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    let errors: Vec<&str> = line["errors"].as_array().unwrap().iter().map(|error| error.as_str().unwrap()).collect();
    let verdict = if errors.is_empty() { Verdict::Fine } else { Verdict::Error };
    let key = |error: &&str| {
        let end = error.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(error.len());
        let known = [("タイトル", "title"), ("タグ", "tags"), ("本文", "body"), ("限定共有", "organization_url_name")];
        let by_name = known.iter().find(|(begins, _)| error.starts_with(begins));
        (by_name.map_or(&error[..end], |(_, key)| key).to_owned(), true)
    };
    let keys = (line["stage"] != "yaml").then(|| errors.iter().map(key).collect());
    Expected { file: line["file"].as_str().unwrap().to_owned(), verdict, keys }
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
        let (mut agreed, mut keys) = (0, 0);
        for Expected { file, verdict, keys: theirs } in &expected {
            let (ours, our_keys) = ours(platform, &folder().join(platform).join(file));
            let name = format!("{platform}/{file}");
            let reason = DIFFERENCES.iter().find(|(known, _)| *known == name).map(|(_, reason)| reason);
            match (ours == *verdict, reason) {
                (true, _) => agreed += 1,
                (false, Some(reason)) => println!("  {name}: {platform} says {verdict:?}, we say {ours:?}: {reason}"),
                (false, None) => wrong.push(format!("{name}: {platform} says {verdict:?}, we say {ours:?}")),
            }
            if let (Some(theirs), Some(ours), None) = (theirs, our_keys, reason) {
                keys += theirs.len();
                if *theirs != ours {
                    wrong.push(format!("{name}: {platform} says {theirs:?}, we say {ours:?}"));
                }
            }
        }
        println!("{platform}: {agreed} of {} files, {keys} keys", expected.len());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Headings with the ids that the platforms' own code gave them, where they lie beside the checkout.
#[test]
fn heading_ids_are_those_of_the_platforms() {
    let Ok(table) = fs::read_to_string(folder().join("slugs.tsv")) else {
        println!("skipped: no headings beside the checkout");
        return;
    };
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
    // The table has the headings as they are written; what is shown of them has no markup.
    let shown = |heading: &str| heading.replace(['`', '['], "").replace("](https://example.com)", "");
    let headings: Vec<String> = rows[1..].iter().map(|row| shown(row[0])).collect();
    for (column, algorithm) in [
        ("comrak 0.59", HeadingIds::Comrak),
        ("github-slugger", HeadingIds::GithubSlugger),
        ("zenn", HeadingIds::Zenn),
        ("python-markdown default", HeadingIds::PythonMarkdown),
        ("python-markdown slugify_unicode", HeadingIds::PythonMarkdownUnicode),
        ("pymdownx lower", HeadingIds::Pymdownx),
        ("hugo github", HeadingIds::Hugo),
        ("hugo github-ascii", HeadingIds::HugoAscii),
        ("hugo blackfriday", HeadingIds::Blackfriday),
    ] {
        let at = rows[0].iter().position(|name| *name == column).unwrap();
        let ours: Vec<String> = ids(algorithm, headings.iter().map(|heading| (Named::Words(heading.clone()), 2)))
            .into_iter()
            .map(Option::unwrap_or_default)
            .collect();
        let theirs: Vec<&str> = rows[1..].iter().map(|row| row.get(at).copied().unwrap_or_default()).collect();
        // The table is a part of a longer one, so numbers that stand for a whole heading are higher in it.
        let is_number =
            |id: &&str| id.strip_prefix('_').or_else(|| id.strip_prefix("heading-")).is_some_and(|rest| rest.parse::<u32>().is_ok());
        let both = ours.iter().map(String::as_str).zip(theirs.iter().copied());
        let differ: Vec<_> = both.filter(|(ours, theirs)| ours != theirs && !(is_number(ours) && is_number(theirs))).collect();
        assert!(differ.is_empty(), "{column}: {differ:?}");
        println!("{column}: {} headings", theirs.len());
    }
}
