//! Which lock of links holds for a file.

use super::{ConfigError, Configs, Effective, MaybeLock, lock as hold, parent, read_text, repository};
use crate::digest::Digest;
use crate::link::lock::Lock;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A lock with a number for what it says, or the reason why it cannot be read.
pub(super) type Locked = Result<(u64, Option<Arc<Lock>>), ConfigError>;

/// The lock's name where the configuration gives none.
const LOCK_NAME: &str = "cndlint-links.lock";

impl Effective {
    /// Where the lock of the file at `path` lies or would lie: as the configuration says, else beside it; without one at the top of the
    /// repository, or in the file's own folder.
    #[must_use]
    pub fn lock_path(&self, path: &Path) -> PathBuf {
        if let Some(lock) = &self.around.project.config.links_lock {
            return lock.clone();
        }
        self.file().map_or_else(|| repository(parent(path)), parent).join(LOCK_NAME)
    }
}

impl Configs {
    /// What URLs answered, for the file at `path`; nothing where there is no lock, or no file is to be read.
    ///
    /// # Errors
    /// Where the lock cannot be read, or is none.
    pub fn lock(&self, effective: &Effective, path: &Path) -> MaybeLock {
        self.locked(effective, path).clone().map(|(_, lock)| lock)
    }

    /// The lock with a number for what it says.
    pub(super) fn locked<'e>(&self, effective: &'e Effective, path: &Path) -> &'e Locked {
        effective.around.lock.get_or_init(|| {
            if self.flags.isolated {
                return Ok((0, None));
            }
            let file = effective.lock_path(path);
            let mut cache = hold(&self.locks);
            if let Some(known) = cache.get(&file) {
                return known.clone();
            }
            let of = |(text, lock): (String, Lock)| (Digest::of(text.as_bytes()), Some(Arc::new(lock)));
            let read = if file.exists() { read_lock(&file).map(of) } else { Ok((0, None)) };
            cache.insert(file, read.clone());
            read
        })
    }
}

/// Reads the lock in a file: its text, and what it says.
///
/// # Errors
/// Where it cannot be read, or is none: with the line.
pub fn read_lock(path: &Path) -> Result<(String, Lock), ConfigError> {
    let text = read_text(path)?;
    match Lock::parse(&text) {
        Ok(lock) => Ok((text, lock)),
        Err(fault) => {
            let span = Some(fault.span.start..fault.span.end);
            Err(ConfigError::new(path, text, span, fault.message))
        }
    }
}
