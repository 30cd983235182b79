//! A heading begins at the beginning of its line.

use crate::diagnostic::{Edit, Level};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadingIndent {}

impl Rule for HeadingIndent {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for (heading, _) in cx.doc.shown_headings() {
            let indent = heading.stray_indent();
            if !indent.is_empty() {
                // What is in a note has to be indented, by how much the parser says in its own way.
                let edit = (!heading.is_in_footnote()).then(|| Edit::delete(indent));
                report.at(indent).say("indent", ()).fix(Level::Layout, edit);
            }
        }
    }
}
