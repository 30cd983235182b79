//! The program, run in a folder of its own.
#![allow(dead_code, reason = "each test file uses a part")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

pub(crate) fn cndlint(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cndlint"));
    command.current_dir(folder).env("LC_ALL", "C.UTF-8").env("NO_COLOR", "1").env_remove("GITHUB_STEP_SUMMARY");
    command
}

pub(crate) fn run(folder: &Path, args: &[&str]) -> Output {
    cndlint(folder).args(args).output().unwrap()
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with these files.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

pub(crate) fn text(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

pub(crate) fn with_stdin(folder: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut child = cndlint(folder).args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}
