//! `cndlint init`: a configuration that is quiet on the first day, and says what it leaves out.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/program.rs"]
mod program;

use program::{folder, run, stderr, stdout, text};
use std::fs;

/// Posts without a final newline, with fences that name no language, an error in one and a misspelling in one.
fn posts(count: usize) -> Vec<(String, String)> {
    let post = |number: usize| {
        let image = if number == 0 { "[次](nowhere.md)\n\nGithubを使う。\n\n" } else { "" };
        (format!("posts/{number}.md"), format!("# 題{number}\n\n{image}```\n$ ls\n```\n\n最後の行"))
    };
    (0..count).map(post).collect()
}

fn blog(count: usize) -> tempfile::TempDir {
    let posts = posts(count);
    folder(&posts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
}

#[test]
fn what_finds_too_much_is_off_and_said() {
    let blog = blog(12);
    let before = stdout(&run(blog.path(), &["--statistics"]));
    assert!(before.contains("12  fence-language\n") && before.contains("12  final-newline  (12 fixable)"), "{before}");
    let output = run(blog.path(), &["init"]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    assert!(stdout(&output).contains("cndlint.toml: written after a look at 12 files\n"), "{}", stdout(&output));
    assert!(stdout(&output).contains("off, as they find too much: fence-language (12 findings)\n"), "{}", stdout(&output));
    let written = text(&blog, "cndlint.toml");
    assert!(written.contains("\nfence-language = \"off\"  # 12 in 12 files: "), "{written}");
    assert!(written.contains("generic for 12 files") && written.contains("final-newline"), "{written}");
    // What `--fix` mends stays on, and so does what is certain.
    let after = stdout(&run(blog.path(), &["--statistics"]));
    assert!(!after.contains("fence-language"), "{after}");
    let kept = |text: &str| {
        text.lines().filter(|line| line.starts_with(' ') && !line.contains("fence-language")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(kept(&after), kept(&before));
    assert!(kept(&after).iter().any(|line| line.contains("name-canonical")), "{after}");
}

#[test]
fn a_few_findings_switch_nothing_off() {
    let blog = blog(9);
    let output = run(blog.path(), &["init", "--print"]);
    assert!(!stdout(&output).contains("= \"off\""), "{}", stdout(&output));
    assert!(!blog.path().join("cndlint.toml").exists(), "only printed");
    assert!(stdout(&output).contains("#   fence-language"), "{}", stdout(&output));
}

#[test]
fn nothing_is_overwritten_and_every_mistake_is_one_line() {
    let blog = blog(1);
    fs::write(blog.path().join(".cndlint.toml"), "# mine\n").unwrap();
    fs::create_dir(blog.path().join("empty")).unwrap();
    for (args, message) in [
        (&["init"][..], "cndlint: .cndlint.toml: is there already; `cndlint init --print` shows what would be written\n"),
        (&["init", "empty"], "cndlint: no Markdown files found below empty; nothing written\n"),
        (&["init", "posts/0.md"], "cndlint: posts/0.md: is no folder; name the one that the posts lie in\n"),
    ] {
        let output = run(blog.path(), args);
        assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(2), message));
    }
    assert_eq!(text(&blog, ".cndlint.toml"), "# mine\n");
    assert!(!blog.path().join("cndlint.toml").exists());
    assert_eq!(run(blog.path(), &["init", "--print"]).status.code(), Some(0), "a look is free");
}
