//! Nothing stands behind an embed in its line.

use crate::diagnostic::{Edit, Level};
use crate::document::construct::Form;
use crate::platform::dialect::Others;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EmbedTrailingText {}

impl Rule for EmbedTrailingText {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if cx.platform.dialect.embeds.as_ref().is_none_or(|embeds| embeds.others != Others::Dropped) {
            return;
        }
        let embeds = cx.doc.constructs().iter().filter(|construct| matches!(construct.form, Form::Embed { .. }));
        for Span { start, end } in embeds.map(|construct| construct.span) {
            let line = cx.doc.source.line_content(cx.doc.source.line_at(start));
            let behind = cx.doc.source.slice(Span::new(end, line.end));
            let text = behind.trim();
            if text.is_empty() {
                continue;
            }
            let gap = behind.len() - behind.trim_start().len();
            let said = report.at(Span::new(end + gap, end + gap + text.len())).say("lost", [("platform", &cx.platform.title)]);
            // In a list or quote the new line would need their marks.
            if start == line.start {
                said.fix(Level::Suggest, [Edit::replace(Span::new(end, end + gap), cx.doc.source.newline().repeat(2))]);
            }
        }
    }
}
