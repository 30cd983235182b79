//! The baselines of a run: which one hides what of a file, and what becomes of them at the end.

use super::super::args::{BaselineArgs, CheckArgs};
use super::super::{complain, counted, print_aside};
use super::part::Part;
use super::{changes, shown, tell_config};
use crate::baseline::{Baseline, Entries, FILE_NAME};
use crate::config::{ConfigError, Configs, Effective};
use crate::diagnostic::Diagnostic;
use crate::files::is_markdown;
use crate::fingerprint::Fingerprint;
use crate::ruleset::RuleSet;
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What is done with a baseline.
#[derive(Clone, Copy, Default, PartialEq)]
enum Use {
    /// None: formatting is not about findings.
    #[default]
    Nothing,
    /// What it knows is hidden.
    Hide,
    /// That, and what no longer occurs is taken out.
    Prune,
    /// It is written anew.
    Write,
}

/// The baselines of a run, each read once.
#[derive(Default)]
pub(super) struct Baselines {
    usage: Use,
    /// For all files; else their configuration says which.
    asked: Option<Arc<Baseline>>,
    configured: Mutex<HashMap<PathBuf, Result<Arc<Baseline>, ConfigError>>>,
}

/// A file in a baseline.
#[derive(Clone)]
pub(super) struct Listed {
    baseline: Arc<Baseline>,
    /// What the file is called in it.
    key: String,
}

impl Listed {
    /// Its findings there.
    pub(super) fn known(&self) -> Arc<HashSet<Fingerprint>> {
        self.baseline.known(&self.key)
    }
}

/// What a baseline has to know of a file.
pub(super) struct Prints {
    listed: Listed,
    found: Entries,
    rules: Arc<RuleSet>,
}

impl Prints {
    pub(super) fn new(listed: &Listed, source: &Source, found: &[Diagnostic], rules: &Arc<RuleSet>) -> Self {
        let mut entries = Entries::new();
        for (diagnostic, fingerprint) in found.iter().zip(Fingerprint::all(source, found)) {
            entries.entry(diagnostic.rule.to_owned()).or_default().insert(fingerprint);
        }
        Self { listed: listed.clone(), found: entries, rules: Arc::clone(rules) }
    }
}

impl Baselines {
    /// What the command line says; nothing where that is wrong, which is told.
    pub(super) fn new(args: &BaselineArgs, configs: &Configs) -> Option<Self> {
        let usage = match (args.write_baseline.is_some(), args.prune_baseline) {
            (true, _) => Use::Write,
            (false, true) => Use::Prune,
            (false, false) => Use::Hide,
        };
        let asked = match usage {
            Use::Write => Some(target(args, configs)?),
            Use::Nothing | Use::Hide | Use::Prune => args.baseline.clone(),
        };
        let read = |path: PathBuf| match usage {
            Use::Write if !path.exists() => Ok(Baseline::empty(&path)),
            _ => Baseline::read(&path),
        };
        match asked.map(read).transpose() {
            Ok(asked) => Some(Self { usage, asked: asked.map(Arc::new), configured: Mutex::default() }),
            Err(error) => {
                tell_config(&error);
                None
            }
        }
    }

    /// The file at `place` in the baseline that its findings are looked up in, or written to.
    pub(super) fn of(&self, effective: &Effective, place: &Path) -> Result<Option<Listed>, ConfigError> {
        let baseline = match (&self.asked, effective.baseline().filter(|_| self.usage != Use::Nothing)) {
            (Some(asked), _) => Arc::clone(asked),
            (None, None) => return Ok(None),
            (None, Some(path)) => {
                let mut configured = self.configured.lock().unwrap_or_else(PoisonError::into_inner);
                let read = configured.entry(path.to_owned()).or_insert_with(|| Baseline::read(path).map(Arc::new));
                read.clone()?
            }
        };
        Ok(Some(Listed { key: baseline.key(place), baseline }))
    }

    /// Whether what a baseline knows is hidden.
    pub(super) fn hide(&self) -> bool {
        self.usage != Use::Write
    }

    /// Says which entries no longer occur, or writes what is asked for. Whether all of it could be done.
    pub(super) fn conclude(&self, args: &CheckArgs, parts: &[Box<Part>]) -> bool {
        let mut by_path: BTreeMap<&Path, Vec<&Prints>> = BTreeMap::new();
        for prints in parts.iter().filter_map(|part| part.prints.as_ref()) {
            by_path.entry(prints.listed.baseline.path()).or_default().push(prints);
        }
        // Without a single file there is still one to write.
        if let Some(asked) = &self.asked {
            by_path.entry(asked.path()).or_default();
        }
        if self.usage == Use::Prune && by_path.is_empty() && parts.iter().all(|part| part.config_error.is_none()) {
            complain(
                "--prune-baseline: no baseline holds for these files; name it with `--baseline FILE`, or as `baseline` in cndlint.toml",
            );
            return false;
        }
        by_path.into_iter().all(|(path, prints)| {
            let baseline = prints.first().map(|prints| &prints.listed.baseline).or(self.asked.as_ref());
            baseline.is_none_or(|baseline| self.settle(args, path, baseline, &prints))
        })
    }

