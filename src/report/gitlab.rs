//! A Code Quality report of GitLab: findings in a merge request's widget and beside its changes.

use super::{Failure, Frame, View, clean, escape};
use crate::diagnostic::Severity;
use crate::fingerprint::Fingerprint;
use serde_json::json;

pub(super) fn file(view: &View<'_>) -> String {
    let fingerprints = Fingerprint::all(view.source, view.found);
    let issues = view.found.iter().zip(fingerprints).map(|(diagnostic, fingerprint)| {
        let (start, end) = (view.source.position(diagnostic.span.start), view.source.position(diagnostic.span.end));
        escape::json(&json!({
            "description": view.clean_message(diagnostic),
            "check_name": diagnostic.rule,
            // Of two issues with one fingerprint the widget shows one, wherever they are.
            "fingerprint": fingerprint.of_file(view.path).to_string(),
            "severity": severity(diagnostic.severity),
            "location": {"path": view.path, "lines": {"begin": start.line, "end": end.line}},
        }))
    });
    issues.collect::<Vec<_>>().join(",\n")
}

pub(super) fn frame(failures: &[Failure]) -> Frame {
    let issues = failures.iter().map(|failure| {
        escape::json(&json!({
            "description": clean(&failure.message),
            "check_name": "cndlint",
            "fingerprint": Fingerprint::of_words(&failure.message).of_file(&failure.path).to_string(),
            "severity": "critical",
            "location": {"path": failure.path, "lines": {"begin": 1}},
        }))
    });
    Frame { first: "[".into(), between: ",\n", more: issues.collect(), last: "]\n".into() }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warn => "minor",
        Severity::Info | Severity::Off => "info",
    }
}
