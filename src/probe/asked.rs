//! What a text asks of its surroundings: kept with a result, it tells whether the answers are still the same.

use crate::document::Document;
use crate::facts::wanted;
use crate::link::{links, path};
use crate::platform::Platform;
use crate::platform::dialect::Paths;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a text asks for.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Asked {
    /// Files whose size matters.
    pub(super) files: Vec<String>,
    /// Paths in destinations, each with whether the anchors of what it names matter.
    pub(super) paths: BTreeMap<String, bool>,
}

impl Asked {
    /// What the text at `place`, with `/`, asks for.
    #[must_use]
    pub fn of(doc: &Document, platform: &Platform, place: &str) -> Self {
        let mut asked = Self { files: wanted(doc, platform, place), paths: BTreeMap::new() };
        let Some(paths) = looked_up(platform) else { return asked };
        for link in links(doc) {
            let Some(key) = path::of(&link.destination) else { continue };
            let is_unlooked = link.is_image && platform.dialect.images.is_some() || is_page(&key, paths) && !path::leads_down(&key);
            if !is_unlooked {
                let wants_anchors = link.destination.contains('#') && path::names_text(&key);
                *asked.paths.entry(key).or_default() |= wants_anchors;
            }
        }
        asked
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.files.is_empty() && self.paths.is_empty()
    }
}

/// How the paths of a platform are looked up; nothing where they cannot be.
pub(super) fn looked_up(platform: &Platform) -> Option<&Paths> {
    platform.dialect.paths.as_ref().filter(|paths| !paths.unpublished)
}

/// Whether a path may be that of a page, whose name may be given in its front matter.
pub(super) fn is_page(key: &str, paths: &Paths) -> bool {
    paths.pages && !path::names_file(key)
}
