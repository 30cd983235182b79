//! Nothing invisible stands at the end of a line.

use crate::diagnostic::{Edit, Level};
use crate::document::Kind;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TrailingSpace {}

impl Rule for TrailingSpace {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let source = &cx.doc.source;
        let mut breaks = cx.doc.nodes().filter(|node| node.kind == Kind::LineBreak).map(|node| node.span).peekable();
        for line in cx.doc.lines() {
            let text = source.slice(line.content);
            let kept = text.trim_end_matches([' ', '\t', '\u{3000}']);
            if kept.len() == text.len() {
                continue;
            }
            let span = Span::new(line.content.start + kept.len(), line.content.end);
            let space = source.slice(span);
            while breaks.next_if(|hard| hard.end < span.start).is_some() {}
            let is_hard_break = breaks.peek().is_some_and(|hard| hard.start <= span.end && line.content.start <= hard.start);
            if space.contains('\u{3000}') {
                // Renderers print it, so the text changes. Two spaces behind it are a hard break and stay.
                let wide = space.trim_end_matches([' ', '\t']).len();
                let span = if is_hard_break { Span::new(span.start, span.start + wide) } else { span };
                report.at(span).say("wide", ()).fix(Level::Wording, [Edit::delete(span)]);
            } else if !is_hard_break {
                report.at(span).say("space", ()).fix(Level::Layout, [Edit::delete(span)]);
            }
        }
    }
}
