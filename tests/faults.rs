//! Bad input, odd files and interrupted runs: one clear message each, and nothing is lost.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/program.rs"]
mod program;

use program::{cndlint, folder, run, stderr, stdout, text};
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

const BAD: &str = "# 題\n\nGithubを使う。\n";
const GOOD: &str = "# 題\n\nGitHubを使う。\n";

#[test]
fn what_is_no_utf8_is_named_left_alone_and_hides_nothing() {
    let utf16: Vec<u8> = "# 題\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files: [(&str, &[u8], &str); 7] = [
        (
            "a-sjis.md",
            b"# \x91\xe8 \n\n\x82\xb1\x82\xea\n",
            "not UTF-8: invalid at byte 2 (line 1); looks like Shift_JIS; save the file as UTF-8",
        ),
        ("b-euc.md", b"ok\n\xa4\xb3\xa4\xec \n", "not UTF-8: invalid at byte 3 (line 2); looks like EUC-JP; save the file as UTF-8"),
        ("c-jis.md", b"\x1b$B$3\x1b(B \n", "not UTF-8; looks like ISO-2022-JP; save the file as UTF-8"),
        ("d-utf16.md", &[b"\xff\xfe", &utf16[..]].concat(), "not UTF-8; looks like UTF-16LE; save the file as UTF-8"),
        ("e-ascii16.md", b"a\0b\0 \0\n\0", "not UTF-8; looks like UTF-16LE; save the file as UTF-8"),
        ("f-cut.md", b"line \n\xe3\x81", "not UTF-8: invalid at byte 6 (line 2); save the file as UTF-8"),
        ("g.png.md", b"\x89PNG\r\n\x1a\n\0\0", "not a text: looks like a binary file"),
    ];
    let blog = folder(&[("z.md", BAD)]);
    for (name, bytes, _) in files {
        fs::write(blog.path().join(name), bytes).unwrap();
    }
    let output = run(blog.path(), &["--fix"]);
    assert_eq!(output.status.code(), Some(2));
    for (name, bytes, message) in files {
        assert!(stderr(&output).contains(&format!("cndlint: {name}: {message}\n")), "{name}:\n{}", stderr(&output));
        assert_eq!(fs::read(blog.path().join(name)).unwrap(), bytes, "{name}");
    }
    assert_eq!(text(&blog, "z.md"), GOOD, "the other files go on");
}

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
fn a_clean_file_is_not_touched() {
    let blog = folder(&[("a.md", GOOD)]);
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    fs::File::options().write(true).open(blog.path().join("a.md")).unwrap().set_modified(old).unwrap();
    run(blog.path(), &["--fix"]);
    assert_eq!(fs::metadata(blog.path().join("a.md")).unwrap().modified().unwrap(), old);
}

#[test]
fn a_file_that_changed_since_it_was_read_is_left_alone() {
    let blog = folder(&[("a.md", "someone else's\n")]);
    let refused = cndlint::files::write(&blog.path().join("a.md"), BAD, GOOD);
    assert_eq!(refused.unwrap_err(), "not fixed: changed on disk since it was read");
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
fn names_of_every_length_and_kind_are_fixed() {
    let long = format!("{}.md", "a".repeat(252));
    let names = ["a b.md", "日本語.md", "カ\u{3099}イト.md", "-dash.md", "'quote\".md", "::error::x%0A.md", "new\nline.md", &long];
    let blog = folder(&names.map(|name| (name, BAD)));
    let output = run(blog.path(), &["--fix", "--format", "github"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    for name in names {
        assert_eq!(text(&blog, name), GOOD, "{name}");
    }
}

#[test]
fn what_a_name_carries_is_not_obeyed() {
    let blog = folder(&[("esc\u{1b}]0;owned\u{7}.md", "Github\n"), ("new\n::error::x.md", "Github\n")]);
    for format in ["full", "concise", "json", "github"] {
        let output = run(blog.path(), &["--format", format]);
        let written = stdout(&output) + &stderr(&output);
        assert!(!written.contains(['\u{1b}', '\u{7}']), "{format}: {written:?}");
        assert!(!written.contains("\n::error::x"), "{format}: {written:?}");
    }
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

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn the_mode_stays() {
        let blog = folder(&[("a.md", BAD), ("b.md", BAD)]);
        for (name, mode) in [("a.md", 0o640), ("b.md", 0o755)] {
            fs::set_permissions(blog.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
        }
        run(blog.path(), &["--fix"]);
        assert_eq!((mode(&blog.path().join("a.md")), mode(&blog.path().join("b.md"))), (0o640, 0o755));
        assert_eq!(text(&blog, "a.md"), GOOD);
    }

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

    #[test]
    fn what_is_no_file_is_not_opened() {
        let blog = folder(&[("a.md", GOOD)]);
        let fifo = std::process::Command::new("mkfifo").arg(blog.path().join("fifo.md")).status().unwrap();
        assert!(fifo.success());
        assert_eq!(run(blog.path(), &["."]).status.code(), Some(0), "a walk goes past it");
        let named = run(blog.path(), &["fifo.md"]);
        assert_eq!(named.status.code(), Some(2));
        assert!(stderr(&named).contains("fifo.md: is not a regular file"), "{}", stderr(&named));
    }

    #[test]
    fn a_file_too_large_for_a_text_is_not_read() {
        let blog = folder(&[("a.md", GOOD)]);
        fs::File::create(blog.path().join("sparse.md")).unwrap().set_len(3 << 30).unwrap();
        let output = run(blog.path(), &["."]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("sparse.md: is larger than 100 MiB"), "{}", stderr(&output));
    }

    #[test]
    fn a_killed_run_leaves_the_old_text_or_the_new_one() {
        let lines = 2000;
        let (old, new) = ("Githubと。\n\n".repeat(lines), "GitHubと。\n\n".repeat(lines).trim_end().to_owned() + "\n");
        for round in 0..20_u64 {
            let blog = folder(&[("a.md", &old)]);
            let mut child = cndlint(blog.path()).args(["--fix", "-q"]).spawn().unwrap();
            std::thread::sleep(Duration::from_millis(round * 2));
            child.kill().unwrap();
            child.wait().unwrap();
            let left = text(&blog, "a.md");
            assert!(left == old || left == new, "round {round}: {} bytes", left.len());
        }
    }
}
