//! A heading's marks are half-width and a space follows them.

use crate::diagnostic::{Edit, Level};
use crate::document::{Document, Kind, Kinds, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::is_japanese;
use serde::Deserialize;
use std::collections::HashSet;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadingMissingSpace {}

impl Rule for HeadingMissingSpace {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if cx.is_markdownlint() {
            let bound = bound_lines(cx.doc);
            for line in cx.doc.written_lines() {
                let text = cx.doc.source.slice(line.content);
                let after = text.trim_start_matches('#');
                let is_other = after.is_empty() || after.starts_with([' ', '\t']) || after.starts_with(KEYCAP);
                // What ends in marks is another rule's: a heading that is closed.
                if after.len() < text.len() && !is_other && !text.trim_end().ends_with('#') {
                    let marks = Span::new(line.content.start, line.content.end - after.len());
                    let level = if bound.contains(&line.number) { Level::Suggest } else { Level::Repair };
                    report.at(marks).say("no-space", ()).fix(level, [Edit::insert(marks.end, " ")]);
                }
            }
            return;
        }
        for paragraph in cx.doc.nodes_of(Kinds::PARAGRAPH) {
            let mut at_line_start = true;
            for inline in paragraph.children() {
                if at_line_start
                    && inline.kind == Kind::Text
                    && let Some(heading) = Heading::read(inline.source())
                    && !heading.is_hashtag(paragraph)
                {
                    let marks = Span::new(inline.span.start, inline.span.start + heading.length);
                    let level = if heading.is_sure(cx.doc, paragraph, inline) { Level::Repair } else { Level::Suggest };
                    let edit = Edit::replace(marks, format!("{} ", "#".repeat(heading.level)));
                    report.at(marks).say(heading.message(), ()).fix(level, [edit]);
                }
                at_line_start = matches!(inline.kind, Kind::SoftBreak | Kind::LineBreak);
            }
        }
    }
}

/// Lines of paragraphs of several lines in which markup stands that a heading among them could part, or an indented line could come to be code.
fn bound_lines(doc: &Document) -> HashSet<usize> {
    let paragraphs = doc.nodes_of(Kinds::PARAGRAPH);
    let lines = paragraphs.map(|paragraph| (paragraph, doc.line_range(paragraph.span))).filter(|(_, lines)| lines.start() < lines.end());
    let is_bound = |paragraph: NodeRef<'_>| {
        let is_plain = paragraph.descendants().all(|node| matches!(node.kind, Kind::Text | Kind::SoftBreak | Kind::LineBreak));
        !is_plain || doc.line_range(paragraph.span).skip(1).any(|line| doc.source.line(line).starts_with([' ', '\t']))
    };
    lines.filter(|(paragraph, _)| is_bound(*paragraph)).flat_map(|(_, lines)| lines).collect()
}

/// What makes an emoji of `#`.
const KEYCAP: &str = "\u{fe0f}\u{20e3}";

/// A line that was meant as a heading.
struct Heading<'t> {
    level: usize,
    /// Whether a mark is full-width.
    is_wide: bool,
    /// Whether a full-width space follows the marks.
    has_wide_space: bool,
    /// Whether a space follows the marks.
    has_space: bool,
    /// Bytes of marks and white space.
    length: usize,
    text: &'t str,
}

impl<'t> Heading<'t> {
    fn read(line: &'t str) -> Option<Self> {
        let after = line.trim_start_matches(['#', '＃']);
        let marks = &line[..line.len() - after.len()];
        let text = after.trim_start_matches([' ', '\t', '\u{3000}']);
        let space = &after[..after.len() - text.len()];
        let level = marks.chars().count();
        let is_wide = marks.contains('＃');
        let is_heading_already = !is_wide && space.starts_with([' ', '\t']);
        let is_emoji = text.starts_with(['\u{fe0f}', '\u{20e3}']);
        ((1..=6).contains(&level) && !text.is_empty() && !is_heading_already && !is_emoji).then(|| Self {
            level,
            is_wide,
            has_wide_space: space.contains('\u{3000}'),
            has_space: space.starts_with(' '),
            length: marks.len() + space.len(),
            text,
        })
    }

    const fn message(&self) -> &'static str {
        if self.is_wide {
            "wide-mark"
        } else if self.has_wide_space {
            "wide-space"
        } else {
            "no-space"
        }
    }

    /// `#kubecon`, `#1`, `#!/bin/sh`, `##[group]` and lists of tags are no headings.
    fn is_hashtag(&self, paragraph: NodeRef<'_>) -> bool {
        if self.text.starts_with(['!', '{', '[', '(', '#', '＃', '|', '<', '=', '-']) {
            return true;
        }
        let tags = |line: &str| line.matches(['#', '＃']).count();
        let is_tag_list = self.level == 1 && !self.has_wide_space && (self.text.contains(['#', '＃']) || tags(paragraph.source()) > 1);
        let is_number = self.level == 1 && self.text.starts_with(|c: char| c.is_ascii_digit());
        let is_tag = self.level == 1 && !self.text.contains(is_japanese) && !self.text.contains(' ');
        is_tag_list || is_tag || is_number
    }

    /// A single mark, full-width or not, may be a tag in Japanese too: sure only at the head of a paragraph of the document itself that
    /// something follows, in a document that has headings of level 1, and not where a sentence follows. A heading in a list or quote is rare.
    fn is_sure(&self, doc: &Document, paragraph: NodeRef<'_>, inline: NodeRef<'_>) -> bool {
        // Taking a line out of a paragraph may part an emphasis or a link that runs over lines.
        let is_line = !paragraph.children().any(|node| matches!(node.kind, Kind::SoftBreak | Kind::LineBreak));
        let is_plain = paragraph.descendants().all(|node| matches!(node.kind, Kind::Text | Kind::SoftBreak | Kind::LineBreak));
        if !is_line && !is_plain {
            return false;
        }
        let is_apart = paragraph.is_top_level();
        if !is_apart || self.text.contains('。') {
            return false;
        }
        if self.level > 1 || self.has_wide_space || self.has_space {
            return true;
        }
        let heads_paragraph = inline.span.start == paragraph.span.start;
        let followed = paragraph.next_sibling().is_some() || inline.span.end < paragraph.span.end;
        let levels = doc.headings().any(|(_, level)| level == 1);
        heads_paragraph && followed && levels && !self.is_wide && self.text.contains(is_japanese)
    }
}
