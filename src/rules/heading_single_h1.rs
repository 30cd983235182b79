//! Where the front matter's title is printed as the level-1 heading, the body begins at level 2.

use crate::diagnostic::{Edit, Level};
use crate::document::{Document, Kind};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadingSingleH1 {}

impl Rule for HeadingSingleH1 {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let title = cx.doc.front_matter.as_ref().and_then(|block| block.scalar(cx.doc.source.text(), "title"));
        if title.is_none() {
            return;
        }
        let mut shift = shift(cx.doc);
        for (heading, _) in cx.doc.headings().filter(|&(_, level)| level == 1) {
            // One fix moves all headings: it belongs to the first of them.
            report.at(heading.span).say("body", ()).fix(Level::Suggest, std::mem::take(&mut shift));
        }
    }
}

/// One `#` more for every heading; nothing where one is underlined or at the deepest level.
fn shift(doc: &Document) -> Vec<Edit> {
    let headings: Vec<_> = doc.headings().map(|(heading, _)| heading).collect();
    let movable = headings.iter().all(|heading| {
        let atx = matches!(heading.kind, Kind::Heading { level, setext: false } if level < 6);
        atx && heading.source().starts_with('#') && doc.inexact_block(heading.span).is_none()
    });
    if movable { headings.iter().map(|heading| Edit::insert(heading.span.start, "#")).collect() } else { Vec::new() }
}
