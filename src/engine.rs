//! `check` and `fix`: text and rules in, findings and text out.

mod directives;
mod disables;
mod promise;
mod scope;

pub use disables::{Disabled, disable};
pub use scope::Scope;

use crate::diagnostic::{Diagnostic, Edit, Level, apply};
use crate::document::Document;
use crate::facts::Facts;
use crate::names::spellings::{Spelling, Spellings};
use crate::parse::{parse_at, parse_with_html};
use crate::rule::{Context, Report};
use crate::ruleset::RuleSet;
use crate::source::Span;
use crate::text::{conflicts, has_nul};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

/// Rounds of applying fixes before a file is given up: a fix may bring the next one to light, as a parser stops at the first mistake of a header.
const MOST_ROUNDS: usize = 100;

/// What the rules find in a document, in order of place, then rule. Findings that a directive hides are left out.
#[must_use]
pub fn check(doc: &Document, facts: &Facts, rules: &RuleSet) -> Vec<Diagnostic> {
    let mut examined = look(doc, facts, rules, facts.spellings.is_some());
    if let Some(run) = &facts.spellings {
        let places = examined.spellings.iter().flat_map(|spelling| spelling.places.iter().map(|place| (spelling.text.as_str(), *place)));
        compare(doc.source.text(), &mut examined.found, places, run, rules);
    }
    examined.found
}

/// What a look at one document tells.
#[derive(Debug, Default)]
pub struct Examined {
    /// As [`check`] says, but for what only the other files can tell.
    pub found: Vec<Diagnostic>,
    /// What the text spells that the files of a run should spell alike: for [`compare`].
    pub spellings: Vec<Spelling>,
}

/// As [`check`], where it is not known yet how the other files of the run spell.
#[must_use]
pub fn examine(doc: &Document, facts: &Facts, rules: &RuleSet) -> Examined {
    look(doc, facts, rules, true)
}

/// Adds to what was found in `text` those places of its spellings that the files of the run mostly write otherwise.
pub fn compare<'s>(
    text: &str,
    found: &mut Vec<Diagnostic>,
    spelled: impl IntoIterator<Item = (&'s str, Span)>,
    run: &Spellings,
    rules: &RuleSet,
) {
    let mut spelled: Vec<(&str, Span)> = spelled.into_iter().collect();
    spelled.sort_by_key(|(_, span)| *span);
    for active in &rules.active {
        let mut taken: Vec<Span> =
            found.iter().filter(|diagnostic| diagnostic.rule == active.name).map(|diagnostic| diagnostic.span).collect();
        for (written, span) in &spelled {
            let Some(message) = active.rule.compare(written, text, run) else { continue };
            let after = taken.partition_point(|taken| taken.end <= span.start);
            if taken.get(after).is_none_or(|taken| taken.start >= span.end) {
                taken.insert(after, *span);
                found.push(Diagnostic {
                    rule: active.name,
                    severity: active.severity,
                    span: *span,
                    message,
                    related: Vec::new(),
                    fix: None,
                });
            }
        }
    }
    sort(found);
}

fn look(doc: &Document, facts: &Facts, rules: &RuleSet, spells: bool) -> Examined {
    let own = rules.of_text(doc);
    let rules = own.as_ref().unwrap_or(rules);
    let cx = &Context::new(doc, rules.platform, facts, &rules.names, rules.compat());
    let mut found = Vec::new();
    for active in &rules.active {
        active.rule.check(cx, &mut Report::new(active.name, active.severity, doc, rules.compat(), &mut found));
    }
    let mut hiding = directives::Hiding::new(doc, rules);
    let mut spellings = Vec::new();
    for active in rules.active.iter().filter(|_| spells) {
        let mut said = active.rule.spellings(cx);
        for spelling in &mut said {
            // Whether such a place is found depends on the other files, so a directive that covers it is no idle one.
            spelling.places.retain(|place| !doc.is_opaque(*place) && !hiding.hides(doc, active.name, *place));
            spelling.places.iter_mut().for_each(|place| *place = doc.inexact_block(*place).unwrap_or(*place));
        }
        spellings.append(&mut said);
    }
    if !doc.directives.is_empty() || !doc.configurations.is_empty() {
        found.retain(|diagnostic| !hiding.hides(doc, diagnostic.rule, diagnostic.span));
        let remarks = hiding.remarks(doc, rules);
        let before = found.len();
        for active in &rules.active {
            active.rule.conclude(cx, &remarks, &mut Report::new(active.name, active.severity, doc, rules.compat(), &mut found));
        }
        let mut late = found.split_off(before);
        late.retain(|diagnostic| !hiding.hides_by_name(doc, diagnostic));
        found.extend(late);
    }
    sort(&mut found);
    Examined { found, spellings }
}

fn sort(found: &mut [Diagnostic]) {
    found.sort_by(|a, b| (a.span.start, a.rule, a.span.end).cmp(&(b.span.start, b.rule, b.span.end)));
}

