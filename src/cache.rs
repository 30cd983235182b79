//! Results of earlier runs. What they were made of is asked for again, so that one is used only where a new look could say nothing else.

mod place;
mod shard;

pub use place::{default_folder, program};

use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::files::{lossy, said};
use crate::names::spellings::Spelling;
use crate::probe::Asked;
use serde::{Deserialize, Serialize};
use shard::Shard;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Files of a cache. A run over a few files reads a few of them.
const SHARDS: usize = 16;

/// Results that are larger are not kept.
const MOST_BYTES: usize = 1 << 20;

/// By which a result is found and known to be one for the same thing.
#[derive(Clone, Copy, Debug)]
pub struct Ticket {
    /// Of the file's path and of what the command line says.
    pub key: u64,
    /// Of all the file's bytes.
    pub content: u64,
    /// Of what is configured for it.
    pub settings: u64,
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

    /// The key of the result for the file at the absolute `path`.
    #[must_use]
    pub fn key(&self, path: &Path) -> u64 {
        Digest::default().text(&lossy(path)).number(self.flags).end()
    }

    fn shard(&self, key: u64) -> &Shard {
        &self.shards[usize::try_from(key % SHARDS as u64).unwrap_or_default()]
    }

    /// The result for that text under those settings; nothing where there is none, or it cannot be read.
    pub fn get(&self, ticket: &Ticket) -> Option<Entry> {
        let bytes = self.shard(ticket.key).get(ticket.key, self.today)?;
        let ((content, settings), rest) = postcard::take_from_bytes::<(u64, u64)>(&bytes).ok()?;
        if (content, settings) != (ticket.content, ticket.settings) {
            return None;
        }
        postcard::from_bytes(rest).ok()
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
        let head = postcard::to_allocvec(&(ticket.content, ticket.settings));
        let bytes = head.and_then(|head| postcard::to_extend(entry, head)).ok().filter(|bytes| bytes.len() <= MOST_BYTES);
        if let Some(bytes) = bytes {
            self.shard(ticket.key).put(ticket.key, self.today, bytes);
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
