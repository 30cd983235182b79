//! The committed record of what URLs answered: `cndlint-links.lock`. One line for each URL, sorted by bytes, so that a change can be reviewed and
//! git's `merge=union` makes no conflict: of two lines for one URL the newer counts.

use super::url::{Url, behind_scheme, is_secret};
use crate::source::Span;
use crate::text::{date, day_number};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The first line.
const HEAD: &str = "# cndlint links 1";

/// How a URL answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// It is there.
    Ok,
    /// It is there, and has another address for good (301, 308).
    Moved,
    /// It is not there (404, 410, or a name that does not exist).
    Gone,
    /// Its server is there and does not answer machines, or not now.
    Blocked,
    /// It cannot be asked for.
    Unknown,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Ok, Self::Moved, Self::Gone, Self::Blocked, Self::Unknown];

    /// The name in the file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Moved => "moved",
            Self::Gone => "gone",
            Self::Blocked => "blocked",
            Self::Unknown => "unknown",
        }
    }
}

/// What is known of a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// How it answered.
    pub class: Class,
    /// The HTTP status; 0 where there was none.
    pub status: u16,
    /// The day it was asked: year, month, day.
    pub date: Date,
    /// Of what is gone: the day on which that was first seen, and how often it was.
    pub first: Option<(Date, u32)>,
    /// Of what has moved: where to.
    pub to: Option<String>,
}

/// Year, month and day.
pub type Date = (u32, u32, u32);

/// Days between the first and the last time that a URL was gone, before that counts.
const PROOF: i64 = 3;

impl State {
    /// What is known when a URL that was known as `old` answers on `date`. An answer about the way there says nothing new of the page.
    #[must_use]
    pub fn next(old: Option<&Self>, class: Class, status: u16, to: Option<String>, date: Date) -> Self {
        let is_known = |old: &&Self| matches!(old.class, Class::Ok | Class::Moved | Class::Gone);
        if let Some(old) = old.filter(is_known).filter(|_| matches!(class, Class::Blocked | Class::Unknown)) {
            return old.clone();
        }
        let before = old.filter(|old| old.class == Class::Gone).and_then(|old| old.first);
        let first = (class == Class::Gone).then(|| before.map_or((date, 1), |(first, times)| (first, times.saturating_add(1))));
        Self { class, status, date, first, to }
    }

    /// Whether it was gone on two days that are far enough from each other.
    #[must_use]
    pub fn is_gone_for_good(&self) -> bool {
        self.class == Class::Gone && self.first.is_some_and(|(first, _)| day_number(self.date) - day_number(first) >= PROOF)
    }
}

/// What is wrong with a lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line.
    pub span: Span,
    /// What is wrong, and what to do.
    pub message: String,
}

/// What URLs answered.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    entries: Vec<(Box<str>, State)>,
}

impl Lock {
    /// Reads a lock. Cost: linear in its length where its lines are in order, else that of sorting them.
    ///
    /// # Errors
    /// Where a line is none of a lock, or is of another version.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let mut entries: Vec<(Box<str>, State)> = Vec::with_capacity(text.len() / 64);
        let mut at = 0;
        let mut has_head = false;
        for line in text.split_inclusive('\n') {
            let span = Span::new(at, at + line.trim_end().len());
            at += line.len();
            let line = line.trim_end();
            let fault = |message: &str| Err(Fault { span, message: message.to_owned() });
            if line.starts_with("<<<<<<<") || line.starts_with("=======") || line.starts_with(">>>>>>>") {
                return fault(
                    "a conflict of a merge: remove the markers and keep all lines (`*.lock merge=union` in .gitattributes does that by itself)",
                );
            }
            if line.starts_with("# cndlint links") && line != HEAD {
                return fault("this lock is of another version of cndlint: delete it, and `cndlint links refresh` makes a new one");
            }
            has_head |= line == HEAD;
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if !has_head {
                return fault("no lock of cndlint: its first line is `# cndlint links 1`");
            }
            match entry(line) {
                Some(entry) => entries.push(entry),
                None => return fault("a line of a lock is: URL, class, status and date (2026-11-21) with tabs between"),
            }
        }
        if !entries.is_sorted_by(|a, b| a.0 < b.0) {
            // The newest of several lines for one URL counts; of one day the last in order of its text, wherever it stands.
            entries.sort_by(|a, b| {
                a.0.cmp(&b.0).then_with(|| b.1.date.cmp(&a.1.date)).then_with(|| line_of(&b.0, &b.1).cmp(&line_of(&a.0, &a.1)))
            });
            entries.dedup_by(|a, b| a.0 == b.0);
        }
        Ok(Self { entries })
    }

    /// What is known of a URL. Cost: a binary search.
    #[must_use]
    pub fn get(&self, url: &str) -> Option<&State> {
        let key = key(url)?;
        self.entries
            .binary_search_by(|(known, _)| (**known).cmp(key.as_str()))
            .ok()
            .and_then(|at| self.entries.get(at))
            .map(|(_, state)| state)
    }

    /// All URLs with what is known of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &State)> {
        self.entries.iter().map(|(url, state)| (&**url, state))
    }

    /// The text of a lock with these URLs.
    #[must_use]
    pub fn text_of(states: &BTreeMap<String, State>) -> String {
        let mut text = format!("{HEAD}\n");
        for (url, state) in states {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}", line_of(url, state));
        }
        text
    }
}

