//! `cndlint.toml`: found upward from each file, checked, and resolved to the rules of that file.

mod detect;
mod digest;
mod error;
mod folders;
mod format;
mod lock;
mod names;
mod paths;
mod raw;
mod schema;
mod trace;

pub use detect::{Chosen, Why};
pub use error::ConfigError;
pub(crate) use folders::is_in;
pub use lock::read_lock;
pub use names::OwnPack;
pub(crate) use paths::{absolute, project_top};
pub use raw::globs;
pub use schema::schema;
pub use trace::{Traced, TracedRule};

use crate::files::said;
use crate::link::lock::Lock;
use crate::manual::Language;
use crate::platform::Platform;
use crate::rule::Compat;
use crate::ruleset::{Purpose, RuleSet, Setting, Settings};
use error::{MOST, Noted, advice_on};
use folders::{Folder, Folders};
use globset::GlobSet;
use paths::{beneath, parent, repository};
use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

/// Names of a configuration file, in order of preference.
pub const FILE_NAMES: [&str; 2] = ["cndlint.toml", ".cndlint.toml"];

/// Longest chain of `extends`.
const MOST_EXTENDS: usize = 8;

/// One configuration with everything it extends.
#[derive(Clone, Debug, Default)]
pub(crate) struct Config {
    platform: Option<&'static Platform>,
    language: Option<Language>,
    compat: Option<Compat>,
    settings: Settings,
    names: names::NamesTable,
    /// The lock of links, where one is named.
    links_lock: Option<PathBuf>,
    /// The baseline, where one is named.
    baseline: Option<PathBuf>,
    /// Where each of the settings' rules is written.
    origins: Vec<Origin>,
    include: Option<GlobSet>,
    exclude: Option<GlobSet>,
    overrides: Vec<Override>,
    /// What is said beside the rules.
    said: Vec<trace::Said>,
    /// Patterns are relative to it.
    folder: PathBuf,
    /// A number for all files that it is made of.
    digest: u64,
    /// What is wrong with those files, as far as they could be read.
    mistakes: Vec<ConfigError>,
}

#[derive(Clone, Debug)]
struct Override {
    files: GlobSet,
    platform: Option<&'static Platform>,
    rules: Vec<Setting>,
    origins: Vec<Origin>,
    /// Its platform as it is said.
    said: Option<trace::Said>,
}

/// The file and bytes of a setting.
#[derive(Clone, Debug)]
struct Origin {
    path: PathBuf,
    text: Arc<str>,
    span: Range<usize>,
}

impl Origin {
    fn error(&self, message: String) -> ConfigError {
        ConfigError::new(&self.path, Arc::clone(&self.text), Some(self.span.clone()), message)
    }
}

/// What the command line says of all files.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--select`.
    pub select: Vec<String>,
    /// `--ignore`.
    pub ignore: Vec<String>,
    /// `--compat`: whose answer counts.
    pub compat: Option<Compat>,
    /// What the rules are for.
    pub purpose: Purpose,
    /// `--platform`: this one for all.
    pub platform: Option<&'static Platform>,
    /// `--config`: this file for all.
    pub config: Option<PathBuf>,
    /// `--isolated`: no file at all.
    pub isolated: bool,
}

/// What holds for one file.
pub struct Effective {
    /// The platform, where it can be told without reading the file.
    chosen: Option<Chosen>,
    /// Of messages; nothing is `auto`.
    pub language: Option<Language>,
    /// Whether the configuration leaves the file out.
    pub excluded: bool,
    around: Arc<Surroundings>,
    /// Which overrides meet the file.
    met: Vec<bool>,
}

/// What holds for all files of a folder.
struct Surroundings {
    project: Arc<Project>,
    folder: Arc<Folder>,
    /// The lock of links, read when it is first asked for.
    lock: OnceLock<lock::Locked>,
}

impl Effective {
    /// The platform of the file at `path`, which holds `text`.
    #[must_use]
    pub fn platform(&self, path: &Path, text: &str) -> Chosen {
        self.chosen.clone().unwrap_or_else(|| detect::by_text(path, text))
    }

    /// The platform, where it can be told without the text.
    #[must_use]
    pub fn told_platform(&self) -> Option<&'static Platform> {
        self.chosen.as_ref().map(|chosen| chosen.platform)
    }

    /// The configuration file; nothing where there is none.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        Some(self.around.project.file.as_path()).filter(|file| !file.as_os_str().is_empty())
    }

    /// The baseline that the configuration names.
    #[must_use]
    pub fn baseline(&self) -> Option<&Path> {
        self.around.project.config.baseline.as_deref()
    }
}

/// Something made once, or the reason why it could not be.
pub type Made<T> = Result<Arc<T>, ConfigError>;

