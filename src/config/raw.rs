//! The configuration file as it is written.

use super::error::read_all;
use super::format::setting;
use super::names::{DEFAULT_PACKS, NamesTable, growth, is_pack_file};
use super::trace::{Said, over};
use super::{Config, ConfigError, Origin, Override, parent};
use crate::diagnostic::Severity;
use crate::digest::Digest;
use crate::manual::Language;
use crate::names::pack::{Entry, Form, Mode, Policy};
use crate::names::packs;
use crate::platform::Platform;
use crate::rule::Compat;
use crate::ruleset::Setting;
use crate::text::nearest;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use toml::Spanned;

/// A file that was read and whose values were checked.
pub(super) struct Raw {
    pub(super) extends: Option<(String, Origin)>,
    config: Config,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct File {
    extends: Option<Spanned<String>>,
    platform: Option<Spanned<String>>,
    language: Option<Spanned<String>>,
    compat: Option<Spanned<String>>,
    baseline: Option<Spanned<String>>,
    include: Option<Vec<Spanned<String>>>,
    exclude: Option<Vec<Spanned<String>>>,
    rules: Rules,
    format: Rules,
    names: Names,
    links: Links,
    overrides: Vec<OverrideTable>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Links {
    lock: Option<Spanned<String>>,
}

/// The languages of messages; nothing is the terminal's.
pub(super) const LANGUAGES: [(&str, Option<Language>); 3] = [("auto", None), ("en", Some(Language::En)), ("ja", Some(Language::Ja))];

/// The tools whose answers can be had.
pub(super) const TOOLS: [(&str, Compat); 1] = [("markdownlint", Compat::Markdownlint)];

type Rules = BTreeMap<Spanned<String>, Spanned<toml::Value>>;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Names {
    #[serde(alias = "dictionaries")]
    packs: Option<Vec<Spanned<String>>>,
    #[serde(alias = "ignore")]
    off: Vec<Spanned<String>>,
    allow: Vec<Spanned<String>>,
    words: BTreeMap<Spanned<String>, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OverrideTable {
    files: Vec<Spanned<String>>,
    platform: Option<Spanned<String>>,
    #[serde(default)]
    rules: Rules,
}

/// The file at hand, for errors that name a place in it.
struct Place<'a> {
    path: &'a Path,
    text: Arc<str>,
    /// What was found wrong with it.
    mistakes: RefCell<Vec<ConfigError>>,
}

/// Patterns of paths: `*` stays in one folder, `**` does not, and a folder's name with `/` stands for what is in it.
///
/// # Errors
/// Where a pattern cannot be read.
pub fn globs<'p>(patterns: impl IntoIterator<Item = &'p str>) -> Result<GlobSet, globset::Error> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let written = pattern.trim_start_matches("./");
        let whole = if written.ends_with('/') { format!("{written}**") } else { written.to_owned() };
        set.add(GlobBuilder::new(&whole).literal_separator(true).build()?);
    }
    set.build()
}

/// Whether a pattern can name nothing in the folder that it is seen from.
fn leads_out(pattern: &str) -> bool {
    pattern.starts_with('/') || pattern.split('/').any(|part| part == "..")
}

