//! Findings that are put aside: a run keeps those of all files until all are known.

use crate::diagnostic::Diagnostic;
use crate::files::{Aside, Spool};

/// Findings of a file.
pub(super) struct Packed(Aside);

impl Packed {
    pub(super) fn of(found: &[Diagnostic], spool: &Spool) -> Self {
        if found.is_empty() {
            return Self(Aside::default());
        }
        Self(spool.put(&postcard::to_allocvec(found).expect("plain data has a form in bytes")))
    }

    /// # Errors
    /// With a sentence for people, where they cannot be had again.
    pub(super) fn unpacked(&self, spool: &Spool) -> Result<Vec<Diagnostic>, String> {
        if self.0.is_empty() {
            return Ok(Vec::new());
        }
        let lost = |error: &dyn std::fmt::Display| format!("what was found cannot be read again from the temporary folder: {error}");
        postcard::from_bytes(&spool.get(self.0).map_err(|error| lost(&error))?).map_err(|error| lost(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::Packed;
    use crate::engine::check;
    use crate::facts::Facts;
    use crate::files::Spool;
    use crate::parse::parse;
    use crate::ruleset::RuleSet;

    #[test]
    fn findings_come_out_as_they_went_in() {
        let rules = RuleSet::defaults();
        let found = check(&parse("# 題\n\n### Githubを使う。 次\n", rules.platform), &Facts::default(), &rules);
        assert!(found.len() > 2, "{found:?}");
        let spool = Spool::default();
        assert_eq!(Packed::of(&found, &spool).unpacked(&spool), Ok(found));
    }
}
