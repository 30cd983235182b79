//! An emoji is written as itself where the platform does not know its name.

use crate::diagnostic::{Edit, Level};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EmojiShortcode {}

impl Rule for EmojiShortcode {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if cx.platform.dialect.emoji.or(cx.facts.site.emoji) != Some(false) {
            return;
        }
        for run in cx.runs_with(":") {
            let mut from = 0;
            while let Some(start) = run.text[from..].find(':').map(|at| from + at) {
                from = start + 1;
                let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '+');
                let length = run.text[from..].find(|c| !is_name(c)).unwrap_or(run.text.len() - from);
                let end = from + length + 1;
                // `12:100:20` is a time, and `a:b:c` a path.
                let joins = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '/');
                let is_apart = !run.text[..start].ends_with(joins) && !run.text.get(end..).is_some_and(|rest| rest.starts_with(joins));
                if length == 0 || !run.text[from + length..].starts_with(':') || !is_apart {
                    continue;
                }
                let name = &run.text[from..from + length];
                let Some(emoji) = named(name).filter(|_| run.is_contiguous(start, end)) else { continue };
                let args = [("name", name), ("emoji", emoji), ("platform", &cx.platform.title)];
                report.at(run.span(start, end)).say("printed", args).fix(Level::Wording, [Edit::replace(run.span(start, end), emoji)]);
                from = end;
            }
        }
    }
}

/// A line for each name: its emoji stands behind it.
const NAMES: &str = include_str!("../../rules/words/emoji.txt");

/// The emoji of this name. Names are rare and the list is short, so it is searched as it is: a table would cost every run its making.
fn named(name: &str) -> Option<&'static str> {
    let line = format!("\n{name} ");
    let at = memchr::memmem::find(NAMES.as_bytes(), line.as_bytes())? + line.len();
    NAMES[at..].lines().next()
}
