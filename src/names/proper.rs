//! Proper names as markdownlint compares them: a list of spellings, and words that differ from them in case alone.

use crate::source::{Source, Span};
use std::collections::BTreeMap;

/// A word that is one of the names but for its case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misspelled<'n> {
    /// The word.
    pub span: Span,
    /// The name.
    pub right: &'n str,
}

/// The misspelled names in `stretches` of a text, longer names first; `urls` tells which parts of a stretch are addresses, counted from its start.
pub fn misspelled<'n>(names: &'n [String], source: &Source, stretches: &[Span], urls: impl Fn(&str) -> Vec<Span>) -> Vec<Misspelled<'n>> {
    let mut sorted: Vec<&str> = names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    sorted.sort_by_key(|name| (std::cmp::Reverse(name.encode_utf16().count()), name.to_lowercase()));
    let mut found = Vec::new();
    let mut taken = Taken::default();
    let mut scanned = vec![false; stretches.len()];
    for name in sorted {
        for (stretch, scanned) in stretches.iter().zip(&mut scanned) {
            let text = source.slice(*stretch);
            for at in occurrences(text, name) {
                let span = Span::new(stretch.start + at.0, stretch.start + at.1);
                if !names.iter().any(|name| name == source.slice(span)) && taken.is_free(span) {
                    if !std::mem::replace(scanned, true) {
                        // markdownlint 0.42 ends the range of an address as far behind the stretch as it ends behind the stretch's start.
                        let line = source.line_content(source.line_at(span.start));
                        for url in urls(text) {
                            taken.take(Span::new(stretch.start + url.start, (stretch.end + url.end).min(line.end)));
                        }
                    }
                    if taken.is_free(span) {
                        found.push(Misspelled { span, right: name });
                    }
                }
                taken.take(span);
            }
        }
    }
    found.sort_by_key(|found| found.span);
    found
}

/// What no further name is looked for in: starts and ends of stretches that neither overlap nor touch.
#[derive(Default)]
struct Taken(BTreeMap<usize, usize>);

impl Taken {
    fn is_free(&self, span: Span) -> bool {
        self.0.range(..span.end).next_back().is_none_or(|(_, &end)| end <= span.start)
    }

    fn take(&mut self, span: Span) {
        let mut whole = span;
        while let Some((&start, &end)) = self.0.range(..=whole.end).next_back().filter(|(_, end)| **end >= whole.start) {
            self.0.remove(&start);
            whole = Span::new(whole.start.min(start), whole.end.max(end));
        }
        self.0.insert(whole.start, whole.end);
    }
}

/// Where `name` stands in `text` as a word, without regard to case.
fn occurrences<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = (usize, usize)> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let (starts, ends) = (name.starts_with(is_word), name.ends_with(is_word));
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from;
            let first = text.get(at..)?.chars().next()?;
            from += first.len_utf8();
            let Some(length) = length_of(&text[at..], name) else { continue };
            let before = text[..at].trim_end_matches('_');
            let behind = text[at + length..].trim_start_matches('_');
            if starts && before.ends_with(is_word) || ends && behind.starts_with(is_word) {
                continue;
            }
            from = at + length;
            return Some((at, at + length));
        }
    })
}

/// How many bytes of `text` are `name`, without regard to case; nothing where it begins otherwise.
fn length_of(text: &str, name: &str) -> Option<usize> {
    let mut chars = text.chars();
    let is_same = |a: char, b: char| a == b || a.to_uppercase().eq(b.to_uppercase());
    let begins = name.chars().all(|c| chars.next().is_some_and(|found| is_same(found, c)));
    begins.then(|| text.len() - chars.as_str().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_in_their_own_case() {
        let names = ["GitHub", "github.com", "JavaScript", "C++", "npm"].map(str::to_owned);
        let text = "Github側 github.com github.COM githubs _github_ a_github Javascript c++ NPM https://NPM npm";
        let source = Source::new(text);
        let url = |text: &str| text.find("https").map(|at| Span::new(at, at + 11)).into_iter().collect();
        let found = misspelled(&names, &source, &[Span::new(0, text.len())], url);
        let found: Vec<_> = found.iter().map(|found| (source.slice(found.span), found.right)).collect();
        let expected = [
            ("Github", "GitHub"),
            ("github.COM", "github.com"),
            ("github", "GitHub"),
            ("Javascript", "JavaScript"),
            ("c++", "C++"),
            ("NPM", "npm"),
        ];
        assert_eq!(found, expected);
    }
}