/// A text after its fixes.
#[derive(Debug)]
pub struct Fixed {
    /// The text; the one that came in where nothing was fixed.
    pub text: String,
    /// What a look at it tells now.
    pub rest: Examined,
    /// Number of fixes applied.
    pub applied: usize,
    /// Rules whose fixes undo each other: none of theirs is applied. Our bug, unless their options contradict each other.
    pub unsettled: Vec<&'static str>,
    /// Rules with a fix that broke its promise and was left out. Our bug.
    pub broken: Vec<&'static str>,
    /// What counts in it.
    pub scope: Scope,
}

/// Applies the fixes of at least `level` until none is left, and holds each to the promise of its level.
#[must_use]
pub fn fix(text: &str, facts: &Facts, rules: &RuleSet, level: Level) -> Fixed {
    let doc = parse_at(text, rules.platform, &facts.path);
    fix_examined(&doc, examine(&doc, facts, rules), facts, rules, level, &Scope::default())
}

/// As [`fix`], for a document that is already parsed and looked at. Only findings in `scope` are mended.
#[must_use]
pub fn fix_examined(doc: &Document, examined: Examined, facts: &Facts, rules: &RuleSet, level: Level, scope: &Scope) -> Fixed {
    let mut fixed = settle(doc, examined, facts, rules, level, scope, &[]);
    let mut muted = Vec::new();
    while !fixed.unsettled.is_empty() {
        // The rules that undo each other are left out; what the others mend stays.
        muted.append(&mut fixed.unsettled);
        fixed = settle(doc, fixed.rest, facts, rules, level, scope, &muted);
    }
    Fixed { unsettled: muted, ..fixed }
}

/// How many fixes of at least `level` there are to begin with, 0 where the text would stay as it is. No text is made that has to keep a promise, so nothing
/// is parsed. Nothing where only [`fix_examined`] tells: options may contradict each other, those of the text itself too, and such fixes are not applied.
#[must_use]
pub fn wanted(doc: &Document, found: &[Diagnostic], rules: &RuleSet, level: Level, scope: &Scope) -> Option<usize> {
    if rules.has_any_options() || !doc.configurations.is_empty() {
        return None;
    }
    let wanted = if is_fixable(doc) { choose(doc, &scope.of(&doc.source, found), level, &[], &[]) } else { Vec::new() };
    let edits = edits_of(&wanted);
    let (gone, new) = edits.iter().fold((0, 0), |(gone, new), edit| (gone + edit.span.len(), new + edit.text.len()));
    // A text of the same length may be the same one.
    let changes = gone != new || apply(doc.source.text(), &edits) != doc.source.text();
    Some(if changes { wanted.len() } else { 0 })
}

/// Either side of a conflict may go: a fix of what is one side would hide the other's change. With a NUL byte it may be no text at all.
fn is_fixable(doc: &Document) -> bool {
    conflicts(doc.source.text()).is_empty() && !has_nul(doc.source.text())
}

/// Rounds of fixes, without those of the rules `muted`.
fn settle(doc: &Document, examined: Examined, facts: &Facts, rules: &RuleSet, level: Level, scope: &Scope, muted: &[&str]) -> Fixed {
    if !is_fixable(doc) {
        return done(doc, examined, 0, &[], scope.clone());
    }
    let mut scope_now = scope.clone();
    let mut broken: Vec<Broken> = Vec::new();
    let mut applied = 0;
    let mut current: Option<Document> = None;
    let mut rest = examined;
    // The texts that there were, each with the rules that mended it: where one comes back, those since then undo each other.
    let mut past: Vec<(u64, Vec<&'static str>)> = Vec::new();
    let mut since = None;
    for _ in 0..MOST_ROUNDS {
        let doc = current.as_ref().unwrap_or(doc);
        let wanted = choose(doc, &scope_now.of(&doc.source, &rest.found), level, &broken, muted);
        let accepted = accept(doc, facts, rules, &wanted, &mut broken);
        let Some(next) = accepted.text else {
            if wanted.is_empty() {
                return done(doc, rest, applied, &broken, scope_now);
            }
            continue;
        };
        applied += accepted.fixes.len();
        past.push((hash(doc.source.text()), wanted.iter().map(|diagnostic| diagnostic.rule).collect()));
        scope_now = scope_now.carried(&edits_of(&accepted.fixes));
        rest = examine(&next, facts, rules);
        let now = hash(next.source.text());
        since = past.iter().position(|(text, _)| *text == now);
        current = Some(next);
        if since.is_some() {
            break;
        }
    }
    let last = current.as_ref().unwrap_or(doc);
    let wanted = choose(last, &scope_now.of(&last.source, &rest.found), level, &broken, muted);
    let mut unsettled: Vec<_> = wanted.iter().map(|diagnostic| diagnostic.rule).collect();
    if unsettled.is_empty() {
        return done(last, rest, applied, &broken, scope_now);
    }
    unsettled.extend(past.iter().skip(since.unwrap_or(past.len().saturating_sub(1))).flat_map(|(_, rules)| rules));
    unsettled.sort_unstable();
    unsettled.dedup();
    Fixed { applied: 0, unsettled, ..done(doc, examine(doc, facts, rules), 0, &broken, scope.clone()) }
}

fn hash(text: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(text)
}

fn done(doc: &Document, rest: Examined, applied: usize, broken: &[Broken], scope: Scope) -> Fixed {
    Fixed { text: doc.source.text().to_owned(), rest, applied, unsettled: Vec::new(), broken: rules_of(broken), scope }
}

/// A fix that broke its promise. Places move from round to round, so it is known again by its texts.
#[derive(PartialEq, Eq)]
struct Broken {
    rule: &'static str,
    /// The line in which it begins.
    line: String,
    /// What goes and what comes.
    edits: Vec<(String, String)>,
}

impl Broken {
    fn new(doc: &Document, diagnostic: &Diagnostic) -> Self {
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
        let start = edits.clone().next().map_or(diagnostic.span.start, |edit| edit.span.start);
        Self {
            rule: diagnostic.rule,
            line: doc.source.line(doc.source.line_at(start)).to_owned(),
            edits: edits.map(|edit| (doc.source.slice(edit.span).to_owned(), edit.text.clone())).collect(),
        }
    }
}

fn rules_of(broken: &[Broken]) -> Vec<&'static str> {
    let mut rules: Vec<_> = broken.iter().map(|broken| broken.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// The findings whose fixes are applied in this round: in order of place, then rule, each that touches none before it.
fn choose<'f>(doc: &Document, found: &[&'f Diagnostic], level: Level, broken: &[Broken], muted: &[&str]) -> Vec<&'f Diagnostic> {
    let mut taken: Vec<Span> = Vec::new();
    let mut chosen: Vec<&Diagnostic> = Vec::new();
    for &diagnostic in found {
        let Some(fix) = diagnostic.fix.as_ref().filter(|fix| fix.level >= level) else { continue };
        let is_broken = muted.contains(&diagnostic.rule) || !broken.is_empty() && broken.contains(&Broken::new(doc, diagnostic));
        // Findings come in order, but a fix may reach back: `taken` is kept sorted and searched.
        let is_free = |edit: &Edit| {
            let after = taken.partition_point(|span| span.end < edit.span.start);
            taken.get(after).is_none_or(|span| !span.touches(edit.span))
        };
        if is_broken || !fix.edits.iter().all(is_free) {
            continue;
        }
        for edit in &fix.edits {
            let at = taken.partition_point(|span| *span < edit.span);
            taken.insert(at, edit.span);
        }
        chosen.push(diagnostic);
    }
    chosen
}

