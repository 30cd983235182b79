//! The rules that run: the list, the pages' defaults and the configuration together.

mod markdownlint;
mod mistakes;

pub use markdownlint::{is_key as is_markdownlint_key, object as json_object, settings as markdownlint_settings};
pub use mistakes::Mistake;

use crate::diagnostic::{Level, Severity};
use crate::document::{Directive, Document, Scope};
use crate::manual::{Manual, Page};
use crate::names::Names;
use crate::platform::Platform;
use crate::rule::{Compat, Entry, OptionError, Rule};
use crate::rules::RULES;
use crate::source::Span;
use crate::text::{matches_star, nearest};
use std::sync::Arc;

/// A rule that runs.
pub struct Active {
    /// Its name.
    pub name: &'static str,
    /// Of its findings.
    pub severity: Severity,
    /// The rule with its options.
    pub rule: Box<dyn Rule>,
}

/// What a configuration says of the rules that a name stands for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Setting {
    /// A rule's name, an alias or a pattern (`heading-*`).
    pub name: String,
    /// The severity, where it is set.
    pub severity: Option<Severity>,
    /// The options, where some are set.
    pub options: toml::Table,
}

/// What the rules of a run are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// Finding and mending what is wrong.
    #[default]
    Check,
    /// Layout alone: every rule that mends some runs, and no other.
    Format,
}

/// What the rules of a run are made from. Later settings win.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What the configuration says, in order.
    pub rules: Vec<Setting>,
    /// Where not empty: only the rules these names stand for run, with at least their page's severity, or `warn`.
    pub select: Vec<String>,
    /// The rules these names stand for don't run.
    pub ignore: Vec<String>,
    /// Whose answer counts.
    pub compat: Compat,
    /// What the rules are for.
    pub purpose: Purpose,
    /// The names that are known; nothing is those that come with the tool.
    pub names: Option<Arc<Names>>,
}

/// What the severity of a rule comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// Nothing was said of the rule.
    Default,
    /// The setting in this place of the list.
    Setting(usize),
    /// What is selected, or that it is not.
    Select,
    /// What is ignored.
    Ignore,
}

/// A setting that cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingError {
    /// No rule has this name.
    Unknown {
        /// The name.
        name: String,
        /// The nearest one that exists.
        nearest: Option<&'static str>,
    },
    /// The rule does not take these options.
    Options {
        /// The rule's name as it was given.
        name: String,
        /// What is wrong.
        error: OptionError,
    },
}

impl std::fmt::Display for SettingError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unknown { name, nearest: Some(nearest) } => write!(f, "unknown rule `{name}`; did you mean `{nearest}`?"),
            Self::Unknown { name, nearest: None } => write!(f, "unknown rule `{name}`; `cndlint rules` lists them"),
            Self::Options { name, error } => write!(f, "options of `{name}`: {error}"),
        }
    }
}

impl std::error::Error for SettingError {}

/// The rules that run on a document, with everything they need.
pub struct RuleSet {
    /// In order of their names.
    pub active: Vec<Active>,
    /// The platform of the document.
    pub platform: &'static Platform,
    /// The names that are known.
    pub names: Arc<Names>,
    /// Whether all rules that are on by default run: else a directive may have nothing to hide without being idle.
    pub complete: bool,
    /// Rules that are off but where a directive of the document switches them on.
    pub dormant: Vec<&'static str>,
    /// Configurations in comments of the document that cannot be followed: where, and why.
    pub unfollowed: Vec<(Span, String)>,
    settings: Settings,
}

impl RuleSet {
    /// The rules as their pages have them, on no particular platform.
    #[must_use]
    pub fn defaults() -> Self {
        Self::new(&Settings::default(), Platform::generic()).expect("a test builds every rule from no options")
    }

    /// The rules that `settings` ask for.
    ///
    /// # Errors
    /// Where a setting names no rule, or gives a rule options it does not take.
    pub fn new(settings: &Settings, platform: &'static Platform) -> Result<Self, SettingError> {
        for (_, name) in settings.names_to_know() {
            known(name)?;
        }
        let mut active = Vec::new();
        let mut complete = true;
        let meant = settings.meant();
        for (entry, meant) in RULES.iter().zip(&meant).filter(|(entry, _)| settings.serves(entry)) {
            let by_default = settings.by_default(entry, platform);
            let (severity, _) = settings.weighed(meant, entry, by_default);
            complete &= severity != Severity::Off || by_default == Severity::Off;
            if severity != Severity::Off {
                active.push(Active { name: entry.name, severity, rule: settings.build(meant, entry)? });
            } else if settings.sets_options(meant) {
                // What cannot be followed is wrong before the rule is switched on, too.
                settings.build(meant, entry)?;
            }
        }
        let names = settings.names.clone().unwrap_or_default();
        let (dormant, unfollowed) = (Vec::new(), Vec::new());
        Ok(Self { active, platform, names, complete, dormant, unfollowed, settings: settings.clone() })
    }

