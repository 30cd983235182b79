//! Lines are no longer than they may be.

use crate::document::Kind;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::{is_ecmascript_space, is_japanese, width};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// How long lines may be, and which.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LineLength {
    #[serde(rename = "line_length")]
    limit: Option<usize>,
    #[serde(rename = "heading_line_length")]
    of_headings: Option<usize>,
    #[serde(rename = "code_block_line_length")]
    of_code: Option<usize>,
    code_blocks: Option<bool>,
    tables: Option<bool>,
    headings: Option<bool>,
    strict: bool,
    stern: bool,
}

/// What a line is in. The last of them wins.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Heading,
    Table,
    Code,
}

/// What the lines of a document are.
#[derive(Default)]
struct Lines {
    places: HashMap<usize, Place>,
    links: HashSet<usize>,
    texts: HashSet<usize>,
    definitions: HashSet<usize>,
}

impl Rule for LineLength {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let limit = self.limit.unwrap_or(80);
        let lines = Lines::of(cx);
        for masked in cx.doc.masked_lines() {
            let (number, content) = (masked.line.number, masked.line.content);
            let text = cx.doc.source.slice(content);
            let place = lines.places.get(&number);
            let (max, counts) = match place {
                Some(Place::Code) => (self.of_code.unwrap_or(limit), self.code_blocks.unwrap_or(true)),
                Some(Place::Heading) => (self.of_headings.unwrap_or(limit), self.headings.unwrap_or(true)),
                Some(Place::Table) => (limit, self.tables.unwrap_or(true)),
                None => (limit, true),
            };
            // No character takes more columns or units than bytes.
            if max == 0 || !counts || text.len() < max || lines.definitions.contains(&number) {
                continue;
            }
            let is_only_link = lines.links.contains(&number) && !lines.texts.contains(&number);
            if !self.strict && (is_only_link || self.stern && is_one_word(cx, &masked.text)) {
                continue;
            }
            // What cannot be broken may go beyond the limit, where it begins before it.
            let end = if self.strict || self.stern { text.len() } else { last_word(cx, &masked.text) };
            let is_cut = end < text.len() || cx.is_markdownlint() && !self.strict && !self.stern;
            // markdownlint says nothing of a line of that very length, though its space at the end may go beyond.
            if length(cx, &text[..end]) + usize::from(is_cut) > max && length(cx, text) > max {
                let start = content.start + beyond(cx, text, max);
                report.at(Span::new(start, content.end)).say("long", [("length", length(cx, text)), ("max", max)]);
            }
        }
    }
}

impl Lines {
    fn of(cx: &Context<'_>) -> Self {
        let mut lines = Self::default();
        // Links and images lie in each other: each line is put in once.
        let mut linked = 0;
        for node in cx.doc.nodes() {
            let range = || cx.doc.line_range(node.span);
            match node.kind {
                Kind::Heading { .. } => lines.places.extend(range().map(|line| (line, Place::Heading))),
                Kind::Table => lines.places.extend(range().map(|line| (line, Place::Table))),
                Kind::CodeBlock { .. } => {
                    let range = if cx.is_markdownlint() { node.code_range_of_markdownlint() } else { node.code_range() };
                    lines.places.extend(range.map(|line| (line, Place::Code)));
                }
                Kind::Link { .. } | Kind::Image { .. } => {
                    let (first, last) = range().into_inner();
                    lines.links.extend(first.max(linked)..=last);
                    linked = linked.max(last);
                }
                Kind::FootnoteDefinition => lines.definitions.extend(range()),
                Kind::Text if node.parent().is_some_and(|parent| parent.kind == Kind::Paragraph) => lines.texts.extend(range()),
                // The box of a task is text to markdownlint.
                Kind::Paragraph if cx.is_markdownlint() && is_task(node) => lines.texts.extend(range().next()),
                _ => {}
            }
        }
        lines.definitions.extend(cx.doc.definition_lines());
        lines
    }
}

fn is_task(paragraph: crate::document::NodeRef<'_>) -> bool {
    let item = paragraph.parent().filter(|parent| parent.kind == Kind::Item);
    let before = item.and_then(|item| paragraph.doc().source.get(Span::new(item.span.start, paragraph.span.start)));
    before.is_some_and(|before| before.trim_end().ends_with(']'))
}

/// The length of a text: columns, or to markdownlint units of UTF-16.
fn length(cx: &Context<'_>, text: &str) -> usize {
    if cx.is_markdownlint() { text.encode_utf16().count() } else { width(text, 1) }
}

/// Where the part of a line begins that is beyond `max`.
fn beyond(cx: &Context<'_>, text: &str, max: usize) -> usize {
    let mut used = 0;
    let over = text.char_indices().find(|(_, c)| {
        used += length(cx, c.encode_utf8(&mut [0; 4]));
        used > max
    });
    over.map_or(0, |(at, _)| at)
}

/// Where the last word of a line begins. Japanese can be broken between any two characters; markdownlint knows of ASCII spaces alone.
fn last_word(cx: &Context<'_>, text: &str) -> usize {
    let ends_word = |c: char| if cx.is_markdownlint() { c.is_ascii_whitespace() } else { c.is_whitespace() || is_japanese(c) };
    text.trim_end_matches(|c| !ends_word(c)).len()
}

/// Whether a line could be broken nowhere but behind the marks it begins with.
fn is_one_word(cx: &Context<'_>, text: &str) -> bool {
    let is_space = if cx.is_markdownlint() { is_ecmascript_space } else { char::is_whitespace };
    let ends_word = |c| is_space(c) || !cx.is_markdownlint() && is_japanese(c);
    text.trim_end_matches(|c| !ends_word(c)).chars().all(|c| is_space(c) || matches!(c, '#' | '>'))
}
