//! What holds for every text: spans are valid, fixes settle, keep their promises and are done after one time.

use cndlint::diagnostic::{Diagnostic, Level, Severity};
use cndlint::document::Document;
use cndlint::engine::{Scope, check, examine, fix, wanted};
use cndlint::facts::Facts;
use cndlint::parse::parse_at;
use cndlint::platform::Platform;
use cndlint::ruleset::{MANUAL, RuleSet, Setting, Settings};

/// Settings that switch all rules on.
pub(crate) fn all_on() -> Settings {
    let on = |name: &str| Setting { name: name.to_owned(), severity: Some(Severity::Warn), ..Setting::default() };
    Settings { rules: MANUAL.entries().map(|entry| on(entry.name)).collect(), ..Settings::default() }
}

/// All rules, on a platform.
pub(crate) fn rules_for(platform: &'static Platform) -> RuleSet {
    RuleSet::new(&all_on(), platform).unwrap()
}

/// Checks all properties of one text; a list of what does not hold.
pub(crate) fn problems(text: &str, rules: &RuleSet) -> Vec<String> {
    let facts = Facts::default();
    let doc = parse_at(text, rules.platform, &facts.path);
    let found = check(&doc, &facts, rules);
    let of_level = |level| problems_of_fix(text, &facts, rules, level);
    invalid_spans(&doc, &found).into_iter().chain([Level::Layout, Level::Repair, Level::Suggest].into_iter().flat_map(of_level)).collect()
}

/// What does not hold of the fixes of a level.
pub(crate) fn problems_of_fix(text: &str, facts: &Facts, rules: &RuleSet, level: Level) -> Vec<String> {
    let mut problems = Vec::new();
    let once = fix(text, facts, rules, level);
    if !once.unsettled.is_empty() || !once.broken.is_empty() {
        problems.push(format!("{level}: unsettled {:?}, broken {:?}", once.unsettled, once.broken));
    }
    let twice = fix(&once.text, facts, rules, level);
    if twice.text != once.text {
        problems.push(format!("{level}: a second time changes more"));
    }
    let doc = parse_at(text, rules.platform, &facts.path);
    let fixes = wanted(&doc, &examine(&doc, facts, rules).found, rules, level, &Scope::default());
    if fixes.is_some_and(|fixes| (fixes == 0) != (once.text == text)) {
        problems.push(format!("{level}: {fixes:?} fixes are told of a text that is mended, or is not, otherwise"));
    }
    problems
}

pub(crate) fn invalid_spans(doc: &Document, found: &[Diagnostic]) -> Option<String> {
    let valid = |span| doc.source.get(span).is_some();
    let node = doc.nodes().find(|node| !valid(node.span) && doc.inexact_block(node.span).is_none());
    let diagnostic = found.iter().find(|diagnostic| {
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
        let apart = diagnostic.fix.iter().all(|fix| fix.edits.windows(2).all(|pair| !pair[0].span.touches(pair[1].span)));
        let related = diagnostic.related.iter().all(|(span, _)| valid(*span));
        !valid(diagnostic.span) || !related || !edits.clone().all(|edit| valid(edit.span)) || !apart
    });
    match (node, diagnostic) {
        (Some(node), _) => Some(format!("node {node:?} has no valid span")),
        (_, Some(diagnostic)) => Some(format!("{diagnostic:?} has no valid span")),
        _ => None,
    }
}
