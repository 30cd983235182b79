//! No blank stands at the edges of a link's text.

use crate::diagnostic::{Edit, Level};
use crate::link::parts::{Parts, may_be_destination};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::joins_word;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkTextSpace {}

impl Rule for LinkTextSpace {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for link in cx.links().iter().filter(|link| link.has_text()) {
            let Some(parts) = Parts::of(link.node) else { continue };
            let text = cx.doc.source.slice(parts.text);
            let (before, behind) = (text.len() - text.trim_start().len(), text.len() - text.trim_end().len());
            let is_blank = before == text.len();
            // A link without a text is another matter.
            if is_blank && !cx.is_markdownlint() {
                continue;
            }
            if before > 0 {
                edge(cx, link.span, Span::new(parts.text.start, parts.text.start + before), true, report);
            }
            if behind > 0 {
                edge(cx, link.span, Span::new(parts.text.end - behind, parts.text.end), false, report);
            }
        }
    }
}

/// Reports the blanks at one end of the text of a link.
fn edge(cx: &Context<'_>, link: Span, blanks: Span, is_start: bool, report: &mut Report<'_>) {
    let source = &cx.doc.source;
    let blank = source.slice(blanks);
    // Where a line ends there, it is the one that the text has no part in; with markdownlint 0.42 the same holds for blanks that are not ASCII.
    let counts =
        |c: Option<char>| c.is_some_and(|c| matches!(c, '\n' | '\r') || cx.is_markdownlint() && !matches!(c, ' ' | '\t' | '\u{c}'));
    let place = match is_start {
        true if counts(blank.chars().next()) => Span::at(source.line_span(source.line_at(blanks.start)).end),
        false if counts(blank.chars().next_back()) => Span::at(source.line_span(source.line_at(blanks.end)).start.saturating_sub(1)),
        _ => blanks,
    };
    let said = report.at(place).say(if is_start { "start" } else { "end" }, ());
    let (outer, at, inner) = if is_start {
        (source.text()[..link.start].chars().next_back(), link.start, source.text()[blanks.end..].chars().next())
    } else {
        (source.text()[link.end..].chars().next(), link.end, source.text()[..blanks.start].chars().next_back())
    };
    // What would begin or escape something without the blank; `@[x](y)` is an embed to some platforms.
    let is_embed = source.text()[..link.start].ends_with('@');
    if is_embed
        || may_be_destination(&source.text()[..link.start])
        || blank.contains(['\n', '\r'])
        || inner.is_none_or(|c| matches!(c, '^' | '!' | '\\' | '[' | ']'))
    {
        return;
    }
    // A blank that keeps two words apart goes to the other side of the bracket.
    let moved = outer.is_some_and(joins_word).then(|| Edit::insert(at, " "));
    said.fix(Level::Wording, moved.into_iter().chain([Edit::delete(blanks)]));
}
