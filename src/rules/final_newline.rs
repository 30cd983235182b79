//! A file ends with one newline.

use crate::diagnostic::{Edit, Level};
use crate::document::Kind;
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
        // The end of data is its own, not a text's.
        if content == 0 || text == "\u{feff}" || cx.kind().is_some_and(|kind| kind.data) {
            return;
        }
        if !text.ends_with(['\n', '\r']) {
            // markdownlint takes a comment for nothing, and what the front matter ends with is not its business.
            if cx.is_markdownlint() && (cx.doc.body.is_empty() || cx.doc.is_blank_line(source.line_count() - 1)) {
                return;
            }
            // In a block of code that is never closed it would be one more line of code.
            let is_open = cx.doc.nodes().next_back().is_some_and(|last| matches!(last.kind, Kind::CodeBlock { closed: false, .. }));
            let edit = (!is_open).then(|| Edit::insert(end, source.newline()));
            report.at(Span::at(end)).say("missing", ()).fix(Level::Layout, edit);
            return;
        }
        let extra = Span::new(source.line_span(source.line_at(content - 1)).end, end);
        // Blank lines in a block of code that is never closed are code. To markdownlint too many are another rule's.
        if !cx.is_markdownlint() && !extra.is_empty() && extra.start >= cx.doc.body.start && !cx.doc.is_verbatim(extra.start) {
            report.at(extra).say("extra", ()).fix(Level::Layout, [Edit::delete(extra)]);
        }
    }
}
