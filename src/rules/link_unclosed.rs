//! The brackets and parentheses of a link are opened and closed.

use crate::diagnostic::{Edit, Level};
use crate::document::{Document, OBJECT, Run};
use crate::link::bare::end_of_url;
use crate::link::literal::{argument, is_call, is_destination, is_taken, is_web, opening};
use crate::link::path::names_file;
use crate::link::{Form, Link};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkUnclosed {}

impl Rule for LinkUnclosed {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for run in cx.runs_showing("](") {
            for (at, _) in run.text.match_indices("](").filter(|(at, _)| run.is_contiguous(*at, at + 2)) {
                if is_taken(cx.doc, run, at) {
                    continue;
                }
                let inside = run.span(at, at + 2).end;
                let rest = cx.doc.source.slice(Span::new(inside, run.block.span.end));
                if let Some(open) = opening(&run.text[..at], ['[', '［'], [']', '］']) {
                    unclosed(cx.doc, run, open, Span::new(inside, inside + rest.len()), report);
                } else if let Some((length, _)) = argument(rest).filter(|(length, _)| is_web(rest) && is_destination(&rest[..*length])) {
                    let is_closed = run.text[..at].chars().rev().take(FAR).any(|c| c == '[')
                        || run.text[..at].ends_with(|c: char| c.is_whitespace() || c == OBJECT);
                    if !is_closed && at > 0 {
                        report.at(Span::new(inside - 2, inside + length + 1)).say("unopened", ());
                    }
                }
            }
        }
        for run in cx.runs_with("(http") {
            for (at, _) in run.text.match_indices('(') {
                without_bracket(cx.doc, run, at, report);
            }
        }
        for link in cx.links().iter().filter(|link| link.form == Form::Inline && !link.is_image) {
            doubled(cx.doc, link, report);
        }
    }
}

/// How far is looked for what closes: a text of many openings costs no more than its length.
const FAR: usize = 1_000;

/// The characters of `text` that are looked at.
fn window(text: &str) -> &str {
    text.char_indices().nth(FAR).map_or(text, |(end, _)| &text[..end])
}

/// Whether something in `rest` closes what opened before it, or may do so farther on.
fn is_closed(rest: &str, open: [char; 2], close: [char; 2]) -> bool {
    let mut depth = 0_usize;
    for c in rest.chars() {
        if open.contains(&c) {
            depth += 1;
        } else if close.contains(&c) {
            if depth == 0 {
                return true;
            }
            depth -= 1;
        }
    }
    rest.len() >= FAR
}

/// `[text](https://example.com/` with its bracket at `open` of the run and what stands behind its parenthesis at `behind`.
fn unclosed(doc: &Document, run: &Run<'_>, open: usize, behind: Span, report: &mut Report<'_>) {
    let rest = window(doc.source.slice(behind));
    let is_end = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\'' | '`' | '[' | ']' | '{' | '}' | '|' | '\\');
    let token = &rest[..rest.find(is_end).unwrap_or(rest.len())];
    let is_page = is_web(token);
    let is_target = is_destination(token) && (is_page || names_file(token) && !is_call(&run.text[..open]));
    if !is_target || rest.contains('\\') || is_closed(rest, ['(', '（'], [')', '）']) || is_taken(doc, run, open) {
        return;
    }
    let url = &token[..end_of_url(token)];
    let end = behind.start + url.len();
    // Behind a bracket or a mark nobody knows what was meant, and what is not ASCII may be part of the address.
    let goes_on = rest[url.len()..].chars().next();
    let is_balanced = url.matches('(').count() == url.matches(')').count();
    let is_plain = url.is_ascii() && is_balanced && !url.ends_with(['.', ',', ':', ';', '!', '?', '*', '_', '~', '&']);
    let is_last = goes_on.is_none_or(|c| matches!(c, '\n' | '\r'));
    let level = if is_last { Level::Repair } else { Level::Suggest };
    let fix = (is_plain && goes_on.is_none_or(|c| c.is_whitespace() || !c.is_ascii())).then(|| Edit::insert(end, ")"));
    report.at(Span::new(run.span(open, open + 1).start, end)).say("unclosed", ()).fix(level, fix);
}

/// `[text(https://example.com/)`, whose parenthesis opens at `at`.
fn without_bracket(doc: &Document, run: &Run<'_>, at: usize, report: &mut Report<'_>) {
    let inside = run.span(at, at + 1).end;
    let rest = doc.source.slice(Span::new(inside, run.block.span.end));
    let Some(open) = opening(&run.text[..at], ['[', '［'], [']', '］']).filter(|_| is_web(rest)) else { return };
    let text = &run.text[open + 1..at];
    let is_text = !text.trim().is_empty() && !text.contains(['(', ')', '[', ']', '（', '）', ':', '：', OBJECT, '\u{1}']);
    let Some((length, _)) = argument(rest).filter(|(length, close)| *close == ')' && is_destination(&rest[..*length])) else { return };
    let is_free = run.is_contiguous(open, at + 1) && !is_taken(doc, run, open) && !is_taken(doc, run, at);
    if is_text && is_free && run.text[open..].starts_with('[') && !window(rest).contains([']', '］']) && !is_call(&run.text[..open]) {
        let span = Span::new(run.span(open, open + 1).start, inside + length + 1);
        report.at(span).quieter().say("bracket", ()).fix(Level::Suggest, [Edit::insert(inside - 1, "]")]);
    }
}

/// `[[text](https://example.com/)`.
fn doubled(doc: &Document, link: &Link<'_>, report: &mut Report<'_>) {
    let before = &doc.source.text()[..link.span.start];
    let is_open = before.ends_with('[') && !before.ends_with("[[") && !before.ends_with("\\[") && !before.ends_with("![");
    let Some(block) = link.node.leaf_block().filter(|_| is_open) else { return };
    let behind = doc.source.get(Span::new(link.span.end, block.span.end)).unwrap_or_default();
    if !is_closed(window(behind), ['[', '［'], [']', '］']) {
        let bracket = Span::new(link.span.start - 1, link.span.start);
        report.at(bracket).quieter().say("stray", ()).fix(Level::Suggest, [Edit::delete(bracket)]);
    }
}
