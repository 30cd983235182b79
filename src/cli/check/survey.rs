//! What a check without any configuration finds in a folder, rule by rule.

use super::super::args::{CheckArgs, InputArgs};
use super::{Action, Run};
use crate::diagnostic::Severity;
use crate::report::Failure;
use crate::ruleset::Purpose;
use globset::GlobSet;
use std::collections::BTreeMap;
use std::path::Path;

/// What was found.
#[derive(Default)]
pub(in crate::cli) struct Survey {
    /// Files that were looked at.
    pub(in crate::cli) files: usize,
    /// How many of them are for each platform.
    pub(in crate::cli) platforms: BTreeMap<&'static str, usize>,
    pub(in crate::cli) rules: BTreeMap<&'static str, Tally>,
    pub(in crate::cli) failures: Vec<Failure>,
}

/// The findings of one rule.
#[derive(Clone, Copy, Default)]
pub(in crate::cli) struct Tally {
    pub(in crate::cli) found: usize,
    /// Those that `--fix` mends.
    pub(in crate::cli) fixable: usize,
    /// Files with at least one.
    pub(in crate::cli) files: usize,
    /// The worst of their severities.
    pub(in crate::cli) severity: Option<Severity>,
}

/// Looks at what lies below a folder.
pub(in crate::cli) fn survey(folder: &Path) -> Survey {
    let input = InputArgs { paths: vec![folder.to_owned()], isolated: true, ..InputArgs::default() };
    let args = CheckArgs { statistics: true, ..CheckArgs::of(input) };
    let run = Run::new(&args, Purpose::Check, Action::Check);
    let mut survey = Survey::default();
    // Only what has changed can be unknown.
    for part in run.parts(&args, &GlobSet::empty()).unwrap_or_default() {
        survey.files += part.summary.files;
        survey.failures.extend(part.failures.into_iter().map(|message| Failure { path: part.path.clone(), message }));
        if let Some(platform) = part.platform {
            *survey.platforms.entry(platform).or_default() += 1;
        }
        for (rule, count) in part.counts.each() {
            let tally = survey.rules.entry(rule).or_default();
            tally.found += count.found;
            tally.fixable += count.fixable;
            tally.files += 1;
            tally.severity = tally.severity.max(Some(count.severity));
        }
    }
    survey
}
