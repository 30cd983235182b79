//! `cndlint check`, with `--fix` and `--diff`, and `cndlint fmt`.

mod baselines;
mod changes;
mod compare;
mod outputs;
pub(super) mod part;
mod recall;
mod summary;
mod survey;

pub(super) use survey::{Survey, Tally, survey};

use super::args::{CheckArgs, FailOn, FmtArgs};
use super::explain::language;
use super::stop::catch;
use super::{CLEAN, FAILED, FOUND, complain, print_aside, print_pieces, print_pieces_aside, print_texts, shown, watch, without_dot};
use crate::cache::Cache;
use crate::config::{ConfigError, Configs, Flags, absolute, globs};
use crate::diagnostic::{Level, Severity};
use crate::files::{self, Aside, Spool, Walk};
use crate::manual::Language;
use crate::probe::Probe;
use crate::report::{Failure, Format, Frame, Summary, config_error};
use crate::ruleset::Purpose;
use baselines::Baselines;
use clap::ColorChoice;
use globset::GlobSet;
use memchr::memchr_iter;
use outputs::{Findings, Listing, Output};
use part::Part;
use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What happens to the text of a file.
#[derive(Clone, Copy, PartialEq)]
enum Action {
    Check,
    Fix,
    Diff,
    /// The name is told where it would change.
    List,
    /// Comments switch off what is found.
    Disable,
}

/// A run: what holds for all of its files.
struct Run {
    configs: Configs,
    probe: Probe,
    /// The current folder.
    here: PathBuf,
    /// Results of earlier runs, where they are used.
    cache: Option<Cache>,
    purpose: Purpose,
    action: Action,
    level: Level,
    format: Format,
    /// What `--lang` says.
    asked: Option<Language>,
    /// What the terminal says.
    terminal: Language,
    /// What is written of the single findings.
    outputs: Vec<Output>,
    color: bool,
    /// Whether findings are counted by rule.
    counts: bool,
    /// What is written, until all files are known.
    spool: Spool,
    lexicon: Mutex<compare::Lexicon>,
    baselines: Baselines,
}

pub(super) fn run(args: &CheckArgs) -> io::Result<u8> {
    if args.watch { watch::run(args) } else { once(args) }
}

/// A check without a look at what comes after it.
pub(super) fn once(args: &CheckArgs) -> io::Result<u8> {
    let action = match (args.diff, args.fix.is_some() || args.unsafe_fixes) {
        _ if args.baseline.add_disables => Action::Disable,
        (true, _) => Action::Diff,
        (false, true) => Action::Fix,
        (false, false) => Action::Check,
    };
    start(args, Purpose::Check, action)
}

pub(super) fn format(args: FmtArgs) -> io::Result<u8> {
    let action = match (args.check, args.diff) {
        (true, _) => Action::List,
        (false, true) => Action::Diff,
        (false, false) => Action::Fix,
    };
    start(&args.into(), Purpose::Format, action)
}

fn start(args: &CheckArgs, purpose: Purpose, action: Action) -> io::Result<u8> {
    match args.input.color {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    }
    .write_global();
    let mut run = Run::new(args, purpose, action);
    if let Err(error) = run.configs.check_flags() {
        tell_config(&error);
        return Ok(FAILED);
    }
    let exclude = match globs(args.input.exclude.iter().map(String::as_str)) {
        Ok(exclude) => exclude,
        Err(error) => {
            complain(&format!("--exclude: {}", error.kind()));
            return Ok(FAILED);
        }
    };
    if let Some(mistake) = contradiction(args) {
        complain(&mistake);
        return Ok(FAILED);
    }
    if purpose == Purpose::Check {
        let Some(baselines) = Baselines::new(&args.baseline, &run.configs) else { return Ok(FAILED) };
        run.baselines = baselines;
    }
    // What writes or waits can be stopped from the beginning.
    if matches!(action, Action::Fix | Action::Disable) || args.reads_stdin() {
        catch();
    }
    // A panic is our bug: it is caught for each file and reported with its name, so the default report is not wanted.
    std::panic::set_hook(Box::new(|_| {}));
    if args.reads_stdin() {
        let name = args.input.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>"));
        let part = run.stdin(&name);
        return finish(&run, args, vec![Box::new(part)]);
    }
    match run.parts(args, &exclude) {
        Ok(parts) => finish(&run, args, parts),
        Err(mistake) => {
            complain(&mistake);
            Ok(FAILED)
        }
    }
}

