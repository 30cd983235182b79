//! A file ends with one newline.

use crate::diagnostic::{Edit, Level};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FinalNewline {}

impl Rule for FinalNewline {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let source = &cx.doc.source;
        let text = source.text();
        let end = text.len();
        let content = text.trim_end_matches([' ', '\t', '\n', '\r']).len();
        if content == 0 || text == "\u{feff}" {
            return;
        }
        if !text.ends_with(['\n', '\r']) {
            report.at(Span::at(end)).say("missing", ()).fix(Level::Layout, [Edit::insert(end, source.newline())]);
            return;
        }
        let extra = Span::new(source.line_span(source.line_at(content - 1)).end, end);
        // Blank lines in a block of code that is never closed are code.
        if !extra.is_empty() && extra.start >= cx.doc.body.start && !cx.doc.is_verbatim(extra.start) {
            report.at(extra).say("extra", ()).fix(Level::Layout, [Edit::delete(extra)]);
        }
    }
}
