//! The program as its users call it.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/program.rs"]
mod program;

use program::{cndlint, folder, run, stderr, stdout, text, with_stdin};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Sessions in `tests/cmd`; `TRYCMD=overwrite` writes what is seen into them.
#[test]
fn sessions() {
    trycmd::TestCases::new().case("tests/cmd/*.md");
}

const BAD: &str = "# 題\n\nGithubを使う。\n";

#[test]
fn the_session_in_the_readme_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let session = readme.split("```console\n$ cndlint ").nth(1).unwrap().split("```").next().unwrap();
    let (args, expected) = session.split_once('\n').unwrap();
    let output = run(root, &args.split(' ').collect::<Vec<_>>());
    assert_eq!(stdout(&output), expected);
}

#[test]
fn a_fix_is_written_once_and_then_nothing_is_left() {
    let blog = folder(&[("a.md", BAD), ("clean.md", "# 題\n")]);
    let first = run(blog.path(), &["--fix"]);
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    assert_eq!(text(&blog, "a.md"), "# 題\n\nGitHubを使う。\n");
    assert!(stderr(&first).contains("1 fixed, nothing left"), "{}", stderr(&first));
    assert_eq!(fs::read_dir(blog.path()).unwrap().count(), 2, "no temporary file is left");
    let second = run(blog.path(), &["--fix"]);
    assert_eq!(second.status.code(), Some(0));
    assert!(stderr(&second).contains("0 fixed"));
}

#[test]
fn levels_bound_what_is_fixed() {
    let text_before = "# 題\n\nGithub側と ceph を使う。 \n\n##見出し\n";
    for (args, expected) in [
        (&["--fix=layout"][..], "# 題\n\nGithub側と ceph を使う。\n\n##見出し\n"),
        (&["--fix=wording"], "# 題\n\nGitHub側と ceph を使う。\n\n##見出し\n"),
        (&["--fix"], "# 題\n\nGitHub側と ceph を使う。\n\n## 見出し\n"),
        (&["--unsafe-fixes"], "# 題\n\nGitHub側と Ceph を使う。\n\n## 見出し\n"),
    ] {
        let blog = folder(&[("a.md", text_before)]);
        run(blog.path(), args);
        assert_eq!(text(&blog, "a.md"), expected, "{args:?}");
    }
}

#[test]
fn the_diff_is_what_fix_does() {
    let files = [
        ("a b.md", "# 題\r\n\r\nGithub\r\n\r\n\r\n\r\n- a\r\n* b"),
        ("日本語/記事.md", "\u{feff}**終わり。**次  \n\n\nK8Sを"),
        ("mixed.md", "a \r\nb \nGithub \rc"),
    ];
    let (fixed, patched) = (folder(&files), folder(&files));
    let diff = run(patched.path(), &["--diff"]);
    assert_eq!(diff.status.code(), Some(1));
    run(fixed.path(), &["--fix"]);
    for tool in [&["git", "apply", "-"][..], &["patch", "-p1", "--binary"]] {
        let target = folder(&files);
        let mut child =
            Command::new(tool[0]).args(&tool[1..]).current_dir(target.path()).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(&diff.stdout).unwrap();
        assert!(child.wait().unwrap().success(), "{tool:?}\n{}", stdout(&diff));
        for (name, _) in files {
            assert_eq!(text(&target, name), text(&fixed, name), "{tool:?} {name}");
        }
    }
    assert_eq!(run(fixed.path(), &["--diff"]).status.code(), Some(0));
}

#[test]
fn standard_input_is_checked_fixed_and_compared() {
    let blog = folder(&[("cndlint.toml", "[rules]\nname-canonical = \"error\"\n")]);
    let args = ["--format", "concise", "--stdin-filename", "posts/a.md", "-"];
    let checked = with_stdin(blog.path(), &args, BAD.as_bytes());
    assert_eq!(checked.status.code(), Some(1));
    assert!(stdout(&checked).starts_with("posts/a.md:3:1: error: "), "{}", stdout(&checked));
    let fixed = with_stdin(blog.path(), &["--fix", "-"], BAD.as_bytes());
    assert_eq!((fixed.status.code(), stdout(&fixed).as_str()), (Some(0), "# 題\n\nGitHubを使う。\n"));
    let clean = with_stdin(blog.path(), &["--fix", "-"], "# 題\n".as_bytes());
    assert_eq!(stdout(&clean), "# 題\n", "what is clean comes out as it went in");
    let diff = with_stdin(blog.path(), &["--diff", "-"], BAD.as_bytes());
    assert!(stdout(&diff).contains("+GitHubを使う。"));
    let broken = with_stdin(blog.path(), &["-"], b"\x82\xb1\x82\xea");
    assert_eq!(broken.status.code(), Some(2));
    assert!(stderr(&broken).contains("<stdin>: not UTF-8: invalid at byte 0 (line 1); looks like Shift_JIS"), "{}", stderr(&broken));
}

