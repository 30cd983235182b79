//! Where files lie: in a project, in a repository, beside each other.

use super::FILE_NAMES;
use crate::files::said;
use std::path::{Path, PathBuf};

/// A path from the root of the file system; as it is where the current folder is gone.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// The top of the project that a folder belongs to: of a repository, or where a configuration lies.
pub(crate) fn project_top(folder: &Path) -> Option<&Path> {
    let is_top = |folder: &&Path| folder.join(".git").exists() || FILE_NAMES.iter().any(|name| folder.join(name).exists());
    folder.ancestors().find(is_top)
}

/// The top of the repository that a folder lies in; the folder itself where it lies in none.
pub(super) fn repository(folder: &Path) -> &Path {
    folder.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(folder)
}

pub(super) fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}

/// The file `name` in `folder`, which is part of the project of the configuration at `config`.
pub(super) fn beneath(config: &Path, folder: &Path, name: &str) -> Result<PathBuf, String> {
    let file = folder.join(name).canonicalize().map_err(|error| format!("`{name}` cannot be read: {}", said(&error)))?;
    let top = parent(config);
    let root = repository(top);
    if file.starts_with(root.canonicalize().unwrap_or_else(|_| root.to_owned())) {
        Ok(file)
    } else {
        Err(format!("`{name}` is outside of the project ({})", root.display()))
    }
}
