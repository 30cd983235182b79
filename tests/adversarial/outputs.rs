//! What a text, a name or a configuration carries comes out as text, wherever it comes out.

use crate::program::{cndlint, folder, run, stderr, stdout, with_stdin};
use crate::{Case, FORMATS, Fix, assert_harmless, check_all, hold};
use std::process::{Command, Stdio};

/// What terminals obey (of seven bits and of eight), what turns text round, and what runners obey.
const EVIL: &str =
    "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{90}q\u{9c}\u{202e}\u{2066}\u{8}\u{7f} ::error::x ##vso[task.complete] ##[error]y";

#[test]
fn signs_that_terminals_and_parsers_obey() {
    hold(&[
        Case {
            kind: "a carriage return that would write over the line",
            platform: "generic",
            text: b"# a\n\nGithub\rnothing found          \n",
            code: 1,
            found: &["3:1 name-canonical", "4:14 trailing-space"],
            fix: Fix::To(b"# a\n\nGitHub\rnothing found\n"),
        },
        Case {
            kind: "a link of a terminal",
            platform: "generic",
            text: b"# a\n\n\x1b]8;;https://example.com\x1b\\x\x1b]8;;\x1b\\ Github\n",
            code: 1,
            found: &[
                "3:1 character-invisible",
                "3:6 link-swallows-text",
                "3:25 character-invisible",
                "3:28 character-invisible",
                "3:33 character-invisible",
                "3:36 name-canonical",
            ],
            fix: Fix::To(b"# a\n\n\x1b]8;;https://example.com\x1b\\x\x1b]8;;\x1b\\ GitHub\n"),
        },
        Case {
            kind: "what ends XML, JSON and comments",
            platform: "generic",
            text: "# a ]]> <b> & \" ' \u{1}\u{fffe}\u{ffff} Githubと --> \\\n\n<!-- ]]> -->\n".as_bytes(),
            code: 1,
            found: &["1:19 character-invisible", "1:23 name-canonical"],
            fix: Fix::To("# a ]]> <b> & \" ' \u{1}\u{fffe}\u{ffff} GitHubと --> \\\n\n<!-- ]]> -->\n".as_bytes()),
        },
        Case {
            kind: "placeholders of every sort",
            platform: "generic",
            text: "# {} {0} {name} %s %n {{x}} ${{ secrets.Y }} $(z) Github \\u{1b}[31m\n".as_bytes(),
            code: 1,
            found: &["1:51 name-canonical"],
            fix: Fix::To("# {} {0} {name} %s %n {{x}} ${{ secrets.Y }} $(z) GitHub \\u{1b}[31m\n".as_bytes()),
        },
    ]);
}

/// Messages quote what they speak of: a word, a key, a path, an address, a heading.
#[test]
fn what_is_quoted_is_text() {
    let text = format!(
        "---\ntitle: a\n\"{EVIL}\": 1\n\"{EVIL}\": 2\n---\n\n# a {EVIL}\n\n# a {EVIL}\n\n[x](<./{EVIL}.md>) [y][{EVIL}] <https://example.com/{EVIL}>\n\n\
         ```{EVIL}\nx\n```\n\n<!-- cndlint-disable {EVIL} -->\n\n:::{EVIL}\n:::\n\n[^{EVIL}]\n\n| {EVIL} | b |\n| - | - |\n| {EVIL} | c | d |\n\n[k]: {EVIL}\n"
    );
    for platform in ["generic", "zenn", "qiita", "hugo", "hatena", "docusaurus"] {
        let blog = folder(&[("a.md", &text)]);
        for lang in ["en", "ja"] {
            check_all(&blog, &["--select", "*", "--platform", platform, "--lang", lang, "-v", "a.md"]);
        }
        let fixed = run(blog.path(), &["--fix", "--select", "*", "--platform", platform]);
        assert_harmless("fix", &(stdout(&fixed) + &stderr(&fixed)));
    }
}

