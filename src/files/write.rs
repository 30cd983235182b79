//! Writing a file so that it is always whole: the old text or the new one.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;
use tempfile::NamedTempFile;

/// Begins the name of every temporary file. Short, so that the longest names still have room.
const PREFIX: &str = ".cndlint-";
const SUFFIX: &str = ".tmp";

/// Temporary files of earlier runs that are older were left by a run that was killed.
const STALE: Duration = Duration::from_secs(600);

/// Temporary files that exist now, for [`clean_up`].
static OPEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Called before each of them is made.
static BEFORE: OnceLock<fn()> = OnceLock::new();

/// Has `call` called before each temporary file is made, in time to see to it that [`clean_up`] is: a run that makes none needs no such care.
pub fn before_temporary_files(call: fn()) {
    // The first one who asks is the program.
    let _ = BEFORE.set(call);
}

/// Removes the temporary files of this process, and sees to it that no other is made. For the moment in which it is told to end.
pub fn clean_up() {
    let open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    for path in open.iter() {
        // The process ends: there is no one left to tell.
        let _ = fs::remove_file(path);
    }
    // Who wants to make one waits for the end.
    std::mem::forget(open);
}

/// Writes a file that is not there yet, in one step: it is there whole or not at all.
///
/// # Errors
/// Where it is there, or cannot be written: a message without the path.
pub fn write_new(path: &Path, text: &str) -> Result<(), String> {
    let folder = super::folder_of(path);
    let make = || {
        let (temporary, registered) = made(folder, None, text)?;
        temporary.persist_noclobber(path).map_err(|error| error.error)?;
        drop(registered);
        Ok(())
    };
    make().map_err(|error: io::Error| format!("cannot be written: {}", super::said(&error)))
}

/// Writes a report, in the place of what is there: a regular file is whole, the old or the new one. What is no file, such as a pipe, gets the text as it is.
///
/// # Errors
/// Says why it is not written and what to do, without the path. What was there is as it was then, unless it is no file.
pub fn write_report(path: &Path, text: &str) -> Result<(), String> {
    let folder = super::folder_of(path);
    let Ok(metadata) = fs::metadata(path) else {
        if !folder.is_dir() {
            return Err(format!("there is no folder `{}`; make it first", folder.display()));
        }
        // A link that leads nowhere is replaced as what it is.
        return put(path, folder, None, text).map_err(|error| unwritten(&error));
    };
    if metadata.is_dir() {
        return Err("is a folder; name a file in it".into());
    }
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if metadata.is_file() && (super::is_markdown(path) || super::is_markdown(&target)) {
        return Err("it would replace a Markdown file; choose another name".into());
    }
    let write = || {
        // `/dev/stdout` may be a file that others write to as well.
        let is_device = path.starts_with("/dev") || path.starts_with("/proc");
        if !metadata.is_file() || is_device {
            let written = OpenOptions::new().append(true).open(path)?.write_all(text.as_bytes());
            // A reader that has seen enough closes the pipe.
            return written.or_else(|error| if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) });
        }
        // Being refused is found out before, not by a rename that needs no leave of the file.
        OpenOptions::new().write(true).open(path)?;
        put(&target, target.parent().unwrap_or(folder), Some(&metadata), text)
    };
    write().map_err(|error| unwritten(&error))
}

/// Writes a report behind what a file holds.
///
/// # Errors
/// As [`write_report`].
pub fn append(path: &Path, text: &str) -> Result<(), String> {
    let append = || OpenOptions::new().append(true).create(true).open(path)?.write_all(text.as_bytes());
    append().map_err(|error| unwritten(&error))
}

fn unwritten(error: &io::Error) -> String {
    format!("{}; name a file that you may write", super::said(error))
}

/// Puts a text in the place of `target`, which `old` describes where it is there.
fn put(target: &Path, folder: &Path, old: Option<&Metadata>, text: &str) -> io::Result<()> {
    let (temporary, registered) = made(folder, old, text)?;
    temporary.persist(target).map_err(|error| error.error)?;
    drop(registered);
    Ok(())
}

/// A file in `folder` with that text, on the disk, which takes another's place when it is whole; `old` describes that other one.
fn made(folder: &Path, old: Option<&Metadata>, text: &str) -> io::Result<(NamedTempFile, Registered)> {
    let (mut temporary, registered) = temporary(folder)?;
    temporary.write_all(text.as_bytes())?;
    match old {
        Some(metadata) => {
            keep_owner(temporary.as_file(), metadata)?;
            temporary.as_file().set_permissions(metadata.permissions())?;
        }
        #[cfg(unix)]
        None => temporary.as_file().set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))?,
        #[cfg(not(unix))]
        None => {}
    }
    temporary.as_file().sync_all()?;
    Ok((temporary, registered))
}

