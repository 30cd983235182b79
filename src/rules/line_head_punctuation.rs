//! No line begins with what cannot begin one in Japanese.

use crate::diagnostic::{Edit, Level};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::is_japanese;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LineHeadPunctuation {}

impl Rule for LineHeadPunctuation {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for soft in cx.doc.soft_breaks() {
            let line = cx.doc.source.text()[soft.gap.end..].lines().next().unwrap_or_default();
            if !cannot_begin(soft.behind, soft.before) || is_layout(line) {
                continue;
            }
            let place = Span::new(soft.gap.end, soft.gap.end + line.chars().next().map_or(0, char::len_utf8));
            // A URL would go on, and a line break that is shown may be meant.
            let is_sure = soft.is_plain && is_japanese(soft.before) && !cx.platform.dialect.hard_breaks;
            let level = if is_sure { Level::Repair } else { Level::Suggest };
            report.at(place).say("head", [("mark", soft.behind)]).fix(level, [Edit::delete(soft.gap)]);
        }
    }
}

/// Whether a line that begins with `c` was broken in the wrong place, `before` being the end of the line before.
fn cannot_begin(c: char, before: char) -> bool {
    let is_part = matches!(c, 'ー' | '々' | 'ゝ' | 'ゃ' | 'ゅ' | 'ょ' | 'ャ' | 'ュ' | 'ョ');
    "、。，．」』）】〕〉》".contains(c) || is_part && before.is_alphanumeric() && is_japanese(before)
}

/// Whether a line is nothing but brackets that are closed below what they enclose, or drawn with long bars.
fn is_layout(line: &str) -> bool {
    line.starts_with("ーー") || line.trim_end().chars().all(|c| "」』）】〕〉》".contains(c))
}
