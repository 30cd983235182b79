//! Runs that are killed, stopped, starved of room or raced: every file is the old text or the new one, and the next run tidies up.
#![cfg(all(feature = "cli", unix))]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot go on has failed; one that is skipped says so")]

#[path = "common/mod.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod common;
#[path = "common/program.rs"]
mod program;

use common::Random;
use program::{cndlint, folder, run, stderr, stdout, text};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime};
use tempfile::TempDir;

const OLD: &str = "# 題\n\nGithubを使う。\n";
const NEW: &str = "# 題\n\nGitHubを使う。\n";

/// A folder with that many files to fix.
fn posts(count: usize) -> TempDir {
    let blog = TempDir::new().unwrap();
    for at in 0..count {
        fs::write(blog.path().join(format!("{at}.md")), OLD).unwrap();
    }
    blog
}

/// What lies in a folder: whole files, old and new, and temporary files. Anything else fails.
#[track_caller]
fn state(blog: &Path) -> (usize, usize, Vec<PathBuf>) {
    let (mut old, mut new, mut left) = (0, 0, Vec::new());
    for entry in fs::read_dir(blog).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.starts_with(".cndlint-") {
            left.push(path);
            continue;
        }
        match fs::read_to_string(&path).unwrap().as_str() {
            OLD => old += 1,
            NEW => new += 1,
            torn => panic!("{name} is neither the old text nor the new one: {torn:?}"),
        }
    }
    (old, new, left)
}

/// The exit code as a shell tells it.
fn code(status: ExitStatus) -> i32 {
    status.code().unwrap_or_else(|| 128 + status.signal().unwrap())
}

fn send(signal: &str, child: &Child) {
    let sent = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap();
    assert!(sent.success(), "{signal}");
}

/// `KILL_RUNS` sets how many runs are killed.
#[test]
fn a_killed_run_leaves_whole_files_and_the_next_one_tidies_up() {
    let runs: usize = std::env::var("KILL_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(10);
    let count = 500;
    let blog = posts(count);
    let began = Instant::now();
    run(blog.path(), &["--fix", "-q"]);
    let whole = began.elapsed();
    assert_eq!(state(blog.path()), (0, count, Vec::new()));

    let mut random = Random::new(20_221_123);
    let (mut amid, mut littered) = (0, 0);
    for _ in 0..runs {
        for at in 0..count {
            let path = blog.path().join(format!("{at}.md"));
            if fs::read(&path).unwrap() != OLD.as_bytes() {
                fs::write(path, OLD).unwrap();
            }
        }
        let mut child = cndlint(blog.path()).args(["--fix", "-q"]).spawn().unwrap();
        thread::sleep(whole * u32::try_from(random.below(1000)).unwrap() / 1000);
        child.kill().unwrap();
        child.wait().unwrap();
        let (old, new, left) = state(blog.path());
        assert_eq!(old + new, count, "no file is lost");
        amid += usize::from(old > 0 && new > 0);
        littered += usize::from(!left.is_empty());
        // As if the time had passed after which a temporary file is nobody's.
        let long_ago = SystemTime::now() - Duration::from_secs(3600);
        for path in left {
            File::options().write(true).open(path).unwrap().set_modified(long_ago).unwrap();
        }
    }
    println!("{runs} runs killed: {amid} amid their files, {littered} left a temporary file");
    assert!(amid > 0, "no run was killed while it wrote: the test says nothing");
    fs::write(blog.path().join("0.md"), OLD).unwrap();
    assert_eq!(run(blog.path(), &["--fix", "-q"]).status.code(), Some(0));
    assert_eq!(state(blog.path()), (0, count, Vec::new()));
}

/// Ctrl-C, the end of a session, and what `kill` and CI send.
#[test]
fn a_stopped_run_says_by_what_and_leaves_nothing() {
    for (signal, expected) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let mut stopped = 0;
        for round in 0..3_u32 {
            let blog = posts(150);
            let mut child = cndlint(blog.path()).args(["--fix", "-q", "--jobs", "1"]).spawn().unwrap();
            // Until it writes, so that the signal comes amid.
            let began = Instant::now();
            while state(blog.path()).1 == 0 && began.elapsed() < Duration::from_secs(20) {
                thread::sleep(Duration::from_millis(u64::from(1 + round)));
            }
            send(signal, &child);
            let code = code(child.wait().unwrap());
            let (old, new, left) = state(blog.path());
            assert!(code == expected || code == 0 && old == 0, "{signal}: exit code {code}, {old} files are old");
            assert_eq!((old + new, left), (150, Vec::new()), "{signal}");
            stopped += usize::from(code == expected);
        }
        assert!(stopped > 0, "{signal} never came in time");
    }
}

