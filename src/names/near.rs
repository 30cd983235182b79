//! Words that are one letter off a name.

use super::english::{is_english, is_near_word, is_one_off, is_word};
use super::guard::{is_code_line, is_identifier_part, is_in_japanese_line, is_person, is_tag_list, stands_in_japanese};
use super::pack::Mode;
use super::table::{NearWord, SHORTEST_NEAR, Table, words};
use super::{Name, Names};

/// A misspelled name.
#[derive(Clone, Copy, Debug)]
pub struct Near<'n> {
    /// The name that is meant.
    pub name: Name<'n>,
    /// How the word is spelled right.
    pub right: &'n str,
    /// Whether its place and form leave nothing else.
    is_plain: bool,
    /// Whether the name has no other word. Where others stand beside the word, they say what is meant.
    is_alone: bool,
}

impl Near<'_> {
    /// Whether `word`, for which this was found, can be nothing else. If not, it is most likely the name where a text has the right spelling too.
    ///
    /// Cost: some fifty searches in the list of English words for each of the first letters.
    #[must_use]
    pub fn is_sure(&self, word: &str) -> bool {
        self.is_plain && (!self.is_alone || !is_near_word(&word.to_ascii_lowercase(), &self.right.to_ascii_lowercase()))
    }
}

/// Shortest name whose first or last letter may be the wrong one.
const LONG: usize = 6;

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
        let mut found: Option<(Near<'n>, usize, usize)> = None;
        for table in self.tables() {
            let mut candidates = table.near(word.as_bytes());
            candidates.retain(|candidate| is_one_off(word.as_bytes(), candidate.letters));
            if candidates.is_empty() || is_word(&word.to_ascii_lowercase()) {
                continue;
            }
            for candidate in candidates {
                let name = table.name(candidate.name);
                let Some((near, start, end)) = self.is_on(name).then(|| fits(text, start, end, name, candidate)).flatten() else {
                    continue;
                };
                match found {
                    // Of `Lambda` and `AWS Lambda` the one that more of stands there.
                    Some((other, ..)) if other.is_alone && !near.is_alone => found = Some((near, start, end)),
                    Some((other, ..)) if !other.is_alone && near.is_alone => {}
                    Some((other, ..)) if !other.right.eq_ignore_ascii_case(near.right) => return None,
                    // Of `ambient mesh` and `Istio Ambient Mesh` the one that is written with the same capitals.
                    Some((other, ..)) if is_capital(other.right) == is_capital(word) => {}
                    _ => found = Some((near, start, end)),
                }
            }
        }
        let (near, start, end) = found?;
        let lower = word.to_ascii_lowercase();
        let is_else = self.is_allowed(word)
            || near.is_alone && stem(&lower).is_some_and(is_english)
            // A plural of another name.
            || lower.strip_suffix('s').is_some_and(|one| self.owner(one).is_some_and(|name| name.text() != near.name.text()))
            || is_person(text, end)
            || is_identifier_part(text, start, end)
            || is_code_line(text, start, end)
            || is_tag_list(text, start, end);
        (!is_else).then_some(near)
    }

    /// A name of one word, one letter off `word`, which is a name too.
    pub(super) fn twin<'n>(&'n self, word: &str) -> Option<&'n str> {
        if word.len() < SHORTEST_NEAR {
            return None;
        }
        let lower = word.to_ascii_lowercase();
        let of_table = |table: &'n Table| {
            table.near(word.as_bytes()).into_iter().map(|near| table.name(near.name)).filter(|name| self.is_on(*name)).find_map(|name| {
                let other = name.text().to_ascii_lowercase();
                let is_twin = is_one_off(word.as_bytes(), other.as_bytes())
                    && form_of(&lower, &other) == Form::Other
                    && form_of(&other, &lower) == Form::Other;
                is_twin.then(|| name.text())
            })
        };
        self.tables().find_map(of_table)
    }
}

