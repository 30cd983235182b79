//! Files that an earlier run has looked at, and nothing has changed since.

use super::part::{File, Held, Part};
use super::{Action, Run};
use crate::cache::{Cache, Entry, Key, NewEntry, Ticket, default_folder, program};
use crate::cli::args::InputArgs;
use crate::cli::{complain, counted, print_aside};
use crate::config::{Configs, Effective, project_top};
use crate::engine::Examined;
use crate::files::{decode, is_data};
use crate::platform::Platform;
use crate::probe::Asked;
use crate::source::Source;
use crate::text::has_nul;
use std::path::{Path, PathBuf};

/// Names the folder of the cache.
const FOLDER: &str = "CNDLINT_CACHE_DIR";

/// Fewer files that are named one by one are looked at sooner than results for them are looked up.
const LEAST_FILES: usize = 32;

/// The results of earlier runs on this project; nothing where they are not wanted, or no place for them is known.
pub(super) fn open(input: &InputArgs, configs: &Configs) -> Option<Cache> {
    let is_small = input.paths.len() < LEAST_FILES && input.paths.iter().all(|path| !path.is_dir());
    if input.no_cache || is_small {
        return None;
    }
    let named = std::env::var_os(FOLDER).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let base = input.cache_dir.clone().or(named).or_else(default_folder)?;
    let here = std::env::current_dir().ok()?;
    let top = project_top(&here).unwrap_or(&here);
    Some(Cache::new(base, top, program()?, configs.flags().digest()))
}

/// Keeps the results.
pub(super) fn close(run: &Run, input: &InputArgs) {
    let Some(cache) = &run.cache else { return };
    if input.verbose {
        let (used, new) = cache.counts();
        print_aside(&format!("cache: {} as an earlier run found them, {new} looked at\n", counted(used, "file")));
    }
    for path in cache.damaged() {
        complain(&format!("{}: was not whole; made anew (the results of this run do not depend on it)", path.display()));
    }
    if let Err(message) = cache.save()
        && input.cache_dir.is_some()
    {
        complain(&format!("--cache-dir: results are not kept: {message}; name a folder that you may write"));
    }
}

/// By which results for a file are found; nothing where none are kept.
pub(super) fn key(run: &Run, effective: &Effective, path: &Path, place: &Path) -> Option<Key> {
    let cache = run.cache.as_ref()?;
    // What data are taken for depends on more than is asked for again.
    if is_data(path) {
        return None;
    }
    Some(cache.key(place, run.configs.digest(effective, place).ok()?))
}

/// What an earlier run found in a file that, as the file system says, has not been touched since: it is not even read.
pub(super) fn unread(run: &Run, effective: &Effective, (path, place): (&Path, &Path), shown: &str, key: Key) -> Option<Part> {
    // What is shown is shown with its text.
    let entry = run.cache.as_ref()?.get_unread(key, path, run.outputs.is_empty())?;
    told(run, effective, place, shown, entry, None)
}

/// What an earlier run found in a text, as a new look would find it.
pub(super) fn recall(run: &Run, effective: &Effective, place: &Path, shown: &str, bytes: &[u8], ticket: &Ticket) -> Option<Part> {
    let entry = run.cache.as_ref()?.get(ticket)?;
    told(run, effective, place, shown, entry, Some(bytes))
}

fn told(run: &Run, effective: &Effective, place: &Path, shown: &str, entry: Entry, bytes: Option<&[u8]>) -> Option<Part> {
    let platform = effective.told_platform().or_else(|| Platform::named(&entry.platform))?;
    let same_surroundings = || run.probe.digest(place, &entry.asked, platform) == entry.answers;
    let is_fixable = || entry.found.iter().any(|found| found.fix.as_ref().is_some_and(|fix| fix.level >= run.level));
    if platform.name != entry.platform || !matches!(run.action, Action::Check | Action::Disable) && is_fixable() || !same_surroundings() {
        return None;
    }
    let held = Held::new(run, effective, platform, place.to_owned()).ok()?;
    let Entry { claims, found, spellings, .. } = entry;
    // Where nothing is to be shown, the text is not needed.
    let needs_text = !found.is_empty() && (!run.outputs.is_empty() || held.listed.is_some());
    let text = if needs_text { decode(bytes?).ok()?.to_owned() } else { String::new() };
    run.cache.as_ref()?.count_use();
    let scope = held.unknown(run);
    let file = File { run, held, path: None, shown, lines: None, is_index: false, ticket: None };
    let mut part = file.told(&Source::new(text), Examined { found, spellings }, scope);
    part.claims = claims;
    Some(part)
}

/// Keeps what was found in a text.
pub(super) fn keep(file: &File<'_>, text: &str, asked: &Asked, answers: u64, claims: &[String], examined: &Examined) {
    let (Some(cache), Some(ticket)) = (&file.run.cache, &file.ticket) else { return };
    // A text with a NUL byte is not fixed, and that is said in each run.
    if !has_nul(text) {
        let Examined { found, spellings } = examined;
        cache.put(ticket, &NewEntry { platform: &file.held.rules.platform.name, asked, answers, claims, found, spellings });
    }
}