impl Place<'_> {
    fn origin(&self, span: Range<usize>) -> Origin {
        Origin { path: self.path.to_owned(), text: Arc::clone(&self.text), span }
    }

    /// Notes a mistake: what is around it is looked at all the same.
    fn wrong(&self, span: Range<usize>, message: impl Into<String>) {
        self.mistakes.borrow_mut().push(self.origin(span).error(message.into()));
    }

    fn say(&self, key: &'static str, value: &Spanned<String>) -> Said {
        Said { key, value: toml::Value::from(value.get_ref().as_str()).to_string(), origin: self.origin(value.span()) }
    }

    /// What the file says beside the rules.
    fn said(&self, file: &File) -> Vec<Said> {
        let words = [("platform", &file.platform), ("language", &file.language), ("compat", &file.compat), ("baseline", &file.baseline)];
        let words = words.into_iter().chain([("links.lock", &file.links.lock)]);
        let words = words.filter_map(|(key, value)| Some(self.say(key, value.as_ref()?)));
        let names = &file.names;
        let lists = [("include", &file.include), ("exclude", &file.exclude), ("names.packs", &names.packs)];
        let lists = lists.into_iter().filter_map(|(key, values)| Some((key, values.as_ref()?)));
        let lists = lists.chain([("names.off", &names.off), ("names.allow", &names.allow)]);
        let lists = lists.flat_map(|(key, values)| values.iter().map(move |value| self.say(key, value)));
        words.chain(lists).chain(names.words.keys().map(|right| self.say("names.words", right))).collect()
    }

    fn globs(&self, patterns: &[Spanned<String>]) -> GlobSet {
        // Each alone first, to know which one is wrong.
        let is_right = |pattern: &&Spanned<String>| {
            let written = pattern.get_ref().as_str();
            if leads_out(written) {
                let why = "a pattern is seen from the folder of this file, and only what lies in it counts";
                self.wrong(pattern.span(), format!("`{written}` matches nothing: {why}"));
                return false;
            }
            globs([written]).map_err(|error| self.wrong(pattern.span(), error.kind().to_string())).is_ok()
        };
        let right = patterns.iter().filter(is_right).map(|pattern| pattern.get_ref().as_str());
        globs(right).map_err(|error| self.wrong(0..0, error.to_string())).unwrap_or_default()
    }

    /// The platform of that name; nothing where it is to be detected.
    fn platform(&self, name: Option<&Spanned<String>>) -> Option<&'static Platform> {
        let name = name.filter(|name| name.get_ref() != "auto")?;
        let platform = Platform::named(name.get_ref());
        if platform.is_none() {
            let known: Vec<_> = Platform::names().collect();
            self.wrong(name.span(), format!("unknown platform `{}`: use one of auto, {}", name.get_ref(), known.join(", ")));
        }
        platform
    }

    /// What a word stands for.
    fn known<T: Copy>(&self, what: &str, word: Option<&Spanned<String>>, known: &[(&str, T)]) -> Option<T> {
        let word = word?;
        let meant = known.iter().find(|(name, _)| name == word.get_ref()).map(|(_, meant)| *meant);
        if meant.is_none() {
            let known: Vec<_> = known.iter().map(|(name, _)| *name).collect();
            self.wrong(word.span(), format!("unknown {what} `{}`: use one of {}", word.get_ref(), known.join(", ")));
        }
        meant
    }

    fn settings(&self, rules: Rules) -> (Vec<Setting>, Vec<Origin>) {
        // A table has no order: what names a rule wins over a pattern, and a longer pattern over a shorter one.
        let mut rules: Vec<_> = rules.into_iter().collect();
        rules.sort_by_key(|(name, _)| (!name.get_ref().contains('*'), name.get_ref().len()));
        let mut settings = Vec::new();
        let mut origins = Vec::new();
        for (name, value) in rules {
            settings.push(self.setting(name.get_ref(), &value));
            let key = name.span();
            origins.push(self.origin(key.start.min(value.span().start)..value.span().end));
        }
        (settings, origins)
    }

    /// The rules that `[format]` speaks of.
    fn format(&self, keys: Rules) -> (Vec<Setting>, Vec<Origin>) {
        let made = keys.into_iter().filter_map(|(key, value)| {
            let made = setting(key.get_ref(), value.get_ref()).map_err(|message| self.wrong(value.span(), message));
            let (rule, options) = made.ok()?;
            let origin = self.origin(key.span().start.min(value.span().start)..value.span().end);
            Some((Setting { name: rule.to_owned(), severity: None, options }, origin))
        });
        made.unzip()
    }

    fn setting(&self, name: &str, value: &Spanned<toml::Value>) -> Setting {
        let severity = |text: &str| {
            let severity = Severity::from_name(text);
            if severity.is_none() {
                self.wrong(value.span(), format!("`{text}` is no severity: use \"off\", \"info\", \"warn\" or \"error\""));
            }
            severity
        };
        let mut setting = Setting { name: name.to_owned(), ..Setting::default() };
        match value.get_ref() {
            toml::Value::String(text) => setting.severity = severity(text),
            toml::Value::Boolean(false) => setting.severity = Some(Severity::Off),
            toml::Value::Table(options) => {
                setting.options = options.clone();
                match setting.options.remove("severity") {
                    Some(toml::Value::String(text)) => setting.severity = severity(&text),
                    Some(other) => self.wrong(value.span(), format!("`severity` is a word, not {}", other.type_str())),
                    None => {}
                }
            }
            other => {
                let message = format!("a rule is set to a severity or to a table of options, not to {}", other.type_str());
                self.wrong(value.span(), message);
            }
        }
        setting
    }
}

