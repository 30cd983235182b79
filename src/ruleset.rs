//! The rules that run: the list, the pages' defaults and the configuration together.

use crate::diagnostic::Severity;
use crate::manual::{Manual, Page};
use crate::names::Names;
use crate::platform::Platform;
use crate::rule::{Entry, OptionError, Rule};
use crate::rules::RULES;
use crate::text::nearest;
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

/// What the rules of a run are made from. Later settings win.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What the configuration says, in order.
    pub rules: Vec<Setting>,
    /// Where not empty: only the rules these names stand for run, with at least their page's severity, or `warn`.
    pub select: Vec<String>,
    /// The rules these names stand for don't run.
    pub ignore: Vec<String>,
    /// The names that are known; nothing is those that come with the tool.
    pub names: Option<Arc<Names>>,
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
        // A pattern in a configuration may be for rules of another version; one that selects nothing is a slip.
        let patterns_apart = settings.rules.iter().map(|setting| &setting.name).filter(|name| !name.contains('*'));
        for name in patterns_apart.chain(&settings.select).chain(&settings.ignore) {
            known(name)?;
        }
        let mut active = Vec::new();
        let mut complete = true;
        for entry in RULES {
            let by_default = platform.rules.get(entry.name).copied().unwrap_or_else(|| Page::of(entry).severity());
            let severity = settings.severity(entry, by_default);
            complete &= severity != Severity::Off || by_default == Severity::Off;
            if severity != Severity::Off {
                active.push(Active { name: entry.name, severity, rule: settings.build(entry)? });
            }
        }
        let names = settings.names.clone().unwrap_or_default();
        Ok(Self { active, platform, names, complete })
    }

    /// The rule of this name or alias, running or not.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Entry> {
        MANUAL.find(name)
    }

    /// The rules that a name, an alias or a pattern stands for.
    pub fn meant(name: &str) -> impl Iterator<Item = &'static str> {
        RULES.iter().filter(move |entry| means(name, entry)).map(|entry| entry.name)
    }

    /// Whether a rule that runs looks at what other files of the run say.
    #[must_use]
    pub fn compares(&self) -> bool {
        self.active.iter().any(|active| active.rule.compares())
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
    /// The severity under these settings of a rule that has `default` without them.
    #[must_use]
    pub fn severity(&self, entry: &Entry, default: Severity) -> Severity {
        let configured = self.rules.iter().rev().filter(|setting| means(&setting.name, entry)).find_map(|setting| setting.severity);
        let severity = configured.unwrap_or(default);
        let selected = self.select.iter().any(|name| means(name, entry));
        if self.ignore.iter().any(|name| means(name, entry)) || !self.select.is_empty() && !selected {
            Severity::Off
        } else if selected && severity == Severity::Off {
            if default == Severity::Off { Severity::Warn } else { default }
        } else {
            severity
        }
    }

    fn build(&self, entry: &Entry) -> Result<Box<dyn Rule>, SettingError> {
        let mut options = toml::Table::new();
        let mut name = entry.name;
        for setting in self.rules.iter().filter(|setting| means(&setting.name, entry) && !setting.options.is_empty()) {
            options.extend(setting.options.clone());
            name = &setting.name;
        }
        (entry.build)(options).map_err(|error| SettingError::Options { name: name.to_owned(), error })
    }
}

/// Whether `name` stands for the rule: its name, an alias, or a pattern with `*`.
fn means(name: &str, entry: &Entry) -> bool {
    match name.split_once('*') {
        Some((before, after)) => {
            entry.name.len() >= before.len() + after.len() && entry.name.starts_with(before) && entry.name.ends_with(after)
        }
        None => name == entry.name || Page::of(entry).aliases().any(|alias| alias.eq_ignore_ascii_case(name)),
    }
}

fn known(name: &str) -> Result<(), SettingError> {
    // A configuration may speak of markdownlint's rules that have no counterpart here.
    let is_markdownlint =
        name.len() == 5 && name.to_ascii_uppercase().starts_with("MD") && name[2..].bytes().all(|byte| byte.is_ascii_digit());
    if is_markdownlint || RULES.iter().any(|entry| means(name, entry)) {
        return Ok(());
    }
    Err(SettingError::Unknown { name: name.to_owned(), nearest: nearest(name, RULES.iter().map(|entry| entry.name)) })
}
