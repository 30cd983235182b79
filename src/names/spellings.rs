//! Names that no pack knows, and words with and without a final ー, as texts spell them: what is spelled two ways is found by comparing.

use super::Role;
use super::english::may_be_word;
use super::guard::{CodeLines, is_code_line, is_identifier_part, is_person};
use super::mentions::Mentions;
use crate::document::Run;
use crate::names::pack::Policy;
use crate::source::Span;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// An unknown name in a text.
#[derive(Clone, Copy, Debug)]
pub struct Spelled<'m> {
    /// Where it stands.
    pub run: &'m Run<'m>,
    /// First byte in the run.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Whether it is an alias of a known name, of which a text uses one; what other texts use does not matter.
    pub is_alias: bool,
    /// Whether it is the author's prose: no identifier, code or person, nor somebody else's words, nor what the configuration allows.
    pub is_open: bool,
}

impl<'m> Spelled<'m> {
    /// As it is written.
    #[must_use]
    pub fn text(&self) -> &'m str {
        &self.run.text[self.start..self.end]
    }
}

/// A way to spell something in a text, for the comparison with other texts.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Spelling {
    /// As it is written.
    pub text: String,
    /// How often it stands in the text.
    pub count: usize,
    /// Where something could be said of it, in order.
    pub places: Vec<Span>,
}

impl Spelling {
    /// One that has not been counted yet.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self { text: text.to_owned(), count: 0, places: Vec::new() }
    }
}

/// How often names are spelled in which way, by their folded form.
#[derive(Clone, Debug, Default)]
pub struct Spellings {
    counts: HashMap<u64, Vec<Way>>,
}

/// A way to spell something.
#[derive(Clone, Debug)]
struct Way {
    text: String,
    /// How often it stands there.
    count: usize,
    /// In how many files.
    files: usize,
}

/// How many times more often than all others the right spelling stands, at least.
const MAJORITY: usize = 3;

/// How often it stands at least in the files of a run that are compared.
const LEAST_IN_RUN: usize = 5;

/// The same as [`MAJORITY`] for a plain word against one with a capital inside: that is most likely how the owner writes it.
const MAJORITY_PLAIN: usize = 6;

/// The same as [`MAJORITY`] for words in katakana with and without a final ー.
const MAJORITY_ENDING: usize = 4;

/// In how many files that one stands at least.
const FILES_ENDING: usize = 3;

impl Spellings {
    /// Adds a spelling that stands `count` times in so many files.
    pub fn add(&mut self, spelling: &str, count: usize, files: usize) {
        let all = self.counts.entry(key(spelling)).or_default();
        match all.iter_mut().find(|known| known.text == spelling) {
            Some(known) => {
                known.count += count;
                known.files += files;
            }
            None => all.push(Way { text: spelling.to_owned(), count, files }),
        }
    }

    /// Whether the files of a run have a word or name mostly otherwise.
    #[must_use]
    pub fn is_minority_in_run(&self, spelling: &str) -> bool {
        self.majority_in_run(spelling).or_else(|| self.ending_in_run(spelling)).is_some()
    }

    /// The word in katakana that differs from `spelling` in its final ー and is clearly the way of a run, and how often it stands.
    #[must_use]
    pub fn ending_in_run(&self, spelling: &str) -> Option<(&str, usize)> {
        let (most, others) = self.most(spelling).filter(|_| !spelling.is_ascii())?;
        let is_clear = most.count >= LEAST_IN_RUN && most.count >= others * MAJORITY_ENDING && most.files >= FILES_ENDING;
        (most.text != spelling && is_clear).then_some((&most.text, most.count))
    }

    /// The most frequent spelling, where there are several, and how often all others stand.
    fn most(&self, spelling: &str) -> Option<(&Way, usize)> {
        if self.counts.is_empty() {
            return None;
        }
        let all = self.counts.get(&key(spelling)).filter(|all| all.len() > 1)?;
        let most = all.iter().max_by_key(|way| (way.count, way.text.as_str()))?;
        Some((most, all.iter().map(|way| way.count).sum::<usize>() - most.count))
    }

