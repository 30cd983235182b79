//! Changed lines: what counts since a commit, and what is staged. A real git in folders of its own.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/program.rs"]
mod program;

use program::{cndlint, folder, run, stderr, stdout, text};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

fn git(folder: &Path, args: &[&str]) -> Output {
    let fixed = [
        "-c",
        "user.name=n",
        "-c",
        "user.email=n@example.com",
        "-c",
        "init.defaultBranch=main",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "protocol.file.allow=always",
    ];
    let mut git = Command::new("git");
    git.args(fixed).args(args).current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    git.output().unwrap()
}

#[track_caller]
fn git_ok(folder: &Path, args: &[&str]) {
    let output = git(folder, args);
    assert!(output.status.success(), "{args:?} {}", stderr(&output));
}

/// A repository with one commit of these files.
fn repository(files: &[(&str, &str)]) -> TempDir {
    let made = folder(files);
    git_ok(made.path(), &["init", "-q"]);
    git_ok(made.path(), &["add", "."]);
    git_ok(made.path(), &["commit", "-q", "--allow-empty", "-m", "first"]);
    made
}

/// The findings as `path:line rule`.
#[track_caller]
fn found(folder: &Path, args: &[&str]) -> Vec<String> {
    let output = run(folder, &[args, &["--format", "concise", "--quiet", "--lang", "en"]].concat());
    assert!(matches!(output.status.code(), Some(0 | 1)), "{args:?} {}", stderr(&output));
    let lines = stdout(&output);
    let brief = |line: &str| {
        let mut parts = line.split(':');
        let (path, at) = (parts.next().unwrap(), parts.next().unwrap());
        format!("{path}:{at} {}", line.rsplit('(').next().unwrap().split(')').next().unwrap())
    };
    lines.lines().map(brief).collect()
}

fn write(folder: &TempDir, name: &str, text: &str) {
    fs::write(folder.path().join(name), text).unwrap();
}

const OLD: &str = "# 題\n\nGithubを使う。\n\n古いGithub。\n";

/// Those of the rules on names.
fn on_names(found: Vec<String>) -> Vec<String> {
    found.into_iter().filter(|found| found.contains("name-")).collect()
}

#[test]
fn only_changed_lines_count() {
    let blog = repository(&[("a b.md", OLD), ("日本.md", OLD), ("same.md", OLD)]);
    write(&blog, "a b.md", "# 題\n\nGithubを使う。\n\n新しいGithub。\n\n古いGithub。\n");
    write(&blog, "日本.md", "前の行\r\n# 題\n\nKeyclockを使う。\n\n古いGithub。");
    write(&blog, "new.md", "Github\n");
    write(&blog, "note.txt", "Github\n");
    let expected = [
        "a b.md:5 name-canonical",
        "new.md:1 name-canonical",
        "日本.md:4 name-canonical",
        "日本.md:6 name-canonical",
        "日本.md:6 final-newline",
    ];
    let seen = found(blog.path(), &["--since", "HEAD"]);
    assert_eq!(seen, expected);
    // Committed or not is the same.
    git_ok(blog.path(), &["add", "."]);
    git_ok(blog.path(), &["commit", "-qm", "second"]);
    assert_eq!(found(blog.path(), &["--since", "HEAD^"]), seen);
    assert_eq!(found(blog.path(), &["--since", "HEAD"]), [""; 0]);
    let nothing = run(blog.path(), &["--since", "HEAD"]);
    assert_eq!((nothing.status.code(), stderr(&nothing)), (Some(0), "cndlint: no Markdown file has changed\n".into()));
    assert_eq!(found(blog.path(), &["--since", "HEAD^", "new.md", "same.md"]), ["new.md:1 name-canonical"]);
    assert_eq!(found(blog.path(), &["--since", "HEAD^", "note.txt"]), ["note.txt:1 name-canonical"], "what is named is a text");
}

