//! Values without quotes that need some.

use super::data::{Style, Table, ValueData};
use super::is_key;
use crate::source::{Source, Span};

/// Keys whose values are words: a sign in them is meant as such.
const WORDS: [&str; 7] = ["title", "description", "summary", "subtitle", "linktitle", "title_meta", "sidebar_label"];

/// Whether the value of `key` is words.
#[must_use]
pub fn is_of_words(key: &str) -> bool {
    WORDS.iter().any(|known| known.eq_ignore_ascii_case(key))
}

/// `value` in quotes.
#[must_use]
pub fn in_quotes(value: &str) -> String {
    if value.contains(['"', '\\']) { format!("'{}'", value.replace('\'', "''")) } else { format!("\"{value}\"") }
}

/// The whole value in the line of byte `at`, where that line is a key with a value that has no quotes and ends there.
#[must_use]
pub fn whole_value(source: &Source, at: usize) -> Option<Span> {
    let number = source.line_at(at);
    let line = source.line_content(number);
    let text = source.slice(line);
    let (key, value) = text.split_once(": ")?;
    let value = value.trim();
    let is_whole = !value.is_empty() && !value.starts_with(['"', '\'', '|', '>', '{', '&', '!']);
    // A list or an alias may be meant, unless a text follows the bracket.
    let is_list = value.starts_with('[') && (!value.contains(']') || value.ends_with(']'));
    let is_alias = value.starts_with('*') && !value.contains(' ');
    // An indented line may belong to the value.
    let next = source.line(number + 1);
    let goes_on = next.starts_with([' ', '\t']) && !next.trim().is_empty();
    if !is_key(key) || !is_whole || is_list || is_alias || goes_on {
        return None;
    }
    let start = line.start + text.len() - text[key.len() + 1..].trim_start().len();
    Some(Span::new(start, start + value.len()))
}

/// The comments that were meant as words of a value, `#60` or `#KubeCon`, each with all that was meant. A comment proper has a blank behind its sign.
pub fn cut_short<'a>(table: &'a Table, source: &'a Source) -> impl Iterator<Item = (Span, Span)> + 'a {
    let entries = table.entries.iter().filter(|entry| is_of_words(&entry.key));
    entries.filter_map(|entry| {
        let ValueData::Scalar(text, Style::Plain) = &entry.value.data else { return None };
        let end = if text.is_empty() { entry.key_span.end + 1 } else { entry.value.span.end };
        let line = source.line_content(source.line_at(end));
        let rest = source.slice(Span::new(end, line.end.max(end)));
        let comment = rest.trim_start();
        let is_word =
            comment.strip_prefix('#').is_some_and(|word| word.starts_with(|c: char| !c.is_whitespace() && !matches!(c, '#' | '!' | '-')));
        let start = line.end - comment.len();
        let value = if text.is_empty() { start } else { entry.value.span.start };
        let behind = Span::new(start, start + comment.trim_end().len());
        let is_one_line = !source.slice(entry.value.span).contains('\n');
        (is_word && is_one_line && start > end).then(|| (behind, Span::new(value, behind.end)))
    })
}