    /// The same for the spellings of a run: what stands a few times in some file is no rule for all.
    #[must_use]
    pub fn majority_in_run(&self, spelling: &str) -> Option<(&str, usize)> {
        self.majority(spelling).filter(|(_, count)| *count >= LEAST_IN_RUN)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The spelling that clearly outnumbers `spelling`, and how often it stands; nothing where there is none.
    #[must_use]
    pub fn majority(&self, spelling: &str) -> Option<(&str, usize)> {
        let (Way { text, count, .. }, others) = self.most(spelling)?;
        let least = if has_hump(spelling) && !is_marked(text) { others * MAJORITY_PLAIN } else { others * MAJORITY };
        (text != spelling && *count >= least && is_slip(spelling, text)).then_some((text, *count))
    }
}

/// The unknown names of a text: where each stands, those with the same letters beside each other.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    found: Vec<Found>,
}

/// An unknown name, with numbers in the place of what it borrows.
#[derive(Clone, Copy, Debug)]
struct Found {
    key: u64,
    run: u32,
    start: u32,
    end: u32,
    is_alias: bool,
    is_open: bool,
}

impl<'m> Mentions<'m> {
    fn spelled_at(&'m self, found: &Found) -> Spelled<'m> {
        let run = &self.runs[found.run as usize];
        Spelled { run, start: found.start as usize, end: found.end as usize, is_alias: found.is_alias, is_open: found.is_open }
    }

    /// The names that are spelled in more than one way: each way with its count.
    #[must_use]
    pub fn disputed(&'m self) -> Spellings {
        let mut spellings = Spellings::default();
        let text = |found: &Found| self.spelled_at(found).text();
        for group in self.sorted().found.chunk_by(|a, b| a.key == b.key).filter(|group| text(&group[0]) != text(&group[group.len() - 1])) {
            for found in group {
                spellings.add(text(found), 1, 1);
            }
        }
        spellings
    }

    /// Each spelling with its places, aliases of known names apart.
    #[must_use]
    pub fn spellings(&'m self) -> Vec<Spelling> {
        let text = |found: &Found| self.spelled_at(found).text();
        let groups = self.sorted().found.chunk_by(|a, b| a.key == b.key && text(a) == text(b)).filter(|group| !group[0].is_alias);
        let place = |found: &Found| self.runs[found.run as usize].span(found.start as usize, found.end as usize);
        let spelling = |group: &[Found]| Spelling {
            text: text(&group[0]).to_owned(),
            count: group.len(),
            places: group.iter().filter(|found| found.is_open).map(place).collect(),
        };
        groups.map(spelling).collect()
    }

    /// All of them, in order of place.
    #[must_use]
    pub fn spelled(&'m self) -> Vec<Spelled<'m>> {
        let mut found = self.sorted().found.clone();
        found.sort_unstable_by_key(|found| (found.run, found.start, found.end));
        found.iter().map(|found| self.spelled_at(found)).collect()
    }

    /// Words with a capital, two such words beside each other that somewhere are one, and aliases of which a text uses one.
    pub(super) fn sort(&self) -> Sorted {
        let mut all = Vec::new();
        for ((run, scan), number) in self.in_prose().zip(0..) {
            let mut code_lines = CodeLines::default();
            let mut push = |start: usize, end: usize, is_alias: bool| {
                let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                let is_open = !code_lines.has(&run.text, start, end) && self.is_open(run, start, end);
                all.push(Found { key: key(&run.text[start..end]), run: number, start: place(start), end: place(end), is_alias, is_open });
            };
            let is_name = |&&(start, end): &&(usize, usize)| run.text.as_bytes()[start..end].iter().any(u8::is_ascii_uppercase);
            let mut words = scan.words.iter().filter(is_name).peekable();
            while let Some(&(start, end)) = words.next() {
                push(start, end, false);
                let beside = words.peek().filter(|next| next.0 == end + 1 && matches!(run.text.as_bytes()[end], b' ' | b'-'));
                if let Some(next) = beside {
                    push(start, next.1, false);
                }
            }
            for mention in scan.mentions.iter().filter(|mention| mention.name.has_consistent()) {
                if is_consistent(mention.name, &run.text[mention.start..mention.end]) {
                    push(mention.start, mention.end, true);
                }
            }
        }
        all.sort_unstable_by_key(|found| (found.key, found.run, found.start));
        let text = |found: &Found| &self.runs[found.run as usize].text[found.start as usize..found.end as usize];
        for group in all.chunk_by_mut(|a, b| a.key == b.key) {
            if group.iter().any(|found| text(found) != text(&group[0])) {
                group.sort_by(|a, b| text(a).cmp(text(b)));
            }
        }
        Sorted { found: all }
    }

    /// Whether something may be said of `start..end`, as far as it is told without looking through the whole text.
    fn is_open(&self, run: &Run<'_>, start: usize, end: usize) -> bool {
        let text = &run.text;
        let is_identifier_or_person = is_identifier_part(text, start, end) || is_person(text, end);
        !is_identifier_or_person && !run.is_quotation(start) && !self.names.is_allowed(&text[start..end])
    }
}

/// A number for the folded form, which is without a final ー: FNV-1a with 64 bits, so that no run has names enough for two to share one by chance.
#[must_use]
pub fn key(text: &str) -> u64 {
    let letters = text.trim_end_matches('ー').bytes().filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    letters.fold(0xcbf2_9ce4_8422_2325, |key: u64, byte| (key ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3))
}

/// Whether a name written as `spelling` is most likely a slip where most write `most`.
fn is_slip(spelling: &str, most: &str) -> bool {
    // In capitals everything may be written, and a field is not the thing it is named for.
    let is_else = |text: &str| !text.contains(|c: char| c.is_ascii_lowercase()) || is_field(text);
    if is_else(spelling) || is_else(most) || !(is_marked(spelling) || is_marked(most)) {
        return false;
    }
    let parts = |text: &str| text.split([' ', '-']).count();
    match (parts(spelling), parts(most)) {
        (1, 1) => true,
        // The notion beside a type that is named for it: a load balancer, `LoadBalancer`.
        (2, 1) => !spelling.split([' ', '-']).all(|part| may_be_word(&part.to_ascii_lowercase())),
        (1, 2) => most.contains(' ') || !most.split('-').all(|part| may_be_word(&part.to_ascii_lowercase())),
        // `Generic WebHook` differs from `Generic Webhook` as its second word does.
        _ => !spelling.eq_ignore_ascii_case(most),
    }
}

/// Whether it is written as fields are: `readinessProbe`.
fn is_field(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase()) && has_hump(text)
}

fn has_hump(text: &str) -> bool {
    text.bytes().skip(1).any(|byte| byte.is_ascii_uppercase())
}

/// Whether it has a capital or a digit inside or a separator: what is no plain word.
fn is_marked(text: &str) -> bool {
    text.contains([' ', '-']) || text.bytes().skip(1).any(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// Whether `written` is right and is an alias of which a text uses one, or differs from one in case only.
fn is_consistent(name: super::Name<'_>, written: &str) -> bool {
    let is_right = name.field(written).is_some_and(|field| field.role != Role::Wrong);
    is_right && name.texts(Role::Alias(Policy::Consistent)).any(|alias| alias.eq_ignore_ascii_case(written))
}

/// Whether `start..end` is prose: neither part of an identifier nor of a line of code, and no person.
pub(super) fn is_prose(text: &str, start: usize, end: usize) -> bool {
    !is_identifier_part(text, start, end) && !is_code_line(text, start, end) && !is_person(text, end)
}
