//! Names: verdicts on real writeups, planted errors, texts that are hard on time.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot go on has failed; one that is skipped says so")]

#[allow(dead_code, reason = "other tests use the rest")]
mod common;

use cndlint::diagnostic::{Diagnostic, Severity};
use cndlint::engine::check;
use cndlint::facts::Facts;
use cndlint::names::mentions::Mentions;
use cndlint::names::{Names, Standing};
use cndlint::parse::parse;
use cndlint::ruleset::{RuleSet, Settings};
use cndlint::source::Span;
use common::Random;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn name_rules() -> RuleSet {
    let settings = Settings {
        select: vec!["name-canonical".into(), "name-typo".into(), "name-consistent".into(), "name-event".into()],
        ..Settings::default()
    };
    RuleSet::new(&settings, RuleSet::defaults().platform).unwrap()
}

fn overlaps(found: &Diagnostic, span: Span) -> bool {
    found.span.start < span.end && span.start < found.span.end
}

/// The lines of `001:5,18; [in URL] 002:3` as number of the writeup and of the line.
fn places(cell: &str) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    let mut file = None;
    for part in cell.split([';', ',']).map(str::trim) {
        let (of, line) = part.rsplit_once(':').unwrap_or(("", part));
        if of.contains("URL") {
            break;
        }
        file = of.trim().parse().ok().or(file);
        all.extend(file.zip(line.trim().parse().ok()));
    }
    all
}

/// Every name of real writeups: what is right is left alone, what is wrong is reported.
#[test]
fn every_name_of_the_writeups_gets_its_verdict() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let Ok(table) = fs::read_to_string(shared.join("spec/seed-names.tsv")) else {
        println!("skipped: no writeups beside the checkout");
        return;
    };
    let files = [
        "zenn/articles/cloudnative-days-tokyo-2022.md",
        "hugo/content/posts/cloudnative-days-tokyo-2019.md",
        "hatena/entries/kubecon-na-2022.md",
    ];
    let rules = name_rules();
    let docs: Vec<_> =
        files.iter().map(|file| parse(fs::read_to_string(shared.join("writeups").join(file)).unwrap(), rules.platform)).collect();
    let found: Vec<_> = docs.iter().map(|doc| check(doc, &Facts::default(), &rules)).collect();
    let (mut right, mut wrong, mut problems) = (0, 0, Vec::new());
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [_, lines, spelling, verdict, ..] = cells[..] else { continue };
        for (file, line) in places(lines) {
            let (doc, content) = (&docs[file], docs[file].source.line_content(line - 1));
            let text = doc.source.slice(content);
            let spans = text.match_indices(spelling).map(|(at, _)| Span::new(content.start + at, content.start + at + spelling.len()));
            let hits: Vec<&Diagnostic> = spans.flat_map(|span| found[file].iter().filter(move |found| overlaps(found, span))).collect();
            let is_loud = hits.iter().any(|hit| hit.severity > Severity::Info);
            // A person's name is in no dictionary, and of an event's spelling nobody is sure.
            let is_wrong = verdict.starts_with("wrong") || verdict.contains(&format!("{file:03}:{line} wrong"));
            let is_certain = is_wrong && !verdict.contains("person") && !verdict.contains("UNVERIFIED");
            if verdict.starts_with("ok") || verdict.contains("leave") && !is_wrong {
                right += 1;
                // Of two spellings that are both right a text uses one.
                if is_loud && hits.iter().any(|hit| hit.rule != "name-consistent") {
                    problems.push(format!("{}:{line}: `{spelling}` is right: {hits:?}", files[file]));
                }
            } else if is_certain && text.contains(spelling) {
                wrong += 1;
                if !hits.iter().any(|hit| hit.severity > Severity::Info) {
                    problems.push(format!("{}:{line}: `{spelling}` is not reported", files[file]));
                }
            }
        }
    }
    println!("{right} right, {wrong} wrong");
    assert!(right > 200 && wrong > 8, "{right} {wrong}");
    assert!(problems.is_empty(), "{problems:#?}");
}

/// A way to get a name wrong.
const ERRORS: [&str; 7] = ["swap", "drop", "double", "replace", "case", "join", "split"];

