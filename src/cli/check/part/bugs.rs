//! What only a mistake of ours can cause: it takes one file, and is told as that.

use super::Part;
use crate::engine::Fixed;
use crate::ruleset::RuleSet;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A panic is a bug of ours. It takes one file, not the run.
pub(super) fn guarded(shown: String, work: impl FnOnce(String) -> Option<Part>) -> Option<Part> {
    catch_unwind(AssertUnwindSafe(|| work(shown.clone()))).unwrap_or_else(|payload| {
        let message = format!("bug in cndlint: {}; this file was left as it is, please report it", said(&*payload));
        Some(Part::failed(shown, message))
    })
}

fn said(payload: &(dyn Any + Send)) -> &str {
    payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("panic")
}

/// What only a mistake of ours can cause, or options that contradict each other.
pub(super) fn bugs(fixed: &Fixed, rules: &RuleSet) -> Vec<String> {
    let mut bugs = Vec::new();
    if !fixed.unsettled.is_empty() {
        let names = fixed.unsettled.join(", ");
        bugs.push(if fixed.unsettled.iter().any(|name| rules.has_options(name)) {
            format!("the fixes of {names} undo each other; none of them was applied: make their options agree, or switch one of them off")
        } else {
            format!("bug in cndlint: the fixes of {names} undo each other; not fixed, please report it")
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
    use super::*;

    #[test]
    fn a_panic_takes_one_file_and_names_it() {
        let part = guarded("a.md".into(), |_| panic!("boom")).unwrap();
        assert_eq!(part.path, "a.md");
        assert!(part.failures[0].contains("boom"), "{:?}", part.failures);
    }
}
