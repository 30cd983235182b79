//! One file of the cache: results by their keys, each with the day on which it was last asked for.

use super::place::MOST_DAYS;
use crate::config::lock;
use crate::digest::Digest;
use std::collections::HashMap;
use std::fs;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::{self, Write};
use std::ops::{Deref, Range};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tempfile::NamedTempFile;

/// What a file begins with: its name, and the version of its form.
const HEAD: &[u8; 8] = b"cndlint\x01";

/// Bytes before the results: the head, and a number for all that follows.
const BODY: usize = HEAD.len() + 8;

/// Days after which the day of a result is written anew: not for each run.
const DAYS_KEPT: u32 = 7;

pub(super) struct Shard {
    path: PathBuf,
    /// Nothing before it is read.
    state: Mutex<Option<State>>,
}

#[derive(Default)]
struct State {
    stored: HashMap<u64, Stored, BuildHasherDefault<AsItIs>>,
    is_changed: bool,
    is_damaged: bool,
}

/// A key is a hash already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        // The lowest bits are the same in all keys of a shard.
        self.0.rotate_left(32)
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = Digest::of(bytes);
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

struct Stored {
    day: u32,
    bytes: Bytes,
}

/// A part of what was read.
#[derive(Clone)]
pub(super) struct Bytes {
    all: Arc<Vec<u8>>,
    range: Range<usize>,
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.all[self.range.clone()]
    }
}

impl Shard {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, state: Mutex::default() }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn get(&self, key: u64, today: u32) -> Option<Bytes> {
        let mut guard = lock(&self.state);
        let State { stored, is_changed, .. } = guard.get_or_insert_with(|| State::read(&self.path));
        let found = stored.get_mut(&key)?;
        if found.day.abs_diff(today) >= DAYS_KEPT {
            found.day = today;
            *is_changed = true;
        }
        Some(found.bytes.clone())
    }

    pub(super) fn put(&self, key: u64, today: u32, bytes: Vec<u8>) {
        let mut guard = lock(&self.state);
        let state = guard.get_or_insert_with(|| State::read(&self.path));
        let bytes = Bytes { range: 0..bytes.len(), all: Arc::new(bytes) };
        state.stored.insert(key, Stored { day: today, bytes });
        state.is_changed = true;
    }

    pub(super) fn is_changed(&self) -> bool {
        lock(&self.state).as_ref().is_some_and(|state| state.is_changed)
    }

    pub(super) fn is_damaged(&self) -> bool {
        lock(&self.state).as_ref().is_some_and(|state| state.is_damaged)
    }

    /// Puts the results into the file in one step. What a crash of the system tears is seen by the number in front.
    pub(super) fn write(&self, today: u32) -> io::Result<()> {
        let mut guard = lock(&self.state);
        let Some(state) = guard.as_mut() else { return Ok(()) };
        state.stored.retain(|_, stored| today.saturating_sub(stored.day) <= MOST_DAYS);
        let mut all = Vec::from(HEAD);
        all.resize(BODY, 0);
        let mut keys: Vec<&u64> = state.stored.keys().collect();
        keys.sort_unstable();
        for key in keys {
            let Stored { day, bytes } = &state.stored[key];
            all.extend(key.to_le_bytes());
            all.extend(day.to_le_bytes());
            all.extend(u32::try_from(bytes.len()).unwrap_or_default().to_le_bytes());
            all.extend_from_slice(bytes);
        }
        let number = Digest::of(&all[BODY..]).to_le_bytes();
        all[HEAD.len()..BODY].copy_from_slice(&number);
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let mut temporary = NamedTempFile::new_in(folder)?;
        temporary.write_all(&all)?;
        temporary.persist(&self.path).map_err(|error| error.error)?;
        state.is_changed = false;
        Ok(())
    }
}

impl State {
    /// What is in a file; nothing where there is none, or it is not whole.
    fn read(path: &Path) -> Self {
        let Ok(all) = fs::read(path) else { return Self::default() };
        let is_whole =
            all.starts_with(HEAD) && all.get(HEAD.len()..BODY) == Some(&Digest::of(all.get(BODY..).unwrap_or_default()).to_le_bytes());
        let damaged = || Self { is_damaged: true, is_changed: true, ..Self::default() };
        if is_whole { Self::parse(&Arc::new(all)).unwrap_or_else(damaged) } else { damaged() }
    }

    fn parse(all: &Arc<Vec<u8>>) -> Option<Self> {
        let mut state = Self::default();
        let mut at = BODY;
        while at < all.len() {
            let number = |from: usize| Some(u32::from_le_bytes(all.get(from..from + 4)?.try_into().ok()?));
            let key = u64::from_le_bytes(all.get(at..at + 8)?.try_into().ok()?);
            let (day, length) = (number(at + 8)?, usize::try_from(number(at + 12)?).ok()?);
            let range = at + 16..at + 16 + length;
            all.get(range.clone())?;
            at = range.end;
            state.stored.insert(key, Stored { day, bytes: Bytes { all: Arc::clone(all), range } });
        }
        Some(state)
    }
}
