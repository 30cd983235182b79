//! `[names]`: which packs are used, and the packs of the user.

use super::error::{Noted, advice};
use super::{ConfigError, Origin, beneath, parent, read_text};
use crate::digest::Digest;
use crate::names::pack::{Entry, Fault, Pack};
use crate::names::{Choice, Names, packs, review};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Stands for all packs that need not be asked for.
pub(super) const DEFAULT_PACKS: &str = "default";

/// What a configuration says of names.
#[derive(Clone, Debug, Default)]
pub(super) struct NamesTable {
    /// Packs in the order they are written; nothing is those that need not be asked for.
    pub(super) packs: Option<Vec<(String, Origin)>>,
    pub(super) off: Vec<String>,
    pub(super) allow: Vec<String>,
    /// Names written into the configuration.
    pub(super) words: Vec<Entry>,
}

/// Whether the name of a pack is that of a file.
pub(super) fn is_pack_file(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end == "toml") || name.contains('/')
}

/// A user's pack that was read.
pub struct OwnPack {
    /// Its file.
    pub path: PathBuf,
    /// The file's text.
    pub text: String,
    /// What it holds.
    pub pack: Arc<Pack>,
}

impl OwnPack {
    /// Reads a pack.
    ///
    /// # Errors
    /// Where the file cannot be read, or is no pack.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = read_text(path)?;
        match Pack::parse(&text) {
            Ok(pack) => Ok(Self { path: path.to_owned(), text, pack: Arc::new(pack) }),
            Err(fault) => Err(ConfigError::new(path, text, Some(fault.span), advice(&fault.message))),
        }
    }

    /// What is wrong with it beyond its syntax, as one of the packs of `names`.
    #[must_use]
    pub fn review(&self, names: &Names) -> Vec<ConfigError> {
        let text: Arc<str> = self.text.as_str().into();
        let error = |fault: Fault| ConfigError::new(&self.path, Arc::clone(&text), Some(fault.span), fault.message);
        review(&self.pack, names).into_iter().map(error).collect()
    }
}

/// What is wrong with a name that holds a wrong spelling of its own: a fix may find it again, and the text would grow.
pub(super) fn growth(word: &Entry) -> Option<String> {
    if !word.wrong.iter().any(|wrong| word.text.contains(&wrong.text)) {
        return None;
    }
    let pack = Arc::new(Pack::of(vec![word.clone()]));
    let choice = Choice { packs: Some(Vec::new()), own: vec![Arc::clone(&pack)], off: Vec::new(), allow: Vec::new() };
    review(&pack, &Names::new(&choice)).into_iter().next().map(|fault| fault.message)
}

impl NamesTable {
    /// This table over that of an extended file.
    pub(super) fn over(mut self, base: Self) -> Self {
        self.packs = self.packs.or(base.packs);
        self.off.extend(base.off);
        self.allow.extend(base.allow);
        self.words
            .splice(0..0, base.words.into_iter().filter(|word| !self.words.iter().any(|own| own.text == word.text)).collect::<Vec<_>>());
        self
    }

    /// The names of a run under the configuration at `path`; nothing where it says nothing about them. And a number for the packs that were read.
    ///
    /// # Errors
    /// Where a pack cannot be read or is not sound.
    pub(super) fn load(&self, path: &Path) -> Result<(Option<Arc<Names>>, u64), ConfigError> {
        if self.packs.is_none() && self.off.is_empty() && self.allow.is_empty() && self.words.is_empty() {
            return Ok((None, 0));
        }
        let mut mistakes = Vec::new();
        let read = |(name, origin): &(String, Origin)| {
            OwnPack::read(&beneath(path, parent(&origin.path), name).map_err(|message| origin.error(message))?)
        };
        let files = self.packs.iter().flatten().filter(|(name, _)| is_pack_file(name));
        let own: Vec<OwnPack> = files.filter_map(|pack| read(pack).noted(&mut mistakes)).collect();
        let is_meant = |(name, opt_in): (&str, bool)| {
            self.packs.iter().flatten().any(|(asked, _)| asked == name || asked == DEFAULT_PACKS && !opt_in).then(|| name.to_owned())
        };
        let mut choice = Choice {
            packs: self.packs.as_ref().map(|_| packs().filter_map(|(name, opt_in, _)| is_meant((name, opt_in))).collect()),
            own: own.iter().map(|pack| Arc::clone(&pack.pack)).collect(),
            off: self.off.clone(),
            allow: self.allow.clone(),
        };
        choice.own.push(Arc::new(Pack::of(self.words.clone())));
        let names = Names::new(&choice);
        mistakes.extend(own.iter().flat_map(|pack| pack.review(&names)));
        match ConfigError::all(mistakes) {
            Some(error) => Err(error),
            None => Ok((Some(Arc::new(names)), own.iter().fold(Digest::default(), |digest, pack| digest.text(&pack.text)).end())),
        }
    }
}