/// Fixes that keep their promises.
#[derive(Default)]
struct Accepted<'f> {
    fixes: Vec<&'f Diagnostic>,
    /// The text with them; nothing where there are none.
    text: Option<Document>,
}

/// Those of `wanted` that keep their promises. Levels are added one by one, surest first, so that each is held to its own.
fn accept<'f>(doc: &Document, facts: &Facts, rules: &RuleSet, wanted: &[&'f Diagnostic], broken: &mut Vec<Broken>) -> Accepted<'f> {
    let mut accepted = Accepted::default();
    for level in Level::ALL.into_iter().rev() {
        let of_level: Vec<_> = wanted.iter().copied().filter(|diagnostic| level_of(diagnostic) == Some(level)).collect();
        if !of_level.is_empty() {
            admit(doc, facts, rules, level, &mut accepted, &of_level, broken);
        }
    }
    accepted
}

fn level_of(diagnostic: &Diagnostic) -> Option<Level> {
    diagnostic.fix.as_ref().map(|fix| fix.level)
}

/// Adds `candidates` to `accepted` if the promise holds with all of them; else halves them until those that break it stand alone.
fn admit<'f>(
    doc: &Document,
    facts: &Facts,
    rules: &RuleSet,
    level: Level,
    accepted: &mut Accepted<'f>,
    candidates: &[&'f Diagnostic],
    broken: &mut Vec<Broken>,
) {
    let before = accepted.text.as_ref().unwrap_or(doc);
    let with: Vec<_> = accepted.fixes.iter().chain(candidates).copied().collect();
    let text = edited(doc, &with);
    let parse = if level == Level::Layout { parse_with_html } else { parse_at };
    let after = parse(text, rules.platform, &facts.path);
    let edits = candidates.iter().flat_map(|diagnostic| &diagnostic.fix.as_ref().expect("chosen for its fix").edits);
    let places = promise::Places::new(edits, &edits_of(&accepted.fixes));
    if level == Level::Suggest || promise::holds(level, before, &after, &places, rules.platform) {
        *accepted = Accepted { fixes: with, text: Some(after) };
    } else if let [alone] = candidates {
        broken.push(Broken::new(doc, alone));
    } else {
        let (first, second) = candidates.split_at(candidates.len() / 2);
        admit(doc, facts, rules, level, accepted, first, broken);
        admit(doc, facts, rules, level, accepted, second, broken);
    }
}

fn edits_of(diagnostics: &[&Diagnostic]) -> Vec<Edit> {
    let mut edits: Vec<Edit> =
        diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()).flat_map(|fix| fix.edits.clone()).collect();
    edits.sort_by_key(|edit| edit.span);
    edits
}

fn edited(doc: &Document, diagnostics: &[&Diagnostic]) -> String {
    apply(doc.source.text(), &edits_of(diagnostics))
}
