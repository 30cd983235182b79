//! Where what holds for a file was said.

use super::{Config, Configs, Effective, Origin, Override};
use crate::diagnostic::Severity;
use crate::platform::Platform;
use crate::rule::Compat;
use crate::ruleset::{Decided, MANUAL, Setting, Settings};
use std::path::Path;

/// A value beside the rules, as a file has it.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) key: &'static str,
    pub(super) value: String,
    pub(super) origin: Origin,
}

/// Keys of which the values of all files hold together.
const TOGETHER: [&str; 3] = ["names.off", "names.allow", "names.words"];

/// What is said in a file and in the one it extends.
pub(super) fn over(own: Vec<Said>, base: Vec<Said>) -> Vec<Said> {
    let replaces = |own: &Said, base: &Said| own.key == base.key && (own.value == base.value || !TOGETHER.contains(&own.key));
    let kept: Vec<Said> = base.into_iter().filter(|base| !own.iter().any(|own| replaces(own, base))).collect();
    kept.into_iter().chain(own).collect()
}

/// A value and where it was said: `cndlint.toml:12`, `--select`, `platform zenn`.
#[derive(Clone, Debug)]
pub struct Traced {
    /// A key of the configuration, or an option of a rule.
    pub key: String,
    /// As TOML.
    pub value: String,
    /// The place.
    pub origin: String,
}

/// A rule on a file.
#[derive(Clone, Debug)]
pub struct TracedRule {
    /// Its name.
    pub name: &'static str,
    /// Of its findings.
    pub severity: Severity,
    /// Where the severity was said; nothing where it is that of the rule's page.
    pub origin: Option<String>,
    /// The options that are set.
    pub options: Vec<Traced>,
}

impl Configs {
    /// What the configuration says beside the rules, in the order of the keys.
    #[must_use]
    pub fn values(&self, effective: &Effective) -> Vec<Traced> {
        let config = &effective.around.project.config;
        let plain = |said: &Said| Traced { key: said.key.to_owned(), value: said.value.clone(), origin: place(config, &said.origin) };
        let of_override = |(at, of): (usize, &Override)| {
            let said = plain(of.said.as_ref()?);
            Some(Traced { origin: in_override(at, &said.origin), ..said })
        };
        let mut values: Vec<Traced> = config.said.iter().map(plain).chain(met(effective).filter_map(of_override)).collect();
        values.sort_by(|a, b| a.key.cmp(&b.key));
        values
    }

    /// The rules that run on a file for `platform`, and those that do not because it was said so.
    #[must_use]
    pub fn trace(&self, effective: &Effective, platform: &'static Platform) -> Vec<TracedRule> {
        let config = &effective.around.project.config;
        let (settings, origins) = self.gather(config, &effective.met);
        let own = config.settings.rules.len();
        let owners: Vec<usize> = met(effective).flat_map(|(at, of)| std::iter::repeat_n(at, of.rules.len())).collect();
        let places: Vec<String> = origins
            .iter()
            .enumerate()
            .map(|(at, origin)| match at.checked_sub(own).and_then(|at| owners.get(at)) {
                Some(at) => in_override(*at, &place(config, origin)),
                None => place(config, origin),
            })
            .collect();
        let rules = MANUAL.entries().map(|entry| {
            let (severity, decided) = settings.decided(entry, settings.by_default(entry, platform));
            let origin = match decided {
                // What the other tool has no rule for is not switched off by anybody.
                Decided::Default if severity == Severity::Off && settings.compat == Compat::Markdownlint => None,
                Decided::Default => default_origin(&settings, platform, entry.name),
                Decided::Setting(at) => places.get(at).cloned(),
                Decided::Select => Some("--select".to_owned()),
                Decided::Ignore => Some("--ignore".to_owned()),
            };
            let is_unselected = decided == Decided::Select && severity == Severity::Off;
            let options = if is_unselected { Vec::new() } else { options(settings.of(entry), &places) };
            TracedRule { name: entry.name, severity, origin: origin.filter(|_| !is_unselected), options }
        });
        rules.filter(|rule| rule.severity != Severity::Off || rule.origin.is_some()).collect()
    }
}

/// The options that are set of one rule: the last one counts.
fn options<'s>(settings: impl Iterator<Item = (usize, &'s Setting)>, places: &[String]) -> Vec<Traced> {
    let mut options: Vec<Traced> = Vec::new();
    for (at, setting) in settings {
        for (key, value) in &setting.options {
            options.retain(|option| option.key != *key);
            options.push(Traced { key: key.clone(), value: value.to_string(), origin: places.get(at).cloned().unwrap_or_default() });
        }
    }
    options
}

/// What has another opinion than the rule's page.
fn default_origin(settings: &Settings, platform: &Platform, rule: &str) -> Option<String> {
    match settings.compat {
        Compat::Markdownlint => Some("compat markdownlint".to_owned()),
        Compat::Own => platform.rules.get(rule).map(|_| format!("platform {}", platform.name)),
    }
}

/// The overrides that meet the file, with their places in the list.
fn met(effective: &Effective) -> impl Iterator<Item = (usize, &Override)> {
    let overrides = effective.around.project.config.overrides.iter().enumerate();
    overrides.zip(&effective.met).filter(|(_, met)| **met).map(|(of, _)| of)
}

fn in_override(at: usize, place: &str) -> String {
    format!("{place} (overrides[{at}])")
}

/// File and line, the file as seen from the configuration.
fn place(config: &Config, origin: &Origin) -> String {
    let path: &Path = origin.path.strip_prefix(&config.folder).unwrap_or(&origin.path);
    let before = origin.text.get(..origin.span.start).unwrap_or_default();
    format!("{}:{}", path.display(), before.matches('\n').count() + 1)
}
