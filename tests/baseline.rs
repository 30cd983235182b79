//! The baseline: what it hides, what is said of it, what it refuses.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/program.rs"]
mod program;

use program::{cndlint, folder, run, stderr, stdout, text};
use std::fs;

const BAD: &str = "# 題\n\nGithubを使う。\n";
const NAME: &str = "cndlint-baseline.toml";

#[test]
fn what_it_knows_is_silent_until_its_line_changes() {
    let blog = folder(&[("a.md", BAD), ("sub/記事 1.md", "# 題\n\n### 深い\n\nKeyclock\n")]);
    let written = run(blog.path(), &["--write-baseline"]);
    assert_eq!((written.status.code(), stdout(&written)), (Some(0), String::new()));
    assert_eq!(stderr(&written), "cndlint-baseline.toml: 3 findings of 2 files (3 new, 0 taken out)\n");
    let silent = run(blog.path(), &["--baseline", NAME, "--lang", "en"]);
    assert_eq!(silent.status.code(), Some(0), "{}", stdout(&silent));
    assert_eq!(stdout(&silent), "2 files checked, nothing found\n3 findings of the baseline not shown\n");
    // Moved, indented and in company of new ones: what was known stays hidden, what is new is not.
    fs::write(blog.path().join("a.md"), "# 題\n\n前の行。\n\n- x\n\n  Githubを使う。\n\nGithubは違う。\n").unwrap();
    let new = run(blog.path(), &["--baseline", NAME, "--format", "concise", "-q"]);
    assert_eq!(stdout(&new), "a.md:9:1: warn: “Github” is written “GitHub” (name-canonical) [wording]\n");
    assert_eq!(new.status.code(), Some(1));
    // Of three equal ones two are more than there were.
    fs::write(blog.path().join("a.md"), "Githubを使う。\n\nGithubを使う。\n\nGithubを使う。\n").unwrap();
    let more = run(blog.path(), &["--baseline", NAME, "--format", "json"]);
    assert!(stdout(&more).contains("\"warn\":2"), "{}", stdout(&more));
}

