//! No newline stands in the middle of a Japanese sentence where it is printed as a space.

use crate::diagnostic::{Edit, Level};
use crate::rule::{Context, Report, Rule};
use crate::text::is_japanese;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SoftBreak {}

impl Rule for SoftBreak {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if cx.platform.dialect.hard_breaks {
            return;
        }
        // Punctuation has a space of its own to a reader's eye.
        let is_letter = |c: char| is_japanese(c) && (c.is_alphanumeric() || c == 'ー');
        for soft in cx.doc.soft_breaks().filter(|soft| is_letter(soft.before) && is_letter(soft.behind)) {
            report.at(soft.gap).say("space", ()).fix(Level::Suggest, [Edit::delete(soft.gap)]);
        }
    }
}
