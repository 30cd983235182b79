//! Reports for programs: each is read as its consumer reads it, and all of them say the same.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/program.rs"]
mod program;

use program::{cndlint, folder, run, stderr, stdout, text};
use serde_json::Value;
use std::fs;
use std::process::{Output, Stdio};
use tempfile::TempDir;

/// Everything that a terminal, a runner or a parser could take for more than text.
const HOSTILE: &str = "\u{feff}# 題\n\nGithubを\u{1b}[31m使う。 K8Sと\u{202e} \n\n##見出し\n\n#### ::error::x ##vso[task.complete result=Failed]\n\n\
    [a](./無い]]>&<\">.md)\nAppEngine と AppEngine\r\n\n#### ::error::x ##vso[task.complete result=Failed]\n\n\n\n**終わり。**次\u{2028}\u{ffff}\u{7} Github\u{b}";

const NAMES: [&str; 4] = ["::error::x,y;z].md", "##vso[task.complete]\n\u{202e}.md", "c:d#e?<b>&'\".md", "記事 一/a b%41]]>.md"];

const FORMATS: [&str; 9] = ["json", "json-lines", "github", "gitlab", "sarif", "junit", "checkstyle", "rdjson", "azure"];

/// A folder with a report of each format in `out/`.
fn reported() -> (TempDir, Output) {
    let files: Vec<_> = NAMES.iter().map(|name| (*name, HOSTILE)).chain([("clean.md", "# a\n"), ("out/.gitkeep", "")]).collect();
    let blog = folder(&files);
    fs::write(blog.path().join("bad.md"), b"\xff\xfe\x53\x30").unwrap();
    let outputs = FORMATS.map(|format| format!("{format}=out/{format}"));
    let mut args = vec!["--select", "*", "--format", "concise", "."];
    args.extend(outputs.iter().flat_map(|output| ["--output", output]));
    let output = run(blog.path(), &args);
    assert_eq!(output.status.code(), Some(2), "one file cannot be read");
    (blog, output)
}