#[test]
fn it_works_from_everywhere_and_in_the_configuration() {
    let blog = folder(&[("a.md", BAD), ("sub/b.md", BAD), ("cndlint.toml", "baseline = \"known.toml\"\n")]);
    let missing = run(blog.path(), &[]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(stderr(&missing).contains("known.toml: the baseline cannot be read"), "{}", stderr(&missing));
    assert_eq!(run(blog.path(), &["--write-baseline"]).status.code(), Some(0));
    assert!(text(&blog, "known.toml").contains("[files.\"sub/b.md\"]"));
    for (place, paths) in [(".", vec!["."]), ("sub", vec![".."]), ("sub", vec!["b.md", "../a.md"]), (".", vec!["sub/../sub/b.md"])] {
        let output = run(&blog.path().join(place), &paths);
        assert_eq!(output.status.code(), Some(0), "{place} {paths:?} {}", stdout(&output));
    }
    let shown = run(blog.path(), &["--isolated"]);
    assert_eq!(shown.status.code(), Some(1), "without the configuration everything is shown");
    let outside = folder(&[("x.md", BAD)]);
    let baseline = outside.path().join("base.toml");
    let asked = baseline.to_str().unwrap();
    assert_eq!(run(outside.path(), &[".", blog.path().to_str().unwrap(), "--write-baseline", asked]).status.code(), Some(0));
    assert_eq!(run(blog.path(), &["--baseline", asked]).status.code(), Some(0));
}

#[test]
fn fixes_leave_alone_what_it_knows() {
    let blog = folder(&[("a.md", "# 題\n\nGithubを使う。 \n")]);
    run(blog.path(), &["--write-baseline"]);
    fs::write(blog.path().join("a.md"), "# 題\n\nGithubの新しい行。 \n\nGithubを使う。 \n").unwrap();
    let diff = run(blog.path(), &["--diff", "--baseline", NAME]);
    assert!(stdout(&diff).contains("+GitHubの新しい行。\n") && !stdout(&diff).contains("+GitHubを使う"), "{}", stdout(&diff));
    let fixed = run(blog.path(), &["--fix", "--baseline", NAME, "--lang", "en"]);
    assert_eq!(text(&blog, "a.md"), "# 題\n\nGitHubの新しい行。\n\nGithubを使う。 \n");
    assert!(stderr(&fixed).contains("2 fixed, nothing left\n2 findings of the baseline not shown\n"), "{}", stderr(&fixed));
}

#[test]
fn entries_that_no_longer_occur_are_told_and_taken_out() {
    let blog = folder(&[("a.md", BAD), ("b.md", BAD), ("c.md", "# 題\n\nKeyclock\n")]);
    run(blog.path(), &["--write-baseline"]);
    let before = text(&blog, NAME);
    fs::write(blog.path().join("a.md"), "# 題\n\nGithubの新しい行。\n").unwrap();
    fs::write(blog.path().join("b.md"), "# 題\n").unwrap();
    fs::remove_file(blog.path().join("c.md")).unwrap();
    let told = run(blog.path(), &["--baseline", NAME, "-v", "a.md"]);
    // Of `b.md` this run knows nothing; `c.md` is gone.
    let expected = "cndlint: cndlint-baseline.toml: 2 entries no longer occur; `--prune-baseline` takes them out\n  a.md: name-canonical: 1\n  c.md: name-canonical: 1\n";
    assert_eq!(stderr(&told), expected);
    // A rule that does not run says nothing of its entries.
    let other = run(blog.path(), &["--baseline", NAME, "--select", "heading-empty", "a.md", "b.md"]);
    assert!(stderr(&other).contains("1 entry no longer occurs; `--prune-baseline` takes it out"), "{}", stderr(&other));
    assert_eq!(text(&blog, NAME), before, "nothing is written without being asked");
    let pruned = run(blog.path(), &["--baseline", NAME, "--prune-baseline", "--format", "concise"]);
    assert_eq!(pruned.status.code(), Some(1), "what is new is found");
    assert!(stderr(&pruned).contains("cndlint-baseline.toml: 0 findings of 0 files (0 new, 3 taken out)"), "{}", stderr(&pruned));
    assert!(!text(&blog, NAME).contains("[files"), "{}", text(&blog, NAME));
}

#[test]
fn writing_for_some_files_keeps_the_others() {
    let blog = folder(&[("a.md", BAD), ("b.md", BAD)]);
    run(blog.path(), &["--write-baseline"]);
    fs::write(blog.path().join("a.md"), "# 題\n\nGithub\n\nKeyclock\n").unwrap();
    let written = run(blog.path(), &["a.md", "--write-baseline"]);
    assert_eq!(stderr(&written), "cndlint-baseline.toml: 3 findings of 2 files (2 new, 1 taken out)\n");
    let twice = text(&blog, NAME);
    assert_eq!(stderr(&run(blog.path(), &["--write-baseline"])), "cndlint-baseline.toml: 3 findings of 2 files (0 new, 0 taken out)\n");
    assert_eq!(text(&blog, NAME), twice);
    assert_eq!(run(blog.path(), &["--baseline", NAME]).status.code(), Some(0));
}

/// What only the comparison of files finds is known too, and a run of fewer files says nothing of it.
#[test]
fn findings_between_files_are_known() {
    let many = "# 題\n\nKubeXYZを使う。KubeXYZだ。KubeXYZ。KubeXYZは。KubeXYZ。KubeXYZ。\n";
    let blog = folder(&[("a.md", many), ("b.md", many), ("c.md", "# 題\n\nKubexyzを使う。\n")]);
    let found = run(blog.path(), &["--format", "concise"]);
    assert!(stdout(&found).contains("c.md:3:1: "), "{}", stdout(&found));
    run(blog.path(), &["--write-baseline"]);
    assert!(text(&blog, NAME).contains("name-consistent"), "{}", text(&blog, NAME));
    let all = run(blog.path(), &["--baseline", NAME]);
    assert_eq!((all.status.code(), stderr(&all)), (Some(0), String::new()));
    let alone = run(blog.path(), &["--baseline", NAME, "c.md"]);
    assert_eq!((alone.status.code(), stderr(&alone)), (Some(0), String::new()));
}

#[test]
fn bad_baselines_are_refused_and_nothing_is_lost() {
    let entry = "\"81429b50838e01ae030fb53b7fa141ea\"";
    let file = |what: &str| format!("version = 1\n\n[files.\"a.md\"]\nname-canonical = [{what}]\n");
    let bad = [
        ("version = 2\nother = 1\n".to_owned(), "a baseline of version 2, and this cndlint reads version 1"),
        (String::new(), "missing field `version`"),
        ("<<<<<<< HEAD\nversion = 1\n".to_owned(), "not a baseline that can be read"),
        (file("\"abc\""), "no fingerprint: 32 hexadecimal digits are wanted"),
        (file(&format!("{entry}, {entry}")), "this entry stands twice"),
        (file(entry) + "[files.\"a.md\"]\n", "not a baseline that can be read: duplicate key"),
    ];
    for (content, message) in bad {
        let blog = folder(&[("a.md", BAD), (NAME, &content)]);
        for args in [&["--baseline", NAME][..], &["--write-baseline"], &["--baseline", NAME, "--prune-baseline"]] {
            let output = run(blog.path(), args);
            let said = stderr(&output).split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()), "{args:?}");
            assert!(said.contains(message) && said.contains("write it anew with `cndlint"), "{args:?}: {said}");
            assert_eq!(text(&blog, NAME), content, "{args:?}");
        }
    }
    let blog = folder(&[("a.md", BAD), ("sub/b.md", BAD)]);
    for (args, message) in [
        (
            &["--baseline", "none.toml"][..],
            "none.toml: the baseline cannot be read: No such file or directory; `cndlint --write-baseline` makes one",
        ),
        (&["--baseline", "sub"], "is a folder; name the file in it"),
        (&["--write-baseline", "sub"], "`sub` is what it would be written to"),
        (&["--write-baseline", "a.md"], "`a.md` is what it would be written to"),
        (&["--write-baseline=no/x.toml"], "no/x.toml: baseline not written: there is no folder `no`; make it first"),
        (&["--prune-baseline"], "no baseline holds for these files; name it with `--baseline FILE`"),
        (&["-", "--write-baseline"], "`-` (standard input) is no file"),
    ] {
        let output = run(blog.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?} {}", stderr(&output));
        assert!(stderr(&output).contains(message), "{args:?}: {}", stderr(&output));
        assert_eq!(text(&blog, "a.md"), BAD);
    }
}

