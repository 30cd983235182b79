//! Where results are kept, and for how long.

use crate::digest::Digest;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use std::{env, fs, io};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Days after which a result that nobody asks for goes.
pub(super) const MOST_DAYS: u32 = 30;

/// Says to programs that make backups that all of this can be made again (`bford.info/cachedir`).
const TAG: (&str, &str) =
    ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n# Results of cndlint. They can be deleted at any time.\n");

/// Days since 1970.
pub(super) fn today() -> u32 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u32::try_from(since.as_secs() / DAY.as_secs()).unwrap_or_default()
}

/// The folder of the user's system for what can be made again; nothing where none is known.
#[must_use]
pub fn default_folder() -> Option<PathBuf> {
    let named = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = |below: &str| named("HOME").map(|home| home.join(below));
    let system = if cfg!(windows) {
        named("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home("Library/Caches")
    } else {
        named("XDG_CACHE_HOME").or_else(|| home(".cache"))
    };
    system.map(|system| system.join("cndlint"))
}

/// A number for this program: another build may find something else, so the version is not enough.
#[must_use]
pub fn program() -> Option<u64> {
    let metadata = fs::metadata(env::current_exe().ok()?).ok()?;
    let since = metadata.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let digest = Digest::default().text(env!("CARGO_PKG_VERSION")).number(metadata.len());
    Some(digest.number(since.as_secs()).number(u64::from(since.subsec_nanos())).end())
}

/// Marks the folder for backups, and for git where it lies in a repository.
pub(super) fn mark(base: &Path) -> io::Result<()> {
    for (name, text) in [TAG, (".gitignore", "*\n")] {
        let path = base.join(name);
        if !path.exists() {
            fs::write(path, text)?;
        }
    }
    Ok(())
}

/// Takes away the results of projects and programs that have not run in a month: a folder is as old as the last file that was put into it.
pub(super) fn clean(base: &Path) {
    for entry in fs::read_dir(base).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| name.len() == 16 && name.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let age = || entry.metadata().ok().filter(fs::Metadata::is_dir)?.modified().ok()?.elapsed().ok();
        if is_ours && age().is_some_and(|age| age > DAY * MOST_DAYS) {
            // What stays is untidy, not wrong.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
