//! Findings in few bytes: a run keeps those of all files until all are known.

use crate::diagnostic::Diagnostic;

/// Findings of a file, in a tenth of the memory.
pub(super) struct Packed(Box<[u8]>);

impl Packed {
    pub(super) fn of(found: &[Diagnostic]) -> Self {
        Self(postcard::to_allocvec(found).expect("plain data has a form in bytes").into())
    }

    pub(super) fn unpacked(&self) -> Vec<Diagnostic> {
        postcard::from_bytes(&self.0).expect("they were findings")
    }
}

#[cfg(test)]
mod tests {
    use super::Packed;
    use crate::engine::check;
    use crate::facts::Facts;
    use crate::parse::parse;
    use crate::ruleset::RuleSet;

    #[test]
    fn findings_come_out_as_they_went_in() {
        let rules = RuleSet::defaults();
        let found = check(&parse("# 題\n\n### Githubを使う。 次\n", rules.platform), &Facts::default(), &rules);
        assert!(found.len() > 2, "{found:?}");
        assert_eq!(Packed::of(&found).unpacked(), found);
    }
}