/// A lock of links, nothing where there is none, or the reason why it cannot be read.
pub type MaybeLock = Result<Option<Arc<Lock>>, ConfigError>;

type Cached<T> = Mutex<HashMap<PathBuf, Made<T>>>;

/// The configurations of a run, each read once.
pub struct Configs {
    flags: Flags,
    by_folder: RwLock<HashMap<OsString, Made<Surroundings>>>,
    by_file: Cached<Project>,
    locks: Mutex<HashMap<PathBuf, lock::Locked>>,
    folders: Folders,
}

/// The overrides that meet a file, and its platform.
type RulesKey = (Vec<bool>, &'static str);

/// A configuration and the rule sets made from it: one for each set of overrides that meets a file.
struct Project {
    /// The configuration file; empty where there is none.
    file: PathBuf,
    config: Config,
    rules: RwLock<Vec<(RulesKey, Made<RuleSet>)>>,
}

impl Configs {
    /// No file is read before [`Configs::of`] asks for it.
    #[must_use]
    pub fn new(flags: Flags) -> Self {
        Self { flags, by_folder: RwLock::default(), by_file: Mutex::default(), locks: Mutex::default(), folders: Folders::default() }
    }

    /// What the command line says.
    #[must_use]
    pub fn flags(&self) -> &Flags {
        &self.flags
    }

    /// What holds for the file at the absolute `path`.
    ///
    /// # Errors
    /// Where its configuration cannot be read or followed.
    pub fn of(&self, path: &Path) -> Result<Effective, ConfigError> {
        let around = self.around(path.parent().unwrap_or(path))?;
        let project = &around.project;
        let config = &project.config;
        let relative = || path.strip_prefix(&config.folder).unwrap_or(path);
        let excluded = config.exclude.as_ref().is_some_and(|globs| globs.is_match(relative()))
            || config.include.as_ref().is_some_and(|globs| !globs.is_match(relative()));
        let met: Vec<bool> = config.overrides.iter().map(|of| of.files.is_match(relative())).collect();
        let mut overrides = config.overrides.iter().zip(&met).rev().filter(|(_, met)| **met);
        let configured = overrides.find_map(|(of, _)| of.platform).or(config.platform);
        let told = |platform, why| Chosen { platform, why: Why::Told(why) };
        let chosen = match (self.flags.platform, configured) {
            (Some(asked), _) => Some(told(asked, "--platform")),
            (None, Some(configured)) => Some(told(configured, "the configuration")),
            (None, None) if excluded => None,
            (None, None) => detect::by_surroundings(path, &around.folder.marked),
        };
        Ok(Effective { chosen, language: config.language, excluded, met, around })
    }

    /// The rules that run on a file for `platform`.
    ///
    /// # Errors
    /// Where the configuration cannot be followed.
    pub fn rules(&self, effective: &Effective, platform: &'static Platform) -> Made<RuleSet> {
        let project = &effective.around.project;
        // There are few of them, and nearly every file finds its own.
        let known = |all: &[(RulesKey, Made<RuleSet>)]| {
            let found = all.iter().find(|((met, name), _)| *name == platform.name && *met == effective.met);
            found.map(|(_, made)| made.clone())
        };
        if let Some(made) = known(&project.rules.read().unwrap_or_else(PoisonError::into_inner)) {
            return made;
        }
        let mut all = project.rules.write().unwrap_or_else(PoisonError::into_inner);
        known(&all).unwrap_or_else(|| {
            let made = self.make(&project.config, &effective.met, platform).map(Arc::new);
            all.push(((effective.met.clone(), platform.name.as_str()), made.clone()));
            made
        })
    }

    /// The settings of a file that these overrides meet, and where each is written.
    fn gather(&self, config: &Config, met: &[bool]) -> (Settings, Vec<Origin>) {
        let mut settings = config.settings.clone();
        let mut origins = config.origins.clone();
        for (of, _) in config.overrides.iter().zip(met).filter(|(_, met)| **met) {
            settings.rules.extend(of.rules.iter().cloned());
            origins.extend(of.origins.iter().cloned());
        }
        settings.select.clone_from(&self.flags.select);
        settings.ignore.clone_from(&self.flags.ignore);
        settings.purpose = self.flags.purpose;
        settings.compat = self.flags.compat.or(config.compat).unwrap_or_default();
        (settings, origins)
    }

    fn make(&self, config: &Config, met: &[bool], platform: &'static Platform) -> Result<RuleSet, ConfigError> {
        let (settings, origins) = self.gather(config, met);
        RuleSet::new(&settings, platform).map_err(|error| {
            let told = settings.mistakes(MOST + 1).into_iter().map(|mistake| {
                let message = advice_on(&mistake.error);
                let origin = mistake.at.and_then(|at| origins.get(at));
                origin.map_or_else(|| command_line(message.clone()), |origin| origin.error_of(mistake.option.as_deref(), message.clone()))
            });
            ConfigError::all(told.collect()).unwrap_or_else(|| command_line(advice_on(&error)))
        })
    }

    fn around(&self, folder: &Path) -> Made<Surroundings> {
        if let Some(known) = self.by_folder.read().unwrap_or_else(PoisonError::into_inner).get(folder.as_os_str()) {
            return known.clone();
        }
        let known = self.folders.of(folder);
        let file = match &self.flags.config {
            _ if self.flags.isolated => PathBuf::new(),
            Some(path) => absolute(path),
            None => known.config.clone().unwrap_or_default(),
        };
        let made = self.load(&file).map(|project| Arc::new(Surroundings { project, folder: known, lock: OnceLock::new() }));
        self.by_folder.write().unwrap_or_else(PoisonError::into_inner).insert(folder.into(), made.clone());
        made
    }

    /// The configuration of a file; the empty path is no file.
    fn load(&self, path: &Path) -> Made<Project> {
        let mut cache = lock(&self.by_file);
        if let Some(known) = cache.get(path) {
            return known.clone();
        }
        let config = if path.as_os_str().is_empty() { Ok(Config::default()) } else { read(path, &mut Vec::new()) };
        let checked = config.and_then(|config| self.checked(config, path));
        let project = checked.map(|config| Arc::new(Project { file: path.to_owned(), config, rules: RwLock::default() }));
        cache.insert(path.to_owned(), project.clone());
        project
    }

    /// The configuration of the file at `path` with its names, or all that is wrong with it.
    fn checked(&self, mut config: Config, path: &Path) -> Result<Config, ConfigError> {
        let mut mistakes = std::mem::take(&mut config.mistakes);
        if let Some((names, digest)) = config.names.load(path).noted(&mut mistakes) {
            config.settings.names = names;
            config.digest ^= digest;
        }
        // An override that meets no file today is checked as well.
        let all = config.overrides.len();
        if all > 0 || !mistakes.is_empty() {
            self.make(&config, &vec![true; all], Platform::generic()).noted(&mut mistakes);
        }
        ConfigError::all(mistakes).map_or(Ok(config), Err)
    }

    /// Checks what the command line says, before any file is read.
    ///
    /// # Errors
    /// Where `--select` or `--ignore` names no rule, or `--config` cannot be followed.
    pub fn check_flags(&self) -> Result<(), ConfigError> {
        // Without names there is nothing to be wrong.
        if !self.flags.select.is_empty() || !self.flags.ignore.is_empty() {
            self.make(&Config::default(), &[], Platform::generic())?;
        }
        if let Some(path) = &self.flags.config {
            let effective = self.of(&absolute(path).with_file_name("x.md"))?;
            self.rules(&effective, Platform::generic())?;
        }
        Ok(())
    }
}

fn command_line(message: String) -> ConfigError {
    ConfigError::new(Path::new(""), "", None, message)
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The text of a configuration file or a pack, without a byte order mark.
fn read_text(path: &Path) -> Result<String, ConfigError> {
    let unread = |message: String| ConfigError::new(path, "", None, message);
    let bytes = fs::read(path).map_err(|error| unread(format!("cannot be read: {}", said(&error))))?;
    let text = String::from_utf8(bytes).map_err(|error| unread(format!("not UTF-8: byte {}", error.utf8_error().valid_up_to())))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Reads a file and what it extends; `chain` holds the files that led here.
fn read(path: &Path, chain: &mut Vec<PathBuf>) -> Result<Config, ConfigError> {
    let raw = raw::Raw::parse(path, &read_text(path)?)?;
    chain.push(path.to_owned());
    let base = raw.extends.as_ref().map(|(extends, origin)| {
        let next = extended(path, extends, chain).map_err(|message| origin.error(message))?;
        read(&next, chain)
    });
    let mut mistakes = Vec::new();
    let base = base.and_then(|base| base.noted(&mut mistakes)).unwrap_or_default();
    let mut config = raw.over(base);
    config.mistakes.extend(mistakes);
    Ok(config)
}

/// The file that `extends` names, seen from the file at `path`.
fn extended(path: &Path, extends: &str, chain: &[PathBuf]) -> Result<PathBuf, String> {
    if extends.contains("://") {
        return Err("only a file can be extended: a remote configuration would change without notice".into());
    }
    let next = beneath(chain.first().map_or(path, PathBuf::as_path), parent(path), extends)?;
    if chain.iter().any(|seen| seen.canonicalize().is_ok_and(|seen| seen == next)) {
        return Err(format!("`{extends}` extends itself in a circle"));
    }
    if chain.len() >= MOST_EXTENDS {
        return Err(format!("more than {MOST_EXTENDS} files extend each other"));
    }
    Ok(next)
}
