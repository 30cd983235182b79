//! `--watch`: checks once more whenever a file changes.

use super::args::CheckArgs;
use super::{FAILED, check, complain, print_aside};
use crate::config::FILE_NAMES;
use crate::files::{IGNORE_FILES, folder_of, is_left_out};
use notify::{Event, EventKind, RecursiveMode, Watcher, recommended_watcher};
use std::ffi::OsStr;
use std::io::{self, IsTerminal, Write};
use std::path::{Component, Path};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// An editor writes a file in several steps: what changes within this time is one change.
const PAUSE: Duration = Duration::from_millis(100);

/// Longest wait for a pause: something that writes all the time must not keep the findings back.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// Clears the screen and its history, and goes to the top.
const CLEAR: &str = "\x1b[2J\x1b[3J\x1b[H";

/// Checks until it is interrupted, or until files cannot be watched.
pub(super) fn run(args: &CheckArgs) -> io::Result<u8> {
    if args.reads_stdin() {
        complain("--watch needs files or folders: standard input does not change");
        return Ok(FAILED);
    }
    let (sender, changes) = channel();
    let send = move |event: notify::Result<Event>| {
        let is_change = |event: &Event| !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(|path| matters(path));
        if event.as_ref().map_or(true, is_change) {
            // The receiver is gone when the program ends.
            let _ = sender.send(());
        }
    };
    let mut watcher = match recommended_watcher(send) {
        Ok(watcher) => watcher,
        Err(error) => return Ok(unwatched(&error)),
    };
    for path in &args.input.paths {
        // An editor may put a new file in the place of the old one: its folder is watched.
        let (folder, depth) = if path.is_dir() {
            (path.clone(), RecursiveMode::Recursive)
        } else {
            (folder_of(path).to_owned(), RecursiveMode::NonRecursive)
        };
        if let Err(error) = watcher.watch(&folder, depth) {
            return Ok(unwatched(&error));
        }
    }
    loop {
        if io::stdout().is_terminal() {
            io::stdout().write_all(CLEAR.as_bytes())?;
        }
        check::once(args)?;
        print_aside("watching; Ctrl-C ends\n");
        if !settled(&changes) {
            return Ok(FAILED);
        }
    }
}

/// Waits for a change and for the pause after it. False where nothing is watched any more.
fn settled(changes: &Receiver<()>) -> bool {
    if changes.recv().is_err() {
        return false;
    }
    let first = Instant::now();
    while first.elapsed() < LONGEST_WAIT && changes.recv_timeout(PAUSE).is_ok() {}
    true
}

/// Whether a change of this path may change what is found: not what is hidden, but for files that say what is checked.
fn matters(path: &Path) -> bool {
    let says = |name: &OsStr| FILE_NAMES.iter().chain(&IGNORE_FILES).any(|known| name == *known);
    let is_quiet = |part: Component<'_>| matches!(part, Component::Normal(name) if is_left_out(name) && !says(name));
    let here = std::env::current_dir().unwrap_or_default();
    !path.strip_prefix(&here).unwrap_or(path).components().any(is_quiet)
}

fn unwatched(error: &notify::Error) -> u8 {
    let remedy = match error.kind {
        notify::ErrorKind::MaxFilesWatch => "; raise the system's limit (fs.inotify.max_user_watches), or name fewer folders",
        notify::ErrorKind::PathNotFound => "; name a file or folder that is there",
        _ => "",
    };
    let paths: Vec<_> = error.paths.iter().map(|path| path.display().to_string()).collect();
    complain(&format!(
        "--watch: {} cannot be watched: {error}{remedy}",
        if paths.is_empty() { "files".to_owned() } else { paths.join(", ") }
    ));
    FAILED
}
