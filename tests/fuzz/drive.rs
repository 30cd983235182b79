//! The loop of all targets: seeds first, then inputs made of them, until the budget is used up.

use crate::common::Random;
use crate::inputs::{Pool, smaller};
use crate::watch::{SLOW, Watch};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::time::{Duration, Instant};
use std::{env, fs, str};

/// Something that takes any bytes.
pub(crate) struct Target {
    /// Its folder in `fuzz/`.
    pub(crate) name: &'static str,
    /// The ways in which an input is taken: platforms, levels, kinds of files.
    pub(crate) variants: usize,
    /// What inputs are made of, beside all markup.
    pub(crate) pieces: &'static [&'static str],
    /// Seeds that are not kept in its folder.
    pub(crate) seeds: fn() -> Vec<Vec<u8>>,
    /// Cases of a bounded run.
    pub(crate) cases: usize,
    /// Its part of the seconds of a long run, in hundredths.
    pub(crate) share: u64,
    /// Takes an input in one of its ways; an error is a promise that does not hold.
    pub(crate) run: fn(&[u8], usize, &mut Seen) -> Result<(), String>,
}

/// What was seen while inputs were taken: one that shows something new is kept, and others are made of it.
#[derive(Default)]
pub(crate) struct Seen {
    all: HashSet<u64>,
    is_new: bool,
}

impl Seen {
    pub(crate) fn note(&mut self, what: impl Hash) {
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(what);
        self.is_new |= self.all.insert(hash);
    }
}

/// Failures of one target that are told; each is another one.
const MOST_FAILURES: usize = 20;

/// Tries at making an input that fails smaller.
const MOST_TRIES: usize = 3_000;

struct Failure {
    message: String,
    variant: usize,
    kept: PathBuf,
    input: Vec<u8>,
}

/// Runs a target. `FUZZ_SECONDS` makes it a long run, of which the target has its share; `FUZZ_SEED` leads to other inputs; `FUZZ_INPUT` names the one file
/// that is taken.
#[track_caller]
pub(crate) fn fuzz(target: &Target) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    fs::create_dir_all(&folder).unwrap();
    let mut drive = Drive { target, folder, seen: Seen::default(), failures: BTreeMap::new(), cases: 0, watch: None };
    let begun = Instant::now();
    if let Some(path) = env::var_os("FUZZ_INPUT") {
        drive.on_all_variants(&fs::read(path).unwrap());
    } else {
        drive.all(begun);
    }
    println!(
        "{}: {} cases in {:.0} s, {} things seen, {} failures",
        target.name,
        drive.cases,
        begun.elapsed().as_secs_f64(),
        drive.seen.all.len(),
        drive.failures.len()
    );
    let told: Vec<String> = drive.failures.values().map(|failure| failure.told(target)).collect();
    assert!(told.is_empty(), "{} failures\n\n{}", told.len(), told.join("\n\n"));
}

impl Failure {
    fn told(&self, target: &Target) -> String {
        format!(
            "{} (variant {}): {}\n  input: {:?}\n  again: FUZZ_INPUT={} cargo test --test fuzz {}\n  to keep it, copy it into fuzz/{} under a name that says what it shows",
            target.name,
            self.variant,
            self.message,
            String::from_utf8_lossy(&self.input),
            self.kept.display(),
            target.name.replace('-', "_"),
            target.name
        )
    }
}

struct Drive<'t> {
    target: &'t Target,
    folder: PathBuf,
    seen: Seen,
    /// By what they say, but for numbers and what is quoted.
    failures: BTreeMap<String, Failure>,
    cases: usize,
    watch: Option<Watch>,
}

