//! Which platform a file is for, from what lies around it and from its own front matter.

use super::folders::Marked;
use crate::files::slashed;
use crate::front_matter::{Format, FrontMatter};
use crate::platform::{Platform, is_like, is_project_file};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// A platform and how it is known.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The platform.
    pub platform: &'static Platform,
    /// How it is known.
    pub why: Why,
}

/// How a platform is known; shown as English.
#[derive(Clone, Debug)]
pub enum Why {
    /// It is told.
    Told(&'static str),
    /// A folder has a marker of it, and its posts lie where this file does.
    Surroundings {
        /// The folder.
        marked: Arc<Marked>,
        /// The place of the platform among those of which the folder has a marker.
        number: usize,
        /// Where its posts lie.
        pattern: &'static str,
    },
    /// Its front matter has these keys.
    Keys(Vec<&'static str>),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Told(why) => f.write_str(why),
            Self::Surroundings { marked, number, pattern } => {
                let marker = marked.by.get(*number).map_or("", |(_, marker)| marker);
                write!(f, "{marker} in {}, and the file is one of {pattern}", marked.path.display())
            }
            Self::Keys(keys) => write!(f, "front matter with {}", keys.join(", ")),
        }
    }
}

/// The platform of the project in which the file lies: that of the nearest folder with a marker whose posts lie where this file does.
pub(super) fn by_surroundings(path: &Path, marked: &[Arc<Marked>]) -> Option<Chosen> {
    let path = slashed(path);
    for marked in marked {
        let relative = path.strip_prefix(&*slashed(&marked.path))?.trim_start_matches('/');
        for (number, (name, _)) in marked.by.iter().enumerate() {
            let (_, detect) = Platform::detections().iter().find(|(known, _)| known == name)?;
            if let Some(pattern) = detect.files.iter().find(|pattern| is_like(relative, pattern)) {
                let why = Why::Surroundings { marked: Arc::clone(marked), number, pattern };
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
        let key = |line| match block.format {
            Format::Yaml => str::split_once(line, ':').map(|(key, _)| key),
            Format::Toml | Format::Json => None,
        };
        let keys: Vec<&str> = content.lines().filter_map(key).collect();
        let has = |key: &&String| keys.contains(&key.as_str());
        Platform::detections().iter().find_map(|(name, detect)| {
            if let Some(sure) = detect.sure_keys.iter().find(has) {
                return Some(Chosen { platform: Platform::named(name)?, why: Why::Keys(vec![sure.as_str()]) });
            }
            let found: Vec<&str> = detect.keys.iter().filter(has).map(String::as_str).collect();
            let least = if detect.least_keys == 0 { detect.keys.len() } else { detect.least_keys };
            let is = !found.is_empty() && found.len() >= least;
            Some(Chosen { platform: Platform::named(name).filter(|_| is)?, why: Why::Keys(found) })
        })
    });
    by_keys.unwrap_or_else(|| {
        let is_project_file = is_project_file(&slashed(path));
        let (name, why) = if is_project_file { ("github", "the file's name") } else { ("generic", "nothing tells of another") };
        Chosen { platform: Platform::named(name).unwrap_or_else(Platform::generic), why: Why::Told(why) }
    })
}
