//! `JUnit`'s XML: a suite for each file, a test that fails for each finding. Neither times nor machines, so that the output depends on the files alone.

use super::escape::xml;
use super::{Failure, Summary, View, clean};
use crate::diagnostic::Severity;
use std::fmt::Write;

/// Begins each test: text has no `<` of its own.
const TEST: &str = "<testcase ";

pub(super) fn file(view: &View<'_>) -> String {
    let path = xml(view.path);
    let informs = |severity| matches!(severity, Severity::Info | Severity::Off);
    let failures = view.found.iter().filter(|diagnostic| !informs(diagnostic.severity)).count();
    let skipped = view.found.len() - failures;
    let mut text = format!(
        "  <testsuite name=\"{path}\" tests=\"{}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\">\n",
        view.found.len().max(1)
    );
    if view.found.is_empty() {
        let _ = writeln!(text, "    {TEST}name=\"cndlint\" classname=\"{path}\"/>");
    }
    for diagnostic in view.found {
        let at = view.source.position(diagnostic.span.start);
        let message = xml(&view.clean_message(diagnostic));
        let _ = writeln!(text, "    {TEST}name=\"{} ({}:{})\" classname=\"{path}\">", diagnostic.rule, at.line, at.column);
        // Information fails no run, so it fails no test.
        let _ = if informs(diagnostic.severity) {
            writeln!(text, "      <skipped message=\"{message}\"/>")
        } else {
            let severity = diagnostic.severity;
            let place = format!("{path}:{}:{}", at.line, at.column);
            writeln!(text, "      <failure type=\"{severity}\" message=\"{message}\">{place}: {message}</failure>")
        };
        text.push_str("    </testcase>\n");
    }
    text + "  </testsuite>\n"
}

pub(super) fn run(files: &[String], failures: &[Failure], summary: &Summary) -> String {
    let mut suites = files.concat();
    if !failures.is_empty() {
        let count = failures.len();
        let _ = writeln!(suites, "  <testsuite name=\"cndlint\" tests=\"{count}\" failures=\"0\" errors=\"{count}\" skipped=\"0\">");
        for failure in failures {
            let (path, message) = (xml(&failure.path), xml(&clean(&failure.message)));
            let _ = writeln!(suites, "    {TEST}name=\"cndlint\" classname=\"{path}\">");
            let _ = writeln!(suites, "      <error type=\"error\" message=\"{message}\">{path}: {message}</error>");
            suites.push_str("    </testcase>\n");
        }
        suites.push_str("  </testsuite>\n");
    }
    let (tests, failed, errors) = (suites.matches(TEST).count(), summary.error + summary.warn, failures.len());
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"cndlint\" tests=\"{tests}\" failures=\"{failed}\" errors=\"{errors}\">\n{suites}</testsuites>\n"
    )
}
