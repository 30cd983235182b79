//! Reading a set of files for what is not a check: lists of names and of links.

use super::args::FilesArgs;
use super::check::part::is_ours;
use super::check::tell_config;
use super::{CLEAN, FAILED, complain, shown};
use crate::config::{ConfigError, Configs, Effective, Flags, absolute};
use crate::document::Document;
use crate::files::{self, Walk, slashed};
use crate::parse::parse_at;
use crate::platform::Platform;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A file that was read.
pub(super) struct Text<'a> {
    /// Its path as it was given, with `/`.
    pub(super) shown: &'a str,
    /// Its path, absolute.
    pub(super) path: PathBuf,
    pub(super) configs: &'a Configs,
    pub(super) effective: Effective,
    pub(super) platform: &'static Platform,
    pub(super) doc: Document,
}

/// What could not be read, in order.
#[derive(Default)]
struct Unread {
    failures: Vec<(String, String)>,
    config_errors: Vec<ConfigError>,
}

enum Failed {
    File(String),
    Config(Box<ConfigError>),
}

/// Makes something of each file that the configuration does not leave out, and hands it to `add` as it comes: files that are data alone are looked at
/// where `data` says so. Says what could not be read; the exit code, or nothing where the command line itself is wrong.
pub(super) fn each<T>(
    args: &FilesArgs,
    data: bool,
    make: impl Fn(&Text<'_>) -> Result<T, ConfigError> + Sync,
    add: impl FnMut(T) + Send,
) -> Option<u8> {
    let configs = Configs::new(Flags { config: args.config.clone(), isolated: args.isolated, ..Flags::default() });
    if let Err(error) = configs.check_flags() {
        tell_config(&error);
        return None;
    }
    let walk = Walk { paths: args.paths.clone(), jobs: args.jobs, respect_ignore: !args.no_ignore };
    let gathered = Mutex::new((add, Unread::default()));
    walk.run(|path, walked| {
        let shown = shown(&path);
        let text = walked.map_err(Failed::File).and_then(|_| read(&configs, &path, &shown, data));
        let outcome = text.and_then(|text| text.map(|text| make(&text).map_err(of_config)).transpose());
        let mut gathered = gathered.lock().unwrap_or_else(PoisonError::into_inner);
        match outcome {
            Ok(Some(item)) => (gathered.0)(item),
            Ok(None) => {}
            Err(Failed::File(message)) => gathered.1.failures.push((shown, message)),
            Err(Failed::Config(error)) => gathered.1.config_errors.extend(error.each()),
        }
    });
    Some(gathered.into_inner().unwrap_or_else(PoisonError::into_inner).1.tell())
}

fn of_config(error: ConfigError) -> Failed {
    Failed::Config(Box::new(error))
}

/// Reads a file; nothing where its configuration leaves it out, or it is data that nobody asked for.
fn read<'a>(configs: &'a Configs, path: &Path, shown: &'a str, data: bool) -> Result<Option<Text<'a>>, Failed> {
    let absolute = absolute(path);
    let effective = configs.of(&absolute).map_err(of_config)?;
    let is_data = files::is_data(path);
    if effective.excluded || is_data && !data {
        return Ok(None);
    }
    let text = files::read(path).map_err(Failed::File)?;
    // What looks like data of a platform may be another program's.
    if is_data && !is_ours(&effective, &absolute, &text) {
        return Ok(None);
    }
    let platform = effective.platform(&absolute, &text).platform;
    let doc = parse_at(text, platform, &slashed(&absolute));
    Ok(Some(Text { shown, path: absolute, configs, effective, platform, doc }))
}

impl Unread {
    fn tell(mut self) -> u8 {
        self.failures.sort();
        ConfigError::sort(&mut self.config_errors);
        self.config_errors.iter().for_each(tell_config);
        self.failures.iter().for_each(|(path, message)| complain(&format!("{path}: {message}")));
        if self.failures.is_empty() && self.config_errors.is_empty() { CLEAN } else { FAILED }
    }
}
