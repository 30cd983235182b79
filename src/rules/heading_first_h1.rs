//! A text begins with its heading of level 1.

use crate::document::{Document, Kind, NodeRef};
use crate::front_matter::TitlePattern;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// The level of the first heading, what in the front matter stands for one, and whether anything may stand before it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HeadingFirstH1 {
    level: usize,
    front_matter_title: TitlePattern,
    allow_preamble: bool,
}

impl Default for HeadingFirstH1 {
    fn default() -> Self {
        Self { level: 1, front_matter_title: TitlePattern::default(), allow_preamble: false }
    }
}

impl Rule for HeadingFirstH1 {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if cx.doc.has_title(&self.front_matter_title) {
            return;
        }
        let mut blocks = cx.doc.blocks().map(|block| (block.span, level(block)));
        let found = if self.allow_preamble { blocks.find(|(_, level)| level.is_some()) } else { first(cx.doc, blocks.next()) };
        match found {
            Some((span, Some(level))) if level != self.level => {
                report.at(span).say("level", [("level", level), ("wanted", self.level)]);
            }
            Some((span, None)) => _ = report.at(span).say("none", [("wanted", self.level)]),
            _ => {}
        }
    }
}

/// The first thing of a document: its first block, or a definition before that.
fn first(doc: &Document, block: Option<(Span, Option<usize>)>) -> Option<(Span, Option<usize>)> {
    let definition = doc.definitions.first().map(|definition| definition.span);
    match (definition, block) {
        (Some(definition), Some((span, _))) if span.start < definition.start => block,
        (Some(definition), _) => Some((definition, None)),
        (None, _) => block,
    }
}

/// The level of a heading, or of the tag that a piece of HTML begins with.
fn level(block: NodeRef<'_>) -> Option<usize> {
    match block.kind {
        Kind::Heading { level, .. } => Some(usize::from(level)),
        Kind::HtmlBlock { .. } => tag_level(block.source()),
        _ => None,
    }
}

fn tag_level(html: &str) -> Option<usize> {
    let is_name = |rest: &str| rest.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic());
    let first = html.match_indices('<').map(|(at, _)| &html[at + 1..]).find(|rest| is_name(rest))?;
    let first = first.trim_start_matches('/');
    let name = &first[..first.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(first.len())];
    let digit = name.strip_prefix(['h', 'H'])?;
    digit.parse().ok().filter(|level| (1..=6).contains(level) && digit.len() == 1)
}
