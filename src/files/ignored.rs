//! Whether a walk would leave a file out, told without walking.

use super::{IGNORE_FILES, is_left_out};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// What the files that name files to leave out say, in a folder and below it.
pub struct Ignored {
    top: PathBuf,
    respect_ignore: bool,
    /// By folder, one for each of [`IGNORE_FILES`].
    read: HashMap<PathBuf, [Gitignore; 3]>,
}

impl Ignored {
    /// For files below `top`, which is absolute. Without `respect_ignore`, only what is hidden is left out, as by a walk.
    #[must_use]
    pub fn new(top: &Path, respect_ignore: bool) -> Self {
        Self { top: top.to_owned(), respect_ignore, read: HashMap::new() }
    }

    /// Whether a walk that begins at `root` leaves out the file at `path`, which lies below it.
    pub fn hides(&mut self, root: &Path, path: &Path) -> bool {
        let below = path.ancestors().take_while(|part| *part != root && part.parent().is_some());
        let below: Vec<&Path> = below.collect();
        below.into_iter().any(|part| {
            let name = part.file_name().unwrap_or_default();
            is_left_out(name) || self.respect_ignore && self.names(part, part != path)
        })
    }

    /// Whether the nearest line about it, of the file that counts most, leaves it out.
    fn names(&mut self, path: &Path, is_dir: bool) -> bool {
        let folders: Vec<&Path> = path.ancestors().skip(1).take_while(|folder| folder.starts_with(&self.top)).collect();
        for folder in &folders {
            self.read.entry((*folder).to_owned()).or_insert_with(|| IGNORE_FILES.map(|name| read(folder, name)));
        }
        let said = (0..IGNORE_FILES.len()).flat_map(|kind| folders.iter().map(move |folder| (kind, folder)));
        let mut said = said.map(|(kind, folder)| self.read[*folder][kind].matched(path, is_dir));
        said.find(|said| !said.is_none()).is_some_and(|said| said.is_ignore())
    }
}

/// A line that cannot be read is left out, as by a walk.
fn read(folder: &Path, name: &str) -> Gitignore {
    let file = folder.join(name);
    if !file.is_file() {
        return Gitignore::empty();
    }
    let mut builder = GitignoreBuilder::new(folder);
    builder.add(file);
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}
