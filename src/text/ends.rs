//! The ends of a text, as far as they matter to what stands beside it: a look at all of it would cost as much for each place of a long line.

/// The beginning of a text: at most `most` bytes.
#[must_use]
pub fn first(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}

/// The end of a text: at most `most` bytes.
#[must_use]
pub fn last(text: &str, most: usize) -> &str {
    let start = (text.len().saturating_sub(most)..text.len()).find(|at| text.is_char_boundary(*at));
    &text[start.unwrap_or(text.len())..]
}

/// What stands behind the last white space, or the end of it, `most` bytes at most.
#[must_use]
pub fn last_word(text: &str, most: usize) -> &str {
    let text = last(text, most);
    text.rsplit(char::is_whitespace).next().unwrap_or(text)
}
