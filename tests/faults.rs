//! Bad input, odd files and interrupted runs: one clear message each, and nothing is lost.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/program.rs"]
mod program;

use program::{folder, run, stderr, stdout, text};
use std::fs;
use std::time::{Duration, SystemTime};

const BAD: &str = "# 題\n\nGithubを使う。\n";
const GOOD: &str = "# 題\n\nGitHubを使う。\n";

#[test]
fn a_text_with_a_nul_is_checked_and_not_fixed() {
    let written = "# 題\n\na\0b Githubを \n";
    let blog = folder(&[("a.md", written)]);
    let output = run(blog.path(), &["--fix", "--format", "concise"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).contains("a.md:3:5: warn: "), "{}", stdout(&output));
    assert!(stderr(&output).contains("a.md: not fixed: has a NUL byte"), "{}", stderr(&output));
    assert_eq!(text(&blog, "a.md"), written);
    let piped = program::with_stdin(blog.path(), &["--fix", "-"], written.as_bytes());
    assert_eq!((piped.status.code(), stdout(&piped).as_str()), (Some(2), written), "a filter gives back what it cannot fix");
}

#[test]
fn a_filter_keeps_its_output_to_the_text() {
    let blog = folder(&[]);
    for format in ["full", "concise", "json", "github"] {
        let output = program::with_stdin(blog.path(), &["--fix", "--format", format, "-"], "Github\n\n## a\n\n#### b\n".as_bytes());
        assert_eq!(stdout(&output), "GitHub\n\n## a\n\n#### b\n", "{format}");
        assert!(stderr(&output).contains("heading-increment"), "{format}: {}", stderr(&output));
    }
}

#[test]
fn what_a_text_carries_comes_out_of_a_filter_unchanged() {
    let blog = folder(&[]);
    let written = "a\u{1b}[31mred\u{1b}[0m \u{9b}\u{202e}\u{7}\n";
    let output = program::with_stdin(blog.path(), &["--fix", "-"], written.as_bytes());
    assert_eq!(stdout(&output), written);
}

#[test]
fn the_ends_and_marks_of_lines_stay() {
    for (before, after) in [
        ("\u{feff}# a\r\n\r\nGithub \r\n", "\u{feff}# a\r\n\r\nGitHub\r\n"),
        ("a\r\nGithub\nb\r\n", "a\r\nGitHub\nb\r\n"),
        ("# a\r\nb\r\n", "# a\r\n\r\nb\r\n"),
        ("\u{feff}", "\u{feff}"),
        ("", ""),
    ] {
        let blog = folder(&[("a.md", before)]);
        run(blog.path(), &["--fix"]);
        assert_eq!(text(&blog, "a.md"), after);
    }
}

#[test]
fn a_file_that_changed_since_it_was_read_is_left_alone() {
    let blog = folder(&[("a.md", "someone else's\n")]);
    let refused = cndlint::files::write(&blog.path().join("a.md"), BAD, GOOD);
    assert_eq!(refused.unwrap_err(), "changed on disk since it was read");
    assert_eq!(text(&blog, "a.md"), "someone else's\n");
    assert_eq!(fs::read_dir(blog.path()).unwrap().count(), 1, "no temporary file is left");
}

#[test]
fn what_a_killed_run_left_goes_with_the_next_one() {
    let blog = folder(&[("a.md", BAD), (".cndlint-old.tmp", "x"), (".cndlint-new.tmp", "x"), (".cndlint-note.md", "x")]);
    let hours_ago = SystemTime::now() - Duration::from_secs(3 * 3600);
    fs::File::options().write(true).open(blog.path().join(".cndlint-old.tmp")).unwrap().set_modified(hours_ago).unwrap();
    run(blog.path(), &["--fix"]);
    let mut left: Vec<_> = fs::read_dir(blog.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, [".cndlint-new.tmp", ".cndlint-note.md", "a.md"]);
}

#[test]
fn a_folder_called_like_a_file_is_walked() {
    let blog = folder(&[("posts.md/a.md", BAD), ("posts.md/node_modules/b.md", BAD), ("posts.md/.hidden/c.md", BAD)]);
    run(blog.path(), &["--fix"]);
    assert_eq!(text(&blog, "posts.md/a.md"), GOOD);
    assert_eq!(text(&blog, "posts.md/node_modules/b.md"), BAD);
    assert_eq!(text(&blog, "posts.md/.hidden/c.md"), BAD);
}