    /// Whose answer counts.
    #[must_use]
    pub const fn compat(&self) -> Compat {
        self.settings.compat
    }

    /// The rules for a document whose comments configure them or switch on what is off; nothing where none do.
    #[must_use]
    pub fn of_text(&self, doc: &Document) -> Option<Self> {
        let wakes = |scope| matches!(scope, Scope::Enable | Scope::EnableFile);
        let wakes = |foreign: &&Directive| foreign.is_foreign && wakes(foreign.scope);
        let is_strict = self.compat() == Compat::Markdownlint;
        if doc.configurations.is_empty() && !(is_strict && doc.directives.iter().any(|directive| wakes(&directive))) {
            return None;
        }
        let mut settings = self.settings.clone();
        let mut unfollowed = Vec::new();
        for span in &doc.configurations {
            match markdownlint::object(doc.source.slice(*span)) {
                Ok(object) => settings.rules.extend(markdownlint::settings(&object, self.compat()).0),
                Err(error) => unfollowed.push((*span, error)),
            }
        }
        // What a rule does not take is left out, and said: the rest of the configuration holds.
        while let Err(error) = Self::new(&settings, self.platform) {
            let (SettingError::Unknown { name, .. } | SettingError::Options { name, .. }) = &error;
            let at = settings.rules.iter().rposition(|setting| setting.name == *name)?;
            settings.rules.remove(at);
            unfollowed.extend(doc.configurations.last().map(|span| (*span, error.to_string())));
        }
        let mut own = Self::new(&settings, self.platform).ok()?;
        own.unfollowed = unfollowed;
        if is_strict {
            own.wake(doc.directives.iter().filter(wakes));
        }
        Some(own)
    }

    /// Adds the rules that are off and that `directives` switch on for a part of their text.
    fn wake<'d>(&mut self, directives: impl Iterator<Item = &'d Directive>) {
        let mut settings = self.settings.clone();
        for directive in directives {
            let all =
                directive.names.is_empty().then(|| RULES.iter().filter(|entry| markdownlint::id(entry).is_some())).into_iter().flatten();
            let named = directive.names.iter().flat_map(|(_, name)| markdownlint::meant(name));
            for entry in all.chain(named) {
                if !self.runs(entry.name) && !self.dormant.contains(&entry.name) {
                    self.dormant.push(entry.name);
                    settings.rules.push(Setting { name: entry.name.to_owned(), severity: Some(Severity::Error), ..Setting::default() });
                }
            }
        }
        if let Ok(all) = Self::new(&settings, self.platform) {
            self.active = all.active;
        }
    }

    /// The rules that a name, an alias or a pattern stands for; in a comment for markdownlint, also one of its tags.
    #[must_use]
    pub fn meant(name: &str, foreign: bool) -> Vec<&'static str> {
        if foreign {
            return markdownlint::meant(name).map(|entry| entry.name).collect();
        }
        RULES.iter().filter(|entry| means(name, entry)).map(|entry| entry.name).collect()
    }

    /// The names of all rules.
    pub fn every() -> impl Iterator<Item = &'static str> {
        RULES.iter().map(|entry| entry.name)
    }

    /// Whether a rule that runs looks at what other files of the run say.
    #[must_use]
    pub fn compares(&self) -> bool {
        self.active.iter().any(|active| active.rule.compares())
    }

    /// Whether the configuration sets options of any rule.
    #[must_use]
    pub fn has_any_options(&self) -> bool {
        self.settings.rules.iter().any(|setting| !setting.options.is_empty())
    }

    /// Whether the configuration sets options of the rule of that name.
    #[must_use]
    pub fn has_options(&self, name: &str) -> bool {
        let mut set = self.settings.rules.iter().filter(|setting| !setting.options.is_empty());
        MANUAL.find(name).is_some_and(|entry| set.any(|setting| means(&setting.name, entry)))
    }

    /// Whether the rule of that name runs.
    #[must_use]
    pub fn runs(&self, name: &str) -> bool {
        self.active.iter().any(|active| active.name == name)
    }
}

/// The pages of all rules.
pub const MANUAL: Manual = Manual::new(RULES);

impl Settings {
    /// The severity of a rule where nothing is configured.
    #[must_use]
    pub fn by_default(&self, entry: &Entry, platform: &Platform) -> Severity {
        let of_platform = platform.rules.get(entry.name).copied();
        match (self.purpose, self.compat) {
            (Purpose::Format, _) => of_platform.unwrap_or(Severity::Info).min(Severity::Info),
            (Purpose::Check, Compat::Own) => of_platform.unwrap_or_else(|| Page::of(entry).severity()),
            (Purpose::Check, Compat::Markdownlint) if markdownlint::id(entry).is_some() => Severity::Error,
            (Purpose::Check, Compat::Markdownlint) => Severity::Off,
        }
    }