/// The form in which a URL is recorded, so that two ways to write one page are one: scheme and host in lower case, `/` for no path, what is not ASCII
/// percent-encoded, no fragment. Nothing for what is no URL of the web, and for what has a password or a token in it.
#[must_use]
pub fn key(url: &str) -> Option<String> {
    let parts = Url::parse(url);
    let (scheme, authority) = (parts.scheme.filter(|_| parts.is_web())?, parts.authority?);
    let has_secret = authority.contains('@') || parts.all_parameters().any(|(name, _)| is_secret(name));
    if has_secret || url.contains(|c: char| c.is_control() || c.is_whitespace()) {
        return None;
    }
    let path = if parts.path.is_empty() { "/" } else { parts.path };
    let query = parts.query.map(|query| format!("?{query}")).unwrap_or_default();
    let mut key = format!("{}://{}", scheme.to_ascii_lowercase(), authority.to_lowercase());
    for c in path.chars().chain(query.chars()) {
        if c.is_ascii() {
            key.push(c);
        } else {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| {
                // Writing to a string cannot fail.
                let _ = write!(key, "%{byte:02X}");
            });
        }
    }
    Some(key)
}

/// A URL to be shown: without the user and the password, and without the values of parameters that are secrets.
#[must_use]
pub fn redacted(url: &str) -> String {
    let parts = Url::parse(url);
    let masked = |parameters: &str| -> String {
        let mask = |pair: &str| match pair.split_once('=') {
            Some((name, value)) if is_secret(name) && !value.is_empty() => format!("{name}=***"),
            _ => pair.to_owned(),
        };
        parameters.split('&').map(mask).collect::<Vec<_>>().join("&")
    };
    let mut shown = parts.scheme.map(|scheme| format!("{scheme}:")).unwrap_or_default();
    if let Some(authority) = parts.authority {
        let host = authority.rsplit_once('@').map_or_else(|| authority.to_owned(), |(_, host)| format!("***@{host}"));
        shown = format!("{shown}//{host}");
    }
    shown.push_str(parts.path);
    shown.extend(parts.query.map(|query| format!("?{}", masked(query))));
    shown.extend(parts.fragment.map(|fragment| format!("#{}", masked(fragment))));
    shown
}

/// Whether a URL is its own [`key`]: told without a closer look of most, as a lock may have a great many.
fn is_key(url: &str) -> bool {
    let is_plain = url.is_ascii() && behind_scheme(url).is_some_and(|rest| memchr::memchr(b'/', rest.as_bytes()).is_some());
    is_plain && memchr::memchr3(b'@', b'?', b'#', url.as_bytes()).is_none() || key(url).as_deref() == Some(url)
}

fn entry(line: &str) -> Option<(Box<str>, State)> {
    let mut fields = line.split('\t');
    let url = fields.next().filter(|url| is_key(url))?;
    let name = fields.next()?;
    let class = Class::ALL.into_iter().find(|class| class.name() == name)?;
    let status = fields.next()?.parse().ok()?;
    let mut state = State { class, status, date: date(fields.next()?)?, first: None, to: None };
    for field in fields {
        match field.split_once('=')? {
            ("first", text) => state.first = Some((date(text)?, state.first.map_or(1, |(_, times)| times))),
            ("n", text) => state.first = Some((state.first.map_or(state.date, |(first, _)| first), text.parse().ok()?)),
            ("to", text) => state.to = Some(text.to_owned()),
            _ => {}
        }
    }
    Some((url.into(), state))
}