#[test]
fn a_run_that_waits_for_its_input_can_be_stopped() {
    let blog = folder(&[]);
    for (signal, expected) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let mut child = cndlint(blog.path()).args(["--fix", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        // Waiting for a child closes its input, and the end of the input may be seen before the signal.
        let input = child.stdin.take();
        thread::sleep(Duration::from_millis(50));
        send(signal, &child);
        assert_eq!(code(child.wait().unwrap()), expected, "{signal}");
        drop(input);
        let mut out = String::new();
        child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
        assert_eq!(out, "", "half a text is none");
    }
}

/// Runs the program from a shell that sets something up first.
fn shell(blog: &Path, script: &str) -> std::process::Output {
    let mut command = Command::new("sh");
    command.args(["-c", &script.replace("cndlint", "\"$PROGRAM\"")]).env("PROGRAM", env!("CARGO_BIN_EXE_cndlint"));
    command.current_dir(blog).env("LC_ALL", "C.UTF-8").env("NO_COLOR", "1").env_remove("GITHUB_STEP_SUMMARY").output().unwrap()
}

#[test]
fn where_there_is_no_room_the_old_text_stays() {
    // Units of 512 or 1024 bytes, as the shell likes: either is less than the file.
    let large = OLD.repeat(2_000);
    let blog = folder(&[("large.md", &large), ("small.md", OLD)]);
    let output = shell(blog.path(), "ulimit -f 8; exec cndlint --fix --no-cache --format concise");
    assert_eq!(code(output.status), 2, "{}", stderr(&output));
    assert!(stderr(&output).contains("cndlint: large.md: not fixed: File too large\n"), "{}", stderr(&output));
    assert!(text(&blog, "large.md") == large, "a file is whole where there was no room");
    assert_eq!(text(&blog, "small.md"), NEW, "the others go on");
    assert_eq!(fs::read_dir(blog.path()).unwrap().count(), 2, "no temporary file is left");
}

#[test]
fn a_report_that_has_no_room_leaves_the_old_one() {
    let blog = folder(&[("a.md", &OLD.repeat(2_000)), ("out", "old\n")]);
    let output =
        shell(blog.path(), "ulimit -f 8; exec cndlint --no-cache --select name-canonical --format concise --output json=out -q >/dev/null");
    assert_eq!(code(output.status), 2, "{}", stderr(&output));
    assert_eq!(text(&blog, "out"), "old\n");
    assert_eq!(fs::read_dir(blog.path()).unwrap().count(), 2);
}

#[test]
fn closed_inputs_and_outputs_are_no_panic() {
    for (script, expected) in [
        ("cndlint . <&-", 1),
        ("cndlint --fix . <&-", 0),
        // A closed input is an empty one: Rust puts `/dev/null` in its place before we are asked.
        ("cndlint - <&-", 0),
        ("cndlint . 2>&-", 1),
        ("cndlint --fix . 2>&-", 0),
        ("cndlint --fix . <&- >&- 2>&-", 0),
        ("cndlint --fix - <&- >&- 2>&-", 0),
        ("cndlint - </dev/null", 0),
        ("cndlint --diff . >/dev/full", 2),
        ("cndlint --format json . >/dev/full", 2),
        ("cndlint . 2>/dev/full", 1),
    ] {
        let blog = folder(&[("a.md", OLD)]);
        let output = shell(blog.path(), &format!("exec {script}"));
        assert_eq!(code(output.status), expected, "{script}: {}", stderr(&output));
        assert!(!stderr(&output).contains("panic"), "{script}: {}", stderr(&output));
        assert!([OLD, NEW].contains(&text(&blog, "a.md").as_str()), "{script}");
        assert_eq!(fs::read_dir(blog.path()).unwrap().count(), 1, "{script}: what would have been printed goes into no file");
    }
}

/// A descriptor that is closed is free, and a file that is opened would get its number.
#[test]
fn a_closed_output_never_goes_into_a_file() {
    for format in ["full", "concise", "json", "github", "sarif"] {
        let blog = folder(&[("a.md", OLD), ("b.md", OLD)]);
        for script in ["cndlint --format F . >&-", "cndlint --fix --format F . >&-", "cndlint --fix --format F . >&- 2>&- <&-"] {
            let output = shell(blog.path(), &format!("exec {}", script.replace("--format F", &format!("--format {format}"))));
            assert!([0, 1, 2].contains(&code(output.status)), "{script}: {}", code(output.status));
            let (_, _, left) = state(blog.path());
            assert_eq!(left, Vec::<PathBuf>::new());
        }
    }
}

/// Someone else writes all the time: a file is only ever replaced by the fix of what it held.
#[test]
fn files_that_change_meanwhile_lose_nothing() {
    let blog = posts(40);
    let path = |at: usize| blog.path().join(format!("{at}.md"));
    let theirs = |at: usize, round: usize| format!("# 題 {at}\n\n{round}回目\n");
    thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for round in 0..20 {
                for at in 0..40 {
                    // As editors do: a new file takes the old one's place.
                    let beside = blog.path().join(".theirs");
                    fs::write(&beside, theirs(at, round)).unwrap();
                    fs::rename(&beside, path(at)).unwrap();
                }
            }
        });
        while !writer.is_finished() {
            let output = run(blog.path(), &["--fix", "-q", "--format", "concise"]);
            assert!(!stderr(&output).contains("bug in cndlint"), "{}", stderr(&output));
        }
    });
    for at in 0..40 {
        assert_eq!(fs::read_to_string(path(at)).unwrap(), theirs(at, 19), "what was written last is there");
    }
}

