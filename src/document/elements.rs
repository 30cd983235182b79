//! Elements of HTML that lack their other half.

use super::{Document, Kind, Kinds, NodeRef};
use crate::source::Span;

/// A tag whose element lacks the other one.
#[derive(Clone, Copy, Debug)]
pub struct Lone {
    /// The element.
    pub name: &'static str,
    /// The tag.
    pub span: Span,
    /// Whether it is the one that opens.
    pub opens: bool,
}

/// Elements that are lost without their end: what follows is folded away too, or is no part of what is to be folded.
const FOLDS: [&str; 2] = ["details", "summary"];

/// Elements that have no content, and no end in HTML.
const VOID: [&str; 6] = ["br", "hr", "img", "input", "source", "wbr"];

/// Whether elements of that name have no end in HTML.
#[must_use]
pub fn is_void(name: &str) -> bool {
    VOID.iter().any(|void| name.eq_ignore_ascii_case(void))
}

impl Document {
    /// The tags of folded parts without their other halves, in order.
    #[must_use]
    pub fn lone_folds(&self) -> Vec<Lone> {
        let mut open: Vec<Lone> = Vec::new();
        let mut found = Vec::new();
        for tag in self.nodes_of(Kinds::HTML).flat_map(|node| tags(node.source(), node.span.start)) {
            if tag.opens {
                open.push(tag);
            } else if let Some(at) = open.iter().rposition(|other| other.name == tag.name) {
                found.extend(open.drain(at..).skip(1));
            } else {
                found.push(tag);
            }
        }
        found.append(&mut open);
        found.sort_by_key(|tag| tag.span);
        found
    }
}

impl<'d> NodeRef<'d> {
    /// The tags in a paragraph that open an element which nothing in it closes, with their names.
    #[must_use]
    pub fn unclosed_tags(self) -> Vec<(Span, &'d str)> {
        let mut open: Vec<(Span, &str)> = Vec::new();
        for node in self.descendants().filter(|node| node.kind == Kind::HtmlInline) {
            let Some(inside) = node.source().strip_prefix('<').and_then(|inside| inside.strip_suffix('>')) else { continue };
            if let Some(end) = inside.strip_prefix('/') {
                let at = open.iter().rposition(|(_, other)| *other == end.trim_end());
                open.truncate(at.unwrap_or(open.len()));
            } else if !inside.starts_with(['!', '?']) && !inside.ends_with('/') {
                let name = &inside[..inside.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inside.len())];
                open.extend((!is_void(name)).then_some((node.span, name)));
            }
        }
        open
    }
}

/// The tags of these elements in HTML that stands at `start`: names, whether they are ends, places. None in comments and code.
fn tags(html: &str, start: usize) -> Vec<Lone> {
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
                found.extend(in_line(line).map(|(name, is_end, from, to)| Lone { name, span: place(from, to), opens: !is_end }));
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
        let name = FOLDS.into_iter().find(|name| {
            let found = inside.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
            found && !inside[name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
        })?;
        let end = line[at..].find('>').map_or(line.trim_end().len(), |end| at + end + 1);
        Some((name, is_end, at, end))
    })
}
