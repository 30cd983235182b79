//! What lies in the folders around a text, as far as it matters: each is looked at once in a run.

use super::{FILE_NAMES, lock};
use crate::platform::{Marker, Platform};
use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// A folder with more names is asked for each that matters: to list it would take longer.
const MOST_NAMES: usize = 256;

/// A folder, and what the folders around it say of its texts.
#[derive(Default)]
pub(super) struct Folder {
    /// The configuration file, in it or nearest above it.
    pub(super) config: Option<PathBuf>,
    /// The folders with a marker of a platform, nearest first. One with `.git` is the last that is looked at.
    pub(super) marked: Vec<Arc<Marked>>,
}

/// A folder with markers.
#[derive(Debug)]
pub struct Marked {
    pub(super) path: PathBuf,
    /// Platforms of which it has a marker, and the marker.
    pub(super) by: Vec<(&'static str, String)>,
}

/// What was found so far.
#[derive(Default)]
pub(super) struct Folders {
    known: Mutex<HashMap<OsString, Arc<Folder>>>,
}

impl Folders {
    /// What is known of the texts in a folder, given by its absolute path.
    pub(super) fn of(&self, path: &Path) -> Arc<Folder> {
        if let Some(known) = lock(&self.known).get(path.as_os_str()) {
            return Arc::clone(known);
        }
        let above = path.parent().map(|above| self.of(above)).unwrap_or_default();
        let folder = Arc::new(looked_at(path, &above));
        lock(&self.known).insert(path.into(), Arc::clone(&folder));
        folder
    }
}

fn looked_at(path: &Path, above: &Folder) -> Folder {
    let names = Names::of(path);
    let config = FILE_NAMES.iter().filter(|name| names.may_have(name)).map(|name| path.join(name)).find(|path| path.is_file());
    let is_top = names.may_have(".git") && path.join(".git").exists();
    let markers = Platform::detections().iter().flat_map(|(name, detect)| detect.markers.iter().map(move |marker| (*name, marker)));
    let found = markers.filter(|(_, marker)| names.may_have(&marker.name) && is_in(marker, path));
    let told = |marker: &Marker| marker.has.as_ref().map_or_else(|| marker.name.clone(), |has| format!("{has} in {}", marker.name));
    let by: Vec<_> = found.map(|(name, marker)| (name, told(marker))).collect();
    let own = (!by.is_empty()).then(|| Arc::new(Marked { path: path.to_owned(), by }));
    let others = if is_top { &[][..] } else { &above.marked };
    Folder { config: config.or_else(|| above.config.clone()), marked: own.into_iter().chain(others.iter().cloned()).collect() }
}

/// Whether the marker lies in the folder.
pub(crate) fn is_in(marker: &Marker, folder: &Path) -> bool {
    let at = folder.join(&marker.name);
    match &marker.has {
        None => at.exists(),
        Some(has) => fs::read_to_string(at).is_ok_and(|text| text.contains(has)),
    }
}

/// The names in a folder: to ask once what is there costs less than to ask for each of twenty names that hardly any folder has.
struct Names(Option<Vec<OsString>>);

impl Names {
    fn of(folder: &Path) -> Self {
        let list = || {
            let names = fs::read_dir(folder).ok()?.take(MOST_NAMES + 1).map(|entry| Some(entry.ok()?.file_name()));
            names.collect::<Option<Vec<_>>>().filter(|names| names.len() <= MOST_NAMES)
        };
        Self(list())
    }

    /// Whether a path may begin here. File systems that do not tell cases apart know it by another name too.
    fn may_have(&self, path: &str) -> bool {
        let first = path.split('/').next().unwrap_or(path);
        self.0.as_ref().is_none_or(|names| names.iter().any(|name| name.eq_ignore_ascii_case(first)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_folders_say_what_small_ones_do() {
        let world = tempfile::tempdir().unwrap();
        for (name, more) in [("small", 0), ("large", MOST_NAMES)] {
            let site = world.path().join(name);
            fs::create_dir_all(site.join("config/_default")).unwrap();
            fs::create_dir(site.join("content")).unwrap();
            fs::write(site.join(FILE_NAMES[0]), "").unwrap();
            for number in 0..more {
                fs::write(site.join(format!("{number}.txt")), "").unwrap();
            }
            assert_eq!(Names::of(&site).0.is_some(), more == 0);
            let folders = Folders::default();
            for folder in [&site, &site.join("content")] {
                let Folder { config, marked } = &*folders.of(folder);
                assert_eq!(config.as_deref(), Some(&*site.join(FILE_NAMES[0])));
                assert_eq!(marked[0].path, site);
                assert_eq!(marked[0].by, [("hugo", "config/_default".to_owned())]);
            }
        }
    }

    #[test]
    fn a_repository_ends_the_look_for_markers_but_not_for_a_configuration() {
        let world = tempfile::tempdir().unwrap();
        let inner = world.path().join("inner");
        fs::create_dir_all(inner.join(".git")).unwrap();
        fs::write(world.path().join("hugo.toml"), "").unwrap();
        fs::write(world.path().join(FILE_NAMES[1]), "").unwrap();
        let folder = Folders::default().of(&inner);
        assert!(folder.marked.iter().all(|marked| !marked.path.starts_with(world.path())));
        assert_eq!(folder.config.as_deref(), Some(&*world.path().join(FILE_NAMES[1])));
    }
}
