//! The Diagnostic Format of reviewdog, with fixes as suggestions.

use super::{Failure, Frame, View, clean, escape, page_uri};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Source, Span};
use serde_json::{Value, json};

pub(super) fn file(view: &View<'_>) -> String {
    let diagnostics = view.found.iter().map(|diagnostic| {
        let mut value = json!({
            "message": view.clean_message(diagnostic),
            "location": {"path": view.path, "range": range(view.source, diagnostic.span)},
            "severity": severity(diagnostic.severity),
            "code": {"value": diagnostic.rule},
        });
        if let Some(page) = page_uri(diagnostic.rule) {
            value["code"]["url"] = page.into();
        }
        if let Some(suggestion) = suggestion(view.source, diagnostic) {
            value["suggestions"] = json!([suggestion]);
        }
        escape::json(&value)
    });
    diagnostics.collect::<Vec<_>>().join(",\n")
}

pub(super) fn frame(failures: &[Failure]) -> Frame {
    let diagnostics = failures
        .iter()
        .map(|failure| escape::json(&json!({"message": clean(&failure.message), "location": {"path": failure.path}, "severity": "ERROR"})));
    let first = "{\"source\":{\"name\":\"cndlint\"},\"diagnostics\":[".into();
    Frame { first, between: ",\n", more: diagnostics.collect(), last: "]}\n".into() }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warn => "WARNING",
        Severity::Info | Severity::Off => "INFO",
    }
}

fn range(source: &Source, span: Span) -> Value {
    json!({"start": position(source, span.start), "end": position(source, span.end)})
}

/// Columns are bytes here, a byte order mark included.
fn position(source: &Source, offset: usize) -> Value {
    let at = source.position(offset);
    let line = source.line_span(at.line - 1);
    json!({"line": at.line, "column": offset.saturating_sub(line.start) + 1})
}

/// All edits of a fix as one: several suggestions would be alternatives.
fn suggestion(source: &Source, diagnostic: &Diagnostic) -> Option<Value> {
    let (around, text) = diagnostic.fix.as_ref()?.applied(source.text())?;
    Some(json!({"range": range(source, around), "text": text}))
}
