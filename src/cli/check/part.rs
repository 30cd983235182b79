//! What becomes of one file.

mod bugs;
mod disables;
mod held;
mod packed;

use bugs::{bugs, guarded};
pub(super) use disables::disable;
pub(super) use held::Held;
use packed::Packed;

use super::baselines::Prints;
use super::compare::{Others, Spelled};
use super::outputs::To;
use super::recall::{keep, key, recall, unread};
use super::summary::Counts;
use super::{Action, Run};
use crate::cache::Ticket;
use crate::changed::places;
use crate::config::{ConfigError, Effective};
use crate::diagnostic::{Diagnostic, Level, Severity};
use crate::diff::unified;
use crate::document::Document;
use crate::engine::{Examined, Fixed, Scope, check, compare, examine, fix_examined, wanted};
use crate::facts::{Facts, claims};
use crate::files::{self, Aside, Found, slashed};
use crate::manual::Language;
use crate::parse::{parse_and, parse_at};
use crate::probe::Asked;
use crate::report::{Summary, View};
use crate::source::Source;
use crate::text::has_nul;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

/// The result of one file.
#[derive(Default)]
pub(super) struct Part {
    /// As it was given, with `/`.
    pub(super) path: String,
    /// Its findings, written for each report.
    pub(super) outputs: Vec<Aside>,
    /// Its diff; for standard input, its text when it is fixed.
    pub(super) text: Aside,
    pub(super) summary: Summary,
    /// Where they are asked for.
    pub(super) counts: Counts,
    /// What it was checked for.
    pub(super) platform: Option<&'static str>,
    pub(super) worst: Option<Severity>,
    /// Whether a fix changes it.
    pub(super) changed: bool,
    /// What could not be done.
    pub(super) failures: Vec<String>,
    pub(super) config_error: Option<Box<ConfigError>>,
    /// What it says of itself that no other file may say.
    pub(super) claims: Vec<String>,
    /// How it spells what the files of a run should spell alike.
    pub(super) spelled: Spelled,
    /// Findings that a baseline hides.
    pub(super) hidden: usize,
    /// What a baseline has to know of it, where there is one.
    pub(super) prints: Option<Box<Prints>>,
    /// What was found, and what is needed to say it once more: kept where other files may have something to add.
    known: Option<Box<Known>>,
}

/// What is kept of a file that may be looked at once more.
struct Known {
    held: Held,
    found: Packed,
    scope: Scope,
    /// Its text, where that is not what lies there.
    text: Option<String>,
    /// What other files claim too.
    rivals: HashMap<String, String>,
}

/// A text to check.
pub(super) struct Input<'a> {
    /// Where it lies, or would lie: absolute.
    pub(super) place: PathBuf,
    /// Where it is written to; nothing for standard input.
    pub(super) path: Option<&'a Path>,
    pub(super) text: String,
    /// 0-based lines that count; nothing where all do.
    pub(super) lines: Option<Vec<Range<usize>>>,
    /// Whether it is that of the index, and the working tree has another.
    pub(super) is_index: bool,
    /// By which what is found is kept for later runs.
    pub(super) ticket: Option<Ticket>,
}

impl Part {
    pub(super) fn failed(message: String) -> Self {
        Self { failures: vec![message], ..Self::default() }
    }

    fn refused(error: ConfigError) -> Self {
        Self { config_error: Some(Box::new(error)), ..Self::default() }
    }

    /// With its path as it was given.
    pub(super) fn named(self, path: String) -> Self {
        Self { path, ..self }
    }
}

/// Reads and checks a file; nothing where its configuration leaves it out.
pub(super) fn of_file(run: &Run, path: &Path, found: Found, shown: String) -> Option<Part> {
    let place = run.place(path);
    guarded(shown, |shown| match run.configs.of(&place) {
        Err(config_error) => Some(Part::refused(config_error)),
        Ok(effective) if effective.excluded => None,
        Ok(effective) => looked_at(run, &effective, (path, place), found, shown),
    })
}

