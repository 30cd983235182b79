//! `cndlint links`: the URLs of a set of files, and the lock that records what they answered.

mod import;
#[cfg(feature = "remote")]
mod refresh;

use super::args::FilesArgs;
use super::args::links::{CheckLinksArgs, LinksArgs, LinksCommand, LinksFormat, ListLinksArgs};
use super::check::tell_config;
use super::gather::{Text, each};
use super::{CLEAN, FAILED, FOUND, complain, counted, print};
use crate::config::{ConfigError, read_lock};
use crate::files;
use crate::link::lock::{Class, Lock, State, key, redacted};
use crate::link::url::Url;
use crate::link::{Link, links};
use crate::report::{UrlPlace, clean, clean_lines};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::io;
use std::path::PathBuf;

pub(super) fn run(args: &LinksArgs) -> io::Result<u8> {
    match &args.command {
        LinksCommand::List(list) => self::list(list),
        LinksCommand::Check(check) => self::check(check),
        LinksCommand::Import(import) => Ok(import::run(import)),
        #[cfg(feature = "remote")]
        LinksCommand::Refresh(refresh) => Ok(refresh::run(refresh)),
    }
}

/// The URLs of a set of files.
#[derive(Default)]
struct Gathered {
    /// Each URL of the web with its places, in order.
    urls: BTreeMap<String, Vec<UrlPlace>>,
    files: usize,
    /// The locks that hold for them.
    locks: BTreeSet<PathBuf>,
}

/// The URLs of the files, and the exit code; says what could not be read. Nothing where the command line itself is wrong.
fn gathered(args: &FilesArgs) -> Option<(Gathered, u8)> {
    let mut gathered = Gathered::default();
    let code = each(
        args,
        true,
        |text| Ok((urls(text), text.effective.lock_path(&text.path))),
        |(urls, lock)| {
            gathered.files += 1;
            gathered.locks.insert(lock);
            for (url, place) in urls {
                gathered.urls.entry(url).or_default().push(place);
            }
        },
    )?;
    gathered.urls.values_mut().for_each(|places| places.sort());
    if gathered.files == 0 && code == CLEAN {
        complain("no Markdown files found");
    }
    Some((gathered, code))
}

/// The URLs of a text, each with its place.
fn urls(text: &Text<'_>) -> Vec<(String, UrlPlace)> {
    let is_web = |link: &Link<'_>| {
        let url = Url::parse(&link.destination);
        // What a template makes of it is not known.
        let is_template = link.destination.contains("{{") || link.destination.contains("{%");
        url.scheme.is_some() && url.is_web() && !is_template
    };
    let place = |link: Link<'_>| {
        let at = text.doc.source.position(link.span.start);
        (link.destination.into_owned(), UrlPlace { path: text.shown.to_owned(), line: at.line, column: at.column })
    };
    links(&text.doc).into_iter().filter(is_web).map(place).collect()
}

fn list(args: &ListLinksArgs) -> io::Result<u8> {
    let Some((gathered, code)) = gathered(&args.files) else { return Ok(FAILED) };
    print(&match args.format {
        LinksFormat::Plain => gathered.urls.keys().fold(String::new(), |text, url| text + &clean(&redacted(url)) + "\n"),
        LinksFormat::Json => crate::report::links_json(&gathered.urls),
        LinksFormat::Table => clean_lines(&table(&gathered)),
    })?;
    Ok(code)
}

fn table(gathered: &Gathered) -> String {
    let mut text = String::new();
    for (url, places) in &gathered.urls {
        let first = places.first().map(ToString::to_string).unwrap_or_default();
        let more = if places.len() > 1 { format!(" and {} more", places.len() - 1) } else { String::new() };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}\n    {first}{more}", redacted(url));
    }
    let _ = writeln!(text, "{} in {}", counted(gathered.urls.len(), "URL"), counted(gathered.files, "file"));
    text
}

