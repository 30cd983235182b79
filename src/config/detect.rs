//! Which platform a file is for, from what lies around it and from its own front matter.

use crate::files::slashed;
use crate::front_matter::{Format, FrontMatter};
use crate::platform::{Marker, Platform, is_like, is_project_file};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// A platform and how it is known.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The platform.
    pub platform: &'static Platform,
    /// How it is known, in English.
    pub why: String,
}

/// What lies in a folder.
struct Folder {
    /// Platforms whose marker does, and the marker.
    marked: Vec<(&'static str, String)>,
    /// Whether it is the top of a repository.
    is_top: bool,
}

/// A folder with markers.
pub(super) struct Marked {
    path: PathBuf,
    folder: Arc<Folder>,
}

/// What was found so far, by folder.
#[derive(Default)]
pub(super) struct Detector {
    folders: Mutex<HashMap<PathBuf, Arc<Folder>>>,
}

impl Detector {
    /// The folders with a marker around a file in `folder`, nearest first. A folder with `.git` is the last one looked at.
    pub(super) fn marked(&self, folder: &Path) -> Vec<Marked> {
        let mut marked = Vec::new();
        for path in folder.ancestors() {
            let folder = self.folder(path);
            let is_top = folder.is_top;
            if !folder.marked.is_empty() {
                marked.push(Marked { path: path.to_owned(), folder });
            }
            if is_top {
                break;
            }
        }
        marked
    }

    fn folder(&self, folder: &Path) -> Arc<Folder> {
        let mut cache = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = cache.get(folder) {
            return Arc::clone(known);
        }
        let markers = Platform::detections().iter().flat_map(|(name, detect)| detect.markers.iter().map(move |marker| (*name, marker)));
        let found = markers.filter_map(|(name, marker)| {
            let told = || marker.has.as_ref().map_or_else(|| marker.name.clone(), |has| format!("{has} in {}", marker.name));
            is_in(marker, folder).then(|| (name, told()))
        });
        let found = Arc::new(Folder { marked: found.collect(), is_top: folder.join(".git").exists() });
        cache.insert(folder.to_owned(), Arc::clone(&found));
        found
    }
}

/// The platform of the project in which the file lies: that of the nearest folder with a marker whose posts lie where this file does.
pub(super) fn by_surroundings(path: &Path, marked: &[Marked]) -> Option<Chosen> {
    for Marked { path: at, folder } in marked {
        let relative = slashed(path.strip_prefix(at).ok()?);
        for (name, marker) in &folder.marked {
            let (_, detect) = Platform::detections().iter().find(|(known, _)| known == name)?;
            if let Some(pattern) = detect.files.iter().find(|pattern| is_like(&relative, pattern)) {
                let why = format!("{marker} in {}, and the file is one of {pattern}", at.display());
                return Some(Chosen { platform: Platform::named(name)?, why });
            }
        }
    }
    None
}

/// Whether the marker lies in the folder.
pub(crate) fn is_in(marker: &Marker, folder: &Path) -> bool {
    let at = folder.join(&marker.name);
    match &marker.has {
        None => at.exists(),
        Some(has) => fs::read_to_string(at).is_ok_and(|text| text.contains(has)),
    }
}

/// The platform of a file that nothing around it tells: by keys of its front matter that no other platform has.
pub(super) fn by_text(path: &Path, text: &str) -> Chosen {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let by_keys = FrontMatter::find(text, start).and_then(|block| {
        let content = text.get(block.content.start..block.content.end)?;
        let has = |key: &&String| {
            content.lines().any(|line| match block.format {
                Format::Yaml => line.strip_prefix(key.as_str()).is_some_and(|rest| rest.starts_with(':')),
                Format::Toml | Format::Json => false,
            })
        };
        Platform::detections().iter().find_map(|(name, detect)| {
            let found: Vec<&str> = detect.keys.iter().filter(has).map(String::as_str).collect();
            let least = if detect.least_keys == 0 { detect.keys.len() } else { detect.least_keys };
            let is = !found.is_empty() && found.len() >= least;
            Some(Chosen { platform: Platform::named(name).filter(|_| is)?, why: format!("front matter with {}", found.join(", ")) })
        })
    });
    by_keys.unwrap_or_else(|| {
        let is_project_file = is_project_file(&slashed(path));
        let (name, why) = if is_project_file { ("github", "the file's name") } else { ("generic", "nothing tells of another") };
        Chosen { platform: Platform::named(name).unwrap_or_else(Platform::generic), why: why.into() }
    })
}
