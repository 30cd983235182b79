//! Which platform a file is for, from what lies around it and from its own front matter.

use super::folders::Marked;
use crate::files::slashed;
use crate::front_matter::{Format, FrontMatter};
use crate::platform::{Platform, is_like, is_project_file};
use std::path::Path;
use std::sync::Arc;

/// A platform and how it is known.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The platform.
    pub platform: &'static Platform,
    /// How it is known, in English.
    pub why: String,
}

/// The platform of the project in which the file lies: that of the nearest folder with a marker whose posts lie where this file does.
pub(super) fn by_surroundings(path: &Path, marked: &[Arc<Marked>]) -> Option<Chosen> {
    for Marked { path: at, by } in marked.iter().map(|marked| &**marked) {
        let relative = slashed(path.strip_prefix(at).ok()?);
        for (name, marker) in by {
            let (_, detect) = Platform::detections().iter().find(|(known, _)| known == name)?;
            if let Some(pattern) = detect.files.iter().find(|pattern| is_like(&relative, pattern)) {
                let why = format!("{marker} in {}, and the file is one of {pattern}", at.display());
                return Some(Chosen { platform: Platform::named(name)?, why });
            }
        }
    }
    None
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
