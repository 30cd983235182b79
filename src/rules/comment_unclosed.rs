//! A comment is closed, and by its own mark.

use crate::document::{Kinds, NodeRef};
use crate::link::literal::is_taken;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommentUnclosed {}

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

impl Rule for CommentUnclosed {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let source = &cx.doc.source;
        if memchr::memmem::find(source.text().as_bytes(), OPEN.as_bytes()).is_none() {
            return;
        }
        // Where the last comment of the text ends: what is closed further on, in another block, hides only what lies between.
        let last = memchr::memmem::rfind(source.text().as_bytes(), CLOSE.as_bytes()).unwrap_or(0);
        for node in cx.doc.nodes_of(Kinds::HTML).filter(is_html) {
            for (at, end) in comments(node.source()) {
                let start = node.span.start + at;
                let mark = Span::new(start, start + OPEN.len());
                let inner = node.source().get(at + OPEN.len()..end.unwrap_or(at));
                if end.is_none() && last < start {
                    report.at(mark).say("open", ());
                } else if let Some(inside) = inner.and_then(|inner| inner.find(OPEN)) {
                    let other = source.position(mark.end + inside).line;
                    report.at(mark).say("another", [("line", other)]);
                }
            }
        }
        for run in cx.runs_with(OPEN) {
            for (at, _) in run.text.match_indices(OPEN) {
                if run.is_contiguous(at, at + OPEN.len()) && !is_taken(cx.doc, run, at) {
                    report.at(run.span(at, at + OPEN.len())).say("printed", ());
                }
            }
        }
    }
}

/// Whether a node is HTML in which comments are comments.
fn is_html(node: &NodeRef<'_>) -> bool {
    let is_code = |name: &str| node.source().get(1..=name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
    !["script", "style", "textarea"].into_iter().any(is_code)
}

/// Where the comments of `html` begin, and where the mark that closes each begins.
fn comments(html: &str) -> impl Iterator<Item = (usize, Option<usize>)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + html.get(from..)?.find(OPEN)?;
        // `<!-->` is a whole comment.
        let end = html[start + 2..].find(CLOSE).map(|at| start + 2 + at);
        from = end.map_or(html.len(), |end| end + CLOSE.len());
        Some((start, end))
    })
}
