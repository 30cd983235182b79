//! Finding names in a stretch of prose.

use super::{Mode, Name, Names};
use crate::text::{LETTER, NO_LETTER, halfwidth, is_identifier, is_japanese, joins_word};

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

/// Characters of a run that are looked at before and behind a name.
const LONGEST_RUN: usize = 200;

/// Names have at most this many words.
const MOST_WORDS: usize = 4;

impl Names {
    /// The names in `text` that are written wrong, in order. A name counts with its longest form: what is part of one is no other.
    ///
    /// Cost: one pass over the bytes; a word whose first two letters begin some name costs up to four look-ups.
    #[must_use]
    pub fn find<'n>(&'n self, text: &str) -> Vec<Found<'n>> {
        let mut found = Vec::new();
        let mut folded = String::new();
        let mut from = 0;
        while let Some(start) = next_word(text, from) {
            let end = word_end(text, start);
            from = end;
            if !self.may_begin_at(text, start, end) {
                continue;
            }
            if let Some((end, name)) = self.longest(text, start, end, &mut folded) {
                found.extend(verdict(text, start, end, name).map(|verdict| Found { start, end, name, verdict }));
                from = end;
            }
        }
        found
    }

    /// Whether some name begins with the first two letters of the word `start..end`. One letter may be the first word of a name: `g RPC`.
    fn may_begin_at(&self, text: &str, start: usize, end: usize) -> bool {
        let word = &text.as_bytes()[start..end];
        match word {
            [first, second, ..] if first.is_ascii() && second.is_ascii() => !self.candidates(word).is_empty(),
            _ => true,
        }
    }

    /// The name with most words that begins with the word `start..end`, and where it ends. `folded` is room to work in.
    fn longest<'n>(&'n self, text: &str, start: usize, end: usize, folded: &mut String) -> Option<(usize, &'n Name)> {
        folded.clear();
        let (mut word, mut gaps, mut best) = ((start, end), 0_u64, None);
        for _ in 0..MOST_WORDS {
            // A word with a letter that is not ASCII is another language's.
            let letters = text[word.0..word.1].chars().map(halfwidth);
            if !letters.clone().all(|c| c.is_ascii()) {
                break;
            }
            folded.extend(letters.map(|c| c.to_ascii_lowercase()));
            let (name, is_beginning) = self.get(folded);
            if let Some(name) = name.filter(|name| gaps & !name.splits == 0) {
                best = Some((word.1, name));
            }
            if !is_beginning && folded.len() > 1 {
                break;
            }
            let Some(next) = next_word(text, word.1).filter(|&next| is_gap(&text[word.1..next])) else { break };
            gaps |= 1_u64.checked_shl(u32::try_from(folded.len()).unwrap_or(64)).unwrap_or(0);
            word = (next, word_end(text, next));
        }
        best
    }
}

/// Where the next run of letters and digits begins, from `from` on.
fn next_word(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            0..=0x7f if LETTER[usize::from(byte)] != NO_LETTER => return Some(at),
            0..=0x7f => at += 1,
            // Kana and kanji: three bytes each, and most of a Japanese text.
            0xe3..=0xe9 => at += 3,
            _ => {
                let c = text[at..].chars().next()?;
                if joins_word(c) {
                    return Some(at);
                }
                at += c.len_utf8();
            }
        }
    }
    None
}

/// Where the run of letters and digits that begins at `start` ends.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        if LETTER[usize::from(byte)] != NO_LETTER {
            at += 1;
        } else if byte.is_ascii() {
            break;
        } else {
            match text[at..].chars().next() {
                Some(c) if joins_word(c) => at += c.len_utf8(),
                _ => break,
            }
        }
    }
    at
}

/// What may stand between the words of a name.
fn is_gap(between: &str) -> bool {
    matches!(between, " " | "-" | "." | "\u{a0}" | "\u{3000}")
}

fn is_right(name: &Name, form: &str) -> bool {
    form == name.text || name.alias.iter().any(|alias| alias == form)
}

fn verdict(text: &str, start: usize, end: usize, name: &Name) -> Option<Verdict> {
    let written = &text[start..end];
    if is_right(name, written) || is_guarded(text, start, end) {
        return None;
    }
    let plain: String = written.chars().map(halfwidth).collect();
    if is_right(name, &plain) || name.wrong.contains(&plain) {
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
    // `the gateway API` and `type Script` are words.
    if plain.contains(' ') && !plain.starts_with(|c: char| c.is_ascii_uppercase()) {
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
    let run_start =
        text[..start].char_indices().rev().take(LONGEST_RUN).take_while(|&(_, c)| is_identifier(c)).last().map_or(start, |(at, _)| at);
    let after = text[end..].char_indices().take(LONGEST_RUN).take_while(|&(_, c)| is_identifier(c)).last();
    let run_end = after.map_or(end, |(at, c)| end + at + c.len_utf8());
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
