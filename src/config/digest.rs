//! Numbers for what is configured: a result of an earlier run holds where they are the same.

use super::{ConfigError, Configs, Effective, Flags};
use crate::digest::Digest;
use crate::ruleset::Purpose;
use std::path::Path;

impl Flags {
    /// For what the command line says of the rules and the platform.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let lists = [&self.select, &self.ignore].into_iter();
        let lists = lists.fold(Digest::default(), |digest, names| names.iter().fold(digest.number(0), |digest, name| digest.text(name)));
        let compat = self.compat.map_or(0, |compat| compat as u64 + 1);
        let lists = lists.text(self.platform.map_or("", |platform| &platform.name));
        lists.number(compat).number(u64::from(self.purpose == Purpose::Format)).end()
    }
}

impl Configs {
    /// For everything that is configured for the file at the absolute `path`, but its platform.
    ///
    /// # Errors
    /// As [`Configs::lock`].
    pub fn digest(&self, effective: &Effective, path: &Path) -> Result<u64, ConfigError> {
        let project = &effective.around.project;
        let files = Digest::default().text(&project.file.to_string_lossy()).number(project.config.digest);
        let met = effective.met.iter().fold(files, |digest, met| digest.number(u64::from(*met)));
        let lock = self.locked(effective, path).as_ref().map_err(Clone::clone)?;
        Ok(met.number(lock.0).end())
    }
}
