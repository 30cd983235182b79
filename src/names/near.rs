//! Words that are one letter off a name.

use super::english::{is_near_word, is_word};
use super::guard::{is_code_line, is_identifier_part, is_person, is_tag_list, stands_in_japanese};
use super::pack::Mode;
use super::table::{NearWord, SHORTEST_NEAR, shortened, words};
use super::{Name, Names};

/// A misspelled name.
#[derive(Clone, Copy, Debug)]
pub struct Near<'n> {
    /// The name that is meant.
    pub name: Name<'n>,
    /// How the word is spelled right.
    pub right: &'n str,
}

/// Shortest name whose first letter may be the wrong one.
const SURE: usize = 8;

impl Names {
    /// The name of which the unknown word `start..end` of `text` is a misspelling: one letter more, less or other, or two neighbours in each other's
    /// place (optimal string alignment distance 1). Nothing where it may be something else, or more than one name is as near.
    ///
    /// Cost: a look-up in a filter for each letter; the rest is done for words near to a name only.
    #[must_use]
    pub fn near<'n>(&'n self, text: &str, start: usize, end: usize) -> Option<Near<'n>> {
        let word = &text[start..end];
        let is_plain = word.bytes().all(|byte| byte.is_ascii_alphabetic());
        if word.len() < SHORTEST_NEAR || !is_plain || !word.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        let lower = word.to_ascii_lowercase();
        let mut found: Option<Near<'n>> = None;
        for table in self.tables() {
            for candidate in shortened(lower.as_bytes()).flat_map(|hash| table.near(hash)) {
                let name = table.name(candidate.name);
                let Some(right) = self.is_on(name).then(|| fits(text, start, end, name, candidate)).flatten() else { continue };
                match found {
                    Some(other) if !other.right.eq_ignore_ascii_case(right) => return None,
                    _ => found = Some(Near { name, right }),
                }
            }
        }
        let near = found?;
        let target = near.right.to_ascii_lowercase();
        let is_else = self.is_allowed(word)
            || is_word(&lower)
            || stem(&lower).is_some_and(is_word)
            || is_near_word(&lower, &target)
            || is_person(text, end)
            || is_identifier_part(text, start, end)
            || is_code_line(text, start, end)
            || is_tag_list(text, start, end);
        (!is_else).then_some(near)
    }
}

impl Names {
    /// A name of one word, one letter off `word`, which is a name too.
    pub(super) fn twin<'n>(&'n self, word: &str) -> Option<&'n str> {
        if word.len() < SHORTEST_NEAR {
            return None;
        }
        let lower = word.to_ascii_lowercase();
        let of_table = |table: &'n super::Table| {
            shortened(lower.as_bytes()).flat_map(|hash| table.near(hash)).map(|near| table.name(near.name)).filter(|name| self.is_on(*name)).find_map(
                |name| {
                    let other = name.text().to_ascii_lowercase();
                    let is_twin = is_one_off(lower.as_bytes(), other.as_bytes()) && !is_form_of(&lower, &other);
                    is_twin.then(|| name.text())
                },
            )
        };
        self.tables().find_map(of_table)
    }
}

/// A word without the ending of an English form.
fn stem(word: &str) -> Option<&str> {
    ["ing", "ed", "es", "s", "er", "ers", "ly"].iter().find_map(|ending| word.strip_suffix(ending)).filter(|stem| stem.len() > 3)
}

/// How the word `start..end` is spelled right as a word of `name`, where it is one letter off and the rest of the name stands around it.
fn fits<'n>(text: &str, start: usize, end: usize, name: Name<'n>, candidate: NearWord) -> Option<&'n str> {
    let spelling = name.fields().nth(candidate.spelling)?.text;
    let parts: Vec<&str> = words(spelling).collect();
    let right = *parts.get(candidate.at)?;
    let word = &text[start..end];
    let (lower, target) = (word.to_ascii_lowercase(), right.to_ascii_lowercase());
    if !is_one_off(lower.as_bytes(), target.as_bytes()) || is_form_of(&lower, &target) {
        return None;
    }
    let is_coined = !is_word(&target);
    let begins_alike = lower.as_bytes()[0] == target.as_bytes()[0] || lower.as_bytes()[..2] == [target.as_bytes()[1], target.as_bytes()[0]];
    if !begins_alike && !(is_coined && parts.len() == 1 && target.len() >= SURE) {
        return None;
    }
    // In lower case it is a word, a field or a command before it is a name.
    let is_lower = !word.bytes().any(|byte| byte.is_ascii_uppercase());
    let may_be_lower = matches!(name.mode(), Mode::Fold | Mode::Command) && is_coined && parts.len() == 1;
    if is_lower && !(may_be_lower && stands_in_japanese(text, start, end)) {
        return None;
    }
    // A name that is an English word is looked for in Japanese only.
    if !is_coined && parts.len() == 1 && !stands_in_japanese(text, start, end) {
        return None;
    }
    let before = parts[..candidate.at].iter().rev().try_fold(&text[..start], |rest, part| ends_with(rest, part));
    let after = parts[candidate.at + 1..].iter().try_fold(&text[end..], |rest, part| starts_with(rest, part));
    (before.is_some() && after.is_some()).then_some(right)
}

/// What is left before `part` and a separator at the end of `text`.
fn ends_with<'t>(text: &'t str, part: &str) -> Option<&'t str> {
    let text = text.strip_suffix([' ', '-'])?;
    let at = text.len().checked_sub(part.len())?;
    let is_part = text.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(part));
    (is_part && !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric())).then(|| &text[..at])
}

/// What is left behind a separator and `part` at the beginning of `text`.
fn starts_with<'t>(text: &'t str, part: &str) -> Option<&'t str> {
    let text = text.strip_prefix([' ', '-'])?;
    let rest = text.get(part.len()..)?;
    (text[..part.len()].eq_ignore_ascii_case(part) && !rest.starts_with(|c: char| c.is_ascii_alphanumeric())).then_some(rest)
}

/// Whether one of two words is the other with an ending: `Autoscaler`, `Deployments`. A doubled last letter is none.
fn is_form_of(word: &str, name: &str) -> bool {
    let (short, long) = if word.len() < name.len() { (word, name) } else { (name, word) };
    let Some(ending) = long.strip_prefix(short).filter(|ending| !ending.is_empty()) else { return false };
    let is_doubled = word.len() > name.len() && short.ends_with(ending) && ending != "s";
    !is_doubled && matches!(ending, "s" | "d" | "r" | "n" | "y" | "e" | "x")
}

/// Whether the optimal string alignment distance of two words is 1.
fn is_one_off(a: &[u8], b: &[u8]) -> bool {
    let common = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[common..], &b[common..]);
    match (a, b) {
        ([], [_]) | ([_], []) => true,
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([first, second, a @ ..], [other_first, other_second, b @ ..]) if first == other_second && second == other_first && a == b => true,
        ([_, rest @ ..], b) if rest == b => true,
        (a, [_, rest @ ..]) if rest == a => true,
        _ => false,
    }
}