/// What the arguments can't mean together.
fn contradiction(args: &CheckArgs) -> Option<String> {
    if let Some(path) = outputs::named_twice(&args.output) {
        return Some(format!("--output: two reports can't go to one file: {}", shown(path)));
    }
    let level_apart = args.input.paths.first().and_then(|path| path.to_str()).filter(|name| Level::from_name(name).is_some());
    if let Some(name) = level_apart.filter(|name| args.fix.is_some() && !Path::new(name).exists()) {
        return Some(format!("a level is joined to its option: --fix={name}"));
    }
    let wants_files = changes::since(args).is_some() || args.baseline.write_baseline.is_some() || args.baseline.add_disables;
    if args.reads_stdin() && wants_files {
        return Some(
            "`-` (standard input) is no file: it has no changes that are known, no place in a baseline, and takes no comments".into(),
        );
    }
    (args.reads_stdin() && args.input.paths.len() > 1).then(|| "`-` (standard input) can't be checked together with files".into())
}

pub(super) fn tell_config(error: &ConfigError) {
    let color = anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never;
    for error in error.each() {
        if error.path.as_os_str().is_empty() {
            complain(&error.message);
        } else {
            print_aside(&config_error(&error, color));
        }
    }
}

impl Run {
    /// Where a file lies, as an absolute path.
    fn place(&self, path: &Path) -> PathBuf {
        // By components, as the standard library does it, this would cost as much as the rest.
        let path = path.to_str().map_or(path, |text| Path::new(without_dot(text)));
        let mut place = PathBuf::with_capacity(self.here.as_os_str().len() + path.as_os_str().len() + 1);
        place.extend([self.here.as_path(), path]);
        // Most paths need no second look, which costs more than all else that is done with one.
        let bytes = place.as_os_str().as_encoded_bytes();
        let is_plain = cfg!(unix) && !memchr_iter(b'/', bytes).any(|at| matches!(bytes.get(at + 1), Some(b'/' | b'.')));
        if is_plain { place } else { absolute(&place) }
    }

    /// Whether files are looked at once more when all are known.
    fn looks_again(&self) -> bool {
        self.purpose == Purpose::Check && self.action != Action::Diff
    }

    /// A path as it is seen from the current folder, where it lies in it.
    fn beneath(&self, path: &Path) -> PathBuf {
        let place = self.place(path);
        place.strip_prefix(&self.here).map_or_else(|_| place.clone(), Path::to_owned)
    }

    fn new(args: &CheckArgs, purpose: Purpose, action: Action) -> Self {
        let format = Format::from(args.format);
        let lists = !args.statistics
            && args.baseline.write_baseline.is_none()
            && matches!(action, Action::Check | Action::Fix)
            && purpose == Purpose::Check;
        let configs = Configs::new(Flags {
            select: args.select.clone(),
            ignore: args.ignore.clone(),
            compat: args.compat.map(Into::into),
            purpose,
            platform: args.input.platform.and_then(|platform| platform.0),
            config: args.input.config.clone(),
            isolated: args.input.isolated,
        });
        Self {
            cache: recall::open(&args.input, &configs),
            configs,
            probe: Probe::default(),
            here: std::env::current_dir().unwrap_or_default(),
            purpose,
            action,
            level: args.level(),
            format,
            asked: args.input.lang.map(Language::from),
            terminal: language(args.input.lang),
            outputs: outputs::of(format, lists, &args.output),
            color: anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
            counts: args.statistics,
            spool: Spool::default(),
            lexicon: Mutex::default(),
            baselines: Baselines::default(),
        }
    }