#[test]
fn any_number_of_threads_says_the_same() {
    let many: Vec<(String, String)> = (0..60).map(|at| (format!("d{}/{at}.md", at % 7), BAD.repeat(at % 5))).collect();
    let files: Vec<(&str, &str)> = many.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let blog = folder(&files);
    let say = |args: &[&str]| stdout(&run(blog.path(), args));
    let one = say(&["--format", "json", "--jobs", "1"]);
    for jobs in ["2", "8"] {
        assert_eq!(say(&["--format", "json", "--jobs", jobs]), one);
    }
    assert_eq!(say(&["--format", "json", "d6", "d5", "d4", "d3", "d2", "d1", "d0", "d0/0.md"]), one);
}

#[test]
fn json_is_one_object_with_places_in_bytes_and_characters() {
    let blog = folder(&[("a.md", "\u{feff}# 題\n\n🎉Githubを\u{1b}使う。\n"), ("b.md", "\u{fffd}")]);
    fs::write(blog.path().join("c.md"), b"\xff\xfe\x53\x30").unwrap();
    let output = run(blog.path(), &["--format", "json", "--select", "name-canonical"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["version"], 1);
    assert_eq!(json["files"][0]["path"], "a.md");
    let found = &json["files"][0]["diagnostics"][0];
    assert_eq!((&found["line"], &found["column"], &found["end_column"]), (&3.into(), &2.into(), &8.into()));
    assert_eq!((&found["start"], &found["end"]), (&14.into(), &20.into()));
    assert_eq!(found["fix"]["edits"][0]["text"], "GitHub");
    assert_eq!(json["errors"][0]["path"], "c.md");
    assert_eq!((&json["summary"]["files"], &json["summary"]["warn"]), (&2.into(), &1.into()));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn underlines_stand_under_full_width_characters() {
    let blog = folder(&[("a.md", "これはｶﾅとGithubの話。\n")]);
    let output = stdout(&run(blog.path(), &["--color", "never", "--select", "name-canonical"]));
    let lines: Vec<&str> = output.lines().collect();
    let at = lines.iter().position(|line| line.contains("Githubの話")).unwrap();
    // Three full-width characters, two half-width, one full-width: ten columns before the name.
    let (text, marks) = (lines[at].split("│ ").nth(1).unwrap(), lines[at + 1].split("· ").nth(1).unwrap());
    assert!(text.starts_with("これはｶﾅとGithub"));
    assert_eq!(marks.trim_end(), format!("{}{}", " ".repeat(10), "─".repeat(6)), "{output}");
}

#[test]
fn five_hundred_names_are_checked_in_one_call() {
    let names: Vec<String> = (0..500).map(|at| format!("記事 {at}.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), BAD)).collect();
    let blog = folder(&files);
    let args: Vec<&str> = std::iter::once("--fix").chain(names.iter().map(String::as_str)).collect();
    assert_eq!(run(blog.path(), &args).status.code(), Some(0));
    assert!(names.iter().all(|name| text(&blog, name).contains("GitHub")));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let blog = folder(&[("a.md", &BAD.repeat(20_000))]);
    let mut child = cndlint(blog.path()).args(["--format", "concise"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output).contains("panic")), (Some(0), false), "{}", stderr(&output));
}

#[test]
fn a_path_is_shown_without_what_says_nothing() {
    let blog = folder(&[("posts/a.md", "Github\n")]);
    for path in ["posts/a.md", "./posts/a.md", ".//posts/a.md", ".//posts", "."] {
        let output = run(blog.path(), &["--format", "concise", path]);
        assert!(stdout(&output).starts_with("posts/a.md:1:1: "), "{path}: {}", stdout(&output));
    }
}