#[test]
fn paths_are_as_they_were_given() {
    let blog = repository(&[("sub/a.md", OLD), ("b.md", OLD)]);
    write(&blog, "sub/a.md", &format!("{OLD}\nKeyclock\n"));
    write(&blog, "b.md", &format!("{OLD}\nKeyclock\n"));
    let sub = blog.path().join("sub");
    assert_eq!(found(&sub, &["--since", "HEAD"]), ["a.md:7 name-canonical"], "no path is the current folder");
    assert_eq!(found(&sub, &["--since", "HEAD", ".."]), ["../b.md:7 name-canonical", "../sub/a.md:7 name-canonical"]);
    assert_eq!(found(&sub, &["--since", "HEAD", "a.md", ".", "../b.md"]), ["../b.md:7 name-canonical", "a.md:7 name-canonical"]);
    let elsewhere = folder(&[]);
    let absolute = blog.path().canonicalize().unwrap();
    assert_eq!(found(elsewhere.path(), &["--since", "HEAD", absolute.to_str().unwrap()]).len(), 2);
}

#[test]
fn files_that_a_walk_leaves_out_are_left_out() {
    let blog = repository(&[
        (".cndlintignore", "drafts/\n*.tmp.md\n!keep.tmp.md\n"),
        (".gitignore", "/out\n"),
        ("cndlint.toml", "exclude = [\"old/\"]\n"),
    ]);
    for name in
        ["drafts/a.md", "x.tmp.md", "keep.tmp.md", "out/a.md", "old/a.md", ".hidden/a.md", "node_modules/a.md", "given/a.md", "ok/a.md"]
    {
        fs::create_dir_all(blog.path().join(name).parent().unwrap()).unwrap();
        write(&blog, name, "Github\n");
    }
    git_ok(blog.path(), &["add", "-f", "."]);
    let args = ["--exclude", "given/"];
    for since in [&["--since", "HEAD"][..], &["--staged"]] {
        assert_eq!(found(blog.path(), &[since, &args].concat()), found(blog.path(), &args), "{since:?}");
        assert_eq!(found(blog.path(), &[since, &["--no-ignore"]].concat()), found(blog.path(), &["--no-ignore"]), "{since:?}");
        assert_eq!(
            found(blog.path(), &[since, &["drafts/a.md"]].concat()),
            ["drafts/a.md:1 name-canonical"],
            "a file that is named is not left out"
        );
    }
}

#[test]
fn front_matter_counts_by_key_and_files_as_a_whole() {
    let post =
        |tags: &str, title: &str| format!("---\ntitle: {title}\nemoji: 😀\ntype: tech\ntopics:\n{tags}publiched: true\n---\n\n本文。\n");
    let tags = "  - a\n  - b\n  - c\n  - d\n  - e\n";
    let blog = repository(&[("articles/abcdefghijklm.md", &post(tags, "題"))]);
    let name = "articles/abcdefghijklm.md";
    let all = found(blog.path(), &[]);
    assert!(all.iter().any(|found| found.contains("front-matter-key")), "{all:?}");
    write(&blog, name, &post(tags, "題").replace("本文", "別の本文"));
    assert_eq!(found(blog.path(), &["--since", "HEAD"]), [""; 0]);
    // One more tag makes the key wrong, wherever in it that is reported; a key that is missing is missing from the block.
    write(&blog, name, &post(&format!("  - z\n{tags}"), "題"));
    let seen = found(blog.path(), &["--since", "HEAD"]);
    assert!(seen.iter().any(|found| found.contains("front-matter-tags") || found.contains("front-matter-schema")), "{seen:?}");
    assert!(!seen.iter().any(|found| found.contains("front-matter-key")), "{seen:?}");
    // A name that the platform refuses is said of the whole file.
    git_ok(blog.path(), &["mv", name, "articles/X.md"]);
    let seen = found(blog.path(), &["--since", "HEAD"]);
    assert!(seen.iter().any(|found| found.contains("front-matter-file-name")), "{seen:?}");
}

#[test]
fn the_other_place_of_a_finding_counts_too() {
    let blog = repository(&[("a.md", "# 題\n\n本文。\n\n## 同じ\n\n文。\n")]);
    write(&blog, "a.md", "# 題\n\n## 同じ\n\n本文。\n\n## 同じ\n\n文。\n");
    assert_eq!(found(blog.path(), &["--since", "HEAD"]), ["a.md:7 heading-duplicate"]);
}

