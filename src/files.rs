//! Files: finding, reading and writing them.

mod encoding;
mod ignored;
mod spool;
mod write;

pub use ignored::Ignored;
pub use spool::{Aside, Spool};
pub use write::{append, before_temporary_files, clean_up, write, write_new, write_report};

use crate::platform::{Platform, ends_like};
use ignore::{WalkBuilder, WalkState};
use std::borrow::Cow;
use std::cell::Cell;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Files that name others to leave out, in order of precedence.
pub const IGNORE_FILES: [&str; 3] = [".cndlintignore", ".ignore", ".gitignore"];

/// Larger files are not read: no one wrote them by hand.
const MOST_BYTES: u64 = 100 * 1024 * 1024;

/// Bytes that are asked for at a time where a file is longer than it said.
const LEAST_READ: usize = 64 * 1024;

/// Memory that a thread keeps to read the next file into.
const MOST_KEPT: usize = 1 << 20;

/// Whether a walk leaves out what has that name, whatever is said of it: what is hidden, and other people's packages.
#[must_use]
pub fn is_left_out(name: &OsStr) -> bool {
    name == "node_modules" || name.as_encoded_bytes().starts_with(b".")
}

/// The folder that a path lies in, as it is written: `.` for a name alone.
#[must_use]
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Reads a text as it lies on disk.
///
/// # Errors
/// With a sentence for people, where the file cannot be read or is no UTF-8 text.
pub fn read(path: &Path) -> Result<String, String> {
    with_bytes(path, Found::Named, |bytes, _| decode(bytes).map(str::to_owned))?
}

/// How a file was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// By a walk, which has seen that it is a regular file.
    Walked,
    /// By its name: it may be anything.
    Named,
}

/// Hands over all bytes of a file as it lies on disk, with what was said of it before they were read. They are read into memory that the thread uses again.
///
/// # Errors
/// With a sentence for people, where it cannot be read, is no file, or is too large.
pub fn with_bytes<T>(path: &Path, found: Found, use_them: impl FnOnce(&[u8], &fs::Metadata) -> T) -> Result<T, String> {
    thread_local! {
        static MEMORY: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
    }
    let mut memory = MEMORY.take();
    let outcome = fill(path, found, &mut memory).map(|(length, metadata)| use_them(&memory[..length], &metadata));
    if memory.len() <= MOST_KEPT {
        MEMORY.set(memory);
    }
    outcome
}

/// Reads a file into `memory`, which grows where it has to; gives the number of bytes, and what was said of it before. What is behind them is left over.
fn fill(path: &Path, found: Found, memory: &mut Vec<u8>) -> Result<(usize, fs::Metadata), String> {
    if found == Found::Named {
        // Before it is opened: a pipe would wait for someone to write.
        refuse(&fs::metadata(path).map_err(|error| said(&error))?)?;
    }
    let mut file = File::open(path).map_err(|error| said(&error))?;
    let metadata = file.metadata().map_err(|error| said(&error))?;
    refuse(&metadata)?;
    let size = usize::try_from(metadata.len()).unwrap_or_default();
    // One byte more than there should be: a read that stops short of it has come to the end, and need not be tried once more.
    let mut goal = size + 1;
    let mut length = 0;
    loop {
        memory.resize(memory.len().max(goal), 0);
        match file.read(&mut memory[length..goal]) {
            Ok(count) => {
                length += count;
                if count == 0 || length == size && length < goal {
                    return Ok((length, metadata));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(said(&error)),
        }
        if length == goal {
            goal += LEAST_READ;
        }
    }
}

fn refuse(metadata: &fs::Metadata) -> Result<(), String> {
    if metadata.is_dir() {
        return Err("is a folder".into());
    }
    if !metadata.is_file() {
        return Err("is not a regular file".into());
    }
    if metadata.len() > MOST_BYTES {
        return Err(format!("is larger than {} MiB; not read", MOST_BYTES / 1024 / 1024));
    }
    Ok(())
}

/// Reads standard input.
///
/// # Errors
/// As [`read`].
pub fn read_stdin() -> Result<String, String> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| said(&error))?;
    decode(&bytes).map(str::to_owned)
}

