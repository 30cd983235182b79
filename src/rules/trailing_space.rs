//! Nothing invisible stands at the end of a line.

use crate::diagnostic::{Edit, Level};
use crate::document::Kind;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::is_japanese;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TrailingSpace {}

impl Rule for TrailingSpace {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let source = &cx.doc.source;
        let mut breaks = cx.doc.nodes().filter(|node| node.kind == Kind::LineBreak).map(|node| node.span).peekable();
        let has_footnotes = cx.doc.nodes().any(|node| node.kind == Kind::FootnoteDefinition);
        for line in cx.doc.lines() {
            let text = source.slice(line.content);
            if !text.ends_with([' ', '\t', '\u{3000}']) {
                continue;
            }
            let kept = text.trim_end_matches([' ', '\t', '\u{3000}']);
            // Behind a backslash the end of the line would become a line break.
            if kept.ends_with('\\') {
                continue;
            }
            // comrak 0.59 ends a footnote at an empty line, but not at one of blanks, where indented text follows.
            if kept.is_empty() && has_footnotes && source.line(line.number + 1).starts_with([' ', '\t']) {
                continue;
            }
            let span = Span::new(line.content.start + kept.len(), line.content.end);
            let space = source.slice(span);
            // A lone carriage return before and a line feed behind would become one line ending.
            if source.text()[..span.start].ends_with('\r') && source.text()[span.end..].starts_with('\n') {
                continue;
            }
            while breaks.next_if(|hard| hard.end < span.start).is_some() {}
            let is_hard_break = breaks.peek().is_some_and(|hard| hard.start <= span.end && line.content.start <= hard.start);
            let is_mark = |c: char| " \t>-*+|#.):".contains(c) || c.is_ascii_digit();
            let is_all = kept.trim_start_matches(is_mark).is_empty();
            if is_all && space.contains('\u{3000}') {
                // A line of full-width spaces is a paragraph of its own: somebody's vertical space.
                continue;
            }
            if space.contains('\u{3000}') {
                // Renderers print it, so the text changes. Two spaces behind it are a hard break and stay.
                let wide = space.trim_end_matches([' ', '\t']).len();
                let span = if is_hard_break { Span::new(span.start, span.start + wide) } else { span };
                report.at(span).say("wide", ()).fix(wide_level(kept), [Edit::delete(span)]);
            } else if !is_hard_break {
                report.at(span).say("space", ()).fix(Level::Layout, [Edit::delete(span)]);
            }
        }
    }
}

/// What taking away the full-width space behind `text` does.
fn wide_level(text: &str) -> Level {
    let word = text.rsplit([' ', '\t', '\u{3000}']).next().unwrap_or_default();
    // A definition that did not work may come to work.
    if text.contains("]:") {
        return Level::Suggest;
    }
    let is_url = word.contains("://") || word.contains("www.");
    match text.chars().next_back() {
        // It is part of the link, which leads nowhere with it.
        Some(last) if is_url && (last == '/' || last.is_ascii_alphanumeric()) => Level::Repair,
        Some(last) if !is_url && (last.is_ascii_alphanumeric() || is_japanese(last)) => Level::Wording,
        // Behind `**` or `<b>` the line may turn into something else.
        _ => Level::Suggest,
    }
}