    /// The names that have to stand for something, with their places in the list of settings. A pattern in a configuration may be for rules of another
    /// version; one that selects nothing is a slip.
    fn names_to_know(&self) -> impl Iterator<Item = (Option<usize>, &String)> {
        let patterns_apart = self.rules.iter().enumerate().filter(|(_, setting)| !setting.name.contains('*'));
        let asked = self.select.iter().chain(&self.ignore).map(|name| (None, name));
        patterns_apart.map(|(at, setting)| (Some(at), &setting.name)).chain(asked)
    }

    /// Whether a rule has a part in what the rules are for.
    fn serves(&self, entry: &Entry) -> bool {
        self.purpose == Purpose::Check || Page::of(entry).levels().contains(&Level::Layout)
    }

    /// The severity under these settings of a rule that has `default` without them, and what it comes from.
    #[must_use]
    pub fn decided(&self, entry: &Entry, default: Severity) -> (Severity, Decided) {
        self.weighed(&self.of(entry).map(|(at, _)| at).collect::<Vec<_>>(), entry, default)
    }

    /// As [`Settings::decided`], where it is known which settings speak of the rule.
    fn weighed(&self, meant: &[usize], entry: &Entry, default: Severity) -> (Severity, Decided) {
        let configured = meant.iter().rev().find_map(|at| Some((self.rules[*at].severity?, Decided::Setting(*at))));
        let (severity, decided) = configured.unwrap_or((default, Decided::Default));
        let selected = self.select.iter().any(|name| means(name, entry));
        if self.ignore.iter().any(|name| means(name, entry)) {
            (Severity::Off, Decided::Ignore)
        } else if !self.select.is_empty() && !selected {
            (Severity::Off, Decided::Select)
        } else if selected && severity == Severity::Off {
            (if default == Severity::Off { Severity::Warn } else { default }, Decided::Select)
        } else {
            (severity, decided)
        }
    }

    /// The settings that speak of a rule, with their places in the list.
    pub fn of(&self, entry: &Entry) -> impl Iterator<Item = (usize, &Setting)> {
        self.rules.iter().enumerate().filter(|(_, setting)| means(&setting.name, entry))
    }

    /// For each rule of the list, the settings that speak of it. A name is looked up once: to compare each with each rule would read all pages for each.
    fn meant(&self) -> Vec<Vec<usize>> {
        let mut meant = vec![Vec::new(); RULES.len()];
        for (at, setting) in self.rules.iter().enumerate() {
            let found = MANUAL.find(&setting.name).filter(|_| !setting.name.contains('*'));
            let is_meant = |entry: &Entry| found.map_or_else(|| means(&setting.name, entry), |found| found.name == entry.name);
            meant.iter_mut().zip(RULES).filter(|(_, entry)| is_meant(entry)).for_each(|(of, _)| of.push(at));
        }
        meant
    }

    fn sets_options(&self, meant: &[usize]) -> bool {
        meant.iter().any(|at| !self.rules[*at].options.is_empty())
    }

    fn build(&self, meant: &[usize], entry: &Entry) -> Result<Box<dyn Rule>, SettingError> {
        let mut options = toml::Table::new();
        let mut name = entry.name;
        for setting in meant.iter().map(|at| &self.rules[*at]).filter(|setting| !setting.options.is_empty()) {
            options.extend(setting.options.clone());
            name = &setting.name;
        }
        if !options.is_empty() && !Page::of(entry).levels().is_empty() {
            options.iter_mut().for_each(|(_, value)| bound(value));
        }
        (entry.build)(options).map_err(|error| SettingError::Options { name: name.to_owned(), error })
    }
}

/// Most spaces or lines that an option can ask a fix for.
const MOST_WRITTEN: i64 = 1_000;

/// Bounds the numbers of a rule that mends something: what it writes is made of them, and a comment in a text could ask for more than fits into the memory.
fn bound(option: &mut toml::Value) {
    match option {
        toml::Value::Integer(number) => *number = (*number).min(MOST_WRITTEN),
        toml::Value::Array(items) => items.iter_mut().for_each(bound),
        _ => {}
    }
}

/// Whether `name` stands for the rule: its name, an alias, or a pattern with `*`.
fn means(name: &str, entry: &Entry) -> bool {
    matches_star(entry.name, name) || Page::of(entry).aliases().any(|alias| alias.eq_ignore_ascii_case(name))
}

fn known(name: &str) -> Result<(), SettingError> {
    // A configuration may speak of rules that markdownlint had once.
    let is_markdownlint =
        name.len() == 5 && name.to_ascii_uppercase().starts_with("MD") && name[2..].bytes().all(|byte| byte.is_ascii_digit());
    if is_markdownlint || MANUAL.find(name).is_some() || RULES.iter().any(|entry| means(name, entry)) {
        return Ok(());
    }
    Err(SettingError::Unknown { name: name.to_owned(), nearest: nearest(name, RULES.iter().map(|entry| entry.name)) })
}
