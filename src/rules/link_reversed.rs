//! A link has its text in brackets and its destination in parentheses, not the other way round.

use crate::diagnostic::{Edit, Level};
use crate::document::{Document, Kinds, Run};
use crate::link::literal::{is_call, is_destination, is_taken, is_web, opening};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkReversed {}

impl Rule for LinkReversed {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if cx.is_markdownlint() {
            return in_lines(cx, report);
        }
        for middle in [")[", "）["] {
            for run in cx.runs_with(middle) {
                for (at, _) in run.text.match_indices(middle) {
                    if let Some((span, level, edits)) = reversed(cx.doc, run, at, at + middle.len()) {
                        report.at(span).say("reversed", ()).fix(level, edits);
                    }
                }
            }
        }
    }
}

/// The link whose text ends at `at` and whose destination begins at `inside`, and how it is turned round.
fn reversed(doc: &Document, run: &Run<'_>, at: usize, inside: usize) -> Option<(Span, Level, [Edit; 3])> {
    let end = inside + run.text[inside..].find([']', '['])?;
    let destination = &run.text[inside..end];
    let behind = run.text[end..].strip_prefix(']')?;
    if behind.starts_with(['(', '[', ':']) || !is_destination(destination) || !run.is_contiguous(at, end + 1) {
        return None;
    }
    let open = opening(&run.text[..at], ['(', '（'], [')', '）'])?;
    let text_start = open + run.text[open..].chars().next().map_or(0, char::len_utf8);
    let text = &run.text[text_start..at];
    if text.trim().is_empty() || is_call(&run.text[..open]) || is_taken(doc, run, open) || is_taken(doc, run, at) {
        return None;
    }
    let (first, middle, last) = (run.span(open, text_start), run.span(at, inside), run.span(end, end + 1));
    let is_plain = run.is_contiguous(open, at) && !text.contains(['[', ']']) && !destination.contains(['(', ')']);
    let level = if is_plain && is_web(destination) { Level::Repair } else { Level::Suggest };
    let edits = [Edit::replace(first, "["), Edit::replace(middle, "]("), Edit::replace(last, ")")];
    Some((Span::new(first.start, last.end), level, edits))
}

/// What looks like it in any line, whether that can be a link or not, as markdownlint has it.
fn in_lines(cx: &Context<'_>, report: &mut Report<'_>) {
    let doc = cx.doc;
    let text = doc.source.slice(doc.body);
    let middles: Vec<usize> = memchr::memmem::find_iter(text.as_bytes(), ")[").map(|at| doc.body.start + at).collect();
    if middles.is_empty() {
        return;
    }
    let code = doc.nodes_of(Kinds::CODE_BLOCK.or(Kinds::HTML_BLOCK).or(Kinds::CODE)).map(|node| node.span);
    let mut closed: Vec<Span> = code.chain(doc.comments()).collect();
    closed.sort_unstable();
    let mut from = doc.body.start;
    for at in middles {
        let line = doc.body_line(doc.source.line_at(at)).content;
        let Some((text, end)) = around(&doc.source.text()[..line.end], from.max(line.start), at, line.start) else { continue };
        from = end;
        let span = Span::new(text.start - 1, end);
        let before = |at: usize| doc.source.text()[..at].ends_with('\\');
        let is_link = doc.source.text()[end..line.end].starts_with('(');
        let first = closed.partition_point(|span| span.end <= text.start);
        let is_closed = closed.get(first).is_some_and(|other| other.start < end) || cx.in_formula(span);
        if !is_link && !is_closed && !before(at) && !before(end - 1) {
            let edits = [(text.start - 1, text.start, "["), (at, at + 2, "]("), (end - 1, end, ")")];
            let edits = edits.map(|(start, end, new)| Edit::replace(Span::new(start, end), new));
            report.at(span).say("reversed", ()).fix(Level::Suggest, edits);
        }
    }
}

/// The text that ends with the parenthesis at `at`, and where the brackets behind it end, in a line that begins at `start` and ends with `line`.
fn around(line: &str, from: usize, at: usize, start: usize) -> Option<(Span, usize)> {
    // What ended before may have taken this one with it.
    let open = line.get(from..at)?.rfind(['(', ')']).map(|open| from + open).filter(|&open| line.as_bytes()[open] == b'(')?;
    let is_free = open == start || open > from && !line[..open].ends_with('\\');
    let inside = line[at + 2..].strip_prefix(|c| c != ']' && c != '^').map(|_| &line[at + 2..])?;
    let end = at + 2 + inside.find(']')? + 1;
    (is_free && open + 1 < at).then(|| (Span::new(open + 1, at), end))
}