fn looked_at(run: &Run, effective: &Effective, (path, place): (&Path, PathBuf), found: Found, shown: &str) -> Option<Part> {
    let key = key(run, effective, path, &place);
    if let Some(part) = key.and_then(|key| unread(run, effective, (path, &place), shown, key)) {
        return Some(part);
    }
    files::with_bytes(path, found, |bytes, metadata| {
        let ticket = key.map(|key| key.with(bytes, metadata));
        of_bytes(run, effective, (path, place), shown, bytes, ticket)
    })
    .unwrap_or_else(|message| Some(Part::failed(message)))
}

fn of_bytes(
    run: &Run,
    effective: &Effective,
    (path, place): (&Path, PathBuf),
    shown: &str,
    bytes: &[u8],
    ticket: Option<Ticket>,
) -> Option<Part> {
    if let Some(part) = ticket.as_ref().and_then(|ticket| recall(run, effective, &place, shown, bytes, ticket)) {
        return Some(part);
    }
    match files::decode(bytes) {
        Err(message) => Some(Part::failed(message)),
        // What looks like data of a platform may be another program's.
        Ok(text) if files::is_data(path) && !is_ours(effective, &place, text) => None,
        Ok(text) => {
            let input = Input { place, path: Some(path), text: text.to_owned(), lines: None, is_index: false, ticket };
            Some(checked(run, effective, shown, input))
        }
    }
}

/// Checks a file that has changed; nothing where its configuration leaves it out.
pub(super) fn of_change(run: &Run, path: &Path, shown: String, lines: Option<Vec<Range<usize>>>, staged: Option<Vec<u8>>) -> Option<Part> {
    let place = run.place(path);
    guarded(shown, |shown| {
        let effective = match run.configs.of(&place) {
            Err(config_error) => return Some(Part::refused(config_error)),
            Ok(effective) if effective.excluded => return None,
            Ok(effective) => effective,
        };
        let is_index = staged.is_some();
        match staged.map_or_else(|| files::read(path), |bytes| files::decode(&bytes).map(str::to_owned)) {
            Err(message) => Some(Part::failed(message)),
            Ok(text) if files::is_data(path) && !is_ours(&effective, &place, &text) => None,
            Ok(text) => Some(checked(run, &effective, shown, Input { place, path: Some(path), text, lines, is_index, ticket: None })),
        }
    })
}

/// Whether a file that is no Markdown belongs to the platform around its place, which is absolute.
pub(in crate::cli) fn is_ours(effective: &Effective, place: &Path, text: &str) -> bool {
    effective.platform(place, text).platform.document(&slashed(place)).is_some_and(|kind| kind.data)
}

/// Checks the text of standard input as if it were the file at `path`.
pub(super) fn of_text(run: &Run, path: &Path, shown: String, text: String) -> Option<Part> {
    let place = run.place(path);
    guarded(shown, |shown| match run.configs.of(&place) {
        Err(config_error) => Some(Part::refused(config_error)),
        // What is asked of standard input is asked of this text: leaving it out would swallow it.
        Ok(effective) => {
            Some(checked(run, &effective, shown, Input { place, path: None, text, lines: None, is_index: false, ticket: None }))
        }
    })
}

/// Says once more what is to be said of a file, now that it is known what others say too. What was fixed stays fixed.
///
/// A file whose claims have rivals is parsed again; names spelled otherwise than elsewhere are added to what was found before.
pub(super) fn again(run: &Run, part: &mut Part, others: Others<'_>) {
    let Some(known) = part.known.take() else { return };
    let Known { held, found, scope, text, mut rivals } = *known;
    let Ok(now) = text.clone().map_or_else(|| files::read(&held.place), Ok) else { return };
    let (source, mut found) = if others.rivals.is_empty() {
        match found.unpacked(&run.spool) {
            Ok(found) => (Source::new(now), found),
            Err(message) => return part.failures.push(message),
        }
    } else {
        let doc = parse_at(now, held.rules.platform, &slashed(&held.place));
        rivals = others.rivals;
        let found = check(&doc, &held.facts(run, &doc, rivals.clone()), &held.rules);
        (doc.source, found)
    };
    compare(source.text(), &mut found, others.places, others.spellings, &held.rules);
    let file = File { run, held, path: None, shown: &part.path, lines: None, is_index: false, ticket: None };
    let next = file.report(&source, &found, &scope);
    // What is known may be asked for once more, to be switched off.
    part.known = Some(Box::new(Known { held: file.held, found: Packed::of(&found, &run.spool), scope, text, rivals }));
    part.outputs = next.outputs;
    part.hidden = next.hidden;
    part.prints = next.prints;
    part.summary = Summary { fixed: part.summary.fixed, ..next.summary };
    part.counts = next.counts;
    part.worst = next.worst;
}

