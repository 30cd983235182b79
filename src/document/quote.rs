//! White space behind the marks of quotes.

use super::{Document, Kind, Kinds, NodeRef};
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
    /// What follows it.
    pub before: Before,
    /// Whether nothing but the white space changes without it.
    pub may_go: bool,
}

/// What follows white space.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// Text or markup.
    Text,
    /// Nothing, or code behind its fence.
    Little,
    /// The fence that closes.
    End,
}

impl Document {
    /// The places where more than one space stands behind the mark of a quote, in order: at most one of each line.
    #[must_use]
    pub fn wide_quotes(&self) -> Vec<Wide<'_>> {
        let mut found = Vec::new();
        if !self.has(Kinds::QUOTE) {
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

/// Fenced code around a line.
#[derive(Clone, Copy)]
struct Fence {
    /// The line it begins in.
    first: usize,
    /// How far its fence is indented.
    indent: usize,
    /// Whether the line is the one that closes it.
    is_closing: bool,
}

/// Reads what a line begins with, container by container.
struct Reader<'d> {
    doc: &'d Document,
    number: usize,
    line: Span,
    at: usize,
    /// Whether the mark of a quote stands directly before.
    is_behind: bool,
    in_list: bool,
    may_go: bool,
    /// What would turn the line into something else, were it further left.
    marks: &'static [char],
    fence: Option<Fence>,
    found: Option<Wide<'d>>,
}

/// Whether there is more to read in a line.
enum Next {
    Block,
    Text,
    Nothing,
}

/// The white space behind the last mark of a quote in a line, where it is more than that and nothing else's.
fn wide<'d>(doc: &'d Document, number: usize, around: &mut [Around<'d>]) -> Option<Wide<'d>> {
    let line = doc.body_line(number).content;
    let may_go = !doc.has_leading_tab(number) && !doc.source.slice(line).contains(":::");
    let (at, is_behind, in_list, fence, found) = (line.start, false, false, None, None);
    let marks = &['|', '-', '=', ':', '<'];
    let mut reader = Reader { doc, number, line, at, is_behind, in_list, may_go, marks, fence, found };
    for around in around {
        match reader.block(around) {
            Next::Block => {}
            Next::Text => break,
            Next::Nothing => return reader.found,
        }
    }
    reader.text()
}

impl<'d> Reader<'d> {
    fn rest(&self, from: usize) -> &'d str {
        self.doc.source.slice(Span::new(from, self.line.end))
    }

    fn blanks(&self) -> usize {
        let rest = self.rest(self.at);
        rest.len() - rest.trim_start_matches([' ', '\t']).len()
    }

    fn find(&mut self, to: usize, item: Option<NodeRef<'d>>) {
        if self.is_behind && to > self.at && self.found.is_none() {
            let (span, is_list) = (Span::new(self.at, to), self.in_list || item.is_some());
            self.found = Some(Wide { span, item, fence: None, is_list, before: Before::Text, may_go: self.may_go });
        }
    }

    fn block(&mut self, around: &mut Around<'d>) -> Next {
        let begins = around.first == self.number;
        match around.node.kind {
            Kind::Item => return self.item(around, begins),
            Kind::CodeBlock { fenced: true, closed } => {
                if begins {
                    let has_tab = (around.first..=around.last).any(|line| self.doc.has_leading_tab(line));
                    (around.indent, around.has_tab) = (self.blanks(), has_tab);
                } else if around.indent == 0 {
                    return Next::Nothing;
                }
                self.fence = Some(Fence { first: around.first, indent: around.indent, is_closing: closed && around.last == self.number });
                // The parser is not sure where code ends that is never closed.
                self.may_go = closed && !around.has_tab;
            }
            Kind::Table if self.number != around.first + 1 => self.marks = &[],
            _ if around.node.is_quote() => {
                let mark = self.at + self.blanks();
                if !self.rest(mark).starts_with('>') || !begins && mark - self.at > 3 {
                    return Next::Text;
                }
                self.find(mark, None);
                self.at = mark + 1 + usize::from(self.rest(mark + 1).starts_with([' ', '\t']));
                self.is_behind = true;
            }
            _ => return Next::Nothing,
        }
        Next::Block
    }

    fn item(&mut self, around: &mut Around<'d>, begins: bool) -> Next {
        let space = self.blanks();
        if begins {
            let (marker, content) = (around.node.marker(), around.node.marker_space());
            self.find(marker.start, Some(around.node));
            around.indent = (marker.end + content.len().max(1)).saturating_sub(self.at);
            (self.at, self.is_behind, self.in_list) = (content.end, false, self.in_list || self.is_behind);
        } else if space >= around.indent {
            (self.at, self.is_behind, self.in_list) = (self.at + around.indent, false, true);
        } else {
            self.in_list = true;
            return if self.at + space == self.line.end { Next::Nothing } else { Next::Text };
        }
        Next::Block
    }

    fn text(mut self) -> Option<Wide<'d>> {
        if let (Some(found), Some(fence)) = (&mut self.found, self.fence) {
            // One place of a line is looked at, and here there may be two that belong together.
            (found.fence, found.may_go) = (Some(fence.first), false);
        }
        let most = self.fence.filter(|fence| !fence.is_closing).map_or(usize::MAX, |fence| fence.indent);
        let end = self.at + self.blanks().min(most);
        let rest = self.rest(end);
        // So far to the right a mark is text, and so it may be in a line that carries a paragraph on; further left it would work.
        let is_mark = end - self.at > 3 || rest.starts_with(self.marks);
        let is_plain = !is_mark || rest.starts_with(|c: char| c.is_alphabetic() || !c.is_ascii());
        self.may_go &= self.fence.is_some() || is_plain && !self.doc.is_verbatim(self.at);
        if self.found.is_none() {
            self.find(end, None);
            if let Some(found) = &mut self.found {
                found.fence = self.fence.map(|fence| fence.first);
                found.before = match self.fence {
                    Some(fence) if fence.is_closing => Before::End,
                    Some(fence) if fence.first != self.number => Before::Little,
                    _ if rest.is_empty() => Before::Little,
                    _ => Before::Text,
                };
            }
        }
        self.found
    }
}
