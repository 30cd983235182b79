//! What only a mistake of ours can cause: it takes one file, and is told as that.

use super::Part;
use crate::document::Document;
use crate::engine::Fixed;
use crate::ruleset::RuleSet;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A panic is a bug of ours. It takes one file, not the run. What comes of the work gets the file's name.
pub(super) fn guarded(shown: String, work: impl FnOnce(&str) -> Option<Part>) -> Option<Part> {
    let part = catch_unwind(AssertUnwindSafe(|| work(&shown))).unwrap_or_else(|payload| {
        let message = format!("bug in cndlint: {}; this file was left as it is, please report it", said(&*payload));
        Some(Part::failed(message))
    });
    part.map(|part| part.named(shown))
}

fn said(payload: &(dyn Any + Send)) -> &str {
    payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("panic")
}

/// What only a mistake of ours can cause, or options that contradict each other: those of the files, or of `doc` itself.
pub(super) fn bugs(doc: &Document, fixed: &Fixed, rules: &RuleSet) -> Vec<String> {
    let mut bugs = Vec::new();
    if !fixed.unsettled.is_empty() {
        let names = fixed.unsettled.join(", ");
        let own = rules.of_text(doc);
        let rules = own.as_ref().unwrap_or(rules);
        bugs.push(if fixed.unsettled.iter().any(|name| rules.has_options(name)) {
            format!("the fixes of {names} undo each other; none of them was applied: make their options agree, or switch one of them off")
        } else {
            format!("bug in cndlint: the fixes of {names} undo each other; none of them was applied, please report it")
        });
    }
    if !fixed.broken.is_empty() {
        bugs.push(format!(
            "bug in cndlint: a fix of {} would have broken its promise and was left out; please report it",
            fixed.broken.join(", ")
        ));
    }
    bugs
}

#[cfg(test)]
mod tests {
    use super::super::{File, Held};
    use super::*;
    use crate::cli::args::Args;
    use crate::cli::check::{Action, Run, finish};
    use crate::diagnostic::Severity;
    use crate::platform::Platform;
    use crate::rule::{Context, Report, Rule};
    use crate::ruleset::{Active, Purpose};
    use clap::Parser;
    use std::fs;
    use std::sync::Arc;

    #[test]
    fn a_panic_takes_one_file_and_names_it() {
        let part = guarded("a.md".into(), |_| panic!("boom")).unwrap();
        assert_eq!(part.path, "a.md");
        assert!(part.failures[0].contains("boom"), "{:?}", part.failures);
    }

    /// A rule with a bug.
    struct Panics;

    impl Rule for Panics {
        fn check(&self, cx: &Context<'_>, _: &mut Report<'_>) {
            assert!(!cx.doc.source.text().contains("boom"), "of no use");
        }
    }

    #[test]
    fn a_rule_that_panics_takes_one_file_and_the_run_goes_on() {
        let blog = tempfile::tempdir().unwrap();
        let args = Args::try_parse_from(["cndlint", "--fix", "--no-cache", "--isolated", "--quiet"]).unwrap().check;
        let run = Run::new(&args, Purpose::Check, Action::Fix);
        let texts = [("a.md", "Githubと\n"), ("b.md", "Githubとboom\n"), ("c.md", "Githubと\n")];
        let parts = texts.map(|(name, text)| {
            let path = blog.path().join(name);
            fs::write(&path, text).unwrap();
            let work = |shown: &str| {
                let effective = run.configs.of(&path).ok()?;
                let mut held = Held::new(&run, &effective, Platform::generic(), path.clone()).ok()?;
                let mut rules = RuleSet::defaults();
                rules.active.push(Active { name: "of-no-use", severity: Severity::Warn, rule: Box::new(Panics) });
                held.rules = Arc::new(rules);
                let file = File { run: &run, held, path: Some(&path), shown, lines: None, is_index: false, ticket: None };
                Some(file.part(text.to_owned()))
            };
            guarded(name.to_owned(), work).unwrap()
        });
        assert_eq!(parts[1].failures, ["bug in cndlint: of no use; this file was left as it is, please report it"]);
        assert_eq!(parts[1].path, "b.md");
        assert_eq!(finish(&run, &args, parts.map(Box::new).into()).unwrap(), 2);
        let now = texts.map(|(name, _)| fs::read_to_string(blog.path().join(name)).unwrap());
        assert_eq!(now, ["GitHubと\n", "Githubとboom\n", "GitHubと\n"], "the others are mended");
    }
}
