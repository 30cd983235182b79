//! One object with everything, or one for each finding: the contract that tools rely on. Documented in the README; `version` changes when it does.

use super::{Described, Failure, Frame, Summary, UrlPlace, View, escape};
use crate::config::Traced;
use crate::diagnostic::{Diagnostic, Message};
use crate::link::lock::redacted;
use crate::manual::{Language, Page};
use crate::names::inventory::{Inventory, Judged, Uses};
use crate::ruleset::MANUAL;
use crate::source::{Source, Span};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const VERSION: u32 = 1;

/// `line` and `column` are 1-based, columns in characters; `start` and `end` are bytes of the file.
#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start: usize,
    end: usize,
}

impl Place {
    fn new(source: &Source, span: Span) -> Self {
        let (from, to) = (source.position(span.start), source.position(span.end));
        Self { line: from.line, column: from.column, end_line: to.line, end_column: to.column, start: span.start, end: span.end }
    }
}

#[derive(Serialize)]
struct Finding {
    rule: &'static str,
    severity: &'static str,
    message: String,
    #[serde(flatten)]
    place: Place,
    related: Vec<Related>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix>,
}

#[derive(Serialize)]
struct Related {
    message: String,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize)]
struct Fix {
    level: &'static str,
    edits: Vec<Edit>,
}

#[derive(Serialize)]
struct Edit {
    start: usize,
    end: usize,
    text: String,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    platform: &'a str,
    diagnostics: Vec<Finding>,
}

pub(super) fn file(view: &View<'_>) -> String {
    let diagnostics = view.found.iter().map(|diagnostic| finding(view, diagnostic)).collect();
    let file = File { path: view.path, platform: &view.platform.name, diagnostics };
    escape::json(&file)
}

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    #[serde(flatten)]
    finding: Finding,
}

pub(super) fn lines(view: &View<'_>) -> String {
    let line = |diagnostic| escape::json(&Line { path: view.path, finding: finding(view, diagnostic) }) + "\n";
    view.found.iter().map(line).collect()
}

pub(super) fn failure_lines(failures: &[Failure]) -> String {
    failures.iter().map(|failure| escape::json(&json!({"path": failure.path, "error": failure.message})) + "\n").collect()
}

fn finding(view: &View<'_>, diagnostic: &Diagnostic) -> Finding {
    let words = |message: &Message| MANUAL.words(diagnostic.rule, message, view.language);
    let related = |(span, message): &(Span, Message)| Related { message: words(message), place: Place::new(view.source, *span) };
    Finding {
        rule: diagnostic.rule,
        severity: diagnostic.severity.name(),
        message: words(&diagnostic.message),
        place: Place::new(view.source, diagnostic.span),
        related: diagnostic.related.iter().map(related).collect(),
        fix: diagnostic.fix.as_ref().map(|fix| Fix {
            level: fix.level.name(),
            edits: fix.edits.iter().map(|edit| Edit { start: edit.span.start, end: edit.span.end, text: edit.text.clone() }).collect(),
        }),
    }
}

pub(super) fn frame(failures: &[Failure], summary: &Summary) -> Frame {
    let errors: Vec<Value> = failures.iter().map(|failure| json!({"path": failure.path, "message": failure.message})).collect();
    let summary = numbers(summary);
    let first = format!("{{\"version\":{VERSION},\"files\":[");
    let last = format!("],\"errors\":{},\"summary\":{summary}}}\n", escape::json(&errors));
    Frame { first, between: ",", last, ..Frame::default() }
}

fn numbers(Summary { files, error, warn, info, fixable, .. }: &Summary) -> Value {
    json!({"files": files, "error": error, "warn": warn, "info": info, "fixable": fixable})
}

/// How often each rule found something, and how many of that are fixable.
#[must_use]
pub fn statistics(rules: &[(&str, usize, usize)], summary: &Summary) -> String {
    let rules: Vec<Value> = rules.iter().map(|(rule, count, fixable)| json!({"rule": rule, "count": count, "fixable": fixable})).collect();
    format!("{{\"version\":{VERSION},\"rules\":{},\"summary\":{}}}\n", Value::from(rules), numbers(summary))
}

/// The rules as `cndlint rules --format json` lists them. `severities` are those in force, in the list's order.
#[must_use]
pub fn rules(severities: &[crate::diagnostic::Severity], language: Language) -> String {
    let entries = MANUAL.entries().zip(severities).map(|(entry, severity)| {
        let page = Page::of(entry);
        json!({
            "name": entry.name,
            "summary": page.summary(language),
            "severity": severity.name(),
            "fix": page.levels().iter().map(|level| level.name()).collect::<Vec<_>>(),
            "aliases": page.aliases().collect::<Vec<_>>(),
            "since": page.get("since"),
            "options": page.get("options").map_or_else(Vec::new, |names| names.split(", ").collect()),
        })
    });
    format!("{}\n", Value::from(entries.collect::<Vec<_>>()))
}

/// The inventory of `cndlint names --format json`.
#[must_use]
pub fn names(inventory: &Inventory) -> String {
    let known = inventory.known.iter().map(|(name, item)| {
        let spelling = |((text, judged), uses): (&(String, Judged), &Uses)| {
            json!({"text": text, "verdict": judged.name(), "count": uses.count, "files": uses.files})
        };
        let spellings: Vec<Value> = item.spellings.iter().map(spelling).collect();
        let known = (item.pack, &item.kind, &item.maturity);
        json!({"name": name, "pack": known.0, "kind": known.1, "maturity": known.2, "count": item.count(), "spellings": spellings})
    });
    let unknown = inventory.unknown.iter().map(|(text, uses)| json!({"text": text, "count": uses.count, "files": uses.files}));
    let all = json!({"version": VERSION, "names": known.collect::<Vec<_>>(), "unknown": unknown.collect::<Vec<_>>()});
    escape::json(&all) + "\n"
}

/// The URLs of `cndlint links list --format json`, secrets left out.
#[must_use]
pub fn links(urls: &BTreeMap<String, Vec<UrlPlace>>) -> String {
    let place = |place: &UrlPlace| json!({"path": place.path, "line": place.line, "column": place.column});
    let all = urls.iter().map(|(url, places)| json!({"url": redacted(url), "places": places.iter().map(place).collect::<Vec<_>>()}));
    escape::json(&json!({"version": VERSION, "links": all.collect::<Vec<_>>()})) + "\n"
}

/// What holds for a file, of `cndlint config --format json`.
#[must_use]
pub fn config(described: &Described) -> String {
    let Described { path, platform, why, document, file, excluded, .. } = described;
    let value = |value: &Traced| json!({"key": value.key, "value": value.value, "origin": value.origin});
    let values = |all: &[Traced]| all.iter().map(value).collect::<Vec<_>>();
    let rule = |rule: &crate::config::TracedRule| json!({"name": rule.name, "severity": rule.severity.name(), "origin": rule.origin, "options": values(&rule.options)});
    let all = json!({
        "version": VERSION, "path": path, "platform": platform, "why": why, "document": document, "configuration": file, "excluded": excluded,
        "settings": values(&described.values), "rules": described.rules.iter().map(rule).collect::<Vec<_>>(),
    });
    escape::json(&all) + "\n"
}