#[cfg(unix)]
#[test]
fn a_baseline_that_may_not_be_written_stays() {
    use std::os::unix::fs::PermissionsExt;
    let blog = folder(&[("a.md", BAD)]);
    run(blog.path(), &["--write-baseline"]);
    let before = text(&blog, NAME);
    let path = blog.path().join(NAME);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    if fs::OpenOptions::new().write(true).open(&path).is_ok() {
        // Root may write everything.
        return;
    }
    fs::write(blog.path().join("a.md"), "# 題\n").unwrap();
    let output = run(blog.path(), &["--write-baseline"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("baseline not written: Permission denied"), "{}", stderr(&output));
    assert_eq!(text(&blog, NAME), before);
}

#[test]
fn formatting_and_other_reports_go_with_it() {
    let blog = folder(&[("a.md", "# 題\n\nGithubを使う。 \n"), ("cndlint.toml", "baseline = \"b.toml\"\n")]);
    run(blog.path(), &["--write-baseline"]);
    for format in ["json", "sarif", "github", "junit"] {
        let output = cndlint(blog.path()).args(["--format", format]).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert!(!stdout(&output).contains("name-canonical"), "{format}: {}", stdout(&output));
    }
    assert_eq!(run(blog.path(), &["fmt"]).status.code(), Some(0));
    assert_eq!(text(&blog, "a.md"), "# 題\n\nGithubを使う。\n", "formatting is not about findings");
}