/// The name with an error of this kind; nothing where it has no place for one.
fn planted(name: &str, error: &str, random: &mut Random) -> Option<String> {
    let mut letters: Vec<char> = name.chars().collect();
    let at = random.below(letters.len());
    if !letters[at].is_ascii_alphabetic() {
        return None;
    }
    match error {
        "swap" => {
            let next =
                letters.get(at + 1).copied().filter(|next| next.is_ascii_alphabetic() && !next.eq_ignore_ascii_case(&letters[at]))?;
            letters[at + 1] = letters[at];
            letters[at] = next;
        }
        "drop" => {
            letters.remove(at);
        }
        "double" => letters.insert(at, letters[at].to_ascii_lowercase()),
        "replace" => {
            let other = char::from(b'a' + u8::try_from(random.below(26)).unwrap());
            if other.eq_ignore_ascii_case(&letters[at]) {
                return None;
            }
            letters[at] = if letters[at].is_ascii_uppercase() { other.to_ascii_uppercase() } else { other };
        }
        "case" => {
            letters[at] = if letters[at].is_ascii_uppercase() { letters[at].to_ascii_lowercase() } else { letters[at].to_ascii_uppercase() }
        }
        "join" => {
            let gap = letters.iter().position(|c| *c == ' ')?;
            letters.remove(gap);
        }
        _ => {
            let hump = letters.windows(2).position(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())?;
            letters.insert(hump + 1, ' ');
        }
    }
    Some(letters.into_iter().collect())
}

/// Errors planted into the prose of real posts are found.
#[test]
fn planted_errors_are_found() {
    let (names, rules) = (Names::default(), name_rules());
    let mut random = Random::new(4);
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for sample in common::beside().into_iter().filter(|sample| sample.name.contains("corpus") || sample.name.contains("writeups")) {
        let doc = parse(&sample.text[..], rules.platform);
        let mentions = Mentions::of(&doc, &names);
        let is_long = |name: &str| name.chars().filter(char::is_ascii_alphabetic).count() >= 6;
        let right: Vec<(Span, &str)> = mentions
            .iter()
            .filter(|(run, mention)| {
                matches!(mentions.judge(run, mention), Standing::Right(_)) && run.is_contiguous(mention.start, mention.end)
            })
            .filter(|(run, mention)| is_long(&run.text[mention.start..mention.end]) && !run.is_quotation(mention.start))
            .map(|(run, mention)| (run.span(mention.start, mention.end), &run.text[mention.start..mention.end]))
            .collect();
        for error in ERRORS.iter().cycle().take(if right.is_empty() { 0 } else { 14 }) {
            let (span, name) = right[random.below(right.len())];
            let Some(wrong) = planted(name, error, &mut random) else { continue };
            let text = format!("{}{wrong}{}", &sample.text[..span.start], &sample.text[span.end..]);
            let place = Span::new(span.start, span.start + wrong.len());
            let found = check(&parse(text, rules.platform), &Facts::default(), &rules);
            let is_found = found.iter().any(|found| overlaps(found, place) && found.severity > Severity::Info);
            let (all, hits) = counts.entry(error).or_default();
            *all += 1;
            *hits += usize::from(is_found);
            if std::env::var_os("SHOW").is_some() && !is_found {
                println!("{error}: {name} as {wrong} in {}:{}", sample.name, doc.source.line_at(span.start) + 1);
            }
        }
    }
    let (all, hits) = counts.values().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    println!("{counts:?}: {hits} of {all}");
    assert!(hits * 100 >= all * 90, "{counts:?}: {hits} of {all}");
}

/// Finds names in a text, and says how long that took.
fn timed(text: &str) -> (usize, std::time::Duration) {
    let rules = name_rules();
    let doc = parse(text, rules.platform);
    let start = std::time::Instant::now();
    let found = check(&doc, &Facts::default(), &rules);
    for finding in &found {
        assert!(doc.source.get(finding.span).is_some(), "{:?}", finding.span);
    }
    (found.len(), start.elapsed())
}

fn many(times: usize, piece: fn(usize) -> String) -> String {
    (0..times).map(piece).collect()
}

type Maker = Box<dyn Fn(usize) -> String>;

/// Four times the text takes not much more than four times as long: nothing is worse than linear.
#[test]
fn texts_full_of_names_take_linear_time() {
    let makers: [(&str, Maker); 8] = [
        ("one line of wrong names", Box::new(|n| "Githubと".repeat(n))),
        ("one line of names with spaces", Box::new(|n| "Github Actions Gitlab ".repeat(n))),
        ("across inline nodes", Box::new(|n| "**Git**hub*の*".repeat(n))),
        ("misspelled names", Box::new(move |n| many(n, |at| format!("Kubernet{}sと", char::from(b'a' + u8::try_from(at % 26).unwrap()))))),
        ("unknown names", Box::new(move |n| many(n, |at| format!("Panope{at} PanOpe{at}と")))),
        ("definitions", Box::new(move |n| many(n, |at| format!("Kubernetes（以下、Kube{at}）Githubと")))),
        ("beginnings of names", Box::new(|n| "Cloud Native Computing ".repeat(n))),
        ("invisible characters", Box::new(|n| "Git\u{200b}hub\u{200d}Githubと\u{feff}".repeat(n))),
    ];
    for (name, make) in makers {
        let (_, short) = timed(&make(4_000));
        let (found, long) = timed(&make(16_000));
        let factor = long.as_secs_f64() / short.as_secs_f64().max(0.001);
        assert!(factor < 12.0, "{name}: four times the text took {factor:.1} times as long ({found} findings)");
    }
}
