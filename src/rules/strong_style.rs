//! Strong emphasis is written with one mark in a file.

use crate::diagnostic::Level;
use crate::document::Kinds;
use crate::emphasis::style::{Style, deviating};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// The mark to use; that of most strong ones, where none is given.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct StrongStyle {
    style: Style,
}

impl Rule for StrongStyle {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for (span, wanted, edits) in deviating(cx.doc, Kinds::STRONG, self.style, cx.platform, cx.is_markdownlint()) {
            report
                .at(span)
                .say("mark", [("written", cx.doc.source.slice(span).get(..2).unwrap_or_default()), ("wanted", wanted)])
                .fix(Level::Layout, edits);
        }
    }
}
