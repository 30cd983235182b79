//! What becomes of one file.

use super::compare::{Others, Spelled};
use super::outputs::To;
use super::recall::{keep, recall, ticket};
use super::summary::Counts;
use super::{Action, Run};
use crate::cache::Ticket;
use crate::config::{ConfigError, Effective};
use crate::diagnostic::{Diagnostic, Severity};
use crate::diff::unified;
use crate::document::Document;
use crate::engine::{Examined, Fixed, check, compare, examine, fix_examined};
use crate::facts::{Facts, claims};
use crate::files::{self, Found, slashed};
use crate::link::lock::Lock;
use crate::manual::Language;
use crate::parse::parse_at;
use crate::probe::Asked;
use crate::report::{Summary, View};
use crate::ruleset::RuleSet;
use crate::source::Source;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

/// The result of one file.
#[derive(Default)]
pub(super) struct Part {
    /// As it was given, with `/`.
    pub(super) path: String,
    /// Its findings, written for each report.
    pub(super) outputs: Vec<String>,
    /// Its diff; for standard input, its text when it is fixed.
    pub(super) text: String,
    pub(super) summary: Summary,
    pub(super) counts: Counts,
    pub(super) worst: Option<Severity>,
    /// Whether a fix changes it.
    pub(super) changed: bool,
    /// What could not be done.
    pub(super) failures: Vec<String>,
    pub(super) config_error: Option<ConfigError>,
    /// What it says of itself that no other file may say.
    pub(super) claims: Vec<String>,
    /// How it spells what the files of a run should spell alike.
    pub(super) spelled: Spelled,
    /// What was found, and what is needed to say it once more: kept where other files may have something to add.
    known: Option<Box<Known>>,
}

/// What is kept of a file that may be looked at once more.
struct Known {
    found: Vec<Diagnostic>,
    rules: Arc<RuleSet>,
    lock: Option<Arc<Lock>>,
    /// Where it lies.
    place: PathBuf,
    language: Option<Language>,
}

impl Part {
    pub(super) fn failed(path: String, message: String) -> Self {
        Self { path, failures: vec![message], ..Self::default() }
    }
}

/// Reads and checks a file; nothing where its configuration leaves it out.
pub(super) fn of_file(run: &Run, path: &Path, found: Found, shown: String) -> Option<Part> {
    let place = run.place(path);
    guarded(shown, |shown| match run.configs.of(&place) {
        Err(config_error) => Some(Part { path: shown, config_error: Some(config_error), ..Part::default() }),
        Ok(effective) if effective.excluded => None,
        Ok(effective) => files::with_bytes(path, found, |bytes| of_bytes(run, &effective, (path, place), &shown, bytes))
            .unwrap_or_else(|message| Some(Part::failed(shown, message))),
    })
}

fn of_bytes(run: &Run, effective: &Effective, (path, place): (&Path, PathBuf), shown: &str, bytes: &[u8]) -> Option<Part> {
    let is_data = files::is_data(path);
    // What data are taken for depends on more than is asked for again.
    let ticket = if is_data { None } else { ticket(run, effective, &place, bytes) };
    if let Some(part) = ticket.as_ref().and_then(|ticket| recall(run, effective, &place, shown, bytes, ticket)) {
        return Some(part);
    }
    match files::decode(bytes) {
        Err(message) => Some(Part::failed(shown.to_owned(), message)),
        // What looks like data of a platform may be another program's.
        Ok(text) if is_data && !is_ours(effective, &place, text) => None,
        Ok(text) => Some(checked(run, effective, (Some(path), place), shown.to_owned(), text.to_owned(), ticket)),
    }
}

/// Whether a file that is no Markdown belongs to the platform around its place, which is absolute.
pub(in crate::cli) fn is_ours(effective: &Effective, place: &Path, text: &str) -> bool {
    effective.platform(place, text).platform.document(&slashed(place)).is_some_and(|kind| kind.data)
}

