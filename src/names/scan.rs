//! Finding names in a stretch of prose.

use super::{Mode, Name, Names};
use crate::text::{halfwidth, is_identifier, is_japanese, joins_word};

/// A name that is not written as its dictionary has it.
#[derive(Clone, Copy, Debug)]
pub struct Found<'n> {
    /// First byte in the prose.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The name that is meant.
    pub name: &'n Name,
    /// How sure that is.
    pub verdict: Verdict,
}

/// How sure it is that a spelling is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing else can be meant.
    Wrong,
    /// All in lower case in Japanese text: most likely the name, maybe a command or a word.
    LowerCase,
}

/// A run of letters and digits.
#[derive(Clone, Copy)]
struct Word {
    start: usize,
    end: usize,
    /// Its folded form is `folded[from..to]`.
    from: usize,
    to: usize,
}

/// Names have at most this many words.
const MOST_WORDS: usize = 4;

impl Names {
    /// The names in `text` that are written wrong, in order. A name counts with its longest form: what is part of one is no other.
    ///
    /// Cost: one pass over the text and at most four look-ups a word.
    #[must_use]
    pub fn find<'n>(&'n self, text: &str) -> Vec<Found<'n>> {
        let mut found = Vec::new();
        let (words, folded) = words(text);
        let mut next = 0;
        while let Some(word) = words.get(next) {
            let matched = if self.may_begin(&folded[word.from..word.to]) { self.longest(text, &words[next..], &folded) } else { None };
            let Some((count, name)) = matched else {
                next += 1;
                continue;
            };
            let (start, end) = (word.start, words[next + count - 1].end);
            if let Some(verdict) = verdict(text, start, end, name) {
                found.push(Found { start, end, name, verdict });
            }
            next += count;
        }
        found
    }

    /// The name with most words at the head of `words`, and how many words it takes.
    fn longest<'n>(&'n self, text: &str, words: &[Word], folded: &str) -> Option<(usize, &'n Name)> {
        let first = words[0];
        let mut gaps = 0_u64;
        let mut best = None;
        for (index, word) in words.iter().take(MOST_WORDS).enumerate() {
            if index > 0 {
                if !is_gap(&text[words[index - 1].end..word.start]) {
                    break;
                }
                gaps |= 1_u64.checked_shl(u32::try_from(word.from - first.from).unwrap_or(64)).unwrap_or(0);
            }
            if let Some(name) = self.get(&folded[first.from..word.to])
                && gaps & !name.splits == 0
            {
                best = Some((index + 1, name));
            }
        }
        best
    }
}

/// What may stand between the words of a name.
fn is_gap(between: &str) -> bool {
    matches!(between, " " | "-" | "." | "\u{a0}" | "\u{3000}")
}

/// The words of a text and their folded forms in a row. A word with a letter that is not ASCII is none: it is another language's.
fn words(text: &str) -> (Vec<Word>, String) {
    let (mut words, mut folded) = (Vec::new(), String::new());
    let mut characters = text.char_indices().peekable();
    while let Some(&(start, c)) = characters.peek() {
        if !joins_word(c) {
            characters.next();
            continue;
        }
        let (from, mut end, mut is_ascii) = (folded.len(), start, true);
        while let Some((at, c)) = characters.next_if(|&(_, c)| joins_word(c)) {
            let c_folded = halfwidth(c);
            is_ascii &= c_folded.is_ascii();
            folded.push(c_folded.to_ascii_lowercase());
            end = at + c.len_utf8();
        }
        if is_ascii {
            words.push(Word { start, end, from, to: folded.len() });
        } else {
            folded.truncate(from);
        }
    }
    (words, folded)
}

fn verdict(text: &str, start: usize, end: usize, name: &Name) -> Option<Verdict> {
    let written = &text[start..end];
    let plain: String = written.chars().map(halfwidth).collect();
    let is_right = |form: &str| form == name.text || name.alias.iter().any(|alias| alias == form);
    if is_right(written) || is_guarded(text, start, end) {
        return None;
    }
    if is_right(&plain) || name.wrong.contains(&plain) {
        return Some(Verdict::Wrong);
    }
    let is_wide = plain != written;
    let capitals = plain.chars().filter(char::is_ascii_uppercase).count();
    let small = plain.chars().filter(char::is_ascii_lowercase).count();
    if capitals == 0 {
        let is_likely = name.mode == Mode::Fold && stands_in_japanese(text, start, end);
        return is_likely.then_some(Verdict::LowerCase);
    }
    if small == 0 && !is_wide {
        // Shouting, a heading in capitals or a variable.
        return None;
    }
    let is_wrong = match name.mode {
        Mode::Fold | Mode::Phrase | Mode::Command => true,
        Mode::Kind => plain.starts_with(|c: char| c.is_ascii_uppercase()) && !plain.contains(' '),
        Mode::Exact | Mode::Short => false,
    };
    is_wrong.then_some(Verdict::Wrong)
}

/// Whether a line is Japanese and no Latin word stands next to `start..end`: then it is no part of a command or of an English title.
fn stands_in_japanese(text: &str, start: usize, end: usize) -> bool {
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let (before, after) = (&text[line_start..start], &text[end..line_end]);
    let is_latin = |c: Option<char>| c.is_some_and(|c| joins_word(c) || matches!(c, '/' | '-' | '_' | '\u{fffc}'));
    let latin_before = is_latin(before.strip_suffix(' ').unwrap_or(before).chars().next_back());
    let latin_after = is_latin(after.strip_prefix(' ').unwrap_or(after).chars().next());
    !latin_before && !latin_after && (before.contains(is_japanese) || after.contains(is_japanese))
}

/// Whether `start..end` is part of an identifier: a path, host, slug, handle, hashtag, variable, image tag or version. A list of
/// capitalised words with slashes (`HTML/CSS/Typescript`) is prose.
fn is_guarded(text: &str, start: usize, end: usize) -> bool {
    let run_start = text[..start].char_indices().rev().take_while(|&(_, c)| is_identifier(c)).last().map_or(start, |(at, _)| at);
    let run_end = end + text[end..].find(|c| !is_identifier(c)).unwrap_or(text.len() - end);
    let run = &text[run_start..run_end];
    // `.`, `:` and `?` that end a sentence are no part of it.
    let run = run.trim_end_matches(['.', ':', '?', '*', '~', '&']);
    if run.contains(['@', '_', '\\', '=', '$', '%']) || run.starts_with('#') {
        return true;
    }
    let bytes = run.as_bytes();
    let joined = |at: usize| bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
    if (0..bytes.len()).any(|at| matches!(bytes[at], b'.' | b':' | b'#' | b'?') && joined(at)) {
        return true;
    }
    if run.contains('/') && !run.split('/').all(|part| part.starts_with(|c: char| c.is_ascii_uppercase())) {
        return true;
    }
    // `ceph-operator` and `OVN4NFV-K8S-Plugin` name something else.
    let is_slug = !run.contains(|c: char| c.is_ascii_uppercase());
    let is_shouted = run.len() > end - start && !text[start..end].contains(|c: char| c.is_ascii_lowercase());
    run.contains('-') && (is_slug || is_shouted)
}
