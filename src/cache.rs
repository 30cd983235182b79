//! Results of earlier runs. What they were made of is asked for again, so that one is used only where a new look could say nothing else.

mod place;
mod shard;
mod stamp;

pub use place::{default_folder, program};

use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::files::{lossy, said};
use crate::names::spellings::Spelling;
use crate::probe::Asked;
use serde::{Deserialize, Serialize};
use shard::Shard;
use stamp::Stamp;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Files of a cache. A run over a few files reads a few of them.
const SHARDS: usize = 16;

/// Results that are larger are not kept.
const MOST_BYTES: usize = 1 << 20;

/// By which a result is found, and known to be one under the same settings.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Of the file's path and of what the command line says.
    pub file: u64,
    /// Of what is configured for it.
    pub settings: u64,
}

/// By which a result is known to be one for the same text.
#[derive(Clone, Copy, Debug)]
pub struct Ticket {
    key: Key,
    /// Of all the file's bytes.
    content: u64,
    stamp: Stamp,
}

impl Key {
    /// With the file's bytes, and what was said of it before they were read.
    #[must_use]
    pub fn with(self, bytes: &[u8], metadata: &Metadata) -> Ticket {
        Ticket { key: self, content: Digest::of(bytes), stamp: Stamp::of(metadata) }
    }
}

/// What is known of a result before it is read.
#[derive(Deserialize, Serialize)]
struct Head {
    settings: u64,
    content: u64,
    stamp: Stamp,
    /// Whether the rules found something.
    has_findings: bool,
}

/// A result.
#[derive(Debug, Deserialize)]
pub struct Entry {
    /// The platform that was found out or told.
    pub platform: String,
    /// What the text asks of its surroundings.
    pub asked: Asked,
    /// Of what they answered.
    pub answers: u64,
    /// What the text says of itself that no other may say.
    pub claims: Vec<String>,
    /// What the rules found.
    pub found: Vec<Diagnostic>,
    /// How it spells names that no pack knows.
    pub spellings: Vec<Spelling>,
}

/// The same before it is kept.
#[derive(Serialize)]
pub struct NewEntry<'a> {
    /// As in [`Entry`].
    pub platform: &'a str,
    /// As in [`Entry`].
    pub asked: &'a Asked,
    /// As in [`Entry`].
    pub answers: u64,
    /// As in [`Entry`].
    pub claims: &'a [String],
    /// As in [`Entry`].
    pub found: &'a [Diagnostic],
    /// As in [`Entry`].
    pub spellings: &'a [Spelling],
}

/// The results of one project and one program.
pub struct Cache {
    /// Where all projects have theirs.
    base: PathBuf,
    folder: PathBuf,
    shards: Vec<Shard>,
    today: u32,
    /// Of what the command line says.
    flags: u64,
    /// Results that were used, and new ones.
    used: AtomicUsize,
    new: AtomicUsize,
}

impl Cache {
    /// The results kept below `base` for the project at `top`, made by `program` under those `flags`. Nothing is read yet.
    #[must_use]
    pub fn new(base: PathBuf, top: &Path, program: u64, flags: u64) -> Self {
        let project = Digest::default().text(&top.to_string_lossy()).number(program).end();
        let folder = base.join(format!("{project:016x}"));
        let shards = (0..SHARDS).map(|number| Shard::new(folder.join(format!("{number:02}")))).collect();
        Self { base, folder, shards, today: place::today(), flags, used: AtomicUsize::new(0), new: AtomicUsize::new(0) }
    }

    /// The key of the result for the file at the absolute `path`, for which something of the number `settings` is configured.
    #[must_use]
    pub fn key(&self, path: &Path, settings: u64) -> Key {
        Key { file: Digest::default().text(&lossy(path)).number(self.flags).end(), settings }
    }

    fn shard(&self, key: Key) -> &Shard {
        &self.shards[usize::try_from(key.file % SHARDS as u64).unwrap_or_default()]
    }

    /// The result for the file at `path`, where the file system says that this lies there as it did; nothing where that is not known, or something was
    /// found and is not `wanted`.
    pub fn get_unread(&self, key: Key, path: &Path, wanted: bool) -> Option<Entry> {
        let bytes = self.shard(key).get(key.file, self.today)?;
        let (head, rest) = postcard::take_from_bytes::<Head>(&bytes).ok()?;
        if head.settings != key.settings || head.has_findings && !wanted || head.stamp.is_none() {
            return None;
        }
        let is_same = Stamp::of(&fs::metadata(path).ok()?) == head.stamp;
        is_same.then(|| postcard::from_bytes(rest).ok()).flatten()
    }

    /// The result for that text under those settings; nothing where there is none, or it cannot be read.
    pub fn get(&self, ticket: &Ticket) -> Option<Entry> {
        let Ticket { key, content, stamp } = *ticket;
        let bytes = self.shard(key).get(key.file, self.today)?;
        let (head, rest) = postcard::take_from_bytes::<Head>(&bytes).ok()?;
        if (head.content, head.settings) != (content, key.settings) {
            return None;
        }
        let entry = postcard::from_bytes(rest).ok()?;
        if head.stamp != stamp && !stamp.is_none() {
            let head = postcard::to_allocvec(&Head { stamp, ..head }).ok()?;
            self.shard(key).put(key.file, self.today, [&head, rest].concat());
        }
        Some(entry)
    }

    /// Notes that a result was used.
    pub fn count_use(&self) {
        self.used.fetch_add(1, Ordering::Relaxed);
    }

    /// How many results were used, and how many are new.
    pub fn counts(&self) -> (usize, usize) {
        (self.used.load(Ordering::Relaxed), self.new.load(Ordering::Relaxed))
    }

    /// Keeps a result, in the place of the one for an older text.
    pub fn put(&self, ticket: &Ticket, entry: &NewEntry<'_>) {
        self.new.fetch_add(1, Ordering::Relaxed);
        let Ticket { key, content, stamp } = *ticket;
        let head = postcard::to_allocvec(&Head { settings: key.settings, content, stamp, has_findings: !entry.found.is_empty() });
        let bytes = head.and_then(|head| postcard::to_extend(entry, head)).ok().filter(|bytes| bytes.len() <= MOST_BYTES);
        if let Some(bytes) = bytes {
            self.shard(key).put(key.file, self.today, bytes);
        }
    }

    /// Files of the cache that were no such files, or not whole: they are made anew.
    pub fn damaged(&self) -> impl Iterator<Item = &Path> {
        self.shards.iter().filter(|shard| shard.is_damaged()).map(Shard::path)
    }

    /// Writes what is new, and takes away what nobody has asked for in a month. Runs at the same time do not wait for each other: the last one to write a
    /// file of the cache has its results in it, and each of them is right.
    ///
    /// # Errors
    /// With a sentence for people, where it cannot be written.
    pub fn save(&self) -> Result<(), String> {
        if !self.shards.iter().any(Shard::is_changed) {
            return Ok(());
        }
        let write = || {
            let is_new = !self.folder.is_dir();
            fs::create_dir_all(&self.folder)?;
            if is_new {
                place::mark(&self.base)?;
                place::clean(&self.base);
            }
            self.shards.iter().filter(|shard| shard.is_changed()).try_for_each(|shard| shard.write(self.today))
        };
        write().map_err(|error| said(&error))
    }
}
