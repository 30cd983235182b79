//! White space behind the marks of quotes.

use super::{Document, Kind, NodeRef};
use crate::source::Span;

/// More than one space behind the mark of a quote.
pub struct Wide<'d> {
    /// What is too much.
    pub span: Span,
    /// The item whose marker follows.
    pub item: Option<NodeRef<'d>>,
    /// The line of the fence that begins the code it stands in.
    pub fence: Option<usize>,
    /// Whether it stands in a list or before one.
    pub is_list: bool,
    /// Whether it is a blank line, or in code.
    pub is_quiet: bool,
    /// Whether a fence follows that closes.
    pub is_closing: bool,
    /// Whether nothing but the white space changes without it.
    pub may_go: bool,
}

impl Wide<'_> {
    const fn new(span: Span, may_go: bool, is_list: bool) -> Self {
        Self { span, item: None, fence: None, is_list, is_quiet: false, is_closing: false, may_go }
    }
}

impl Document {
    /// The places where more than one space stands behind the mark of a quote, in order: at most one of each line.
    #[must_use]
    pub fn wide_quotes(&self) -> Vec<Wide<'_>> {
        let mut found = Vec::new();
        if !self.nodes().any(|node| node.is_quote()) {
            return found;
        }
        let mut around: Vec<Around<'_>> = Vec::new();
        let mut nodes = self.nodes().filter(is_structure).peekable();
        for line in self.all_lines() {
            while around.pop_if(|around| around.last < line.number).is_some() {}
            while let Some(node) = nodes.next_if(|node| node.span.start < line.full.end) {
                while around.pop_if(|around| around.node.end as usize <= node.index()).is_some() {}
                around.push(Around::new(node));
            }
            if around.iter().any(|around| around.node.is_quote()) {
                found.extend(wide(self, line.number, &mut around));
            }
        }
        found
    }
}

fn is_structure(node: &NodeRef<'_>) -> bool {
    let is_leaf = matches!(node.kind, Kind::CodeBlock { .. } | Kind::HtmlBlock { .. } | Kind::Table | Kind::FootnoteDefinition);
    is_leaf || node.is_quote() || node.kind == Kind::Item
}

/// A block around a line.
struct Around<'d> {
    node: NodeRef<'d>,
    first: usize,
    last: usize,
    /// How far an item's content, or a fence, is indented.
    indent: usize,
    /// Whether a tab stands at the beginning of a line of the code.
    has_tab: bool,
}

impl<'d> Around<'d> {
    fn new(node: NodeRef<'d>) -> Self {
        let lines = node.doc().line_range(node.span);
        Self { node, first: *lines.start(), last: *lines.end(), indent: 0, has_tab: false }
    }
}

/// The white space behind the last mark of a quote in a line, where it is more than that and nothing else's.
fn wide<'d>(doc: &'d Document, number: usize, around: &mut [Around<'d>]) -> Option<Wide<'d>> {
    let line = doc.body_line(number).content;
    let text = |from: usize| doc.source.slice(Span::new(from, line.end));
    let blanks = |from: usize| text(from).len() - text(from).trim_start_matches([' ', '\t']).len();
    let (mut at, mut is_behind, mut in_list) = (line.start, false, false);
    let (mut found, mut fence, mut is_row): (Option<Wide<'_>>, _, _) = (None, None, false);
    let mut may_go = !doc.has_leading_tab(number) && !text(line.start).contains(":::");
    for around in around {
        let (begins, space) = (around.first == number, blanks(at));
        match around.node.kind {
            Kind::Item if begins => {
                let marker = around.node.marker();
                let space = Span::new(at.min(marker.start), marker.start);
                if is_behind && !space.is_empty() {
                    found = found.or(Some(Wide { item: Some(around.node), ..Wide::new(space, true, true) }));
                }
                around.indent = marker.end + around.node.marker_space().len().max(1) - at;
                (at, is_behind, in_list) = (around.node.marker_space().end, false, in_list || is_behind);
            }
            Kind::Item if space >= around.indent => (at, is_behind, in_list) = (at + around.indent, false, true),
            Kind::Item => {
                in_list = true;
                if at + space == line.end {
                    return found;
                }
                break;
            }
            _ if around.node.is_quote() => {
                if !text(at + space).starts_with('>') || !begins && space > 3 {
                    break;
                }
                if is_behind && space > 0 {
                    let span = Span::new(at, at + space);
                    found = found.or(Some(Wide::new(span, may_go, in_list)));
                }
                at += space + 1;
                (at, is_behind) = (at + usize::from(text(at).starts_with([' ', '\t'])), true);
            }
            Kind::CodeBlock { fenced: true, closed } => {
                if begins {
                    (around.indent, around.has_tab) = (space, (around.first..=around.last).any(|line| doc.has_leading_tab(line)));
                } else if around.indent == 0 {
                    return found;
                }
                fence = Some((around.first, around.indent, closed && around.last == number));
                // The parser is not sure where code ends that is never closed.
                may_go = closed && !around.has_tab;
            }
            Kind::Table if number != around.first + 1 => is_row = true,
            _ => return found,
        }
    }
    if let (Some(found), Some((first, ..))) = (&mut found, fence) {
        // One place of a line is looked at, and here there may be two that belong together.
        (found.fence, found.may_go) = (Some(first), false);
    }
    let most = fence.filter(|(_, _, is_closing)| !is_closing).map_or(usize::MAX, |(_, indent, _)| indent);
    let span = Span::new(at, at + blanks(at).min(most));
    if !is_behind || span.is_empty() {
        return found;
    }
    let rest = text(span.end);
    // So far to the right a mark is text, and so it may be in a line that carries a paragraph on; further left it would work.
    let is_mark = span.len() > 3 || !is_row && rest.starts_with(['|', '-', '=', ':', '<']);
    let is_plain = !is_mark || rest.starts_with(|c: char| c.is_alphabetic() || !c.is_ascii());
    let is_plain = is_plain && (fence.is_some() || !doc.is_verbatim(span.start));
    let is_quiet = rest.is_empty() || fence.is_some_and(|(first, ..)| first != number);
    let is_closing = fence.is_some_and(|(.., is_closing)| is_closing);
    found.or(Some(Wide { fence: fence.map(|(first, ..)| first), is_quiet, is_closing, ..Wide::new(span, may_go && is_plain, in_list) }))
}
