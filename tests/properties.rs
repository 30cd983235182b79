//! What holds for every text: spans are valid, fixes settle, keep their promises and are done after one time.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot go on has failed; one that is skipped says so")]

mod common;
#[path = "common/promises.rs"]
mod promises;

use cndlint::diagnostic::Level;
use cndlint::document::Document;
use cndlint::engine::{check, fix};
use cndlint::facts::Facts;
use cndlint::parse::parse;
use cndlint::platform::Platform;
use cndlint::ruleset::RuleSet;
use common::{Random, Sample, beside, own, random_text};
use promises::{problems, rules_for};

fn all_rules() -> RuleSet {
    rules_for(Platform::generic())
}

/// What layout fixes change in the eyes of a second, independent parser: nothing.
fn second_opinion(sample: &Sample, rules: &RuleSet) -> Option<String> {
    let doc = parse(sample.text.as_str(), rules.platform);
    let fixed = fix(&sample.text, &Facts::default(), rules, Level::Layout).text;
    let differs = both_read_alike(&doc, rules) && html(&doc) != html(&parse(fixed, rules.platform));
    differs.then(|| "layout: another renderer shows something else".to_owned())
}

/// The HTML of a second, independent parser, so that a blind spot of the first does not hide damage.
fn html(doc: &Document) -> String {
    use pulldown_cmark::{Options, Parser, html::push_html};
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    // It leaves blanks at line ends, and shows a missing final newline in code: no browser shows either.
    let mut html = String::new();
    let text = format!("{}\n", doc.source.slice(doc.body).trim_end_matches(['\n', '\r']));
    push_html(&mut html, Parser::new_ext(&text, options));
    html.replace('\r', "\n").replace("\t</", "</").lines().map(str::trim_end).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Whether both parsers see the same blocks and breaks. In odd texts they don't, and then what one keeps the other may not.
fn both_read_alike(doc: &Document, rules: &RuleSet) -> bool {
    let (one, other) = (cndlint::parse::html(doc, rules.platform), html(doc));
    let tags =
        ["<p>", "<h", "<li", "<ul", "<ol", "<pre", "<blockquote", "<table", "<td", "<br", "<img", "<a ", "<code", "<em", "<strong", "<del"];
    let lone_cr = doc.source.text().replace("\r\n", "\n").contains('\r');
    !lone_cr && tags.iter().all(|tag| one.matches(tag).count() == other.matches(tag).count())
}

fn assert_all(samples: impl IntoIterator<Item = Sample>) {
    let rules = all_rules();
    let mut failed = Vec::new();
    for sample in samples {
        for problem in problems(&sample.text, &rules).into_iter().chain(second_opinion(&sample, &rules)) {
            failed.push(format!("{}: {problem}", sample.name));
        }
    }
    assert!(failed.is_empty(), "{} problems:\n{}", failed.len(), failed[..failed.len().min(20)].join("\n"));
}

fn in_crlf(sample: &Sample) -> Sample {
    Sample { name: format!("{} in CRLF", sample.name), text: sample.text.replace("\r\n", "\n").replace('\n', "\r\n") }
}

#[test]
fn own_texts() {
    let samples = own();
    assert!(samples.len() > 50);
    assert_all(samples.iter().map(in_crlf).collect::<Vec<_>>());
    assert_all(samples);
}

#[test]
fn texts_beside_the_checkout() {
    let samples = beside();
    assert_all(samples.iter().map(in_crlf).collect::<Vec<_>>());
    assert_all(samples);
}

/// `PROPERTY_RUNS` sets how many; every failure prints its text.
#[test]
fn random_texts() {
    let runs = std::env::var("PROPERTY_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(3_000);
    let platforms: Vec<RuleSet> = Platform::names().map(|name| rules_for(Platform::named(name).unwrap())).collect();
    let mut random = Random::new(20_221_121);
    let mut failures = Vec::new();
    for run in 0..runs {
        let length = 1 + random.below(40);
        let text = random_text(&mut random, length);
        // Every other on the platform of which nothing is known.
        let rules = if run % 2 == 0 { &platforms[platforms.len() - 1] } else { &platforms[run / 2 % platforms.len()] };
        let sample = Sample { name: format!("run {run} on {}: {text:?}", rules.platform.name), text };
        let problems = problems(&sample.text, rules);
        failures.extend((!problems.is_empty()).then(|| format!("{}\n{}", sample.name, problems.join("\n"))));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// Headers of odd lines, on each platform in turn.
#[test]
fn random_headers() {
    let runs = std::env::var("PROPERTY_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(3_000);
    let platforms: Vec<RuleSet> = Platform::names().map(|name| rules_for(Platform::named(name).unwrap())).collect();
    let keys =
        ["title", "Title", "emoji", "topics", "tags", "published", "date", "draft", "lastmod", "private", "x", "題", "a b", "- a", "  y"];
    let values = [
        "a",
        "CNDT: 題",
        "[a, b]",
        "[a",
        "[a] b",
        "'it's'",
        "\"a\"",
        "\"true\"",
        "true",
        "yes",
        "2022-11-21",
        "20221121",
        "2022/1/1",
        "@a",
        "*b",
        "&c d",
        "|",
        "{a: 1}",
        "\"📝📝\"",
        "",
        "null",
        "1.20",
        "\\",
        "a # b",
        "`x`",
        "\ta",
        "!!str 1",
        "- b",
    ];
    let fences = ["---", "---", "---", "----", "+++", "...", "", "--- "];
    let mut random = Random::new(20_221_122);
    for run in 0..runs {
        let mut text = if random.below(9) == 0 { "\u{feff}".to_owned() } else { String::new() };
        let newline = if random.below(4) == 0 { "\r\n" } else { "\n" };
        let mut line = |line: &str| text.extend([line, newline]);
        line(fences[random.below(fences.len())]);
        for _ in 0..random.below(6) {
            line(&format!("{}: {}", keys[random.below(keys.len())], values[random.below(values.len())]));
        }
        line(fences[random.below(fences.len())]);
        line("本文 Githubと。");
        let sample = Sample { name: format!("run {run}: {text:?}"), text };
        let rules = &platforms[run % platforms.len()];
        let problems = problems(&sample.text, rules);
        assert!(problems.is_empty(), "{} on {}\n{}", sample.name, rules.platform.name, problems.join("\n"));
    }
}

#[test]
fn posts_on_every_platform() {
    let platforms: Vec<RuleSet> = Platform::names().map(|name| rules_for(Platform::named(name).unwrap())).collect();
    for (at, sample) in own().into_iter().chain(beside()).enumerate() {
        let rules = &platforms[at % platforms.len()];
        let problems = problems(&sample.text, rules);
        assert!(problems.is_empty(), "{} on {}\n{}", sample.name, rules.platform.name, problems.join("\n"));
    }
}

#[test]
fn every_prefix_of_a_text_is_a_text() {
    let text = "\u{feff}---\ntitle: 題\n---\n\n# 見出し\r\n\n**終わり。**次\n\n- a\n\t- [b](c \"d\")\n\n```sh\ncode\n```\n\n|a|b\\|c|\n|-|-|\n|d|`e\\|f` Github|\n";
    let cuts = text.char_indices().map(|(at, _)| &text[..at]);
    assert_all(cuts.map(|text| Sample { name: format!("{text:?}"), text: text.to_owned() }).collect::<Vec<_>>());
}

#[test]
fn deep_nesting_takes_linear_time_and_no_stack() {
    let rules = RuleSet::defaults();
    for open in ["> ", "- ", "*a ", "[", "<b>", "!["] {
        let text = format!("{}Github\n", open.repeat(100_000));
        let found = check(&parse(text, rules.platform), &Facts::default(), &rules);
        assert!(found.len() < 100_000, "{open:?}");
    }
}

/// Constructs that are opened and never closed, or never end.
#[test]
fn unclosed_constructs_are_survived() {
    for (platform, pieces) in [
        (
            "zenn",
            &[
                ":::message\n",
                "::::message\n:::\n",
                "$a ",
                "$$a\n",
                "![](a =1x) ",
                "@[x](y ",
                "{#a ",
                "` ",
                "<zz ",
                "<!-- ",
                "> :::message\n",
            ][..],
        ),
        ("qiita", &[":::note\n", ":::a\n> :::\n", "~a "]),
        ("hugo", &["{{< a >}}", "{{<", "{{</*", "{{< \"", "{{< highlight >}}", "{{< /a >}}", "{{< `\n", "{{<\\\"\n"]),
        ("jekyll", &["{{", "{%", "{% raw %}", "{% raw %}\n"]),
        ("hatena", &["[http", "[tex:", "[tex:\\", "f:id:"]),
        ("docusaurus", &[":::note\n", "import ", "{/*\n"]),
    ] {
        let rules = rules_for(Platform::named(platform).unwrap());
        for piece in pieces {
            let text = piece.repeat(30_000);
            let _ = check(&parse(text, rules.platform), &Facts::default(), &rules);
        }
    }
}

/// Each name stands for every rule: kept one by one, they would fill the memory.
#[test]
fn names_said_often_are_survived() {
    let rules = RuleSet::defaults();
    for name in ["*", "heading-*", "no-such", "tab-hard"] {
        let text = format!("# 題\n\n<!-- cndlint-disable {} -->\n\n{}", vec![name; 20_000].join(", "), "Github\tです。\n\n".repeat(200));
        let _ = check(&parse(text, rules.platform), &Facts::default(), &rules);
    }
}