#[test]
fn ignore_files_hide_until_a_file_is_named() {
    let blog =
        folder(&[(".gitignore", "drafts/\n"), (".cndlintignore", "old.md\n"), ("drafts/a.md", BAD), ("old.md", BAD), ("new.md", BAD)]);
    let list = |args: &[&str]| {
        let output = run(blog.path(), &[&["--format", "concise", "-q"], args].concat());
        stdout(&output).lines().map(|line| line.split(':').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(list(&[]), ["new.md"]);
    assert_eq!(list(&["old.md"]), ["old.md"]);
    assert_eq!(list(&["--no-ignore"]), ["drafts/a.md", "new.md", "old.md"]);
    assert_eq!(list(&["--exclude", "new.md", "."]), Vec::<String>::new());
}

#[test]
fn deep_nesting_is_no_matter() {
    let quotes = format!("{}a\n", ">".repeat(100_000));
    let brackets = format!("{}\n", "[".repeat(100_000));
    let stars = format!("{}a\n", "*_".repeat(50_000));
    let blog = folder(&[("q.md", &quotes), ("b.md", &brackets), ("s.md", &stars)]);
    let output = run(blog.path(), &["--fix"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    #[test]
    fn hard_links_and_read_only_files_are_refused_with_a_word() {
        let blog = folder(&[("one.md", BAD), ("protected.md", BAD), ("z.md", BAD)]);
        fs::hard_link(blog.path().join("one.md"), blog.path().join("two.md")).unwrap();
        fs::set_permissions(blog.path().join("protected.md"), fs::Permissions::from_mode(0o444)).unwrap();
        let output = run(blog.path(), &["--fix"]);
        assert_eq!(output.status.code(), Some(2));
        for line in ["one.md: not fixed: has several hard links", "two.md: not fixed: has several", "protected.md: not fixed: is read-only"]
        {
            assert!(stderr(&output).contains(line), "{}", stderr(&output));
        }
        for name in ["one.md", "two.md", "protected.md"] {
            assert_eq!(text(&blog, name), BAD);
        }
        assert_eq!(fs::metadata(blog.path().join("one.md")).unwrap().nlink(), 2);
        assert_eq!(text(&blog, "z.md"), GOOD);
        assert!(stdout(&output).contains("Github"), "what was not written is still reported");
    }

    #[test]
    fn links_are_followed_where_they_are_named_and_stay_links() {
        let blog = folder(&[("blog/real.md", BAD), ("outside/target.md", BAD)]);
        let at = |name: &str| blog.path().join("blog").join(name);
        symlink("real.md", at("inside.md")).unwrap();
        symlink("../outside/target.md", at("outside.md")).unwrap();
        symlink("loop-b.md", at("loop-a.md")).unwrap();
        symlink("loop-a.md", at("loop-b.md")).unwrap();
        symlink("missing.md", at("dangling.md")).unwrap();
        symlink("..", at("up")).unwrap();
        let output = run(&blog.path().join("blog"), &["--fix", "."]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(stderr(&output).contains("1 file checked"), "{}", stderr(&output));
        assert_eq!((text(&blog, "blog/real.md").as_str(), text(&blog, "outside/target.md").as_str()), (GOOD, BAD));
        let named = run(&blog.path().join("blog"), &["--fix", "outside.md", "loop-a.md", "dangling.md"]);
        assert_eq!(named.status.code(), Some(2));
        assert!(stderr(&named).contains("dangling.md: No such file or directory\n"), "{}", stderr(&named));
        assert!(stderr(&named).contains("loop-a.md: "), "{}", stderr(&named));
        assert_eq!(text(&blog, "outside/target.md"), GOOD);
        assert!(at("outside.md").is_symlink());
    }

    #[test]
    fn two_names_of_one_file_are_one_file() {
        let blog = folder(&[("a.md", BAD)]);
        symlink("a.md", blog.path().join("b.md")).unwrap();
        let output = run(blog.path(), &["--fix", "a.md", "b.md", "./a.md"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(stderr(&output).contains("1 file checked, 1 fixed"), "{}", stderr(&output));
    }
}

#[test]
fn much_that_is_found_comes_out_whole_and_in_order() {
    let names: Vec<String> = (0..60).map(|number| format!("{number:02}.md")).collect();
    let posts: Vec<String> = (0..60).map(|number| format!("# {number}\n\n{}", "Githubを使う。\n\n".repeat(200))).collect();
    let blog = folder(&names.iter().zip(&posts).map(|(name, post)| (name.as_str(), post.as_str())).collect::<Vec<_>>());
    let alone: String = names.iter().map(|name| stdout(&run(blog.path(), &["--quiet", name]))).collect();
    assert!(alone.len() > 2 << 20, "more than is kept in memory: {}", alone.len());
    assert_eq!(stdout(&run(blog.path(), &["--quiet"])), alone);
    let without = program::cndlint(blog.path()).arg("--quiet").env("TMPDIR", blog.path().join("missing")).output().unwrap();
    assert_eq!((stdout(&without), stderr(&without).as_str()), (alone, ""), "no folder for temporary files is no loss");
}
