//! What around a word says that it is no prose: identifiers, lines of code, lists of tags.

use crate::document::OBJECT;
use crate::text::{is_identifier, is_japanese, joins_word};

/// Characters of a run that are looked at before and behind a name.
const LONGEST_RUN: usize = 200;

/// Bytes of a line that are looked at before and behind a name: a line of a megabyte is not looked through for each name in it.
const LONGEST_LINE: usize = 1000;

/// The line around `start..end`; a long one as far as it is looked at.
fn line(text: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    let is_boundary = |at: &usize| text.is_char_boundary(*at);
    let from = (start.saturating_sub(LONGEST_LINE)..=start).find(is_boundary).unwrap_or(start);
    let to = (end..=(end + LONGEST_LINE).min(text.len())).rev().find(is_boundary).unwrap_or(end);
    let line_start = memchr::memrchr(b'\n', &text.as_bytes()[from..start]).map_or(from, |at| from + at + 1);
    let line_end = memchr::memchr(b'\n', &text.as_bytes()[end..to]).map_or(to, |at| end + at);
    line_start..line_end
}

/// Whether a line is Japanese and no Latin word stands next to `start..end`: then it is no part of a command or of an English title.
pub(super) fn stands_in_japanese(text: &str, start: usize, end: usize) -> bool {
    let line = line(text, start, end);
    let (before, after) = (&text[line.start..start], &text[end..line.end]);
    let is_latin = |c: Option<char>| c.is_some_and(|c| joins_word(c) || matches!(c, '/' | '-' | '_' | OBJECT));
    let latin_before = is_latin(before.strip_suffix(' ').unwrap_or(before).chars().next_back());
    let latin_after = is_latin(after.strip_prefix(' ').unwrap_or(after).chars().next());
    !latin_before && !latin_after && (near_japanese(before.chars().rev()) || near_japanese(after.chars()))
}

/// Whether Japanese stands in the line around `start..end`, not far from it.
pub(super) fn is_in_japanese_line(text: &str, start: usize, end: usize) -> bool {
    let line = line(text, start, end);
    near_japanese(text[line.start..start].chars().rev()) || near_japanese(text[end..line.end].chars())
}

/// Whether a Japanese character is among the first of `chars`.
fn near_japanese(mut chars: impl Iterator<Item = char>) -> bool {
    chars.by_ref().take(LONGEST_RUN).any(is_japanese)
}

/// The run of characters of identifiers around `start..end`.
fn run(text: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    let run_start =
        text[..start].char_indices().rev().take(LONGEST_RUN).take_while(|&(_, c)| is_identifier(c)).last().map_or(start, |(at, _)| at);
    let after = text[end..].char_indices().take(LONGEST_RUN).take_while(|&(_, c)| is_identifier(c)).last();
    run_start..after.map_or(end, |(at, c)| end + at + c.len_utf8())
}

/// Whether `start..end` is part of an identifier: a path, host, slug, handle, hashtag, variable, image tag or version. A list of
/// capitalised words with slashes (`HTML/CSS/Typescript`) is prose.
pub(super) fn is_identifier_part(text: &str, start: usize, end: usize) -> bool {
    let is_call = ["()", "{}", "[]"].iter().any(|call| text[end..].starts_with(call));
    if is_call || is_label(text, start, end) {
        return true;
    }
    let range = run(text, start, end);
    // `Github->name`
    let arrow = text[range.end..].strip_prefix('>').filter(|_| text[..range.end].ends_with('-'));
    if arrow.is_some_and(|member| member.starts_with(|c: char| c.is_ascii_lowercase())) || text[range.clone()].starts_with("--") {
        return true;
    }
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b' ';
    if range == (start..end) && text.as_bytes()[range.clone()].iter().all(is_plain) {
        return false;
    }
    // `.`, `:` and `?` that end a sentence are no part of it.
    let run = text[range].trim_end_matches(['.', ':', '?', '*', '~', '&', '/', '+', '-']);
    if run.contains(['@', '_', '\\', '=', '$', '%']) || run.starts_with('#') {
        return true;
    }
    let bytes = run.as_bytes();
    let joined = |at: usize| bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
    let is_dotted_name = matches!(&text[start..end], name if name.contains('.')) && run.len() == end - start;
    if !is_dotted_name && (0..bytes.len()).any(|at| matches!(bytes[at], b'.' | b':' | b'#' | b'?') && joined(at)) {
        return true;
    }
    let is_capitalised = |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase());
    if run.contains('/') && !text[start..end].contains('/') && !run.split('/').all(is_capitalised) {
        return true;
    }
    // `ceph-operator` and `OVN4NFV-K8S-Plugin` name something else.
    let is_slug = !run.contains(|c: char| c.is_ascii_uppercase());
    let is_shouted = run.len() > end - start && !text[start..end].contains(|c: char| c.is_ascii_lowercase());
    run.contains('-') && run.len() > end - start && (is_slug || is_shouted)
}

