//! Everything that is wrong with settings, where something is.

use super::{Setting, SettingError, Settings, known};
use crate::rule::Entry;
use crate::rules::RULES;
use std::collections::HashSet;

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
        // A pattern gives many rules the same options.
        let mut told = HashSet::new();
        for (entry, meant) in RULES.iter().zip(&self.meant()).filter(|(entry, _)| self.serves(entry)) {
            if all.len() < most {
                all.extend(self.wrong_options(meant, entry, &mut told, most - all.len()));
            }
        }
        all
    }

    /// What a rule does not take of the settings that speak of it, option by option, without what is `told` already.
    fn wrong_options<'s>(
        &'s self,
        meant: &[usize],
        entry: &Entry,
        told: &mut HashSet<(usize, Option<&'s str>)>,
        most: usize,
    ) -> Vec<Mistake> {
        let Err(together) = self.build(meant, entry) else { return Vec::new() };
        let (mut found, mut is_known) = (Vec::new(), false);
        for (at, key, value) in meant.iter().flat_map(|at| self.rules[*at].options.iter().map(move |(key, value)| (*at, key, value))) {
            if found.len() == most || told.contains(&(at, Some(key))) {
                is_known = true;
                continue;
            }
            let options = toml::Table::from_iter([(key.clone(), value.clone())]);
            let setting = Setting { name: self.rules[at].name.clone(), severity: None, options };
            if let Err(error) = (Self { rules: vec![setting], ..Self::default() }).build(&[0], entry) {
                told.insert((at, Some(key)));
                found.push(Mistake { at: Some(at), option: Some(key.clone()), error });
            }
        }
        if found.is_empty() && !is_known {
            // No option is wrong alone.
            let at = meant.iter().rev().find(|at| !self.rules[**at].options.is_empty()).copied();
            if at.is_none_or(|at| told.insert((at, None))) {
                found.push(Mistake { at, option: None, error: together });
            }
        }
        found
    }
}