#[test]
fn what_is_gone_counts_where_it_was() {
    let blog = repository(&[("a.md", "# 題\n\n## 甲\n\n文。\n\n### 乙\n\n文。\n\n#### 丙\n\nGithub\n")]);
    write(&blog, "a.md", "# 題\n\n## 甲\n\n文。\n\n#### 丙\n\nGithub\n");
    assert_eq!(found(blog.path(), &["--since", "HEAD"]), ["a.md:7 heading-increment"]);
}

#[test]
fn renames_are_followed() {
    let lines: Vec<String> = (0..30).map(|line| format!("行{line}のGithub。\n")).collect();
    let long = lines.join("\n") + "\n";
    let blog = repository(&[("a.md", &long)]);
    git_ok(blog.path(), &["mv", "a.md", "b c.md"]);
    write(&blog, "b c.md", &format!("{long}\n新しいGithub。\n"));
    let expected = ["b c.md:62 name-canonical"];
    assert_eq!(on_names(found(blog.path(), &["--since", "HEAD"])), expected);
    git_ok(blog.path(), &["add", "."]);
    assert_eq!(on_names(found(blog.path(), &["--staged"])), expected);
}

#[test]
fn fixes_stay_in_changed_lines() {
    let blog = repository(&[("a.md", "# 題\n\nGithubを使う。 \n\n\n\n終わり。\n")]);
    write(&blog, "a.md", "新しいK8SとGithubです。\n\n\n\n# 題\n\nGithubを使う。 \n\n\n\n終わり。\n\n新しいGithubだ。\n");
    let diff = run(blog.path(), &["--since", "HEAD", "--diff"]);
    run(blog.path(), &["--since", "HEAD", "--fix"]);
    let after = "新しいK8sとGitHubです。\n\n# 題\n\nGithubを使う。 \n\n\n\n終わり。\n\n新しいGitHubだ。\n";
    assert_eq!(text(&blog, "a.md"), after, "{}", stdout(&diff));
    assert!(!stdout(&diff).contains("-Githubを使う"), "{}", stdout(&diff));
}

#[test]
fn what_is_staged_is_the_text_of_the_index() {
    let blog = repository(&[("a.md", OLD), ("b.md", OLD)]);
    write(&blog, "a.md", &format!("{OLD}\n\n\nKeyclock\n"));
    write(&blog, "b.md", &format!("{OLD}\nKeyclock\n"));
    git_ok(blog.path(), &["add", "."]);
    // Not staged: a line before it, and all that was staged of another file taken back.
    write(&blog, "a.md", &format!("Github\n\n{OLD}\n"));
    fs::remove_file(blog.path().join("b.md")).unwrap();
    write(&blog, "untracked.md", "Github\n");
    let expected = ["a.md:7 blank-lines-multiple", "a.md:9 name-canonical", "b.md:7 name-canonical"];
    assert_eq!(found(blog.path(), &["--staged"]), expected);
    assert_eq!(found(blog.path(), &["--staged", "b.md"]), expected[2..], "gone from the working tree, and staged");
    let before = text(&blog, "a.md");
    let fixed = run(blog.path(), &["--staged", "--fix", "a.md"]);
    assert_eq!(fixed.status.code(), Some(2));
    assert!(stderr(&fixed).contains("a.md: not fixed: it has changes that are not staged; `git add` it"), "{}", stderr(&fixed));
    assert_eq!(text(&blog, "a.md"), before);
    // Where index and working tree are one, fixes are made, and by `--diff` shown.
    git_ok(blog.path(), &["add", "."]);
    let diff = run(blog.path(), &["--staged", "--diff", "untracked.md"]);
    assert!(stdout(&diff).contains("+GitHub\n"), "{}", stdout(&diff));
    assert_eq!(run(blog.path(), &["--staged", "--fix", "untracked.md"]).status.code(), Some(0));
    assert_eq!(text(&blog, "untracked.md"), "GitHub\n");
}

#[test]
fn a_repository_without_a_commit() {
    let blog = folder(&[("a.md", "Github\n")]);
    git_ok(blog.path(), &["init", "-q"]);
    assert_eq!(found(blog.path(), &["--staged"]), [""; 0]);
    git_ok(blog.path(), &["add", "."]);
    assert_eq!(found(blog.path(), &["--staged"]), ["a.md:1 name-canonical"]);
    let since = run(blog.path(), &["--since", "HEAD"]);
    assert_eq!(since.status.code(), Some(2));
    assert!(stderr(&since).contains("`HEAD` is no commit of this repository"), "{}", stderr(&since));
}