fn is_capital(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// A word without the ending of an English form.
fn stem(word: &str) -> Option<&str> {
    ["ing", "ed", "es", "s", "er", "ers", "ly"].iter().find_map(|ending| word.strip_suffix(ending)).filter(|stem| stem.len() > 3)
}

/// The name as a word of which `start..end` is one letter off, where the rest of the name stands around it, and where all of it begins and ends.
fn fits<'n>(text: &str, start: usize, end: usize, name: Name<'n>, candidate: NearWord<'_>) -> Option<(Near<'n>, usize, usize)> {
    let spelling = name.fields().nth(candidate.spelling)?.text;
    let right = words(spelling).nth(candidate.at)?;
    let word = &text[start..end];
    let parts: Vec<&str> = words(spelling).collect();
    let (lower, target) = (word.to_ascii_lowercase(), right.to_ascii_lowercase());
    let (is_coined, is_alone) = (!is_english(&target), parts.len() == 1);
    let is_long = is_coined && is_alone && target.len() >= LONG;
    let begins_alike = lower.as_bytes()[0] == target.as_bytes()[0] || lower.as_bytes()[..2] == [target.as_bytes()[1], target.as_bytes()[0]];
    let form = form_of(&lower, &target);
    // In lower case it is a word or a field, but beside Japanese, or where the name itself is written so.
    let is_lower = !word.bytes().any(|byte| byte.is_ascii_uppercase());
    let is_lower_name = !spelling.bytes().any(|byte| byte.is_ascii_uppercase());
    // `ython` has lost its capital.
    let is_headless = target.len() >= LONG && target[1..] == lower;
    let is_lower_part = !is_alone && !is_capital(right);
    let is_coinage = matches!(name.mode(), Mode::Fold | Mode::Command) && (is_coined && is_alone || is_lower_name);
    let may_be_lower = is_headless || is_coinage || is_lower_part;
    let stands = if is_lower { stands_in_japanese } else { is_in_japanese_line };
    let in_japanese = !is_alone || stands(text, start, end);
    let may_be_form = form == Form::Grown || form == Form::Cut && (is_plural(&target) || lower.ends_with('e'));
    if may_be_form || is_lower && !(may_be_lower && in_japanese) || is_headless && is_capital(word) {
        return None;
    }
    let is_typed = form == Form::Other && (begins_alike || is_long || is_headless) && (is_coined || in_japanese);
    let is_plain = is_typed && !(is_alone && has_own_part(word, right));
    let before = parts[..candidate.at].iter().rev().copied().try_fold(&text[..start], in_front)?;
    let after = parts[candidate.at + 1..].iter().copied().try_fold(&text[end..], behind)?;
    Some((Near { name, right, is_plain, is_alone }, before.len(), text.len() - after.len()))
}

/// Whether what differs is a word or an abbreviation of its own, set off by capitals, in both: `OpenCast` is no `OpenCost`, `KubeDB` no `KubeDL`.
fn has_own_part(word: &str, right: &str) -> bool {
    let (word, right) = (parts(word), parts(right));
    let mut differ = word.iter().zip(&right).filter(|(a, b)| !a.eq_ignore_ascii_case(b));
    let is_short = |part: &str| part.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_swap = |a: &str, b: &str| {
        let sorted = |part: &str| {
            part.bytes().fold([0_u8; 26], |mut counts, byte| {
                let place = usize::from(byte.to_ascii_lowercase().wrapping_sub(b'a')).min(25);
                counts[place] = counts[place].saturating_add(1);
                counts
            })
        };
        sorted(a) == sorted(b)
    };
    let is_own = |a: &str, b: &str| {
        let are_words = is_english(&a.to_ascii_lowercase()) && is_english(&b.to_ascii_lowercase());
        are_words || is_short(a) && is_short(b) && !is_swap(a, b)
    };
    word.len() > 1 && word.len() == right.len() && differ.next().is_some_and(|(a, b)| is_own(a, b))
}

/// The parts of a word that begin with a capital behind a small letter: `Graph`, `QL`.
fn parts(word: &str) -> Vec<&str> {
    let bytes = word.as_bytes();
    let is_start = |at: &usize| *at == 0 || bytes[*at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase();
    let starts: Vec<usize> = (0..word.len()).filter(is_start).chain([word.len()]).collect();
    starts.windows(2).map(|pair| &word[pair[0]..pair[1]]).collect()
}

/// What is left before `part` and a separator at the end of `text`.
pub(super) fn in_front<'t>(text: &'t str, part: &str) -> Option<&'t str> {
    let text = text.strip_suffix([' ', '-'])?;
    let at = text.len().checked_sub(part.len())?;
    let is_part = text.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(part));
    (is_part && !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric())).then(|| &text[..at])
}

/// What is left behind a separator and `part` at the beginning of `text`.
pub(super) fn behind<'t>(text: &'t str, part: &str) -> Option<&'t str> {
    let text = text.strip_prefix([' ', '-'])?;
    let rest = text.get(part.len()..)?;
    (text[..part.len()].eq_ignore_ascii_case(part) && !rest.starts_with(|c: char| c.is_ascii_alphanumeric())).then_some(rest)
}

/// Whether the final s of a name is one of many things: that of Buildpacks, and not of Kubernetes, Prometheus and Vitess.
fn is_plural(name: &str) -> bool {
    name.strip_suffix('s').is_some_and(|one| !one.ends_with(['a', 'e', 'i', 'o', 's', 'u']))
}

/// How two words differ at their ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The word is the name with an ending, and may be another word: `Autoscaled`.
    Grown,
    /// The word is the name without an ending, and may be another word: `Autoscale`, `Buildpack`.
    Cut,
    /// They differ otherwise.
    Other,
}

fn form_of(word: &str, name: &str) -> Form {
    match (word.strip_prefix(name), name.strip_prefix(word)) {
        // A doubled last letter is no ending.
        (Some(ending @ ("s" | "d" | "r" | "n" | "y" | "e" | "x")), _) if !name.ends_with(ending) => Form::Grown,
        // `Kubernete` and `Prometheu` are no singulars, `Buildpack` is one.
        (_, Some("s")) if name.len() > LONG + 2 && !is_plural(name) && !is_english(name) => Form::Other,
        (_, Some("s" | "d" | "r")) => Form::Cut,
        _ => Form::Other,
    }
}