#[test]
fn files_that_go_meanwhile_are_told_and_nothing_comes_back() {
    let blog = posts(300);
    let mut child = cndlint(blog.path()).args(["--fix", "-q", "--jobs", "1"]).stderr(Stdio::piped()).spawn().unwrap();
    for at in (0..300).rev() {
        let _ = fs::remove_file(blog.path().join(format!("{at}.md")));
    }
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!([0, 2].contains(&code(child.wait().unwrap())), "{said}");
    assert!(!said.contains("panic") && !said.contains("bug"), "{said}");
    assert_eq!(fs::read_dir(blog.path()).unwrap().count(), 0, "a file that was deleted stays so");
}

#[test]
fn two_runs_at_once_leave_whole_files() {
    let blog = posts(60);
    let start = || cndlint(blog.path()).args(["--fix", "-q"]).stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
    let mut both = [start(), start()];
    for child in &mut both {
        assert!([0, 1, 2].contains(&code(child.wait().unwrap())));
    }
    run(blog.path(), &["--fix", "-q"]);
    assert_eq!(state(blog.path()), (0, 60, Vec::new()));
}

#[test]
fn many_files_in_one_folder_are_read() {
    let blog = TempDir::new().unwrap();
    for at in 0..3_000 {
        File::create(blog.path().join(format!("{at}.md"))).unwrap().write_all(b"# a\n").unwrap();
    }
    let output = run(blog.path(), &["."]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert!((stdout(&output) + &stderr(&output)).contains("3000 files checked, nothing found"), "{}", stderr(&output));
}
