//! An element that folds a part of the page is closed.

use crate::document::Kinds;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HtmlUnclosed {}

/// Elements that are lost without their end: what follows is folded away too, or is no part of what is to be folded.
const NAMES: [&str; 2] = ["details", "summary"];

impl Rule for HtmlUnclosed {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mut open: Vec<(&str, Span)> = Vec::new();
        let mut found = Vec::new();
        for node in cx.doc.nodes_of(Kinds::HTML) {
            for (name, is_end, span) in tags(node.source(), node.span.start) {
                if !is_end {
                    open.push((name, span));
                } else if let Some(at) = open.iter().rposition(|(other, _)| *other == name) {
                    found.extend(open.drain(at + 1..).map(|(name, span)| (span, "open", name)));
                    open.truncate(at);
                } else {
                    found.push((span, "closed", name));
                }
            }
        }
        found.extend(open.into_iter().map(|(name, span)| (span, "open", name)));
        found.sort_by_key(|(span, ..)| *span);
        for (span, id, name) in found {
            report.at(span).say(id, [("name", name)]);
        }
    }
}

/// The tags of these elements in HTML that stands at `start`: names, whether they are ends, places. None in comments and code.
fn tags(html: &str, start: usize) -> Vec<(&'static str, bool, Span)> {
    let mut found = Vec::new();
    if html.starts_with("<!--") || html.starts_with("<pre") || html.starts_with("<script") || html.starts_with("<style") {
        return found;
    }
    let mut fence: Option<&str> = None;
    let mut at = 0;
    for line in html.split_inclusive('\n') {
        let marks = ["```", "~~~"].into_iter().find(|marks| line.trim_start().starts_with(marks));
        match (fence, marks) {
            (None, Some(_)) => fence = marks,
            (Some(open), Some(marks)) if open == marks => fence = None,
            (None, None) => {
                let place = |from: usize, to: usize| Span::new(start + at + from, start + at + to);
                found.extend(in_line(line).map(|(name, is_end, from, to)| (name, is_end, place(from, to))));
            }
            _ => {}
        }
        at += line.len();
    }
    found
}

fn in_line(line: &str) -> impl Iterator<Item = (&'static str, bool, usize, usize)> {
    line.match_indices('<').filter_map(|(at, _)| {
        let inside = &line[at + 1..];
        let (is_end, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
        let name = NAMES.into_iter().find(|name| {
            let found = inside.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
            found && !inside[name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
        })?;
        let end = line[at..].find('>').map_or(line.trim_end().len(), |end| at + end + 1);
        Some((name, is_end, at, end))
    })
}
