//! Names that no pack knows, as a text spells them: what is spelled two ways is found by comparing.

use super::Role;
use super::english::may_be_word;
use super::guard::{is_code_line, is_identifier_part, is_person};
use super::mentions::Mentions;
use crate::document::Run;
use crate::names::pack::Policy;
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
}

impl<'m> Spelled<'m> {
    /// As it is written.
    #[must_use]
    pub fn text(&self) -> &'m str {
        &self.run.text[self.start..self.end]
    }
}

/// How often names are spelled in which way, by their folded form.
#[derive(Clone, Debug, Default)]
pub struct Spellings {
    counts: HashMap<u64, Vec<(String, usize)>>,
}

/// How many times more often than all others the right spelling stands, at least.
const MAJORITY: usize = 3;

/// How often it stands at least in the files of a run that are compared.
const MOST_IN_RUN: usize = 5;

/// The same as [`MAJORITY`] for a plain word against one with a capital inside: that is most likely how the owner writes it.
const MAJORITY_PLAIN: usize = 6;

impl Spellings {
    /// Adds a spelling that stands `count` times.
    pub fn add(&mut self, spelling: &str, count: usize) {
        let all = self.counts.entry(key(spelling)).or_default();
        match all.iter_mut().find(|(known, _)| known == spelling) {
            Some((_, known)) => *known += count,
            None => all.push((spelling.to_owned(), count)),
        }
    }

    /// The same for the spellings of a run: what stands a few times in some file is no rule for all.
    #[must_use]
    pub fn majority_in_run(&self, spelling: &str) -> Option<(&str, usize)> {
        self.majority(spelling).filter(|(_, count)| *count >= MOST_IN_RUN)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The spelling that clearly outnumbers `spelling`, and how often it stands; nothing where there is none.
    #[must_use]
    pub fn majority(&self, spelling: &str) -> Option<(&str, usize)> {
        if self.counts.is_empty() {
            return None;
        }
        let all = self.counts.get(&key(spelling)).filter(|all| all.len() > 1)?;
        let (most, count) = all.iter().max_by_key(|(text, count)| (*count, text.as_str()))?;
        let others: usize = all.iter().map(|(_, count)| count).sum::<usize>() - count;
        let least = if has_hump(spelling) && !is_marked(most) { others * MAJORITY_PLAIN } else { others * MAJORITY };
        (most != spelling && *count >= least && is_slip(spelling, most)).then_some((most, *count))
    }
}

/// The spellings among `all` of names that are spelled in more than one way.
#[must_use]
pub fn disputed(all: &[Spelled<'_>]) -> Spellings {
    let mut keyed: Vec<(u64, &str)> = all.iter().map(|spelled| (key(spelled.text()), spelled.text())).collect();
    keyed.sort_unstable();
    let mut found = Spellings::default();
    for group in keyed.chunk_by(|a, b| a.0 == b.0).filter(|group| group[0].1 != group[group.len() - 1].1) {
        group.iter().for_each(|(_, text)| found.add(text, 1));
    }
    found
}

/// A number for the folded form: FNV-1a with 64 bits, so that no run has names enough for two to share one by chance.
fn key(text: &str) -> u64 {
    let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
    letters.fold(0xcbf2_9ce4_8422_2325, |key: u64, byte| (key ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3))
}

/// How often each spelling stands in `all`.
#[must_use]
pub fn counted(all: &[Spelled<'_>]) -> Vec<(String, usize)> {
    let mut texts: Vec<&str> = all.iter().filter(|spelled| !spelled.is_alias).map(Spelled::text).collect();
    texts.sort_unstable();
    texts.chunk_by(|a, b| a == b).map(|group| (group[0].to_owned(), group.len())).collect()
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

/// The unknown names of a text: words with a capital, two such words beside each other that somewhere are one, and aliases of which a text uses one.
#[must_use]
pub fn spelled<'m>(mentions: &'m Mentions<'m>) -> Vec<Spelled<'m>> {
    let mut found = Vec::new();
    for (run, scan) in &mentions.runs {
        let is_name = |&&(start, end): &&(usize, usize)| run.text.as_bytes()[start..end].iter().any(u8::is_ascii_uppercase);
        let mut words = scan.words.iter().filter(is_name).peekable();
        while let Some(&(start, end)) = words.next() {
            found.push(Spelled { run, start, end, is_alias: false });
            let beside = words.peek().filter(|next| next.0 == end + 1 && matches!(run.text.as_bytes()[end], b' ' | b'-'));
            found.extend(beside.map(|next| Spelled { run, start, end: next.1, is_alias: false }));
        }
        for mention in scan.mentions.iter().filter(|mention| mention.name.has_consistent()) {
            if is_consistent(mention.name, &run.text[mention.start..mention.end]) {
                found.push(Spelled { run, start: mention.start, end: mention.end, is_alias: true });
            }
        }
    }
    found
}

/// Whether `written` is right and is an alias of which a text uses one, or differs from one in case only.
fn is_consistent(name: super::Name<'_>, written: &str) -> bool {
    let is_right = name.field(written).is_some_and(|field| field.role != Role::Wrong);
    is_right && name.texts(Role::Alias(Policy::Consistent)).any(|alias| alias.eq_ignore_ascii_case(written))
}

/// Whether a spelling is prose: neither part of an identifier nor of a line of code, and no person.
#[must_use]
pub fn is_prose(spelled: &Spelled<'_>) -> bool {
    let Spelled { run, start, end, .. } = *spelled;
    !is_identifier_part(&run.text, start, end) && !is_code_line(&run.text, start, end) && !is_person(&run.text, end)
}
