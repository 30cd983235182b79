//! Every rule against the examples of its page, in LF and CRLF, and every page against its rule.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use cndlint::diagnostic::{Diagnostic, Level, Severity};
use cndlint::engine::{check, fix};
use cndlint::facts::Facts;
use cndlint::manual::{Example, Language, Page, Shows};
use cndlint::parse::parse_at;
use cndlint::platform::Platform;
use cndlint::rule::Entry;
use cndlint::ruleset::{MANUAL, RuleSet, Setting, Settings};
use std::collections::BTreeSet;

/// What one page's examples showed of its rule.
#[derive(Default)]
struct Seen {
    levels: BTreeSet<Level>,
    messages: BTreeSet<&'static str>,
    problems: Vec<String>,
}

fn rules(entry: &Entry, options: &str, example: &Example, alone: bool) -> RuleSet {
    let severity = Page::of(entry).severity().max(Severity::Info);
    let setting = Setting { name: entry.name.into(), severity: Some(severity), options: toml::from_str(options).unwrap() };
    let select = if alone { vec![entry.name.to_owned()] } else { Vec::new() };
    let settings = Settings { rules: vec![setting], select, compat: example.compat, ..Settings::default() };
    RuleSet::new(&settings, Platform::named(example.platform).unwrap()).unwrap()
}

/// What holds for the examples of a page from some place on.
#[derive(Default)]
struct Setup {
    options: String,
    facts: toml::Table,
    /// The text of the last bad example.
    bad: String,
}

impl Setup {
    fn facts(&self, example: &Example) -> Facts {
        Facts::of_example(example.path, &self.facts)
    }
}

fn findings(entry: &Entry, text: &str, setup: &Setup, example: &Example) -> (Vec<usize>, Vec<Diagnostic>) {
    let rules = rules(entry, &setup.options, example, false);
    let doc = parse_at(text, rules.platform, example.path);
    let found: Vec<_> = check(&doc, &setup.facts(example), &rules).into_iter().filter(|found| found.rule == entry.name).collect();
    (found.iter().map(|found| doc.source.position(found.span.start).line).collect(), found)
}

fn run(entry: &Entry, example: &Example, newline: &str, setup: &mut Setup, seen: &mut Seen) {
    let text = example.text.replace('\n', newline);
    let place = format!("{}, example at line {} ({newline:?})", entry.name, example.line);
    match &example.shows {
        Shows::Options => setup.options = text,
        Shows::Facts => setup.facts = toml::from_str(&text).unwrap(),
        Shows::Bad(lines) => {
            let (found_lines, found) = findings(entry, &text, setup, example);
            if found_lines != *lines {
                seen.problems.push(format!("{place}: expected lines {lines:?}, found {found_lines:?}"));
            }
            for diagnostic in found {
                seen.levels.extend(diagnostic.fix.map(|fix| fix.level));
                seen.messages.insert(diagnostic.message.id);
                seen.messages.extend(diagnostic.related.iter().map(|(_, message)| message.id));
            }
            setup.bad = text;
        }
        Shows::Good => {
            let (lines, _) = findings(entry, &text, setup, example);
            if !lines.is_empty() {
                seen.problems.push(format!("{place}: expected nothing, found lines {lines:?}"));
            }
        }
        Shows::Fixed => {
            let fixed = fix(&setup.bad, &setup.facts(example), &rules(entry, &setup.options, example, true), Level::Suggest);
            if fixed.text != text || !fixed.unsettled.is_empty() || !fixed.broken.is_empty() {
                seen.problems
                    .push(format!("{place}: expected\n{text}\nfixed to\n{}\n{:?} {:?}", fixed.text, fixed.unsettled, fixed.broken));
            }
        }
    }
}

fn seen(entry: &Entry) -> Seen {
    let mut seen = Seen::default();
    for newline in ["\n", "\r\n"] {
        let mut setup = Setup::default();
        for example in Page::of(entry).examples() {
            run(entry, &example, newline, &mut setup, &mut seen);
        }
    }
    seen
}

#[test]
fn every_example_shows_what_its_page_says() {
    let problems: Vec<String> = MANUAL.entries().flat_map(|entry| seen(entry).problems).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_page_has_a_bad_and_a_good_example() {
    for entry in MANUAL.entries() {
        let examples = Page::of(entry).examples();
        assert!(examples.iter().any(|example| matches!(&example.shows, Shows::Bad(lines) if !lines.is_empty())), "{}", entry.name);
        assert!(examples.iter().any(|example| example.shows == Shows::Good), "{}", entry.name);
    }
}

#[test]
fn pages_promise_the_fixes_and_messages_that_are_seen() {
    for entry in MANUAL.entries() {
        let (page, seen) = (Page::of(entry), seen(entry));
        assert_eq!(page.levels(), seen.levels.into_iter().collect::<Vec<_>>(), "fix levels of {}", entry.name);
        assert_eq!(page.message_ids().collect::<BTreeSet<_>>(), seen.messages, "messages of {}", entry.name);
    }
}

#[test]
fn both_languages_have_every_message_with_the_same_placeholders() {
    let placeholders = |text: &str| text.split('{').skip(1).map(|part| part.split('}').next().unwrap().to_owned()).collect::<BTreeSet<_>>();
    for entry in MANUAL.entries() {
        let page = Page::of(entry);
        for language in [Language::En, Language::Ja] {
            assert!(!page.summary(language).is_empty(), "{}", entry.name);
        }
        for id in page.message_ids() {
            let [en, ja] = [Language::En, Language::Ja].map(|language| page.template(id, language).unwrap_or_default());
            assert!(!en.is_empty() && !ja.is_empty(), "{} {id}", entry.name);
            assert_eq!(placeholders(en), placeholders(ja), "{} {id}", entry.name);
        }
    }
}

#[test]
fn every_head_says_all_there_is_to_say() {
    for entry in MANUAL.entries() {
        let page = Page::of(entry);
        for key in ["summary", "summary-ja", "since", "severity", "fix", "aliases"] {
            assert!(page.get(key).is_some(), "{} lacks {key}", entry.name);
        }
        assert!(Severity::from_name(page.get("severity").unwrap()).is_some(), "{}", entry.name);
        assert!(page.body().starts_with(&format!("# {}\n", entry.name)), "{}", entry.name);
    }
}

#[test]
fn an_unknown_option_is_refused_with_its_name() {
    for entry in MANUAL.entries() {
        let mut options = toml::Table::new();
        options.insert("no-such-option".into(), true.into());
        let error = (entry.build)(options).err().unwrap_or_else(|| panic!("{} takes any option", entry.name));
        assert!(error.0.contains("no-such-option"), "{}: {error}", entry.name);
    }
}