/// Checks the text of standard input as if it were the file at `path`.
pub(super) fn of_text(run: &Run, path: &Path, shown: String, text: String) -> Option<Part> {
    let place = run.place(path);
    guarded(shown, |shown| match run.configs.of(&place) {
        Err(config_error) => Some(Part { path: shown, config_error: Some(config_error), ..Part::default() }),
        // What is asked of standard input is asked of this text: leaving it out would swallow it.
        Ok(effective) => Some(checked(run, &effective, (None, place), shown, text, None)),
    })
}

/// Says once more what is to be said of a file, now that it is known what others say too. What was fixed stays fixed.
///
/// A file whose claims have rivals is parsed again; names spelled otherwise than elsewhere are added to what was found before.
pub(super) fn again(run: &Run, part: &mut Part, others: Others<'_>) {
    let Some(Known { found, rules, lock, place, language }) = part.known.take().map(|known| *known) else { return };
    let Ok(text) = files::read(&place) else { return };
    let (source, mut found) = if others.rivals.is_empty() {
        (Source::new(text), found)
    } else {
        let at = slashed(&place);
        let doc = parse_at(text, rules.platform, &at);
        let asked = Asked::of(&doc, rules.platform, &at);
        let facts = Facts { rivals: others.rivals, lock: lock.clone(), ..run.probe.facts(&place, &asked, rules.platform) };
        let found = check(&doc, &facts, &rules);
        (doc.source, found)
    };
    compare(source.text(), &mut found, others.places, others.spellings, &rules);
    let next =
        File { run, language, rules: &rules, lock, place, path: None, shown: part.path.clone(), ticket: None }.report(&source, &found);
    part.outputs = next.outputs;
    part.summary = Summary { fixed: part.summary.fixed, ..next.summary };
    part.counts = next.counts;
    part.worst = next.worst;
}

/// Checks a text that lies at `place`, which is absolute, and is written to `path`.
fn checked(
    run: &Run,
    effective: &Effective,
    (path, place): (Option<&Path>, PathBuf),
    shown: String,
    text: String,
    ticket: Option<Ticket>,
) -> Part {
    let platform = effective.platform(&place, &text).platform;
    let rules = run.configs.rules(effective, platform);
    match rules.and_then(|rules| Ok((rules, run.configs.lock(effective, &place)?))) {
        Err(config_error) => Part { path: shown, config_error: Some(config_error), ..Part::default() },
        Ok((rules, lock)) => File { run, language: effective.language, rules: &rules, lock, place, path, shown, ticket }.part(text),
    }
}

/// A panic is a bug of ours. It takes one file, not the run.
fn guarded(shown: String, work: impl FnOnce(String) -> Option<Part>) -> Option<Part> {
    catch_unwind(AssertUnwindSafe(|| work(shown.clone()))).unwrap_or_else(|payload| {
        let message = format!("bug in cndlint: {}; this file was left as it is, please report it", said(&*payload));
        Some(Part::failed(shown, message))
    })
}

fn said(payload: &(dyn Any + Send)) -> &str {
    payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("panic")
}

/// A file on its way.
pub(super) struct File<'a> {
    pub(super) run: &'a Run,
    /// What the configuration says.
    pub(super) language: Option<Language>,
    pub(super) rules: &'a Arc<RuleSet>,
    /// What URLs answered.
    pub(super) lock: Option<Arc<Lock>>,
    /// Where it lies, or would lie.
    pub(super) place: PathBuf,
    /// Where it is written to; nothing for standard input.
    pub(super) path: Option<&'a Path>,
    pub(super) shown: String,
    /// By which what is found is kept for later runs.
    pub(super) ticket: Option<Ticket>,
}