/// Whether `start..end` stands in the label of a footnote or of a reference that is nowhere defined: `[^Github]`, `[here][Github]`.
fn is_label(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let before = &bytes[start.saturating_sub(LONGEST_LABEL)..start];
    let Some(at) = memchr::memrchr3(b'[', b']', b'\n', before).filter(|at| before[*at] == b'[') else { return false };
    let opens = before.get(at + 1) == Some(&b'^') || at.checked_sub(1).is_some_and(|at| before[at] == b']');
    let after = &bytes[end..(end + LONGEST_LABEL).min(bytes.len())];
    opens && memchr::memchr3(b'[', b']', b'\n', after).is_some_and(|at| after[at] == b']')
}

/// Bytes of a label that are looked at before and behind a name.
const LONGEST_LABEL: usize = 100;

/// Signs of a command or of YAML in a line without Japanese.
const CODE: [&str; 9] = [" --", "| grep", "kind:", "apiVersion:", "$ ", "http://", "https://", "sudo ", " && "];

/// Whether the line around `start..end` is code that nobody fenced.
pub(super) fn is_code_line(text: &str, start: usize, end: usize) -> bool {
    is_code(&text[line(text, start, end)])
}

/// As [`is_code_line`], for the words of a text one behind the other: each line is looked at once.
#[derive(Default)]
pub(super) struct CodeLines {
    line: std::ops::Range<usize>,
    is_code: bool,
}

impl CodeLines {
    pub(super) fn has(&mut self, text: &str, start: usize, end: usize) -> bool {
        if start < self.line.start || end > self.line.end {
            self.line = line(text, start, end);
            self.is_code = is_code(&text[self.line.clone()]);
        }
        self.is_code
    }
}

fn is_code(line: &str) -> bool {
    let line = line.trim();
    if line.len() > LONGEST_LINE || line.contains(is_japanese) {
        return false;
    }
    line.contains([' ', ':']) && CODE.iter().any(|sign| line.contains(sign))
        || line.ends_with(['{', ';', '}'])
        || line.starts_with("- name:")
        || line.starts_with("import ")
}

/// Whether the line around `start..end` is a list of tags: single words with commas between.
pub(super) fn is_tag_list(text: &str, start: usize, end: usize) -> bool {
    let line = text[line(text, start, end)].trim();
    let mut tags = line.split([',', '、']).map(str::trim);
    line.len() <= LONGEST_RUN * 4
        && line.matches([',', '、']).count() >= 2
        && tags.all(|tag| !tag.is_empty() && !tag.contains(' ') && tag.is_ascii())
}

/// Whether a title of address stands behind the word: then it is a person's.
pub(super) fn is_person(text: &str, end: usize) -> bool {
    let after = text[end..].strip_prefix([' ', '\u{3000}']).unwrap_or(&text[end..]);
    ["さん", "氏", "様", "くん", "君", "先生", "ちゃん"].iter().any(|title| after.starts_with(title))
}

/// Whether `start..end` begins a sentence, a cell or a line.
pub(super) fn begins_sentence(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches([' ', '"', '“', '(', '*']);
    before.is_empty() || before.ends_with(['.', '!', '?', ':', '\n', '。', '！', '？', '：', '|', '-', '–', '—'])
}
