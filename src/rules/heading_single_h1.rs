//! Where the front matter's title is printed as the level-1 heading, the body begins at level 2.

use crate::diagnostic::{Edit, Level};
use crate::document::{Document, Kind, NodeRef};
use crate::front_matter::TitlePattern;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// The level that a page has one heading of, and what in the front matter is one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HeadingSingleH1 {
    level: usize,
    front_matter_title: TitlePattern,
}

impl Default for HeadingSingleH1 {
    fn default() -> Self {
        Self { level: 1, front_matter_title: TitlePattern::default() }
    }
}

impl Rule for HeadingSingleH1 {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let is_meant = |heading: NodeRef<'_>, level| level == self.level && !(cx.is_markdownlint() && is_tab(heading));
        let headings: Vec<_> = cx.doc.shown_headings().filter(|&(heading, level)| is_meant(heading, level)).collect();
        let Some(&(first, _)) = headings.first() else { return };
        let args = [("level", self.level)];
        if cx.doc.has_title(&self.front_matter_title) {
            let mut shift = shift(cx.doc, self.level);
            for (heading, _) in headings {
                // One fix moves all headings: it belongs to the first of them.
                report.at(heading.span).say("body", args).fix(Level::Suggest, std::mem::take(&mut shift));
            }
        } else if cx.is_markdownlint() && is_title(cx.doc, first) {
            for (heading, _) in &headings[1..] {
                report.at(heading.span).say("again", args).also(first.span, "first", ());
            }
        }
    }
}

/// Whether a heading is the first thing in its document.
fn is_title(doc: &Document, heading: NodeRef<'_>) -> bool {
    let is_first = doc.blocks().next().is_some_and(|block| block.index() == heading.index());
    is_first && doc.definitions.first().is_none_or(|definition| definition.span.start > heading.span.start)
}

/// Whether a heading is a tab of Docfx: `# [text](#tab/id)`.
fn is_tab(heading: NodeRef<'_>) -> bool {
    let mut children = heading.children();
    let (first, rest) = (children.next(), children.next());
    rest.is_none() && first.and_then(NodeRef::destination).is_some_and(|destination| destination.starts_with("#tab/"))
}

/// One `#` more for every heading of that level and below; nothing where one is underlined or at the deepest level.
fn shift(doc: &Document, from: usize) -> Vec<Edit> {
    let headings: Vec<_> = doc.headings().filter(|&(_, level)| level >= from).map(|(heading, _)| heading).collect();
    let movable = headings.iter().all(|heading| {
        let atx = matches!(heading.kind, Kind::Heading { level, setext: false } if level < 6);
        atx && heading.source().starts_with('#') && doc.inexact_block(heading.span).is_none()
    });
    if movable { headings.iter().map(|heading| Edit::insert(heading.span.start, "#")).collect() } else { Vec::new() }
}
