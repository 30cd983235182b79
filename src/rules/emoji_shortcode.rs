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
        for run in cx.doc.runs_with(":") {
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
                let Some(emoji) = emojis::get_by_shortcode(name).filter(|_| run.is_contiguous(start, end)) else { continue };
                let args = [("name", name), ("emoji", emoji.as_str()), ("platform", &cx.platform.title)];
                report
                    .at(run.span(start, end))
                    .say("printed", args)
                    .fix(Level::Wording, [Edit::replace(run.span(start, end), emoji.as_str())]);
                from = end;
            }
        }
    }
}