fn line_of(url: &str, state: &State) -> String {
    let day = |(year, month, day): Date| format!("{year:04}-{month:02}-{day:02}");
    let mut line = format!("{url}\t{}\t{}\t{}", state.class.name(), state.status, day(state.date));
    if let Some((first, times)) = state.first {
        let _ = write!(line, "\tfirst={}\tn={times}", day(first));
    }
    if let Some(to) = &state.to {
        let _ = write!(line, "\tto={to}");
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "# cndlint links 1\nhttps://a.example/y\tmoved\t301\t2026-11-16\tto=https://b.example/y\n\
                        https://old.example/x\tgone\t404\t2026-11-02\tfirst=2026-10-19\tn=3\nhttps://z.example/\tblocked\t403\t2026-11-16\n";

    #[test]
    fn a_lock_is_read_and_written_without_a_change() {
        let lock = Lock::parse(LOCK).unwrap();
        let states = lock.iter().map(|(url, state)| (url.to_owned(), state.clone())).collect();
        assert_eq!(Lock::text_of(&states), LOCK);
        assert!(lock.get("https://old.example/x#y").unwrap().is_gone_for_good());
        assert_eq!(lock.get("https://a.example/y").unwrap().to.as_deref(), Some("https://b.example/y"));
        assert_eq!(lock.get("https://a.example/"), None);
    }

    #[test]
    fn of_two_lines_the_newer_counts_in_whatever_order() {
        let lines = ["https://a.example/\tok\t200\t2026-11-16\n", "https://a.example/\tgone\t404\t2026-11-20\tfirst=2026-11-20\tn=1\n"];
        for [one, other] in [[0, 1], [1, 0]] {
            let lock = Lock::parse(&format!("{HEAD}\n{}{HEAD}\n{}", lines[one], lines[other])).unwrap();
            assert_eq!(lock.get("https://a.example/").unwrap().status, 404);
            assert_eq!(lock.iter().count(), 1);
        }
    }

    #[test]
    fn what_is_no_lock_is_refused_with_its_line() {
        for (text, line) in [
            ("https://a.example/\tok\t200\t2026-11-16\n", 0),
            ("# cndlint links 2\n", 0),
            ("# cndlint links 1\n<<<<<<< ours\n", 1),
            ("# cndlint links 1\nhttps://a.example/\tfine\t200\t2026-11-16\n", 1),
            ("# cndlint links 1\nhttps://a.example/\tok\t200\t2026-02-30\n", 1),
            ("# cndlint links 1\nhttps://u:p@a.example/\tok\t200\t2026-02-03\n", 1),
        ] {
            let fault = Lock::parse(text).unwrap_err();
            assert_eq!(text[..fault.span.start].matches('\n').count(), line, "{text}");
        }
    }

    #[test]
    fn gone_is_proven_by_two_days_and_forgotten_by_one_answer() {
        let first = State::next(None, Class::Gone, 404, None, (2026, 2, 27));
        let soon = State::next(Some(&first), Class::Gone, 404, None, (2026, 3, 1));
        let late = State::next(Some(&soon), Class::Gone, 410, None, (2026, 3, 2));
        assert!(!first.is_gone_for_good() && !soon.is_gone_for_good() && late.is_gone_for_good());
        assert_eq!(late.first, Some(((2026, 2, 27), 3)));
        assert_eq!(State::next(Some(&late), Class::Blocked, 0, None, (2026, 3, 3)), late);
        let back = State::next(Some(&late), Class::Ok, 200, None, (2026, 3, 3));
        assert_eq!(State::next(Some(&back), Class::Gone, 404, None, (2026, 3, 9)).first, Some(((2026, 3, 9), 1)));
    }

    #[test]
    fn secrets_are_not_recorded() {
        for url in [
            "https://u:p@a.example/",
            "https://a.example/?access_token=x",
            "https://a.example/#access_token=x",
            "mailto:a@b.example",
            "//a.example/",
            "https://a.example/\tb",
        ] {
            assert_eq!(key(url), None, "{url}");
        }
        assert_eq!(redacted("https://u:p@a.example/?q=1&api_key=x#y"), "https://***@a.example/?q=1&api_key=***#y");
        assert_eq!(redacted("https://s@a.example/?token=a&token=abc#auth=x"), "https://***@a.example/?token=***&token=***#auth=***");
        for (url, expected) in [
            ("https://a.example/?q=1#x", "https://a.example/?q=1"),
            ("HTTPS://A.example", "https://a.example/"),
            ("https://a.example/図?q=題", "https://a.example/%E5%9B%B3?q=%E9%A1%8C"),
        ] {
            assert_eq!(key(url).as_deref(), Some(expected));
            assert!(is_key(expected));
        }
    }
}
