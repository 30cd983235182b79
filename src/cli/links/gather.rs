//! The URLs of a set of files, each with its places.

use crate::cli::args::links::FilesArgs;
use crate::cli::check::part::{is_ours, slashed};
use crate::cli::check::shown;
use crate::config::{ConfigError, Configs, Flags};
use crate::files::{self, Walk};
use crate::link::links;
use crate::link::url::Url;
use crate::parse::parse_at;
use crate::report::UrlPlace;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What a walk gathers.
#[derive(Default)]
pub(super) struct Gathered {
    /// Each URL of the web with its places, in order.
    pub(super) urls: BTreeMap<String, Vec<UrlPlace>>,
    pub(super) files: usize,
    /// The locks that hold for them.
    pub(super) locks: BTreeSet<PathBuf>,
    pub(super) failures: Vec<(String, String)>,
    pub(super) config_errors: Vec<ConfigError>,
}

/// What one file gives.
struct Part {
    shown: String,
    lock: PathBuf,
    urls: Vec<(String, UrlPlace)>,
}

enum Failed {
    File(String),
    Config(Box<ConfigError>),
}

/// Reads the files.
///
/// # Errors
/// Where the configuration that the command line names cannot be followed.
pub(super) fn urls(args: &FilesArgs) -> Result<Gathered, ConfigError> {
    let configs = Configs::new(Flags { config: args.config.clone(), isolated: args.isolated, ..Flags::default() });
    configs.check_flags()?;
    let walk = Walk { paths: args.paths.clone(), jobs: args.jobs, respect_ignore: !args.no_ignore };
    let parts = Mutex::new((Vec::new(), Gathered::default()));
    walk.run(|path, walked| {
        let shown = shown(&path);
        let part = walked.map_err(Failed::File).and_then(|()| of_file(&configs, &path, shown.clone()));
        let mut all = parts.lock().unwrap_or_else(PoisonError::into_inner);
        match part {
            Ok(Some(part)) => all.0.push(part),
            Ok(None) => {}
            Err(Failed::File(message)) => all.1.failures.push((shown, message)),
            Err(Failed::Config(error)) => all.1.config_errors.push(*error),
        }
    });
    let (mut parts, mut gathered) = parts.into_inner().unwrap_or_else(PoisonError::into_inner);
    parts.sort_by(|a: &Part, b: &Part| a.shown.cmp(&b.shown));
    gathered.files = parts.len();
    gathered.locks = parts.iter().map(|part| part.lock.clone()).collect();
    for (url, place) in parts.into_iter().flat_map(|part| part.urls) {
        gathered.urls.entry(url).or_default().push(place);
    }
    gathered.failures.sort();
    gathered.config_errors.sort_by(|a, b| (&a.path, &a.message).cmp(&(&b.path, &b.message)));
    gathered.config_errors.dedup_by(|a, b| a.path == b.path && a.message == b.message);
    Ok(gathered)
}

/// The URLs of a file; nothing where its configuration leaves it out.
fn of_file(configs: &Configs, path: &Path, shown: String) -> Result<Option<Part>, Failed> {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let effective = configs.of(&absolute).map_err(|error| Failed::Config(Box::new(error)))?;
    if effective.excluded {
        return Ok(None);
    }
    let text = files::read(path).map_err(Failed::File)?;
    // What looks like data of a platform may be another program's.
    if files::is_data(path) && !is_ours(&effective, path, &text) {
        return Ok(None);
    }
    let platform = effective.platform(&absolute, &text).platform;
    let doc = parse_at(text, platform, &slashed(&absolute));
    let urls = links(&doc).into_iter().filter(|link| {
        let url = Url::parse(&link.destination);
        url.scheme.is_some() && url.is_web()
    });
    let urls = urls.map(|link| {
        let at = doc.source.position(link.span.start);
        (link.destination.clone().into_owned(), UrlPlace { path: shown.clone(), line: at.line, column: at.column })
    });
    Ok(Some(Part { urls: urls.collect(), lock: effective.lock_path(&absolute), shown }))
}
