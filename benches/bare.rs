//! The least that a linter built of the same parts can cost: `bare read PATH…` walks and reads, `bare parse PATH…` has comrak parse what was read.
//! `compare.py` sets cndlint beside it. It knows no rule, no platform and no place in a text.

use comrak::{Arena, Options, parse_document};
use ignore::{WalkBuilder, WalkState};
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What was seen, printed at the end: so no work can be left out as unused.
#[derive(Default)]
struct Seen {
    files: AtomicUsize,
    bytes: AtomicUsize,
    lines: AtomicUsize,
    nodes: AtomicUsize,
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let is_parsed = match arguments.next().as_deref() {
        Some("read") => false,
        Some("parse") => true,
        _ => return usage(),
    };
    let Some(first) = arguments.next() else { return usage() };
    let mut walk = WalkBuilder::new(first);
    for path in arguments {
        walk.add(path);
    }
    let seen = Seen::default();
    walk.require_git(false).build_parallel().run(|| {
        Box::new(|entry| {
            // What cannot be read has no place in a measurement.
            let entry = entry.expect("the corpus can be walked");
            if entry.file_type().is_some_and(|kind| kind.is_file()) && entry.path().extension().is_some_and(|extension| extension == "md") {
                look(entry.path(), is_parsed, &seen).expect("the corpus can be read");
            }
            WalkState::Continue
        })
    });
    let Seen { files, bytes, lines, nodes } = seen;
    let told = writeln!(io::stdout(), "{files:?} files, {bytes:?} bytes, {lines:?} lines, {nodes:?} nodes");
    ExitCode::from(u8::from(told.is_err()))
}

fn usage() -> ExitCode {
    let _ = writeln!(io::stderr(), "usage: bare read|parse PATH...");
    ExitCode::from(2)
}

fn look(path: &Path, is_parsed: bool, seen: &Seen) -> io::Result<()> {
    thread_local! {
        static MEMORY: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }
    MEMORY.with_borrow_mut(|memory| {
        memory.clear();
        File::open(path)?.read_to_end(memory)?;
        seen.files.fetch_add(1, Ordering::Relaxed);
        seen.bytes.fetch_add(memory.len(), Ordering::Relaxed);
        if is_parsed {
            let text = str::from_utf8(memory).map_err(io::Error::other)?;
            seen.nodes.fetch_add(nodes(text), Ordering::Relaxed);
        } else {
            seen.lines.fetch_add(memchr::memchr_iter(b'\n', memory).count(), Ordering::Relaxed);
        }
        Ok(())
    })
}

/// Parses as GitHub does.
fn nodes(text: &str) -> usize {
    let mut options = Options::default();
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    let arena = Arena::new();
    parse_document(&arena, text, &options).descendants().count()
}