    /// What comes of the files, in order. A part is large: none is moved.
    fn parts(&self, args: &CheckArgs, exclude: &GlobSet) -> Result<Vec<Box<Part>>, String> {
        let mut parts = match changes::since(args) {
            Some(since) => changes::parts(self, args, exclude, &since)?,
            None => self.walk(args, exclude),
        };
        recall::close(self, &args.input);
        parts.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        if self.looks_again() {
            compare::all(self, &mut parts, args.input.jobs);
        }
        if self.action == Action::Disable {
            spread(parts.iter_mut().collect(), args.input.jobs, |part| part::disable(self, part));
        }
        Ok(parts)
    }

    fn walk(&self, args: &CheckArgs, exclude: &GlobSet) -> Vec<Box<Part>> {
        let walk = Walk { paths: args.input.paths.clone(), jobs: args.input.jobs, respect_ignore: !args.input.no_ignore };
        let parts = Mutex::new(Vec::new());
        // Two arguments may lead to one file; writing it twice at a time would be refused.
        let seen = Mutex::new(HashSet::new());
        let is_new = |path: &Path| {
            let key = || path.canonicalize().unwrap_or_else(|_| path.to_owned());
            args.input.paths.len() == 1 || seen.lock().unwrap_or_else(PoisonError::into_inner).insert(key())
        };
        walk.run(|path, walked| {
            let shown = shown(&path);
            let part = match walked {
                Err(message) => Some(Part::failed(message).named(shown)),
                Ok(_) if !exclude.is_empty() && exclude.is_match(self.beneath(&path)) || !is_new(&path) => None,
                Ok(found) => part::of_file(self, &path, found, shown),
            };
            if let Some(part) = part {
                parts.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(part));
            }
        });
        parts.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn stdin(&self, name: &Path) -> Part {
        match files::read_stdin() {
            Err(message) => Part::failed(message).named(shown(name)),
            Ok(text) => part::of_text(self, name, shown(name), text).unwrap_or_default(),
        }
    }
}

/// Does the same with each of `items`, with as many at once as a walk has threads.
fn spread<T: Send>(mut items: Vec<T>, jobs: usize, work: impl Fn(T) + Sync) {
    let threads = if jobs == 0 { std::thread::available_parallelism().map_or(1, std::num::NonZero::get) } else { jobs };
    let share = items.len().div_ceil(threads).max(1);
    let work = &work;
    std::thread::scope(|scope| {
        while !items.is_empty() {
            let some = items.split_off(items.len().saturating_sub(share));
            scope.spawn(move || some.into_iter().for_each(work));
        }
    });
}

/// What the files of a run came to.
#[derive(Default)]
struct Outcome {
    total: Summary,
    /// For each report the parts of the files.
    parts: Vec<Vec<Aside>>,
    /// Diffs, or the text of standard input.
    texts: Vec<Aside>,
    failures: Vec<Failure>,
    config_errors: Vec<ConfigError>,
    worst: Option<Severity>,
    changed: usize,
    hidden: usize,
    counts: summary::Counts,
}

impl Outcome {
    fn of(run: &Run, parts: &[Box<Part>]) -> Self {
        let mut all = Self { parts: run.outputs.iter().map(|_| Vec::new()).collect(), ..Self::default() };
        for part in parts {
            all.total.add(&part.summary);
            all.worst = all.worst.max(part.worst);
            all.changed += usize::from(part.changed);
            all.hidden += part.hidden;
            all.counts.add(&part.counts);
            all.failures.extend(part.failures.iter().map(|message| Failure { path: part.path.clone(), message: message.clone() }));
            for (parts, part) in all.parts.iter_mut().zip(&part.outputs) {
                parts.extend((!part.is_empty()).then_some(*part));
            }
            all.texts.extend((!part.text.is_empty()).then_some(part.text));
            for error in part.config_error.iter().flat_map(|error| error.each()) {
                if !all.config_errors.iter().any(|known| known.is_same(&error)) {
                    all.config_errors.push(error);
                }
            }
        }
        all
    }

