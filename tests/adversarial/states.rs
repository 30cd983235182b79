//! States of a file system that git cannot carry: each file is fixed as what it is, or left alone with a word.

use crate::assert_harmless;
use crate::program::{cndlint, folder, run, stderr, stdout, text};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

const BAD: &str = "# 題\n\nGithubを使う。\n";
const GOOD: &str = "# 題\n\nGitHubを使う。\n";

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Root may do what others may not: nothing is refused.
fn is_root() -> bool {
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    if is_root {
        println!("skipped: root is refused nothing");
    }
    is_root
}

/// The whole tree at once: a walk takes each file once, writes what it may, and says of the rest why not.
#[test]
fn a_tree_of_every_state() {
    let world = folder(&[
        ("outside/target.md", BAD),
        ("root/plain.md", BAD),
        ("root/exec.md", BAD),
        ("root/real.md", BAD),
        ("root/dir/sub/x.md", BAD),
        ("root/hard-1.md", BAD),
        ("root/dirname.md/x.md", BAD),
        ("root/empty.md", ""),
        ("root/.git/x.md", BAD),
        ("root/node_modules/x.md", BAD),
        ("root/.hidden/x.md", BAD),
        ("root/.gitignore", "ignored.md\n"),
        ("root/ignored.md", BAD),
        ("root/case.md", BAD),
    ]);
    let root = world.path().join("root");
    let at = |name: &str| root.join(name);
    mode(&at("plain.md"), 0o640);
    mode(&at("exec.md"), 0o755);
    symlink("real.md", at("link-in.md")).unwrap();
    symlink("../outside/target.md", at("link-out.md")).unwrap();
    symlink("loop-b.md", at("loop-a.md")).unwrap();
    symlink("loop-a.md", at("loop-b.md")).unwrap();
    symlink("missing.md", at("dangling.md")).unwrap();
    symlink("..", at("dir/sub/up")).unwrap();
    fs::hard_link(at("hard-1.md"), at("hard-2.md")).unwrap();
    fs::File::create(at("sparse.md")).unwrap().set_len(3 << 30).unwrap();
    assert!(Command::new("mkfifo").arg(at("fifo.md")).status().unwrap().success());
    let two_cases = !at("CASE.md").exists();
    if two_cases {
        fs::write(at("CASE.md"), BAD).unwrap();
    }
    let output = run(&root, &["--fix", "--format", "concise", "."]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    for line in [
        "hard-1.md: not fixed: has several hard links",
        "hard-2.md: not fixed: has several hard links",
        "sparse.md: is larger than 100 MiB",
    ] {
        assert!(said.contains(&format!("cndlint: {line}")), "{line}: {said}");
    }
    assert_eq!(said.lines().filter(|line| line.starts_with("cndlint: ")).count(), 3, "nothing else is in the way: {said}");
    for name in ["plain.md", "exec.md", "real.md", "dir/sub/x.md", "dirname.md/x.md", "case.md"] {
        assert_eq!(fs::read_to_string(at(name)).unwrap(), GOOD, "{name}");
    }
    if two_cases {
        assert_eq!(fs::read_to_string(at("CASE.md")).unwrap(), GOOD);
    }
    for name in ["../outside/target.md", "hard-1.md", ".git/x.md", "node_modules/x.md", ".hidden/x.md", "ignored.md"] {
        assert_eq!(fs::read_to_string(at(name)).unwrap(), BAD, "{name}");
    }
    assert_eq!(fs::read_to_string(at("empty.md")).unwrap(), "");
    assert_eq!(fs::metadata(at("plain.md")).unwrap().mode() & 0o7777, 0o640);
    assert_eq!(fs::metadata(at("exec.md")).unwrap().mode() & 0o7777, 0o755);
    assert_eq!(fs::metadata(at("hard-1.md")).unwrap().ino(), fs::metadata(at("hard-2.md")).unwrap().ino());
    assert!(at("link-in.md").is_symlink() && at("link-out.md").is_symlink() && at("dangling.md").is_symlink());
    assert_eq!(fs::metadata(at("sparse.md")).unwrap().len(), 3 << 30);
}

/// What is named is looked at, whatever it is; a pattern of the shell names everything.
#[test]
fn what_is_named_is_told_of_once() {
    let blog = folder(&[("a.md", BAD), (".hidden/x.md", BAD), (".gitignore", "x.md\nig.md\n"), ("ig.md", BAD)]);
    let at = |name: &str| blog.path().join(name);
    symlink("loop.md", at("loop.md")).unwrap();
    symlink("missing.md", at("dangling.md")).unwrap();
    assert!(Command::new("mkfifo").arg(at("fifo.md")).status().unwrap().success());
    symlink("/dev/zero", at("zero.md")).unwrap();
    let output =
        run(blog.path(), &["--fix", "--format", "concise", "loop.md", "dangling.md", "fifo.md", "zero.md", "/dev/null", "a.md", "ig.md"]);
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    for (name, why) in [
        ("dangling.md", "No such file"),
        ("fifo.md", "not a regular file"),
        ("zero.md", "not a regular file"),
        ("/dev/null", "not a regular file"),
        ("loop.md", ""),
    ] {
        let lines: Vec<&str> = said.lines().filter(|line| line.starts_with(&format!("cndlint: {name}: "))).collect();
        assert!(lines.len() == 1 && lines[0].contains(why), "{name}: {said}");
    }
    assert_eq!((text(&blog, "a.md").as_str(), text(&blog, "ig.md").as_str()), (GOOD, GOOD));
}

/// git's own files are no one's to fix, not even where a pattern of the shell names them.
#[test]
fn files_of_git_are_never_written() {
    let blog = folder(&[(".git/x.md", BAD), (".git/sub/y.md", BAD), ("a.md", BAD), ("mod/.git/z.md", BAD)]);
    for args in [
        &["--fix", ".git/x.md", ".git/sub/y.md", "mod/.git/z.md", "a.md"][..],
        &["--fix", ".git"],
        &["fmt", ".git/x.md"],
        &["--fix", "--no-ignore", "."],
    ] {
        run(blog.path(), args);
        for name in [".git/x.md", ".git/sub/y.md", "mod/.git/z.md"] {
            assert_eq!(text(&blog, name), BAD, "{args:?}");
        }
    }
    assert_eq!(text(&blog, "a.md"), GOOD);
}

#[test]
fn names_that_no_one_expects() {
    let blog = folder(&[]);
    let long = format!("{}.md", "a".repeat(252));
    let names: Vec<&[u8]> = vec![
        b"new\nline.md",
        b"esc\x1b]0;owned\x07.md",
        b"::error::x%0A.md",
        b"sjis-\x83\x5c.md",
        b"\xff\xfe.md",
        "カ\u{3099}イト\u{3099}.md".as_bytes(),
        long.as_bytes(),
        b"-q.md",
        b"--fix.md",
        b" .md",
        b"a\\b.md",
        b"*.md",
        b"$(touch x).md",
        "日本語.md".as_bytes(),
        b"'quote\".md",
    ];
    for name in &names {
        fs::write(blog.path().join(OsStr::from_bytes(name)), BAD).unwrap();
    }
    for format in ["full", "concise", "json", "github", "sarif", "junit", "azure"] {
        let output = run(blog.path(), &["--format", format, "."]);
        assert_eq!(output.status.code(), Some(1), "{format}");
        let said = stdout(&output) + &stderr(&output);
        assert_harmless(format, &said);
        assert!(!said.contains("\n::error::x"), "{format}");
    }
    // Walked, and named one by one.
    for way in 0..2 {
        for name in &names {
            fs::write(blog.path().join(OsStr::from_bytes(name)), BAD).unwrap();
        }
        let mut command = cndlint(blog.path());
        command.args(["--fix", "--format", "concise", "--"]);
        if way == 0 {
            command.arg(".")
        } else {
            command.args(names.iter().map(|name| OsStr::from_bytes(name)))
        };
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        for name in &names {
            assert_eq!(fs::read_to_string(blog.path().join(OsStr::from_bytes(name))).unwrap(), GOOD, "{}", String::from_utf8_lossy(name));
        }
        assert_eq!(fs::read_dir(blog.path()).unwrap().count(), names.len(), "nothing is made and nothing is left");
    }
}

/// Folders in folders until a path is as long as the system takes.
#[test]
fn a_path_as_long_as_there_are() {
    let blog = folder(&[("a.md", BAD)]);
    let script = "i=0; while [ $i -lt 60 ]; do d=$(printf 'd%.0s' $(seq 1 60)); mkdir $d && cd $d || exit 1; i=$((i+1)); done; printf '%s' \"$TEXT\" > x.md";
    assert!(Command::new("sh").args(["-c", script]).env("TEXT", BAD).current_dir(blog.path()).status().unwrap().success());
    let output = run(blog.path(), &["--fix", "--format", "concise", "."]);
    assert!(matches!(output.status.code(), Some(0 | 2)), "{}", stderr(&output));
    assert!(!stderr(&output).contains("panic"), "{}", stderr(&output));
    assert_eq!(text(&blog, "a.md"), GOOD);
    let deep = "i=0; while [ $i -lt 60 ]; do cd d* || exit 1; i=$((i+1)); done; cat x.md; ls -A | wc -l";
    let left = Command::new("sh").args(["-c", deep]).current_dir(blog.path()).output().unwrap();
    assert_eq!(stdout(&left).split_whitespace().last(), Some("1"), "no temporary file is left");
    assert!(stdout(&left).starts_with(GOOD), "{}{}", stdout(&left), stderr(&output));
}

#[test]
fn what_may_not_be_written_stays() {
    if is_root() {
        return;
    }
    let blog = folder(&[("readonly.md", BAD), ("rodir/x.md", BAD), ("noperm.md", BAD), ("closed/x.md", BAD), ("z.md", BAD)]);
    let at = |name: &str| blog.path().join(name);
    mode(&at("readonly.md"), 0o444);
    mode(&at("rodir"), 0o555);
    mode(&at("noperm.md"), 0o000);
    mode(&at("closed"), 0o000);
    let output = run(blog.path(), &["--fix", "--format", "concise", "."]);
    for name in ["rodir", "closed"] {
        mode(&at(name), 0o755);
    }
    mode(&at("noperm.md"), 0o644);
    assert_eq!(output.status.code(), Some(2));
    for line in [
        "readonly.md: not fixed: is read-only",
        "rodir/x.md: not fixed: no file can be made in its folder",
        "noperm.md: Permission denied",
        "closed: Permission denied",
    ] {
        assert!(stderr(&output).contains(line), "{line}: {}", stderr(&output));
    }
    for name in ["readonly.md", "rodir/x.md", "noperm.md", "closed/x.md"] {
        assert_eq!(text(&blog, name), BAD, "{name}");
    }
    assert_eq!(text(&blog, "z.md"), GOOD, "the others go on");
}

/// Only the mode says so: root is asked to respect it too.
#[test]
fn a_protected_file_is_refused_to_everybody() {
    let blog = folder(&[("readonly.md", BAD)]);
    mode(&blog.path().join("readonly.md"), 0o444);
    let output = run(blog.path(), &["--fix"]);
    assert_eq!((output.status.code(), text(&blog, "readonly.md").as_str()), (Some(2), BAD));
    assert!(stderr(&output).contains("readonly.md: not fixed: is read-only"), "{}", stderr(&output));
}

#[test]
fn what_is_clean_keeps_its_time_and_its_place() {
    let blog = folder(&[("a.md", GOOD), ("b.md", BAD)]);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(978_307_200);
    for name in ["a.md", "b.md"] {
        fs::File::options().write(true).open(blog.path().join(name)).unwrap().set_modified(long_ago).unwrap();
    }
    let before = fs::metadata(blog.path().join("a.md")).unwrap().ino();
    for args in [&["--fix"][..], &["fmt"], &["--unsafe-fixes"]] {
        run(blog.path(), args);
    }
    let after = fs::metadata(blog.path().join("a.md")).unwrap();
    assert_eq!((after.modified().unwrap(), after.ino()), (long_ago, before));
    assert_ne!(fs::metadata(blog.path().join("b.md")).unwrap().modified().unwrap(), long_ago);
}
