//! Each step per MB, on the fixtures' reports: compare the rows of one run with each other, never with another machine's.

use cndlint::diagnostic::Level;
use cndlint::engine::{check, fix};
use cndlint::facts::Facts;
use cndlint::parse::parse;
use cndlint::ruleset::RuleSet;
use divan::Bencher;
use divan::counter::BytesCount;
use std::fs;
use std::path::Path;

fn main() {
    divan::main();
}

/// About 100 kB of reports, or the file that `BENCH_FILE` names.
fn text() -> String {
    if let Some(path) = std::env::var_os("BENCH_FILE") {
        return fs::read_to_string(path).expect("BENCH_FILE can be read");
    }
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let reports = ["traps", "zenn-report", "hatena-export"].map(|name| {
        let report = fs::read_to_string(fixtures.join(name).join("input.md")).expect("a fixture");
        // Front matter counts once, at the top.
        report.rsplit("\n---\n").next().expect("a body").to_owned()
    });
    reports.join("\n").repeat(20)
}

#[divan::bench]
fn comrak(bencher: Bencher<'_, '_>) {
    let text = text();
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.alerts = true;
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let arena = comrak::Arena::new();
        comrak::parse_document(&arena, &text, &options).descendants().count()
    });
}

#[divan::bench]
fn parse_and_lower(bencher: Bencher<'_, '_>) {
    let (text, rules) = (text(), RuleSet::defaults());
    bencher.counter(BytesCount::of_str(&text)).bench(|| parse(text.as_str(), rules.platform));
}

#[divan::bench]
fn all_rules(bencher: Bencher<'_, '_>) {
    let (text, rules) = (text(), RuleSet::defaults());
    let doc = parse(text.as_str(), rules.platform);
    bencher.counter(BytesCount::of_str(&text)).bench(|| check(&doc, &Facts::default(), &rules));
}

#[divan::bench]
fn all_fixes(bencher: Bencher<'_, '_>) {
    let (text, rules) = (text(), RuleSet::defaults());
    bencher.counter(BytesCount::of_str(&text)).bench(|| fix(&text, &Facts::default(), &rules, Level::Repair));
}