/// Each command that speaks of files, and each way of speaking.
#[cfg(unix)]
#[test]
fn what_names_of_files_carry_is_text() {
    let names =
        [format!("{}.md", EVIL.replace('/', "_")), "line\n::error::x\r.md".to_owned(), "::warning file=a,line=1::x%0A.md".to_owned()];
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "Github \n\n[a](b.md) https://example.com/x\n")).collect();
    let blog = folder(&files);
    std::fs::write(blog.path().join("bad\u{1b}[1m.md"), b"\xff\xfe").unwrap();
    std::fs::create_dir(blog.path().join("dir\u{1b}[1m")).unwrap();
    std::fs::write(blog.path().join("dir\u{1b}[1m/cndlint.toml"), "x = \u{1b}\n").unwrap();
    std::fs::write(blog.path().join("dir\u{1b}[1m/a.md"), "Github\n").unwrap();
    check_all(&blog, &["-v", "."]);
    let commands: [&[&str]; 12] = [
        &["--diff"],
        &["-v", "--fix=layout"],
        &["fmt", "--check"],
        &["fmt", "--diff"],
        &["--statistics"],
        &["links", "list"],
        &["links", "list", "--format", "json"],
        &["names"],
        &["names", "--format", "json"],
        &["config", &names[0]],
        &["config", &names[0], "--format", "json"],
        &["check", "no\u{1b}[1m\n::error::such.md", "--select", "x\u{1b}[1m"],
    ];
    for command in commands {
        let output = run(blog.path(), command);
        let said = stdout(&output) + &stderr(&output);
        // A diff for `git apply` and `patch` quotes names by itself; its lines are the text's, here without anything odd.
        assert_harmless(&format!("{command:?}"), &said);
        assert!(!said.lines().any(|line| line.trim_start().starts_with("::error") && !command.contains(&"github")), "{command:?}: {said}");
    }
    for format in FORMATS.iter().chain(&["full"]) {
        let output = run(blog.path(), &["--format", format, "."]);
        let said = stdout(&output) + &stderr(&output);
        assert_harmless(format, &said);
        assert!(!said.contains("\n::error::x"), "{format}: {said}");
    }
}

#[test]
fn what_is_wrong_with_arguments_is_text() {
    let blog = folder(&[("a.md", "# a\n")]);
    for args in [
        &["--select", EVIL][..],
        &["--platform", EVIL],
        &["--format", EVIL],
        &["--exclude", "{\u{1b}[1m"],
        &["--config", EVIL],
        &["--output", "json=\u{1b}[1m/x"],
        &["--since", "\u{1b}[1m"],
        &["explain", EVIL],
        &["import", EVIL],
        &["--fix", EVIL],
        &[EVIL],
        &["--stdin-filename", EVIL, "-"],
    ] {
        let output = with_stdin(blog.path(), args, b"Github\n");
        assert_harmless(&format!("{args:?}"), &(stdout(&output) + &stderr(&output)));
    }
}

/// A diff is for a program and keeps every byte; a terminal is spared them.
#[cfg(unix)]
#[test]
fn a_diff_on_a_terminal_is_text() {
    let text = "a\u{1b}[31m\u{202e} \u{9b}\n";
    let blog = folder(&[("a.md", text)]);
    let piped = stdout(&run(blog.path(), &["--diff"]));
    assert!(piped.contains("-a\u{1b}[31m\u{202e} \u{9b}\n") || piped.is_empty(), "{piped:?}");
    let line = format!("{} --diff --unsafe-fixes --color never a.md", env!("CARGO_BIN_EXE_cndlint"));
    let mut script = Command::new("script");
    script.args(["-qec", &line, "/dev/null"]).current_dir(blog.path()).stdin(Stdio::null()).env("LC_ALL", "C.UTF-8").env("NO_COLOR", "1");
    let Ok(output) = script.output() else {
        println!("skipped: no `script` that makes a terminal");
        return;
    };
    let said = stdout(&output).replace("\r\n", "\n");
    assert_harmless("a terminal", &said);
}

/// Colours are the program's own: a text that has some adds none.
#[test]
fn colours_are_our_own() {
    let blog = folder(&[("a.md", "# a\n\nGithub\u{1b}[31m\u{1b}]8;;https://example.com/\u{7}x\n")]);
    let mut command = cndlint(blog.path());
    let output = command.env_remove("NO_COLOR").args(["--color", "always", "a.md"]).output().unwrap();
    let said = stdout(&output);
    // Ours are `ESC [ numbers m`, and nothing else.
    for sequence in said.split('\u{1b}').skip(1) {
        let (numbers, _) = sequence.strip_prefix('[').and_then(|rest| rest.split_once('m')).unwrap_or_else(|| panic!("{sequence:?}"));
        assert!(numbers.bytes().all(|byte| byte.is_ascii_digit() || byte == b';'), "{sequence:?}");
    }
    assert!(!said.contains(['\u{7}', '\u{9b}']) && said.contains("\\u{1b}[31m"), "{said:?}");
}
