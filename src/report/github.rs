//! Workflow commands of GitHub Actions: annotations on the changed lines of a pull request.

use super::{Failure, View, clean};
use crate::diagnostic::Severity;
use crate::ruleset::MANUAL;
use std::fmt::Write;

pub(super) fn file(view: &View<'_>) -> String {
    let mut text = String::new();
    for diagnostic in view.found {
        let source = view.source;
        let (start, end) = (source.position(diagnostic.span.start), source.position(diagnostic.span.end));
        // Columns are only read where both are in one line.
        let columns = if start.line == end.line { format!(",col={},endColumn={}", start.column, end.column) } else { String::new() };
        let message = MANUAL.message(diagnostic, view.language);
        let _ = writeln!(
            text,
            "::{} file={},line={},endLine={}{columns},title={}::{}",
            command(diagnostic.severity),
            property(view.path),
            start.line,
            end.line,
            diagnostic.rule,
            data(&message)
        );
    }
    text
}

pub(super) fn failures(failures: &[Failure]) -> String {
    failures.iter().fold(String::new(), |mut text, failure| {
        let _ = writeln!(text, "::error file={},title=cndlint::{}", property(&failure.path), data(&failure.message));
        text
    })
}

const fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warn => "warning",
        Severity::Info | Severity::Off => "notice",
    }
}

/// Escapes as the runner's `toolkit` does (`packages/core/src/command.ts`), and what a log's terminal would obey.
fn data(text: &str) -> String {
    let escaped = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    clean(&escaped).into_owned()
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_command_can_be_smuggled_in() {
        assert_eq!(property("::error::x%0A,\n\u{1b}"), "%3A%3Aerror%3A%3Ax%250A%2C%0A\\u{1b}");
        assert_eq!(data("a: b, 100%\r\n"), "a: b, 100%25%0D%0A");
    }
}