    fn settle(&self, args: &CheckArgs, path: &Path, baseline: &Baseline, prints: &[&Prints]) -> bool {
        let is_judge = |rule: &str, rules: &RuleSet| {
            let ran = rules.active.iter().find(|active| active.name == rule);
            ran.map_or_else(|| is_complete(args), |active| !active.rule.compares() || is_whole(args, baseline))
        };
        let stale = stale(baseline, prints, is_judge);
        let gone: usize = stale.values().flat_map(Entries::values).map(BTreeSet::len).sum();
        let shown = shown(path);
        if self.usage == Use::Hide {
            if gone > 0 && !args.input.quiet {
                let (entries, occur, them) =
                    if gone == 1 { ("1 entry", "occurs", "it") } else { (&*format!("{gone} entries"), "occur", "them") };
                complain(&format!("{shown}: {entries} no longer {occur}; `--prune-baseline` takes {them} out"));
                if args.input.verbose {
                    print_aside(&list(&stale));
                }
            }
            return true;
        }
        let next = next(baseline, stale, prints, self.usage);
        let new = next.len() + gone - baseline.len();
        let is_wanted = self.usage == Use::Write || gone > 0;
        if let Err(message) = if is_wanted { next.write() } else { Ok(()) } {
            complain(&format!("{shown}: {message}"));
            return false;
        }
        if !args.input.quiet {
            let (entries, files) = (next.len(), counted(next.files().len(), "file"));
            let entries = if entries == 1 { "1 finding".to_owned() } else { format!("{entries} findings") };
            print_aside(&format!("{shown}: {entries} of {files} ({new} new, {gone} taken out)\n"));
        }
        true
    }
}

/// Where `--write-baseline` writes; nothing where that cannot be, which is told.
fn target(args: &BaselineArgs, configs: &Configs) -> Option<PathBuf> {
    let asked = args.write_baseline.clone().flatten();
    // The value may be left out, so what follows the option may be meant as a path to check.
    if let Some(path) = asked.as_ref().filter(|path| path.is_dir() || is_markdown(path)) {
        let shown = shown(path);
        complain(&format!(
            "--write-baseline: `{shown}` is what it would be written to; to check it, name it before the option or write `--write-baseline={FILE_NAME} {shown}`"
        ));
        return None;
    }
    let configured = || match configs.of(&std::path::absolute("x.md").unwrap_or_default()) {
        Ok(effective) => Some(effective.baseline().map_or_else(|| FILE_NAME.into(), Path::to_owned)),
        Err(error) => {
            tell_config(&error);
            None
        }
    };
    asked.or_else(|| args.baseline.clone()).or_else(configured)
}

/// Whether no option keeps findings from being made.
fn is_complete(args: &CheckArgs) -> bool {
    args.select.is_empty() && args.ignore.is_empty() && args.compat.is_none() && args.input.platform.is_none()
}

/// Whether the run looks at everything around a baseline, so that what comes of comparing files is what it was.
fn is_whole(args: &CheckArgs, baseline: &Baseline) -> bool {
    let holds = |path: &PathBuf| path.is_dir() && path.canonicalize().is_ok_and(|path| baseline.folder().starts_with(path));
    changes::since(args).is_none() && args.input.paths.iter().any(holds)
}

/// The entries that no longer occur: of the files that are gone, and of those that were looked at, where `is_judge` says of the rule that its findings would
/// have been made.
fn stale(baseline: &Baseline, prints: &[&Prints], is_judge: impl Fn(&str, &RuleSet) -> bool) -> BTreeMap<String, Entries> {
    let seen: HashMap<&str, &Prints> = prints.iter().map(|prints| (&*prints.listed.key, *prints)).collect();
    let of_file = |(key, entries): (&String, &Entries)| {
        let mut stale = entries.clone();
        match seen.get(&**key) {
            Some(prints) => stale.retain(|rule, fingerprints| {
                let found = prints.found.get(rule);
                fingerprints.retain(|fingerprint| !found.is_some_and(|found| found.contains(fingerprint)));
                !fingerprints.is_empty() && is_judge(rule, &prints.rules)
            }),
            None if baseline.is_there(key) => stale.clear(),
            None => {}
        }
        (!stale.is_empty()).then(|| (key.clone(), stale))
    };
    baseline.files().iter().filter_map(of_file).collect()
}

/// The baseline without `stale`; where it is written anew, with what was found.
fn next(baseline: &Baseline, mut stale: BTreeMap<String, Entries>, prints: &[&Prints], usage: Use) -> Baseline {
    let mut files = baseline.files().clone();
    for (key, entries) in &mut files {
        for (rule, gone) in stale.remove(key).unwrap_or_default() {
            entries.entry(rule).or_default().retain(|fingerprint| !gone.contains(fingerprint));
        }
    }
    for prints in prints.iter().filter(|_| usage == Use::Write) {
        let entries = files.entry(prints.listed.key.clone()).or_default();
        prints.found.iter().for_each(|(rule, found)| entries.entry(rule.clone()).or_default().extend(found));
    }
    let mut next = Baseline::empty(baseline.path());
    for (key, entries) in files {
        next.set(key, entries);
    }
    next
}

/// A line for each file and rule.
fn list(stale: &BTreeMap<String, Entries>) -> String {
    let mut text = String::new();
    for (file, entries) in stale {
        for (rule, gone) in entries {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "  {}: {rule}: {}", crate::report::clean(file), gone.len());
        }
    }
    text
}