impl File<'_> {
    fn part(self, text: String) -> Part {
        let (run, rules) = (self.run, self.rules);
        let at = slashed(&self.place);
        let doc = parse_at(text, rules.platform, &at);
        let asked = Asked::of(&doc, rules.platform, &at);
        // Before the answers: what changes in between is seen by the next run.
        let answers = self.ticket.map(|_| run.probe.digest(&self.place, &asked, rules.platform));
        let facts = &Facts { lock: self.lock.clone(), ..run.probe.facts(&self.place, &asked, rules.platform) };
        let claims = if rules.compares() { claims(&doc, rules.platform, &facts.path) } else { Vec::new() };
        let claims: Vec<String> = claims.into_iter().map(|(claim, _)| claim).collect();
        let examined = examine(&doc, facts, rules);
        if let Some(answers) = answers {
            keep(&self, doc.source.text(), &asked, answers, &claims, &examined);
        }
        Part { claims, ..self.outcome(&doc, examined, facts) }
    }

    fn outcome(self, doc: &Document, examined: Examined, facts: &Facts) -> Part {
        if self.run.action == Action::Check {
            return self.told(&doc.source, examined);
        }
        if doc.source.text().contains('\0') {
            let text = doc.source.text().to_owned();
            let mut part = self.fixed(doc, facts, Fixed { text, applied: 0, rest: examined, unsettled: Vec::new(), broken: Vec::new() });
            part.failures.push("not fixed: has a NUL byte, so it may not be a text".into());
            return part;
        }
        let fixed = fix_examined(doc, examined, facts, self.rules, self.run.level);
        self.fixed(doc, facts, fixed)
    }

    fn fixed(self, doc: &Document, facts: &Facts, fixed: Fixed) -> Part {
        let (before, after) = (doc.source.text(), fixed.text.as_str());
        let (run, path) = (self.run, self.path);
        let changed = before != after;
        let mut failures = bugs(&fixed, self.rules);
        if let (Action::Fix, Some(path), true) = (run.action, path, changed)
            && let Err(message) = files::write(path, before, after)
        {
            failures.push(message);
            let examined = examine(doc, facts, self.rules);
            return Part { failures, ..self.told(&doc.source, examined) };
        }
        let text = match run.action {
            Action::Diff => unified(&self.shown, before, after),
            Action::List if changed => format!("{}\n", self.shown),
            Action::Fix if path.is_none() => after.to_owned(),
            _ => String::new(),
        };
        let mut part = if changed { self.told(&Source::new(fixed.text), fixed.rest) } else { self.told(&doc.source, fixed.rest) };
        part.text = text;
        part.changed = changed;
        part.summary.fixed = fixed.applied;
        part.failures = failures;
        part
    }

    /// The report, with what a second look needs.
    pub(super) fn told(self, source: &Source, examined: Examined) -> Part {
        let spelled = self.run.lexicon.lock().unwrap_or_else(PoisonError::into_inner).numbered(examined.spellings);
        let (rules, lock, place, language) = (Arc::clone(self.rules), self.lock.clone(), self.place.clone(), self.language);
        let part = self.report(source, &examined.found);
        Part { spelled, known: Some(Box::new(Known { found: examined.found, rules, lock, place, language })), ..part }
    }

    fn report(self, source: &Source, found: &[Diagnostic]) -> Part {
        let run = self.run;
        let outputs = run.outputs.iter().map(|output| {
            let language = run.asked.or(self.language);
            let language = language.unwrap_or(if output.format.is_for_people() { run.terminal } else { Language::En });
            let (platform, color) = (self.rules.platform, run.color && output.to == To::Stdout);
            output.format.file(&View { path: &self.shown, source, found, platform, language, color })
        });
        let outputs = outputs.collect();
        Part {
            path: self.shown,
            outputs,
            summary: Summary::of(found, run.level),
            counts: Counts::of(found, run.level),
            worst: worst(found),
            ..Part::default()
        }
    }
}

fn worst(found: &[Diagnostic]) -> Option<Severity> {
    found.iter().map(|diagnostic| diagnostic.severity).max()
}

/// What only a mistake of ours can cause, or options that contradict each other.
fn bugs(fixed: &Fixed, rules: &RuleSet) -> Vec<String> {
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
