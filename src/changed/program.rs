//! Calls of the `git` program.

use crate::files::said;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;

/// What changes how arguments are read.
const UNWANTED: [&str; 6] =
    ["GIT_DIFF_OPTS", "GIT_EXTERNAL_DIFF", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"];

/// The program, asked in a folder.
pub(super) struct Git {
    folder: PathBuf,
}

impl Git {
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// What git answers; where it refuses, the first line of why.
    pub(super) fn ask(&self, args: &[&str]) -> Result<Vec<u8>, String> {
        answer(self.command(args).stdin(Stdio::null()).output())
    }

    /// The texts of objects, in the order they are asked for.
    pub(super) fn blobs(&self, ids: &[String]) -> Result<Vec<Vec<u8>>, String> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let asked = ids.join("\n") + "\n";
        let mut child = self
            .command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| absent(&error))?;
        let stdin = child.stdin.take();
        // Where git ends early, its own words say more than the closed pipe.
        let writer = thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(asked.as_bytes())));
        let answer = answer(child.wait_with_output());
        let _ = writer.join();
        read_blobs(&answer?, ids.len()).ok_or_else(|| "git has lost a file of the index; `git fsck` says more".into())
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("--no-pager").args(args).current_dir(&self.folder);
        // Its words are read by us, and a look at the index must not get in another git's way.
        command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
        for name in UNWANTED {
            command.env_remove(name);
        }
        command
    }
}

fn absent(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound {
        "the program `git` is needed to know what has changed, and it is not found: install it, or name the files instead".into()
    } else {
        format!("the program `git` cannot be run: {}", said(error))
    }
}

fn answer(output: io::Result<Output>) -> Result<Vec<u8>, String> {
    let output = output.map_err(|error| absent(&error))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let why = String::from_utf8_lossy(&output.stderr);
    let why = why.lines().find(|line| !line.trim().is_empty()).unwrap_or("no reason given");
    Err(format!("git: {}", why.strip_prefix("fatal: ").unwrap_or(why)))
}

/// Reads `<id> blob <length>`, a newline, the bytes, a newline, and so on.
fn read_blobs(mut answer: &[u8], count: usize) -> Option<Vec<Vec<u8>>> {
    let mut blobs = Vec::new();
    while blobs.len() < count {
        let head_end = memchr::memchr(b'\n', answer)?;
        let head = std::str::from_utf8(&answer[..head_end]).ok()?;
        let length: usize = head.split_once(" blob ")?.1.parse().ok()?;
        blobs.push(answer.get(head_end + 1..head_end + 1 + length)?.to_vec());
        answer = answer.get(head_end + length + 2..)?;
    }
    Some(blobs)
}

/// A path as git writes it: bytes, with `/`.
#[cfg(unix)]
pub(super) fn path(bytes: &[u8]) -> PathBuf {
    <std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes).into()
}

/// A path as git writes it: UTF-8, with `/`.
#[cfg(not(unix))]
pub(super) fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).replace('/', "\\"))
}