fn check(args: &CheckLinksArgs) -> io::Result<u8> {
    let Some((gathered, code)) = gathered(&args.files) else { return Ok(FAILED) };
    let Some(lock) = opened(args.lock.clone(), &gathered) else { return Ok(FAILED) };
    if lock.text.is_none() {
        let path = lock.path.display();
        complain(&format!("{path}: there is no lock yet: `cndlint links refresh` or `cndlint links import` makes one"));
        return Ok(FAILED);
    }
    let (report, is_gone) = verdicts(&gathered, &lock);
    print(&clean_lines(&report))?;
    Ok(if code == FAILED || !is_gone { code } else { FOUND })
}

/// What the lock has of the URLs, and whether one of them is gone for good.
fn verdicts(gathered: &Gathered, lock: &Opened) -> (String, bool) {
    let (mut text, mut is_gone) = (String::new(), false);
    let mut counts: BTreeMap<Class, usize> = BTreeMap::new();
    let mut unrecorded = 0;
    for (url, places) in &gathered.urls {
        let Some(state) = key(url).and_then(|key| lock.states.get(&key)) else {
            unrecorded += 1;
            continue;
        };
        *counts.entry(state.class).or_default() += 1;
        is_gone |= state.is_gone_for_good();
        if matches!(state.class, Class::Gone | Class::Moved) {
            let _ = writeln!(text, "{}", told(url, state));
            for place in places {
                let _ = writeln!(text, "    {place}");
            }
        }
    }
    let all = counts.iter().fold(String::new(), |all, (class, count)| all + &format!("{count} {}, ", class.name()));
    let _ = writeln!(text, "{}: {all}{unrecorded} not in the lock", counted(gathered.urls.len(), "URL"));
    (text, is_gone)
}

fn told(url: &str, state: &State) -> String {
    let class = match state.class {
        Class::Gone if !state.is_gone_for_good() => "gone, not yet proven",
        class => class.name(),
    };
    let to = state.to.as_ref().map(|to| format!(" to {to}")).unwrap_or_default();
    format!("{}: {class} ({}){to}", redacted(url), state.status)
}

/// A lock that is about to change.
struct Opened {
    path: PathBuf,
    /// As it lies on disk; nothing where there is none yet.
    text: Option<String>,
    states: BTreeMap<String, State>,
}

impl Opened {
    /// Reads the lock at `path`, where there is one.
    fn new(path: PathBuf) -> Result<Self, ConfigError> {
        if !path.exists() {
            return Ok(Self { path, text: None, states: BTreeMap::new() });
        }
        let (text, lock) = read_lock(&path)?;
        let states = lock.iter().map(|(url, state)| (url.to_owned(), state.clone())).collect();
        Ok(Self { path, text: Some(text), states })
    }

    /// Writes it in one step, if nobody else changed it meanwhile.
    fn write(&self) -> Result<(), String> {
        let text = Lock::text_of(&self.states);
        let written = match &self.text {
            Some(old) if *old == text => Ok(()),
            Some(old) => files::write(&self.path, old, &text),
            None => files::write_new(&self.path, &text),
        };
        written.map_err(|message| format!("{}: {message}", self.path.display()))
    }
}

/// The lock that was named, or that of the files; says why where there is none.
fn opened(named: Option<PathBuf>, gathered: &Gathered) -> Option<Opened> {
    let path = match (named, gathered.locks.first(), gathered.locks.last()) {
        (Some(named), ..) => named,
        (None, Some(first), Some(last)) if first != last => {
            let (first, last) = (first.display(), last.display());
            complain(&format!("these files have several locks ({first}, {last}): name one with --lock, or run once for each"));
            return None;
        }
        (None, Some(only), _) => only.clone(),
        // Nothing was read, which was said already.
        (None, None, _) => return None,
    };
    open(path)
}

/// A lock, where it can be read; else says why not.
fn open(path: PathBuf) -> Option<Opened> {
    Opened::new(path).map_err(|error| tell_config(&error)).ok()
}

/// Today in UTC.
fn today() -> (u32, u32, u32) {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    crate::text::day_of_number(i64::try_from(since.as_secs() / 86_400).unwrap_or_default())
}
