//! Everything that is wrong with settings, where something is.

use super::{Setting, SettingError, Settings, known};
use crate::rule::Entry;
use crate::rules::RULES;
use std::collections::{BTreeMap, HashSet};

/// Something that is wrong with settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The place in [`Settings::rules`]; nothing where it is in what is selected or ignored.
    pub at: Option<usize>,
    /// The option, where it is one alone.
    pub option: Option<String>,
    /// What is wrong.
    pub error: SettingError,
}

impl Settings {
    /// What [`super::RuleSet::new`] refuses these settings for, which tells of the first alone: `most` at most, as the nearest name of each is looked for.
    #[must_use]
    pub fn mistakes(&self, most: usize) -> Vec<Mistake> {
        let asked = self.names_to_know().filter_map(|(at, name)| Some(Mistake { at, option: None, error: known(name).err()? }));
        let mut all: Vec<Mistake> = asked.take(most).collect();
        if all.len() == most {
            return all;
        }
        for (entry, meant) in RULES.iter().zip(&self.meant()).filter(|(entry, _)| self.serves(entry)) {
            all.extend(self.wrong_options(meant, entry));
        }
        // A pattern gives many rules the same options.
        let mut told = HashSet::new();
        all.retain(|mistake| mistake.at.is_none() || told.insert((mistake.at, mistake.option.clone())));
        all.truncate(most);
        all
    }

    /// What a rule does not take of the settings that speak of it, option by option.
    fn wrong_options(&self, meant: &[usize], entry: &Entry) -> Vec<Mistake> {
        let Err(together) = self.build(meant, entry) else { return Vec::new() };
        let settings = meant.iter().map(|at| (*at, &self.rules[*at].options));
        let options: BTreeMap<&String, (usize, &toml::Value)> =
            settings.flat_map(|(at, options)| options.iter().map(move |(key, value)| (key, (at, value)))).collect();
        let alone = options.into_iter().filter_map(|(key, (at, value))| {
            let options = toml::Table::from_iter([(key.clone(), value.clone())]);
            let setting = Setting { name: self.rules[at].name.clone(), severity: None, options };
            let error = Self { rules: vec![setting], ..Self::default() }.build(&[0], entry).err()?;
            Some(Mistake { at: Some(at), option: Some(key.clone()), error })
        });
        let alone: Vec<Mistake> = alone.collect();
        if !alone.is_empty() {
            return alone;
        }
        let at = meant.iter().rev().find(|at| !self.rules[**at].options.is_empty()).copied();
        vec![Mistake { at, option: None, error: together }]
    }
}