#[test]
fn merges_and_branches() {
    let blog = repository(&[("a.md", "# 題\n"), ("b.md", "# 題\n")]);
    git_ok(blog.path(), &["checkout", "-q", "-b", "topic"]);
    write(&blog, "a.md", "# 題\n\nGithub\n");
    git_ok(blog.path(), &["commit", "-qam", "topic"]);
    git_ok(blog.path(), &["checkout", "-q", "main"]);
    write(&blog, "b.md", "# 題\n\nKeyclock\n");
    git_ok(blog.path(), &["commit", "-qam", "main"]);
    git_ok(blog.path(), &["checkout", "-q", "topic"]);
    assert_eq!(found(blog.path(), &["--since", "main..."]), ["a.md:3 name-canonical"]);
    git_ok(blog.path(), &["merge", "-q", "--no-edit", "main"]);
    assert_eq!(found(blog.path(), &["--since", "main"]), ["a.md:3 name-canonical"]);
    assert_eq!(found(blog.path(), &["--since", "HEAD^"]), ["b.md:3 name-canonical"]);
    // In a conflict both sides are on hand.
    git_ok(blog.path(), &["checkout", "-q", "-b", "other", "main"]);
    write(&blog, "a.md", "# 題\n\n別の行\n");
    git_ok(blog.path(), &["commit", "-qam", "other"]);
    assert!(!git(blog.path(), &["merge", "-q", "topic"]).status.success());
    for args in [&["--since", "HEAD"][..], &["--staged"]] {
        let seen = found(blog.path(), args);
        assert!(seen.iter().any(|found| found.contains("conflict-marker")), "{args:?} {seen:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_and_submodules_are_no_texts() {
    let other = repository(&[("x.md", "Github\n")]);
    let blog = repository(&[("a.md", "# 題\n")]);
    git_ok(blog.path(), &["submodule", "--quiet", "add", other.path().to_str().unwrap(), "sub.md"]);
    std::os::unix::fs::symlink("a.md", blog.path().join("link.md")).unwrap();
    std::os::unix::fs::symlink("nowhere", blog.path().join("dead.md")).unwrap();
    assert_eq!(found(blog.path(), &["--since", "HEAD"]), [""; 0]);
    git_ok(blog.path(), &["add", "."]);
    write(&blog, "sub.md/x.md", "Github\n\nKeyclock\n");
    for args in [&["--since", "HEAD"][..], &["--staged"]] {
        assert_eq!(found(blog.path(), args), [""; 0], "{args:?}");
    }
    // A link that becomes a file is new.
    git_ok(blog.path(), &["commit", "-qm", "links"]);
    fs::remove_file(blog.path().join("link.md")).unwrap();
    write(&blog, "link.md", "Github\n");
    assert_eq!(found(blog.path(), &["--since", "HEAD"]), ["link.md:1 name-canonical"]);
}

#[test]
fn carriage_returns_and_the_users_configuration() {
    let blog =
        repository(&[(".gitattributes", "*.md text=auto\nbin.md -diff -text\n"), ("a.md", "# 題\r\n\r\nGithub\r\n"), ("bin.md", "# 題\n")]);
    for (key, value) in [
        ("diff.interHunkContext", "9"),
        ("diff.external", "false"),
        ("color.diff", "always"),
        ("diff.noprefix", "true"),
        ("diff.renames", "copies"),
        ("core.autocrlf", "true"),
        ("diff.relative", "true"),
    ] {
        git_ok(blog.path(), &["config", key, value]);
    }
    write(&blog, "a.md", "Keyclock\r\n\r\n# 題\r\n\r\nGithub\r\n\r\nKeyclock\r\n");
    write(&blog, "bin.md", "# 題\n\nGithub");
    let expected = ["a.md:1 name-canonical", "a.md:7 name-canonical", "bin.md:3 name-canonical"];
    assert_eq!(on_names(found(blog.path(), &["--since", "HEAD"])), expected);
    git_ok(blog.path(), &["add", "."]);
    assert_eq!(on_names(found(blog.path(), &["--staged"])), expected);
}

#[test]
fn a_baseline_and_changed_lines_both_hold() {
    let blog = repository(&[("a.md", OLD)]);
    write(&blog, "a.md", &format!("{OLD}\n最初のKeyclock\n"));
    run(blog.path(), &["--write-baseline"]);
    write(&blog, "a.md", &format!("{OLD}\n最初のKeyclock\n\n次のKeyclock\n"));
    assert_eq!(found(blog.path(), &["--since", "HEAD", "--baseline", "cndlint-baseline.toml"]), ["a.md:9 name-canonical"]);
    git_ok(blog.path(), &["commit", "-qam", "second"]);
    assert_eq!(found(blog.path(), &["--since", "HEAD", "--baseline", "cndlint-baseline.toml"]), [""; 0]);
}

#[test]
fn what_git_cannot_tell_is_said() {
    let blog = repository(&[("a.md", OLD)]);
    write(&blog, "a.md", "Github\n");
    git_ok(blog.path(), &["commit", "-qam", "second"]);
    let (lost, bare, shallow) = (folder(&[("a.md", OLD)]), folder(&[]), folder(&[]));
    git_ok(bare.path(), &["clone", "-q", "--bare", blog.path().to_str().unwrap(), "x.git"]);
    git_ok(shallow.path(), &["clone", "-q", "--depth", "1", &format!("file://{}", blog.path().display()), "x"]);
    for (place, args, message) in [
        (blog.path(), &["--since", "nothing"][..], "`nothing` is no commit of this repository"),
        (blog.path(), &["--since", "--output=x"], "`--output=x` is no commit of this repository"),
        (blog.path(), &["--since", "HEAD:a.md"], "`HEAD:a.md` is no commit"),
        (blog.path(), &["--since", ""], "`` is no commit"),
        (blog.path(), &["--since", "HEAD", ".", "/"], "/: lies outside of the repository"),
        (blog.path(), &["--since", "HEAD", "none.md"], "none.md: No such file or directory"),
        (blog.path(), &["--staged", "-"], "`-` (standard input) is no file"),
        (lost.path(), &["--since", "HEAD"], "is in no git repository"),
        (lost.path(), &["--staged"], "is in no git repository"),
        (&bare.path().join("x.git"), &["--since", "HEAD"], "is bare: without a working tree"),
        (&shallow.path().join("x"), &["--since", "HEAD^"], "`HEAD^` is not in this shallow clone; fetch it first: `git fetch --unshallow`"),
    ] {
        let output = cndlint(place).args(args).env("GIT_CEILING_DIRECTORIES", std::env::temp_dir()).output().unwrap();
        assert_eq!((output.status.code(), stdout(&output).lines().count() < 2), (Some(2), true), "{args:?} {}", stdout(&output));
        assert!(stderr(&output).contains(message), "{args:?}: {}", stderr(&output));
    }
    let output = cndlint(blog.path()).args(["--since", "HEAD"]).env("PATH", "").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("the program `git` is needed"), "{}", stderr(&output));
}

/// Hooks run with git's own variables set.
#[test]
fn in_a_hook_it_is_the_commit_that_counts() {
    let blog = repository(&[("a.md", OLD), ("b.md", OLD)]);
    let hook = blog.path().join(".git/hooks/pre-commit");
    let program = env!("CARGO_BIN_EXE_cndlint");
    fs::write(&hook, format!("#!/bin/sh\nLC_ALL=C.UTF-8 exec '{program}' --staged --format concise -q\n")).unwrap();
    #[cfg(unix)]
    fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    write(&blog, "a.md", &format!("{OLD}\nKeyclock\n"));
    write(&blog, "b.md", &format!("{OLD}\n良い行。\n"));
    git_ok(blog.path(), &["add", "."]);
    let refused = git(blog.path(), &["commit", "-qm", "bad"]);
    assert!(!refused.status.success() && stderr(&refused).contains("a.md:7:1"), "{}", stderr(&refused));
    git_ok(blog.path(), &["commit", "-qm", "good", "b.md"]);
}
