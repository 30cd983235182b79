//! SARIF 2.1.0 (OASIS), as GitHub's code scanning and others read it: one run with the rules that found something.

use super::escape::{self, uri};
use super::{Failure, REPOSITORY, View, clean, page_uri};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::fingerprint::Fingerprint;
use crate::manual::{Language, Page};
use crate::rule::Entry;
use crate::ruleset::MANUAL;
use crate::source::{Source, Span};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A line for each finding: the rule, a tab, the result without what names the rule. A rule's number is known when all files are read.
pub(super) fn file(view: &View<'_>) -> String {
    let fingerprints = Fingerprint::all(view.source, view.found);
    let line = |(diagnostic, fingerprint): (&Diagnostic, Fingerprint)| {
        let result = escape::json(&result(view, diagnostic, fingerprint));
        format!("{}\t{result}\n", diagnostic.rule)
    };
    view.found.iter().zip(fingerprints).map(line).collect()
}

pub(super) fn run(files: &[String], failures: &[Failure], language: Language) -> String {
    let lines = || files.iter().flat_map(|file| file.lines()).filter_map(|line| line.split_once('\t'));
    let mut numbers: BTreeMap<&str, usize> = lines().map(|(rule, _)| (rule, 0)).collect();
    (0..).zip(numbers.values_mut()).for_each(|(at, number)| *number = at);
    let rules: Vec<Value> = numbers.keys().filter_map(|name| MANUAL.find(name)).map(|entry| descriptor(entry, language)).collect();
    let results = lines().map(|(rule, result)| {
        let rest = result.strip_prefix('{').unwrap_or(result);
        format!("{{\"ruleId\":\"{rule}\",\"ruleIndex\":{},{rest}", numbers[rule])
    });
    let results: Vec<String> = results.collect();
    let mut driver =
        json!({"name": "cndlint", "version": env!("CARGO_PKG_VERSION"), "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules});
    if !REPOSITORY.is_empty() {
        driver["informationUri"] = REPOSITORY.into();
    }
    let notifications: Vec<Value> = failures.iter().map(notification).collect();
    let invocation = json!({"executionSuccessful": failures.is_empty(), "toolExecutionNotifications": notifications});
    format!(
        "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{}}},\"columnKind\":\"unicodeCodePoints\",\
         \"newlineSequences\":[\"\\r\\n\",\"\\n\",\"\\r\"],\"invocations\":[{}],\"results\":[{}]}}]}}\n",
        escape::json(&driver),
        escape::json(&invocation),
        results.join(",\n")
    )
}

fn descriptor(entry: &Entry, language: Language) -> Value {
    let page = Page::of(entry);
    let body = page.body().trim();
    let summary = page.summary(language);
    let mut rule = json!({
        "id": entry.name,
        "shortDescription": {"text": sentence(summary)},
        "fullDescription": {"text": lead(body).unwrap_or_else(|| sentence(summary))},
        "help": {"text": body, "markdown": body},
        "defaultConfiguration": {"level": level(page.severity()), "enabled": page.severity() != Severity::Off},
        "properties": {"tags": ["markdown"], "aliases": page.aliases().collect::<Vec<_>>()},
    });
    if let Some(page) = page_uri(entry.name) {
        rule["helpUri"] = page.into();
    }
    rule
}

fn sentence(text: &str) -> String {
    if text.ends_with(['.', '。']) || !text.is_ascii() { text.to_owned() } else { format!("{text}.") }
}

/// The first paragraph under the page's title, in one line.
fn lead(body: &str) -> Option<String> {
    let mut blocks = body.split("\n\n").map(str::trim);
    let lead = blocks.find(|block| !block.is_empty() && !block.starts_with('#'))?;
    (!lead.starts_with(['`', '|', '-'])).then(|| lead.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A result without what names its rule.
fn result(view: &View<'_>, diagnostic: &Diagnostic, fingerprint: Fingerprint) -> Value {
    let artifact = json!({"uri": uri(view.path)});
    let location = |span| json!({"artifactLocation": artifact, "region": region(view.source, span)});
    let mut result = json!({
        "level": level(diagnostic.severity),
        "message": {"text": literal(&view.clean_message(diagnostic))},
        "locations": [{"physicalLocation": location(diagnostic.span)}],
        "partialFingerprints": {"cndlint/v1": fingerprint.to_string()},
    });
    let related = (0..).zip(&diagnostic.related).map(|(id, (span, message)): (usize, _)| {
        let words = MANUAL.words(diagnostic.rule, message, view.language);
        json!({"id": id, "message": {"text": literal(&clean(&words))}, "physicalLocation": location(*span)})
    });
    let related: Vec<Value> = related.collect();
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    if let Some(fix) = &diagnostic.fix {
        result["fixes"] = json!([{
            "description": {"text": format!("Fix of level {}", fix.level)},
            "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements(view.source, fix)}],
        }]);
    }
    result
}

fn replacements(source: &Source, fix: &Fix) -> Vec<Value> {
    let replacement = |edit: &crate::diagnostic::Edit| {
        let mut replacement = json!({"deletedRegion": region(source, edit.span)});
        if !edit.text.is_empty() {
            replacement["insertedContent"] = json!({"text": edit.text});
        }
        replacement
    };
    fix.edits.iter().map(replacement).collect()
}

/// The end's column is one past the last, as ours is.
fn region(source: &Source, span: Span) -> Value {
    let (start, end) = (source.position(span.start), source.position(span.end));
    json!({"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column})
}

fn notification(failure: &Failure) -> Value {
    let mut notification = json!({"level": "error", "message": {"text": literal(&clean(&failure.message))}});
    if !failure.path.is_empty() {
        notification["locations"] = json!([{"physicalLocation": {"artifactLocation": {"uri": uri(&failure.path)}}}]);
    }
    notification
}

/// `text` as a message that says just that: `{0}` would be a placeholder (SARIF 3.11.5), `[text](place)` a link (3.11.6). Other brackets are left, for readers
/// that show messages as they are written.
fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let (before, behind) = (&text[..at], &text[at + c.len_utf8()..]);
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match c {
            '{' if behind.split_once('}').is_some_and(|(inside, _)| digits(inside)) => literal.push_str("{{"),
            '}' if before.rsplit_once('{').is_some_and(|(_, inside)| digits(inside)) => literal.push_str("}}"),
            '[' if behind.contains("](") => literal.push_str("\\["),
            ']' if behind.starts_with('(') => literal.push_str("\\]"),
            c => literal.push(c),
        }
    }
    literal
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warn => "warning",
        Severity::Info | Severity::Off => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_have_neither_placeholders_nor_links() {
        assert_eq!(literal("a {0} [b](c) {x} [d] {"), "a {{0}} \\[b\\](c) {x} [d] {");
    }
}