    /// Everything that could not be done, as reports name it.
    fn all_failures(&self) -> Vec<Failure> {
        let refused = self.config_errors.iter();
        let refused = refused.map(|error| Failure { path: shown(&error.path), message: error.message.clone() });
        self.failures.iter().cloned().chain(refused).collect()
    }
}

/// Writes everything and says how it went.
fn finish(run: &Run, args: &CheckArgs, parts: Vec<Box<Part>>) -> io::Result<u8> {
    let is_empty = parts.is_empty();
    let is_edited = matches!(run.action, Action::Diff | Action::List) || run.baselines.conclude(args, &parts);
    let mut outcome = Outcome::of(run, &parts);
    // The process ends soon: to free what other threads have made, piece by piece, takes longer than the rest of this.
    if !args.watch {
        std::mem::forget(parts);
    }
    let (total, changed, all) = (&outcome.total, outcome.changed, outcome.all_failures());
    let language = run.asked.unwrap_or_default();
    // Files first: a closed pipe ends the run.
    let parts = std::mem::take(&mut outcome.parts);
    let findings = Findings { parts, spool: &run.spool, failures: &all, total, language };
    let (listing, unwritten) = outputs::write(&run.outputs, findings)?;
    let counted = || Listing { frame: Frame::ending(outcome.counts.shown(run.format, total)), ..Listing::default() };
    let Listing { parts, frame } = if args.statistics { counted() } else { listing };
    let text_goes_out = matches!(run.action, Action::Diff | Action::List) || run.action == Action::Fix && args.reads_stdin();
    for failure in &unwritten {
        complain(&format!("{}: {}", failure.path, failure.message));
    }
    if text_goes_out {
        print_texts(&run.spool, &outcome.texts)?;
        print_pieces_aside(&run.spool, &parts, &frame)?;
    } else {
        match print_pieces(&run.spool, &parts, &frame, run.color) {
            // Nobody reads on, but who waits for the file has to know.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe && !unwritten.is_empty() => return Ok(FAILED),
            printed => printed?,
        }
    }
    outcome.config_errors.iter().for_each(tell_config);
    let is_told = run.outputs.iter().any(|output| output.to == outputs::To::Stdout && output.format.silences_failures());
    for failure in outcome.failures.iter().filter(|_| !is_told) {
        complain(&format!("{}: {}", failure.path, failure.message));
    }
    if is_empty && outcome.failures.is_empty() {
        complain(if changes::since(args).is_some() { "no Markdown file has changed" } else { "no Markdown files found" });
    }
    let has_numbers = args.baseline.write_baseline.is_none() && !is_empty && (total.files > 0 || all.is_empty());
    if run.format.is_for_people() && !args.input.quiet && has_numbers {
        summary::print(run, total, changed, outcome.hidden, !all.is_empty())?;
    }
    if args.baseline.write_baseline.is_some() {
        return Ok(if all.is_empty() && unwritten.is_empty() && is_edited { CLEAN } else { FAILED });
    }
    let FailOn(least) = args.fail_on;
    let found = match run.action {
        Action::Diff | Action::List => changed > 0,
        Action::Check | Action::Fix | Action::Disable => least.is_some_and(|least| outcome.worst >= Some(least)),
    };
    Ok(match (all.is_empty() && unwritten.is_empty() && is_edited, found) {
        (false, _) => FAILED,
        (true, true) => FOUND,
        (true, false) => CLEAN,
    })
}