/// The text that the bytes are.
///
/// # Errors
/// With a sentence for people, where they are no UTF-8 text.
pub fn decode(bytes: &[u8]) -> Result<&str, String> {
    // Japanese is what the standard library is slow at: three bytes a character.
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => encoding::accept(text),
        Err(error) => Err(encoding::name(bytes, error.valid_up_to())),
    }
}

/// The reason of an I/O error, without the number that Rust adds.
pub(crate) fn said(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}

/// What to walk.
#[derive(Clone, Debug)]
pub struct Walk {
    /// Files, which are visited whatever they are called, and folders.
    pub paths: Vec<PathBuf>,
    /// Threads; 0 is one for each core.
    pub jobs: usize,
    /// Whether `.gitignore` and `.cndlintignore` hide files.
    pub respect_ignore: bool,
}

/// Whether a walk visits a file of this name: Markdown.
pub(crate) fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|extension| ["md", "markdown"].iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// A path with `/`, as platforms tell documents by.
#[must_use]
pub(crate) fn slashed(path: &Path) -> Cow<'_, str> {
    let text = lossy(path);
    if text.contains('\\') { text.replace('\\', "/").into() } else { text }
}

/// A path as a text. The standard library's own way looks at each byte even where nothing is lost.
pub(crate) fn lossy(path: &Path) -> Cow<'_, str> {
    path.to_str().map_or_else(|| path.to_string_lossy(), Cow::Borrowed)
}

/// Whether the file is no Markdown and may be checked all the same: data that a platform reads beside its posts.
#[must_use]
pub fn is_data(path: &Path) -> bool {
    let is_yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    let path = || slashed(path);
    is_yaml && Platform::detections().iter().any(|(_, detect)| detect.data_files.iter().any(|pattern| ends_like(&path(), pattern)))
}

impl Walk {
    /// Calls `visit` for every Markdown file and every file that may be data of a platform, from several threads and in no order. What cannot be walked is visited as an error.
    ///
    /// Hidden files, `node_modules` and symbolic links inside of folders are left out; a path that is named is never.
    pub fn run(&self, visit: impl Fn(PathBuf, Result<Found, String>) + Sync) {
        let Some((first, rest)) = self.paths.split_first() else { return };
        // An editor asks for one file at a time: no thread has to be started for it, and no list of what git ignores read.
        if rest.is_empty() && fs::metadata(first).is_ok_and(|metadata| metadata.is_file()) {
            return visit(first.clone(), Ok(Found::Named));
        }
        let mut builder = WalkBuilder::new(first);
        for path in rest {
            builder.add(path);
        }
        builder.threads(self.jobs).require_git(false);
        if self.respect_ignore {
            builder.add_custom_ignore_filename(IGNORE_FILES[0]);
        } else {
            builder.standard_filters(false).hidden(true);
        }
        builder.filter_entry(|entry| entry.depth() == 0 || !is_left_out(entry.file_name()));
        builder.build_parallel().run(|| {
            Box::new(|entry| {
                match entry {
                    Ok(entry) => {
                        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                        let named = entry.depth() == 0 && !entry.file_type().is_some_and(|kind| kind.is_dir());
                        if named || is_file && (is_markdown(entry.path()) || is_data(entry.path())) {
                            let found = if is_file && entry.depth() > 0 { Found::Walked } else { Found::Named };
                            visit(entry.into_path(), Ok(found));
                        }
                    }
                    Err(error) => {
                        let message = error.io_error().map_or_else(|| error.to_string(), said);
                        visit(path_of(&error).unwrap_or_default(), Err(message));
                    }
                }
                WalkState::Continue
            })
        });
    }
}

fn path_of(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child.clone()),
        ignore::Error::Partial(errors) => errors.iter().find_map(path_of),
        _ => None,
    }
}