fn json(blog: &TempDir, name: &str) -> Value {
    serde_json::from_str(&text(blog, name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The findings of the JSON report with their paths.
fn findings(blog: &TempDir) -> Vec<(String, Value)> {
    let report = json(blog, "out/json");
    let files = report["files"].as_array().unwrap().iter();
    let of_file = |file: &Value| -> Vec<(String, Value)> {
        let path = file["path"].as_str().unwrap();
        file["diagnostics"].as_array().unwrap().iter().map(|finding| (path.to_owned(), finding.clone())).collect()
    };
    files.flat_map(of_file).collect()
}

/// The text with the edits of a finding's fix applied.
fn mended(text: &str, finding: &Value) -> Option<String> {
    let mut text = text.to_owned();
    for edit in finding.get("fix")?["edits"].as_array().unwrap().iter().rev() {
        text.replace_range(number(&edit["start"])..number(&edit["end"]), edit["text"].as_str().unwrap());
    }
    Some(text)
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// The byte at which a 1-based line begins; a line behind a final newline too.
fn line_start(text: &str, line: usize) -> usize {
    if line == 1 { 0 } else { text.match_indices('\n').nth(line - 2).unwrap().0 + 1 }
}

#[test]
fn nothing_in_a_report_is_obeyed() {
    let (blog, output) = reported();
    for format in FORMATS {
        let report = text(&blog, &format!("out/{format}"));
        let hostile = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{2028}');
        assert!(!report.contains(hostile), "{format}: {report:?}");
        for line in report.lines() {
            assert!(line.starts_with("::") == (format == "github"), "{format}: {line}");
            let is_azure = format == "azure";
            let commands = line.matches("##vso[").count();
            // JSON and XML are files for programs; a log holds the commands of its own runner alone.
            assert!(
                commands == usize::from(is_azure) || format.contains("json") || ["gitlab", "sarif"].contains(&format),
                "{format}: {line}"
            );
        }
    }
    let concise = stdout(&output);
    assert!(concise.lines().all(|line| !line.starts_with("::") && !line.contains("##vso[")), "{concise}");
}

#[test]
fn all_reports_have_all_findings() {
    let (blog, output) = reported();
    let found = findings(&blog);
    assert!(found.len() > 60, "{}", found.len());
    let lines = |name: &str| text(&blog, name).lines().count();
    // And the file that could not be read.
    let all = found.len() + 1;
    assert_eq!((lines("out/json-lines"), lines("out/github"), lines("out/azure")), (all, all, all));
    assert_eq!(json(&blog, "out/gitlab").as_array().unwrap().len(), all);
    assert_eq!(json(&blog, "out/rdjson")["diagnostics"].as_array().unwrap().len(), all);
    assert_eq!(json(&blog, "out/sarif")["runs"][0]["results"].as_array().unwrap().len(), all - 1);
    assert_eq!(stdout(&output).lines().filter(|line| line.contains(".md:")).count(), found.len());
    let last: Value = serde_json::from_str(text(&blog, "out/json-lines").lines().last().unwrap()).unwrap();
    assert_eq!(last["path"], "bad.md");
    assert!(last["error"].as_str().unwrap().contains("not UTF-8"), "{last}");
}

/// The fields of GitLab's documentation, "Code Quality report format".
#[test]
fn gitlab_gets_issues_that_differ() {
    let (blog, _) = reported();
    let report = json(&blog, "out/gitlab");
    let issues = report.as_array().unwrap();
    let fingerprints: std::collections::HashSet<&str> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(fingerprints.len(), issues.len());
    for issue in issues {
        assert!(issue["description"].is_string() && issue["check_name"].is_string(), "{issue}");
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&issue["severity"].as_str().unwrap()), "{issue}");
        assert!(number(&issue["location"]["lines"]["begin"]) > 0 && issue["location"]["path"].is_string(), "{issue}");
    }
}

#[test]
fn a_fingerprint_outlives_moved_lines() {
    let fingerprints = |text: &str| -> Vec<String> {
        let blog = folder(&[("a.md", text)]);
        let report: Value =
            serde_json::from_str(&stdout(&run(blog.path(), &["--format", "gitlab", "--select", "name-canonical"]))).unwrap();
        report.as_array().unwrap().iter().map(|issue| issue["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let before = fingerprints("# 題\n\nGithubとGithub。\n\nGithubを使う。\n");
    let after = fingerprints("---\ntitle: x\n---\n\n# 題\n\n新しい行。\n\n- GithubとGithub。\n\nGithub。\n\n  Githubを使う。\n");
    assert_eq!((before.len(), after.len()), (3, 4));
    assert_eq!(before[2], after[3], "the line is where it was not");
    assert!(!before.contains(&after[2]), "a new line has a finding of its own");
    assert_ne!(before[0], before[1]);
}

/// SARIF 2.1.0: what the schema cannot say.
#[test]
fn sarif_names_rules_places_and_changes() {
    let (blog, _) = reported();
    let report = json(&blog, "out/sarif");
    let run = &report["runs"][0];
    assert_eq!((&report["version"], &run["columnKind"]), (&"2.1.0".into(), &"unicodeCodePoints".into()));
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    assert_eq!(run["invocations"][0]["toolExecutionNotifications"][0]["level"], "error");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.iter().all(|rule| rule["help"]["text"].is_string() && rule["shortDescription"]["text"].is_string()));
    for ((path, finding), result) in findings(&blog).iter().zip(run["results"].as_array().unwrap()) {
        assert_eq!(rules[number(&result["ruleIndex"])]["id"], finding["rule"]);
        assert_eq!(result["ruleId"], finding["rule"]);
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/%".contains(&byte)), "{uri}");
        assert_eq!(&decoded(uri), path);
        assert_eq!((&place["region"]["startLine"], &place["region"]["endColumn"]), (&finding["line"], &finding["end_column"]));
        let source = text(&blog, path);
        let changes = result.get("fixes").map(|fixes| fixes[0]["artifactChanges"][0]["replacements"].as_array().unwrap());
        let applied = changes.map(|changes| changes.iter().rev().fold(source.clone(), |text, change| changed(&text, change)));
        assert_eq!(applied, mended(&source, finding), "{finding}");
    }
}

fn decoded(uri: &str) -> String {
    let mut parts = uri.split('%');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(part[2..].bytes());
    }
    String::from_utf8(bytes).unwrap()
}

/// A replacement of SARIF, columns counted in characters; a byte order mark has none.
fn changed(text: &str, change: &Value) -> String {
    let at = |line: &str, column: &str| {
        let (line, column) = (number(&change["deletedRegion"][line]), number(&change["deletedRegion"][column]));
        let start = line_start(text, line) + if line == 1 && text.starts_with('\u{feff}') { 3 } else { 0 };
        start + text[start..].chars().take(column - 1).map(char::len_utf8).sum::<usize>()
    };
    let mut changed = text.to_owned();
    let range = at("startLine", "startColumn")..at("endLine", "endColumn");
    changed.replace_range(range, change["insertedContent"]["text"].as_str().unwrap_or_default());
    changed
}

/// Columns of reviewdog's format are bytes (`reviewdog.proto`).
#[test]
fn rdjson_suggests_what_the_fix_does() {
    let (blog, _) = reported();
    let report = json(&blog, "out/rdjson");
    let mut suggested = 0;
    for ((path, finding), diagnostic) in findings(&blog).iter().zip(report["diagnostics"].as_array().unwrap()) {
        let source = text(&blog, path);
        let at = |position: &Value| line_start(&source, number(&position["line"])) + number(&position["column"]) - 1;
        let range = &diagnostic["location"]["range"];
        assert_eq!((at(&range["start"]), at(&range["end"])), (number(&finding["start"]), number(&finding["end"])));
        let applied = diagnostic.get("suggestions").map(|suggestions| {
            let (range, mut text) = (&suggestions[0]["range"], source.clone());
            text.replace_range(at(&range["start"])..at(&range["end"]), suggestions[0]["text"].as_str().unwrap());
            text
        });
        suggested += usize::from(applied.is_some());
        assert_eq!(applied, mended(&source, finding), "{finding}");
    }
    assert!(suggested > 20);
}

#[test]
fn xml_is_well_formed_and_counts_right() {
    let (blog, _) = reported();
    let found = findings(&blog);
    let (junit, checkstyle) = (text(&blog, "out/junit"), text(&blog, "out/checkstyle"));
    let junit = roxmltree::Document::parse(&junit).unwrap();
    let count = |root: roxmltree::Node<'_, '_>, name: &str| root.descendants().filter(|node| node.has_tag_name(name)).count().to_string();
    for suite in junit.descendants().filter(|node| node.has_tag_name("testsuite")) {
        for (attribute, name) in [("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")] {
            assert_eq!(suite.attribute(attribute).unwrap(), count(suite, name), "{attribute}");
        }
    }
    let root = junit.root_element();
    assert_eq!((root.attribute("tests").unwrap(), root.attribute("errors")), (count(root, "testcase").as_str(), Some("1")));
    assert_eq!(root.attribute("failures").unwrap(), count(root, "failure"));
    assert_eq!(count(root, "failure").parse::<usize>().unwrap() + count(root, "skipped").parse::<usize>().unwrap(), found.len());

    let checkstyle = roxmltree::Document::parse(&checkstyle).unwrap();
    let root = checkstyle.root_element();
    assert_eq!(count(root, "error"), (found.len() + 1).to_string());
    let files: Vec<&str> = root.children().filter_map(|node| node.attribute("name")).collect();
    assert!(NAMES.iter().all(|name| files.contains(name)), "names come out as they are: {files:?}");
}

#[test]
fn a_clean_file_is_a_test_that_passes() {
    let blog = folder(&[("a.md", "# a\n")]);
    let report = stdout(&run(blog.path(), &["--format", "junit"]));
    let junit = roxmltree::Document::parse(&report).unwrap();
    let test = junit.descendants().find(|node| node.has_tag_name("testcase")).unwrap();
    assert_eq!((test.attribute("classname"), test.has_children()), (Some("a.md"), false));
}

#[test]
fn what_azure_reads_is_what_was_meant() {
    let (blog, _) = reported();
    let report = text(&blog, "out/azure");
    for (line, (path, finding)) in report.lines().zip(findings(&blog)) {
        let (properties, _) = line.strip_prefix("##vso[task.logissue ").unwrap().split_once(']').unwrap();
        let values: Vec<&str> = properties.split(';').map(|pair| pair.split_once('=').unwrap().1).collect();
        assert_eq!(values.len(), 5, "{line}");
        assert_eq!((values[2], values[3]), (finding["line"].to_string().as_str(), finding["column"].to_string().as_str()));
        if !path.contains('\n') {
            assert_eq!(values[1].replace("%5D", "]").replace("%3B", ";").replace("%AZP25", "%"), path);
        }
    }
}

#[test]
fn a_report_that_cannot_be_written_is_named_and_the_rest_is_done() {
    let blog = folder(&[("a.md", "Github \n"), ("folder/x", ""), ("plain", "")]);
    let args = ["--fix", "--format", "concise", "--output", "sarif=none/out", "--output", "json=folder", "--output", "junit=a.md"];
    let more = ["--output", "json=plain/x", "--output", "gitlab=out"];
    let output = run(blog.path(), &[&args[..], &more[..]].concat());
    assert_eq!(output.status.code(), Some(2));
    for said in [
        "cndlint: none/out: report not written: there is no folder `none`; make it first\n",
        "cndlint: folder: report not written: is a folder; name a file in it\n",
        "cndlint: a.md: report not written: it would replace a Markdown file; choose another name\n",
        "cndlint: plain/x: report not written: there is no folder `plain`; make it first\n",
    ] {
        assert!(stderr(&output).contains(said), "{said}{}", stderr(&output));
    }
    assert_eq!((text(&blog, "a.md").as_str(), text(&blog, "out").as_str()), ("GitHub\n", "[]\n"));
}

#[cfg(unix)]
#[test]
fn a_report_replaces_a_file_and_nothing_else() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    let blog = folder(&[("a.md", "# a\n"), ("real", "old"), ("private", "old")]);
    symlink("real", blog.path().join("link")).unwrap();
    fs::set_permissions(blog.path().join("private"), fs::Permissions::from_mode(0o600)).unwrap();
    let outputs = ["--output", "gitlab=link", "--output", "gitlab=private", "--output", "gitlab=/dev/null"];
    assert_eq!(run(blog.path(), &outputs).status.code(), Some(0));
    assert!(blog.path().join("link").is_symlink());
    assert_eq!((text(&blog, "real").as_str(), text(&blog, "private").as_str()), ("[]\n", "[]\n"));
    assert_eq!(fs::metadata(blog.path().join("private")).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    assert_eq!(fs::read_dir(blog.path()).unwrap().count(), 4, "no temporary file is left");
}

#[test]
fn a_closed_pipe_keeps_no_report_from_its_file() {
    let blog = folder(&[("a.md", &"Github\n\n".repeat(20_000))]);
    let args = ["--format", "json-lines", "--select", "name-canonical", "--output", "gitlab=out"];
    let mut child = cndlint(blog.path()).args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    assert_eq!(json(&blog, "out").as_array().unwrap().len(), 20_000);
}

#[test]
fn the_summary_of_a_run_goes_behind_what_is_there() {
    let blog = folder(&[("a|b.md", "Github <b>\n"), ("summary", "before\n")]);
    let report = |format: &str| {
        let mut command = cndlint(blog.path());
        command.args(["--format", format, "--select", "name-canonical", "."]).env("GITHUB_STEP_SUMMARY", "summary").output().unwrap()
    };
    report("concise");
    assert_eq!(text(&blog, "summary"), "before\n");
    assert!(stdout(&report("github")).starts_with("::warning file=a|b.md,line=1,"));
    let summary = text(&blog, "summary");
    assert!(summary.starts_with("before\n### cndlint\n\n| files |"), "{summary}");
    assert!(summary.contains("| warn | a\\|b.md:1:1 | name-canonical | “Github” is written “GitHub” |\n"), "{summary}");
    // Nobody asked for it, so that it cannot be written fails nothing.
    let mut command = cndlint(blog.path());
    let output = command.args(["--format", "github", "--fail-on", "never"]).env("GITHUB_STEP_SUMMARY", "none/summary").output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(stderr(&output).contains("warning: GITHUB_STEP_SUMMARY: none/summary: report not written"), "{}", stderr(&output));
}

#[test]
fn statistics_and_fixes_go_with_reports() {
    let blog = folder(&[("a.md", "Github\n\n#### a\n\n###### b\n")]);
    let output = run(blog.path(), &["--statistics", "--output", "json-lines=out"]);
    assert!(stdout(&output).contains("name-canonical") && !stdout(&output).contains("a.md"), "{}", stdout(&output));
    assert!(text(&blog, "out").contains("\"rule\":\"name-canonical\""));
    let numbers: serde_json::Value = serde_json::from_slice(&run(blog.path(), &["--statistics", "--format", "json"]).stdout).unwrap();
    let rules = numbers["rules"].as_array().unwrap();
    assert!(rules.contains(&serde_json::json!({"rule": "name-canonical", "count": 1, "fixable": 1})), "{numbers}");
    assert_eq!(numbers["summary"]["files"], 1);
    run(blog.path(), &["--fix", "--output", "json-lines=out"]);
    let left = text(&blog, "out");
    assert!(!left.contains("name-canonical") && left.contains("heading-increment"), "{left}");
    let refused = run(blog.path(), &["--diff", "--output", "json-lines=out"]);
    assert_eq!(refused.status.code(), Some(2));
}
