//! All headings of a text are written in the same way.

use crate::diagnostic::{Edit, Level};
use crate::document::heading::{Style, Writing};
use crate::document::{Document, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::{is_japanese, width};
use serde::Deserialize;

/// How headings are to be written.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HeadingStyle {
    style: Wanted,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum Wanted {
    /// As most are; for markdownlint as the first is.
    #[default]
    Consistent,
    Atx,
    AtxClosed,
    Setext,
    SetextWithAtx,
    SetextWithAtxClosed,
}

/// A heading, its level, and how it is written.
type Written<'d> = (NodeRef<'d>, usize, Writing);

impl Rule for HeadingStyle {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let shown = cx.doc.shown_headings().filter(|(heading, _)| cx.is_markdownlint() || !heading.is_accidental());
        let headings = shown.filter_map(|(heading, level)| Some((heading, level, heading.writing()?)));
        let headings: Vec<Written<'_>> = headings.collect();
        let Some((_, _, first)) = headings.first() else { return };
        // The style for the upper two levels, and that for the others: those have no underlined form.
        let (upper, lower) = match self.style {
            Wanted::Consistent if cx.is_markdownlint() => (first.style, first.style),
            Wanted::Consistent => usual(&headings),
            Wanted::Atx => (Style::Atx, Style::Atx),
            Wanted::AtxClosed => (Style::AtxClosed, Style::AtxClosed),
            Wanted::Setext => (Style::Setext, Style::Setext),
            Wanted::SetextWithAtx => (Style::Setext, Style::Atx),
            Wanted::SetextWithAtxClosed => (Style::Setext, Style::AtxClosed),
        };
        for (heading, level, writing) in headings {
            let wanted = if level <= 2 { upper } else { lower };
            if writing.style != wanted {
                let args = [("written", name(writing.style)), ("wanted", name(wanted))];
                report.at(heading.span).say("style", args).fix(Level::Layout, rewritten(cx.doc, heading, level, &writing, wanted));
            }
        }
    }
}

const fn name(style: Style) -> &'static str {
    match style {
        Style::Atx => "atx",
        Style::AtxClosed => "atx_closed",
        Style::Setext => "setext",
    }
}

/// How most headings of the upper two levels are written, and how most of those with marks are.
fn usual(headings: &[Written<'_>]) -> (Style, Style) {
    let count = |style: Style, most: usize| headings.iter().filter(|(_, level, writing)| *level <= most && writing.style == style).count();
    let closed = count(Style::AtxClosed, 6) > count(Style::Atx, 6);
    let lower = if closed { Style::AtxClosed } else { Style::Atx };
    let underlined = count(Style::Setext, 2) > count(Style::Atx, 2) + count(Style::AtxClosed, 2);
    (if underlined { Style::Setext } else { lower }, lower)
}

/// Edits that write a heading in another style; nothing where it would become another heading or none.
fn rewritten(doc: &Document, heading: NodeRef<'_>, level: usize, writing: &Writing, wanted: Style) -> Vec<Edit> {
    let text = doc.source.slice(writing.text);
    let marks = "#".repeat(level);
    match (writing.style, wanted) {
        // Further marks at its end would close the heading.
        (Style::AtxClosed | Style::Setext, Style::Atx) if ends_in_marks(text) => Vec::new(),
        (Style::AtxClosed, Style::Atx) => vec![Edit::delete(Span::new(writing.closing_space.start, writing.closing.end))],
        (Style::Atx, Style::AtxClosed) => {
            let at = if text.is_empty() { writing.marks.end } else { writing.text.end };
            vec![Edit::insert(at, format!(" {marks}"))]
        }
        // What a platform reads a line as, it is no more behind a mark.
        (Style::Setext, _) if text.contains(['\n', '\r']) || begins_with_construct(doc, writing.text) => Vec::new(),
        (Style::Setext, _) => {
            let closing = if wanted == Style::AtxClosed { format!(" {marks}") } else { String::new() };
            let underline = Span::new(writing.text.end, writing.closing.end);
            vec![Edit::insert(writing.text.start, format!("{marks} ")), Edit::replace(underline, closing)]
        }
        (_, Style::Setext) if level <= 2 && can_be_underlined(doc, heading, text) => {
            let line = doc.source.line_content(doc.source.line_at(heading.span.start));
            let mark = if level == 1 { "=" } else { "-" };
            let underline = format!("{}{}", doc.source.newline(), mark.repeat(width(text, 1).max(3)));
            let (before, behind) = (Span::new(writing.marks.start, writing.text.start), Span::new(writing.text.end, line.end));
            vec![Edit::delete(before), Edit::replace(behind, underline)]
        }
        _ => Vec::new(),
    }
}

/// Whether the platform reads what a heading begins with as something of its own.
fn begins_with_construct(doc: &Document, text: Span) -> bool {
    doc.is_opaque(text) || doc.constructs_in(text).next().is_some_and(|found| found.start == text.start)
}

/// Whether marks that close a heading may stand at the end of its text.
fn ends_in_marks(text: &str) -> bool {
    let before = text.trim_end_matches('#');
    before.len() < text.len() && (before.is_empty() || before.ends_with([' ', '\t']))
}

/// Whether the text without marks is a paragraph of its own, and no list, table or block of another kind.
fn can_be_underlined(doc: &Document, heading: NodeRef<'_>, text: &str) -> bool {
    let is_apart = heading.is_top_level();
    let number = doc.source.line_at(heading.span.start);
    let follows_blank = number == doc.source.line_at(doc.body.start) || doc.source.line(number - 1).trim_matches([' ', '\t']).is_empty();
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_item = digits.len() < text.len() && digits.starts_with(['.', ')']);
    let is_word = text.starts_with(|c: char| c.is_ascii_alphanumeric() || is_japanese(c));
    is_apart && follows_blank && is_word && !is_item && !text.contains('|')
}
