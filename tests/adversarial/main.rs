//! Hostile and odd input, kind by kind: what is found, what a fix writes byte for byte, and that nothing of it reaches a terminal, a runner or a
//! reader of reports but as text.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot go on has failed; one that is skipped says so")]

mod beside;
mod configs;
mod encodings;
mod headers;
mod links;
mod markdown;
mod outputs;
#[path = "../common/program.rs"]
mod program;
#[cfg(unix)]
mod states;

use program::{cndlint, run, stderr, stdout};
use std::fs;
use std::path::Path;
use std::process::Output;
use std::thread;
use tempfile::TempDir;

/// All formats but that for people, which goes to standard output.
const FORMATS: [&str; 10] = ["concise", "json", "json-lines", "github", "gitlab", "sarif", "junit", "checkstyle", "rdjson", "azure"];

/// What a fix makes of a text.
enum Fix {
    /// Nothing: every byte stays.
    None,
    /// This.
    To(&'static [u8]),
}

/// A text of one kind, and what is to come of it.
struct Case {
    kind: &'static str,
    platform: &'static str,
    text: &'static [u8],
    /// The exit code of a check.
    code: i32,
    /// `line:column rule` of every finding.
    found: &'static [&'static str],
    fix: Fix,
}

/// Whether a terminal or a log's reader would obey it.
fn is_hostile(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[track_caller]
fn assert_harmless(what: &str, written: &str) {
    assert!(!written.contains(is_hostile), "{what}: {written:?}");
    assert!(!written.contains("panicked") && !written.contains("bug in cndlint"), "{what}: {written}");
}

/// Findings of a concise report as `line:column rule`.
fn found(report: &str) -> Vec<String> {
    let short = |line: &str| {
        let mut parts = line.splitn(4, ':');
        let (_, line, column) = (parts.next()?, parts.next()?, parts.next()?);
        let rule = parts.next()?.rsplit_once('(')?.1.split(')').next()?;
        Some(format!("{line}:{column} {rule}"))
    };
    report.lines().filter_map(short).collect()
}

/// Checks a file in all formats at once: the run, and the concise report.
fn check_all(blog: &TempDir, args: &[&str]) -> (Output, String) {
    let out = TempDir::new().unwrap();
    let mut all = vec!["--no-cache"];
    all.extend(args);
    let outputs = FORMATS.map(|format| format!("{format}={}", out.path().join(format).display()));
    all.extend(outputs.iter().flat_map(|output| ["--output", output]));
    let output = run(blog.path(), &all);
    assert_harmless("full", &(stdout(&output) + &stderr(&output)));
    for format in FORMATS {
        let report = fs::read_to_string(out.path().join(format)).unwrap();
        assert_harmless(format, &report);
        if format.contains("json") || ["gitlab", "sarif"].contains(&format) {
            let is_json = |text: &str| serde_json::from_str::<serde_json::Value>(text).is_ok();
            assert!(if format == "json-lines" { report.lines().all(is_json) } else { is_json(&report) }, "{format}: {report}");
        }
        if ["junit", "checkstyle"].contains(&format) {
            assert!(roxmltree::Document::parse(&report).is_ok(), "{format}: {report}");
        }
    }
    let concise = fs::read_to_string(out.path().join("concise")).unwrap();
    (output, concise)
}

/// Runs a command that writes until it changes nothing more: after the first time, that is at once.
fn settled(blog: &Path, kind: &str, args: &[&str]) -> Vec<u8> {
    let once = || {
        let output = cndlint(blog).args(args).arg("a.md").output().unwrap();
        assert_harmless(kind, &(stdout(&output) + &stderr(&output)));
        assert!(matches!(output.status.code(), Some(0..=2)), "{kind}: {:?}", output.status);
        fs::read(blog.join("a.md")).unwrap()
    };
    let first = once();
    assert!(once() == first, "{kind}: {args:?} a second time changes more");
    first
}

/// Tries every case and tells of all that fail.
fn hold(cases: &[Case]) {
    // Most of the time a run waits for the disk.
    let failed: Vec<String> = thread::scope(|scope| {
        let parts: Vec<_> = cases
            .chunks(cases.len().div_ceil(4))
            .map(|part| scope.spawn(move || part.iter().flat_map(failures).collect::<Vec<_>>()))
            .collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    });
    assert!(failed.is_empty(), "{} of {} cases:\n{}", failed.len(), cases.len(), failed.join("\n"));
}

/// What of a case does not hold.
fn failures(case: &Case) -> Vec<String> {
    let mut failed = Vec::new();
    let blog = TempDir::new().unwrap();
    let path = blog.path().join("a.md");
    fs::write(&path, case.text).unwrap();
    let (output, concise) = check_all(&blog, &["--platform", case.platform, "a.md"]);
    let now = (output.status.code(), found(&concise));
    if now != (Some(case.code), case.found.iter().map(|found| (*found).to_owned()).collect()) {
        failed.push(format!("{}: exit code and findings are {now:?}\n{}", case.kind, concise + &stderr(&output)));
    }
    let fixed = settled(blog.path(), case.kind, &["--fix", "--no-cache", "--platform", case.platform]);
    let expected = match case.fix {
        Fix::None => case.text,
        Fix::To(text) => text,
    };
    if fixed != expected {
        failed.push(format!("{}: the fix writes {:?}", case.kind, String::from_utf8_lossy(&fixed)));
    }
    fs::write(&path, case.text).unwrap();
    settled(blog.path(), case.kind, &["fmt", "--no-cache", "--platform", case.platform]);
    if fs::read_dir(blog.path()).unwrap().count() != 1 {
        failed.push(format!("{}: something is left", case.kind));
    }
    failed
}