/// Puts `new` in the place of `old`, which is what was read from `path`.
///
/// The text goes to a temporary file in the same folder, which takes the mode and owner, reaches the disk, and is renamed. Extended
/// attributes and ACLs are not carried over. A symbolic link stays one, and what it leads to is written: walks don't follow links, so a
/// link gets here only when it was named itself.
///
/// # Errors
/// Says why not, and what to do. The file is as it was then.
pub fn write(path: &Path, old: &str, new: &str) -> Result<(), String> {
    if old == new {
        return Ok(());
    }
    let target = path.canonicalize().map_err(|error| super::said(&error))?;
    let metadata = fs::metadata(&target).map_err(|error| super::said(&error))?;
    refuse(&target, &metadata)?;
    let folder = target.parent().unwrap_or(Path::new("."));
    sweep(folder);
    replace(&target, folder, &metadata, old, new).map_err(|error| super::said(&error))
}

/// A rename would split hard links, and would replace a file that its owner has protected; git does not expect its own files to change.
fn refuse(target: &Path, metadata: &Metadata) -> Result<(), String> {
    if !metadata.is_file() {
        return Err("is not a regular file".into());
    }
    if target.components().any(|part| part.as_os_str() == ".git") {
        return Err("lies in .git, whose files are git's own".into());
    }
    if links(metadata) > 1 {
        return Err("has several hard links, which writing would part; make symbolic ones of them".into());
    }
    if metadata.permissions().readonly() || OpenOptions::new().write(true).open(target).is_err() {
        return Err("is read-only; make it writable first".into());
    }
    Ok(())
}

fn replace(target: &Path, folder: &Path, metadata: &Metadata, old: &str, new: &str) -> io::Result<()> {
    let (mut temporary, registered) = temporary(folder).map_err(|error| instead(error, "no file can be made in its folder"))?;
    temporary.write_all(new.as_bytes())?;
    keep_owner(temporary.as_file(), metadata).map_err(|error| instead(error, "its owner and group cannot be kept"))?;
    temporary.as_file().set_permissions(metadata.permissions())?;
    temporary.as_file().sync_all()?;
    if fs::read(target)? != old.as_bytes() {
        return Err(io::Error::other("changed on disk since it was read"));
    }
    temporary.persist(target).map_err(|error| error.error)?;
    drop(registered);
    // The rename reaches the disk with its folder. Not every file system can do that, and the file is whole either way.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// A temporary file in `folder`.
fn temporary(folder: &Path) -> io::Result<(NamedTempFile, Registered)> {
    if let Some(call) = BEFORE.get() {
        call();
    }
    // Made and known in one step: between the two the process may be told to end.
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    let made = tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder)?;
    open.insert(made.path().to_owned());
    let registered = Registered(made.path().to_owned());
    Ok((made, registered))
}

/// A refusal of the system in words that say what it means here.
fn instead(error: io::Error, meaning: &str) -> io::Error {
    if error.kind() == io::ErrorKind::PermissionDenied { io::Error::other(meaning) } else { error }
}

/// A temporary file that [`clean_up`] knows of while this exists.
struct Registered(PathBuf);

impl Drop for Registered {
    fn drop(&mut self) {
        OPEN.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.0);
    }
}

/// Takes away what killed runs left in a folder, once per folder and run.
fn sweep(folder: &Path) {
    static SWEPT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    if !SWEPT.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned()) {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        let age = || entry.metadata().and_then(|metadata| metadata.modified()).ok().and_then(|modified| modified.elapsed().ok());
        if is_ours && age().is_some_and(|age| age > STALE) {
            // Left over is untidy, not wrong.
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(unix)]
fn links(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

#[cfg(not(unix))]
fn links(_: &Metadata) -> u64 {
    1
}

/// The new file belongs to whom the old one did. Only root may give files away: for others they are their own already, or stay so.
#[cfg(unix)]
fn keep_owner(file: &File, metadata: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let made = file.metadata()?;
    let owner = (metadata.uid() != made.uid()).then_some(metadata.uid());
    let group = (metadata.gid() != made.gid()).then_some(metadata.gid());
    if owner.is_none() && group.is_none() { Ok(()) } else { fchown(file, owner, group) }
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}