fn checked(run: &Run, effective: &Effective, shown: &str, input: Input<'_>) -> Part {
    let Input { place, path, text, lines, is_index, ticket } = input;
    let platform = effective.platform(&place, &text).platform;
    match Held::new(run, effective, platform, place) {
        Err(config_error) => Part::refused(config_error),
        Ok(held) => File { run, held, path, shown, lines, is_index, ticket }.part(text),
    }
}

/// A file on its way.
pub(super) struct File<'a> {
    pub(super) run: &'a Run,
    pub(super) held: Held,
    /// Where it is written to; nothing for standard input.
    pub(super) path: Option<&'a Path>,
    pub(super) shown: &'a str,
    /// 0-based lines that count; nothing where all do.
    pub(super) lines: Option<Vec<Range<usize>>>,
    /// Whether the text is that of the index, and the working tree has another.
    pub(super) is_index: bool,
    /// By which what is found is kept for later runs.
    pub(super) ticket: Option<Ticket>,
}

impl File<'_> {
    /// Which of its findings count.
    fn scope(&self, doc: &Document) -> Scope {
        let scope = self.held.unknown(self.run);
        self.lines.as_ref().map(|lines| scope.clone().within(doc, places(doc.source.text(), lines))).unwrap_or(scope)
    }

    fn part(self, text: String) -> Part {
        let (platform, at) = (self.held.rules.platform, slashed(&self.held.place).into_owned());
        parse_and(text, platform, &at, |doc, keep_html| self.examined(&doc, &at, keep_html))
    }

    fn examined(self, doc: &Document, at: &str, keep_html: &dyn Fn(&Document)) -> Part {
        let (run, Held { rules, place, .. }) = (self.run, &self.held);
        let asked = Asked::of(doc, rules.platform, at);
        // Before the answers: what changes in between is seen by the next run.
        let answers = self.ticket.map(|_| run.probe.digest(place, &asked, rules.platform));
        let facts = &self.held.answered(run, &asked);
        let claims = if rules.compares() { claims(doc, rules.platform, &facts.path) } else { Vec::new() };
        let claims: Vec<String> = claims.into_iter().map(|(claim, _)| claim).collect();
        let examined = examine(doc, facts, rules);
        if let Some(answers) = answers {
            keep(&self, doc.source.text(), &asked, answers, &claims, &examined);
        }
        Part { claims, ..self.outcome(doc, examined, facts, keep_html) }
    }

    fn outcome(self, doc: &Document, examined: Examined, facts: &Facts, keep_html: &dyn Fn(&Document)) -> Part {
        let (run, scope) = (self.run, self.scope(doc));
        let known = match run.action {
            Action::Check | Action::Disable => return self.told(&doc.source, examined, scope),
            Action::List => wanted(doc, &examined.found, &self.held.rules, run.level, &scope),
            Action::Fix | Action::Diff => None,
        };
        let mut part = if let Some(fixes) = known {
            self.listed(doc, fixes, scope)
        } else {
            // The promise of such a fix is held against it.
            let is_laid_out = |diagnostic: &Diagnostic| diagnostic.fix.as_ref().is_some_and(|fix| fix.level == Level::Layout);
            if examined.found.iter().any(is_laid_out) {
                keep_html(doc);
            }
            let fixed = fix_examined(doc, examined, facts, &self.held.rules, run.level, &scope);
            self.fixed(doc, facts, fixed)
        };
        if has_nul(doc.source.text()) {
            part.failures.push("not fixed: has a NUL byte, so it may not be a text".into());
        }
        part
    }

    fn fixed(self, doc: &Document, facts: &Facts, fixed: Fixed) -> Part {
        let (before, after) = (doc.source.text(), fixed.text.as_str());
        let (run, path) = (self.run, self.path);
        let changed = before != after;
        let mut failures = bugs(doc, &fixed, &self.held.rules);
        if let (Action::Fix, Some(path), true) = (run.action, path, changed)
            && let Err(message) = if self.is_index { Err(UNSTAGED.to_owned()) } else { written(path, before, after) }
        {
            failures.push(message);
            let (examined, scope) = (examine(doc, facts, &self.held.rules), self.scope(doc));
            return Part { failures, ..self.told(&doc.source, examined, scope) };
        }
        let text = match run.action {
            Action::Diff => unified(self.shown, before, after),
            Action::List if changed => self.name(),
            Action::Fix if path.is_none() => after.to_owned(),
            _ => String::new(),
        };
        let mut part = if changed {
            self.told(&Source::new(fixed.text), fixed.rest, fixed.scope)
        } else {
            self.told(&doc.source, fixed.rest, fixed.scope)
        };
        part.text = run.spool.put(text.as_bytes());
        part.changed = changed;
        part.summary.fixed = fixed.applied;
        part.failures = failures;
        part
    }

    /// What is listed of a file that so many fixes change.
    fn listed(self, doc: &Document, fixes: usize, scope: Scope) -> Part {
        let text = if fixes > 0 { self.run.spool.put(self.name().as_bytes()) } else { Aside::default() };
        let mut part = Part { text, changed: fixes > 0, ..self.told(&doc.source, Examined::default(), scope) };
        part.summary.fixed = fixes;
        part
    }

    /// A line with its name.
    fn name(&self) -> String {
        format!("{}\n", self.shown)
    }

    /// The report, with what a second look needs.
    pub(super) fn told(self, source: &Source, examined: Examined, scope: Scope) -> Part {
        let mut spelled = Spelled::default();
        if !examined.spellings.is_empty() {
            spelled = self.run.lexicon.lock().unwrap_or_else(PoisonError::into_inner).add(examined.spellings);
        }
        let text = self.is_index.then(|| source.text().to_owned());
        let part = self.report(source, &examined.found, &scope);
        let found = self.run.looks_again().then(|| Packed::of(&examined.found, &self.run.spool));
        let known = found.map(|found| Box::new(Known { held: self.held, found, scope, text, rivals: HashMap::new() }));
        Part { spelled, known, ..part }
    }

    fn report(&self, source: &Source, all: &[Diagnostic], scope: &Scope) -> Part {
        let (run, Held { rules, language, listed, .. }) = (self.run, &self.held);
        let counted: Cow<'_, [Diagnostic]> =
            if scope.is_all() { all.into() } else { scope.of(source, all).into_iter().cloned().collect::<Vec<_>>().into() };
        let found = &*counted;
        let hidden = scope.known(source, all).map_or(0, |known| known.into_iter().filter(|known| *known).count());
        let prints = listed.as_ref().map(|listed| Box::new(Prints::new(listed, source, all, rules)));
        let outputs = run.outputs.iter().map(|output| {
            let language = run.asked.or(*language);
            let language = language.unwrap_or(if output.format.is_for_people() { run.terminal } else { Language::En });
            let (platform, color) = (rules.platform, run.color && output.to == To::Stdout);
            let text = output.format.file(&View { path: self.shown, source, found, platform, language, color });
            run.spool.put(text.as_bytes())
        });
        let outputs: Vec<Aside> = outputs.collect();
        Part {
            // Most files have none.
            outputs: if outputs.iter().all(|output| output.is_empty()) { Vec::new() } else { outputs },
            summary: Summary::of(found, run.level),
            counts: if run.counts { Counts::of(found, run.level) } else { Counts::default() },
            platform: Some(&rules.platform.name),
            worst: worst(found),
            hidden,
            prints,
            ..Part::default()
        }
    }
}

/// Writes a text that is mended.
fn written(path: &Path, before: &str, after: &str) -> Result<(), String> {
    files::write(path, before, after).map_err(|why| format!("not fixed: {why}"))
}

/// Fixes are written to the working tree, and made for another text.
const UNSTAGED: &str = "not fixed: it has changes that are not staged; `git add` it, or put those aside with `git stash --keep-index`";

fn worst(found: &[Diagnostic]) -> Option<Severity> {
    found.iter().map(|diagnostic| diagnostic.severity).max()
}
