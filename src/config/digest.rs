//! Numbers for what is configured: a result of an earlier run holds where they are the same.

use super::{ConfigError, Configs, Effective, Flags};
use crate::digest::Digest;
use crate::ruleset::Purpose;
use std::path::Path;

impl Flags {
    /// For what the command line says of the rules.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let lists = [&self.select, &self.ignore].into_iter().fold(Digest::default(), |digest, names| {
            names.iter().fold(digest.number(names.len() as u64), |digest, name| digest.text(name))
        });
        let compat = self.compat.map_or(0, |compat| compat as u64 + 1);
        lists.number(compat).number(u64::from(self.purpose == Purpose::Format)).end()
    }
}

impl Configs {
    /// For everything that is configured for the file at the absolute `path`, but its platform.
    ///
    /// # Errors
    /// As [`Configs::lock`].
    pub fn digest(&self, effective: &Effective, path: &Path) -> Result<u64, ConfigError> {
        let project = &effective.project;
        let files = Digest::default().text(&project.file.to_string_lossy()).number(project.config.digest);
        let met = effective.met.iter().fold(files, |digest, met| digest.number(u64::from(*met)));
        Ok(met.number(self.locked(effective, path)?.0).end())
    }
}
