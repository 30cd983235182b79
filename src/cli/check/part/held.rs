//! What holds for a file, wherever it is looked at: for the first time, as an earlier run did, or once more.

use crate::cli::check::Run;
use crate::cli::check::baselines::Listed;
use crate::config::{ConfigError, Effective};
use crate::document::Document;
use crate::engine::Scope;
use crate::facts::Facts;
use crate::files::slashed;
use crate::link::lock::Lock;
use crate::manual::Language;
use crate::platform::Platform;
use crate::probe::Asked;
use crate::ruleset::RuleSet;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

pub(in crate::cli::check) struct Held {
    /// Where it lies, or would lie: absolute.
    pub(super) place: PathBuf,
    pub(in crate::cli::check) rules: Arc<RuleSet>,
    /// What URLs answered.
    pub(super) lock: Option<Arc<Lock>>,
    /// Of messages, as the configuration says.
    pub(super) language: Option<Language>,
    /// Its place in the baseline, where there is one.
    pub(in crate::cli::check) listed: Option<Listed>,
}

impl Held {
    /// What holds for the file at `place`, which is for `platform`.
    pub(in crate::cli::check) fn new(
        run: &Run,
        effective: &Effective,
        platform: &'static Platform,
        place: PathBuf,
    ) -> Result<Self, ConfigError> {
        Ok(Self {
            rules: run.configs.rules(effective, platform)?,
            lock: run.configs.lock(effective, &place)?,
            listed: run.baselines.of(effective, &place)?,
            language: effective.language,
            place,
        })
    }

    /// What the world says of its text, and what other files claim too.
    pub(super) fn facts(&self, run: &Run, doc: &Document, rivals: HashMap<String, String>) -> Facts {
        let asked = Asked::of(doc, self.rules.platform, &slashed(&self.place));
        Facts { rivals, ..self.answered(run, &asked) }
    }

    /// What the world says to what a text asks.
    pub(super) fn answered(&self, run: &Run, asked: &Asked) -> Facts {
        Facts { lock: self.lock.clone(), ..run.probe.facts(&self.place, asked, self.rules.platform) }
    }

    /// Which findings count, as far as a baseline says.
    pub(in crate::cli::check) fn unknown(&self, run: &Run) -> Scope {
        let listed = self.listed.as_ref().filter(|_| run.baselines.hide());
        listed.map_or_else(Scope::default, |listed| Scope::default().without(listed.known()))
    }
}