impl Drive<'_> {
    fn all(&mut self, begun: Instant) {
        let long = env::var("FUZZ_SECONDS").ok().map(|seconds| {
            let seconds: u64 = seconds.parse().expect("FUZZ_SECONDS is a number of seconds");
            Duration::from_millis(seconds * self.target.share * 10)
        });
        let seed = env::var("FUZZ_SEED").ok().map_or(20_221_121, |seed| seed.parse().expect("FUZZ_SEED is a number"));
        println!("{}: FUZZ_SEED={seed}", self.target.name);
        let kept = kept(self.target.name);
        for input in &kept {
            self.on_all_variants(input);
        }
        self.watch = long.is_some().then(|| Watch::new(self.target));
        let mut random = Random::new(seed);
        let mut pool = Pool::new(self.target.pieces, kept.into_iter().chain((self.target.seeds)()).collect());
        let first = self.cases;
        loop {
            let is_done = long.map_or(self.cases - first >= self.target.cases, |seconds| begun.elapsed() >= seconds);
            if is_done || self.failures.len() >= MOST_FAILURES {
                return;
            }
            let input = pool.make(&mut random);
            if self.case(&input, random.below(self.target.variants)) {
                pool.add(input);
            }
        }
    }

    fn on_all_variants(&mut self, input: &[u8]) {
        for variant in 0..self.target.variants {
            self.case(input, variant);
        }
    }

    /// Takes one input; whether it showed something new.
    fn case(&mut self, input: &[u8], variant: usize) -> bool {
        self.cases += 1;
        // Where the process itself ends, the last input is found here.
        fs::write(self.folder.join(format!("{}.last", self.target.name)), input).unwrap();
        self.seen.is_new = false;
        let begun = Instant::now();
        let outcome = attempt(self.target, input, variant, &mut self.seen);
        let time = begun.elapsed();
        let is_new = self.seen.is_new;
        let slow = |watch: &Watch| watch.is_slow(self.target, input, variant, time);
        let outcome = outcome.and_then(|()| self.watch.as_ref().map_or(Ok(()), slow));
        if let Err(message) = outcome {
            self.fail(message, input, variant);
        }
        is_new
    }

    fn fail(&mut self, message: String, input: &[u8], variant: usize) {
        let kind = kind_of(&message);
        if self.failures.contains_key(&kind) {
            return;
        }
        let fails_alike =
            |input: &[u8]| attempt(self.target, input, variant, &mut Seen::default()).is_err_and(|other| kind_of(&other) == kind);
        // What is slow would be slow three thousand times.
        let tries = if message.starts_with(SLOW) { 0 } else { MOST_TRIES };
        let input = smaller(input, tries, fails_alike);
        let message = attempt(self.target, &input, variant, &mut Seen::default()).err().unwrap_or(message);
        let kept =
            self.folder.join(format!("{}-{:016x}", self.target.name, BuildHasherDefault::<DefaultHasher>::default().hash_one(&input)));
        fs::write(&kept, &input).unwrap();
        let failure = Failure { message, variant, kept, input };
        println!("{}\n", failure.told(self.target));
        self.failures.insert(kind, failure);
    }
}

/// What a failure says without the platform, numbers and long quoted texts, which differ from input to input.
fn kind_of(message: &str) -> String {
    let said = message.split_once(": ").map_or(message, |(_, said)| said);
    let short = said.split('"').enumerate().filter(|(at, part)| at % 2 == 0 || part.len() < 40).map(|(_, part)| part).collect::<String>();
    short.chars().filter(|c| !c.is_ascii_digit()).take(120).collect()
}

/// The inputs in a target's folder, in order of their names.
fn kept(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(name);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

thread_local! {
    static IS_WATCHED: Cell<bool> = const { Cell::new(false) };
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Takes an input; a panic is an error with what it said and where.
pub(crate) fn attempt(target: &Target, input: &[u8], variant: usize, seen: &mut Seen) -> Result<(), String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if IS_WATCHED.get() {
                SAID.set(Some(info.to_string()));
            } else {
                usual(info);
            }
        }));
    });
    IS_WATCHED.set(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| (target.run)(input, variant, seen)));
    IS_WATCHED.set(false);
    outcome.unwrap_or_else(|_| Err(SAID.take().unwrap_or_default()))
}
