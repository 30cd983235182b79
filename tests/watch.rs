//! `--watch`: one more report for each change, and none for what changes nothing.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/program.rs"]
mod program;

use program::{cndlint, folder, run, stderr};
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// Ends the program whatever becomes of the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The next line that says how many findings there are.
fn next(lines: &Receiver<String>) -> String {
    loop {
        let line = lines.recv_timeout(Duration::from_secs(60)).expect("a report");
        if line.contains("checked") {
            return line;
        }
    }
}

#[test]
fn every_change_is_followed_by_a_report() {
    let blog = folder(&[("a.md", "# 題\n\nGithubを使う。\n"), (".git/HEAD", ""), ("node_modules/b.md", "")]);
    let write = |name: &str, text: &str| fs::write(blog.path().join(name), text).unwrap();
    let mut command = cndlint(blog.path());
    let child =
        command.args(["--watch", "--no-cache", "--format", "concise"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut running = Running(child);
    let (sender, lines) = channel();
    let out = BufReader::new(running.0.stdout.take().unwrap());
    thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
    assert_eq!(next(&lines), "1 file checked, 1 finding (0 errors, 1 warning, 0 info); 1 fixable with --fix");
    write("a.md", "# 題\n\nGitHubを使う。\n");
    assert_eq!(next(&lines), "1 file checked, nothing found");
    write("b.md", "# 題\n\nGithubとGithub。\n");
    assert!(next(&lines).starts_with("2 files checked, 2 findings"));
    write("cndlint.toml", "[rules]\n\"name-*\" = \"off\"\n");
    assert_eq!(next(&lines), "2 files checked, nothing found");
    write(".git/HEAD", "ref");
    write("node_modules/b.md", "Github");
    assert!(lines.recv_timeout(Duration::from_secs(1)).is_err(), "nothing of this is checked");
}

#[test]
fn what_cannot_be_watched_is_told() {
    let blog = folder(&[]);
    let nowhere = run(blog.path(), &["--watch", "nowhere/a.md"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(
        stderr(&nowhere).contains("--watch: ") && stderr(&nowhere).contains("name a file or folder that is there"),
        "{}",
        stderr(&nowhere)
    );
    let piped = program::with_stdin(blog.path(), &["--watch", "-"], b"");
    assert_eq!((piped.status.code(), stderr(&piped).contains("standard input does not change")), (Some(2), true));
}
