//! What JSON does not take, and YAML, which reads the block, does: a comma at the end, other quotes, comments.

use super::data::{Mistake, Problem};
use crate::source::Span;
use serde::de::IgnoredAny;

/// The first mistake in `text`, whose first byte is byte `base` of the file.
pub(super) fn mistake(text: &str, base: usize) -> Option<Mistake> {
    let error = serde_json::from_str::<IgnoredAny>(text).err()?;
    let line: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let said = (line + error.column().saturating_sub(1)).min(text.len());
    let at = (0..=said).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default().to_owned();
    Some(Mistake { span: Span::new(base + at, base + end), problem: Problem::Other(message) })
}