impl Place<'_> {
    /// A file that may not be there yet, in the configuration's folder or below it.
    fn below(&self, name: &Spanned<String>) -> PathBuf {
        if !Path::new(name.get_ref()).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
            self.wrong(name.span(), "this file has to lie in the folder of the configuration or below it");
        }
        parent(self.path).join(name.get_ref())
    }

    fn names(&self, names: Names) -> NamesTable {
        let plain = |words: Vec<Spanned<String>>| words.into_iter().map(Spanned::into_inner).collect();
        let mut table = NamesTable { off: plain(names.off), allow: plain(names.allow), ..NamesTable::default() };
        table.packs = names.packs.map(|packs| packs.into_iter().filter_map(|pack| self.pack(pack)).collect());
        table.words = names.words.into_iter().filter_map(|(right, wrong)| self.word(right, wrong)).collect();
        table
    }

    fn pack(&self, pack: Spanned<String>) -> Option<(String, Origin)> {
        let known = || packs().map(|(name, ..)| name).chain([DEFAULT_PACKS]);
        let name = pack.get_ref();
        if !is_pack_file(name) && !known().any(|known| known == name) {
            let nearest = nearest(name, known()).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            let message = format!("no pack is called `{name}`{nearest} (`cndlint names packs` lists them; a file ends in .toml)");
            self.wrong(pack.span(), message);
            return None;
        }
        let origin = self.origin(pack.span());
        Some((pack.into_inner(), origin))
    }

    /// A name with its wrong spellings.
    fn word(&self, right: Spanned<String>, wrong: Vec<String>) -> Option<Entry> {
        let span = right.span();
        let form = |text| Form { text, policy: Policy::Forbid, ..Form::default() };
        let mistake = if right.get_ref().trim().is_empty() || wrong.iter().any(|wrong| wrong.trim().is_empty()) {
            Some("a name and its wrong spellings must not be empty".to_owned())
        } else {
            let latin = wrong.iter().find(|wrong| !wrong.is_ascii());
            latin.map(|wrong| format!("`{wrong}` cannot be found: names are looked for in Latin letters only"))
        };
        let wrong = wrong.into_iter().map(form).collect();
        let word = Entry { text: right.into_inner(), mode: Mode::Exact, wrong, ..Entry::default() };
        match mistake.or_else(|| growth(&word)) {
            Some(message) => self.wrong(span, message),
            None => return Some(word),
        }
        None
    }
}

impl Raw {
    /// Reads a file; what is wrong with its values is told with the configuration that is made of the others.
    ///
    /// # Errors
    /// Where it is no TOML.
    pub(super) fn parse(path: &Path, text: &str) -> Result<Self, ConfigError> {
        let place = Place { path, text: text.into(), mistakes: RefCell::default() };
        let read = read_all::<File>(text).map_err(|(span, message)| place.origin(span).error(message));
        let (file, mistakes) = read?;
        for (span, message) in mistakes {
            place.wrong(span, message);
        }
        let said = place.said(&file);
        let platform = place.platform(file.platform.as_ref());
        let language = place.known("language", file.language.as_ref(), &LANGUAGES).flatten();
        let compat = place.known("tool", file.compat.as_ref(), &TOOLS);
        let (mut rules, mut origins) = place.format(file.format);
        // What names a rule is more precise than what names a look.
        let (of_rules, of_origins) = place.settings(file.rules);
        rules.extend(of_rules);
        origins.extend(of_origins);
        let digest = Digest::of(text.as_bytes());
        let mut config =
            Config { platform, language, origins, folder: path.parent().unwrap_or(path).to_owned(), digest, said, ..Config::default() };
        config.settings.rules = rules;
        config.compat = compat;
        config.names = place.names(file.names);
        config.links_lock = file.links.lock.map(|lock| place.below(&lock));
        config.baseline = file.baseline.map(|baseline| place.below(&baseline));
        config.include = file.include.map(|patterns| place.globs(&patterns));
        config.exclude = file.exclude.map(|patterns| place.globs(&patterns));
        for table in file.overrides {
            let (rules, origins) = place.settings(table.rules);
            let platform = place.platform(table.platform.as_ref());
            let said = table.platform.as_ref().map(|platform| place.say("platform", platform));
            config.overrides.push(Override { files: place.globs(&table.files), platform, rules, origins, said });
        }
        let extends = file.extends.map(|extends| (extends.get_ref().clone(), place.origin(extends.span())));
        config.mistakes = place.mistakes.into_inner();
        Ok(Self { extends, config })
    }

    /// This file's values over those of what it extends. Patterns of an extended file are relative to the file that extends it.
    pub(super) fn over(self, base: Config) -> Config {
        let mut config = self.config;
        let own = std::mem::replace(&mut config.settings.rules, base.settings.rules);
        config.settings.rules.extend(own);
        config.digest = Digest::default().number(config.digest).number(base.digest).end();
        let own = std::mem::replace(&mut config.origins, base.origins);
        config.origins.extend(own);
        config.said = over(config.said, base.said);
        config.mistakes.extend(base.mistakes);
        config.names = config.names.over(base.names);
        config.links_lock = config.links_lock.or(base.links_lock);
        config.baseline = config.baseline.or(base.baseline);
        let own = std::mem::replace(&mut config.overrides, base.overrides);
        config.overrides.extend(own);
        config.compat = config.compat.or(base.compat);
        config.platform = config.platform.or(base.platform);
        config.language = config.language.or(base.language);
        config.include = config.include.or(base.include);
        config.exclude = config.exclude.or(base.exclude);
        config
    }
}

/// The keys that are taken after `table`.
#[cfg(test)]
pub(super) fn keys_after(table: &str) -> std::collections::BTreeSet<String> {
    let error = toml::from_str::<File>(&format!("{table}no-such-key = 1\n")).err().map(|error| error.message().to_owned());
    error.unwrap_or_default().split('`').skip(3).step_by(2).map(str::to_owned).collect()
}
