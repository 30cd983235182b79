//! What belongs to an item is indented as far as its text.

use crate::diagnostic::{Edit, Level};
use crate::document::list::Frame;
use crate::document::{Kind, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListContinuationIndent {}

impl Rule for ListContinuationIndent {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for list in cx.doc.lists() {
            let Some(strays) = Strays::behind(list) else { continue };
            let id = if strays.blocks[0].is_ordered_list().is_some() { "list" } else { "block" };
            let line = cx.doc.body_line(cx.doc.source.line_at(strays.blocks[0].span.start)).content;
            let place = report.at(Span::new(strays.blocks[0].span.start, line.end));
            let item = Span::new(strays.item.span.start, strays.item.marker().end);
            place.say(id, [("written", strays.indent), ("wanted", strays.wanted)]).fix(Level::Repair, strays.edits()).also(
                item,
                "item",
                (),
            );
        }
    }
}

/// The blocks behind a list that are indented, but not as far as the text of its last item.
struct Strays<'d> {
    item: NodeRef<'d>,
    frame: Frame<'d>,
    blocks: Vec<NodeRef<'d>>,
    /// How far the first is indented, and how far it has to be.
    indent: usize,
    wanted: usize,
}

impl<'d> Strays<'d> {
    fn behind(list: NodeRef<'d>) -> Option<Self> {
        let next = list.next_sibling().filter(|next| is_movable(list, *next))?;
        let item = list.children().last().filter(|item| !item.marker_space().is_empty())?;
        // HTML, and code that is never closed, would take in what follows.
        let inner = list.doc().node(list.end as usize - 1);
        if matches!(inner.kind, Kind::CodeBlock { closed: false, .. } | Kind::HtmlBlock { .. }) {
            return None;
        }
        let frame = Frame::around(list)?;
        let column = frame.column(item)?;
        let wanted = column + list.doc().item_width(item)?;
        let indent = |block: NodeRef<'d>| {
            let start = frame.start(list.doc().source.line_at(block.span.start))?;
            let space = list.doc().source.get(Span::new(start, block.span.start))?;
            space.bytes().all(|byte| byte == b' ').then_some(space.len())
        };
        let is_stray =
            |block: &NodeRef<'d>| is_movable(list, *block) && indent(*block).is_some_and(|indent| column < indent && indent < wanted);
        let blocks: Vec<_> = std::iter::successors(Some(next), |block| block.next_sibling()).take_while(is_stray).collect();
        let indent = indent(next)?;
        (!blocks.is_empty()).then_some(Self { item, frame, blocks, indent, wanted })
    }

    /// Moves every line of the blocks to where the item's text begins. In code nothing changes but for what is stripped from it.
    fn edits(&self) -> Vec<Edit> {
        let doc = self.item.doc();
        if self.draws_along() {
            return Vec::new();
        }
        // The marker stays as it is: no other fix may move the item meanwhile.
        let marker = self.item.marker();
        let mut edits = vec![Edit::replace(marker, doc.source.slice(marker))];
        for block in &self.blocks {
            let first = doc.source.line_at(block.span.start);
            let Some(indent) = self.frame.start(first).map(|start| block.span.start - start) else { return Vec::new() };
            for line in doc.line_range(block.span) {
                let content = doc.body_line(line).content;
                let Some(start) = self.frame.start(line).filter(|start| *start <= content.end) else { return Vec::new() };
                let text = doc.source.slice(Span::new(start, content.end));
                let space = text.len() - text.trim_start_matches([' ', '\t']).len();
                if space == text.len() {
                    continue;
                }
                let stripped = space.min(indent);
                let is_code = matches!(block.kind, Kind::CodeBlock { .. });
                if text[..stripped].contains('\t') || doc.has_leading_tab(line) && !is_code {
                    return Vec::new();
                }
                edits.push(Edit::replace(Span::new(start, start + stripped), " ".repeat(self.wanted)));
            }
        }
        edits
    }
}

impl Strays<'_> {
    /// Whether what stands behind the blocks would come into the item with them, or they hold a platform's container or a definition.
    fn draws_along(&self) -> bool {
        let doc = self.item.doc();
        let last = self.blocks.last().map_or(0, |block| *doc.line_range(block.span).end());
        let is_odd = |text: &str| text.contains(":::") || text.contains("]:");
        // A number in the middle of a paragraph begins no list, and was meant to be the next item.
        let has_number = |block: &NodeRef<'_>| block.kind == Kind::Paragraph && block.source().lines().skip(1).any(is_numbered);
        let is_odd = is_odd(doc.source.line(last + 1)) || self.blocks.iter().any(|block| is_odd(block.source()) || has_number(block));
        let next = (last + 1..doc.source.line_count()).find(|line| !doc.source.line(*line).trim().is_empty());
        let indent = next.and_then(|line| {
            let start = self.frame.start(line)?;
            let text = doc.source.slice(Span::new(start, doc.body_line(line).content.end.max(start)));
            Some(if doc.has_leading_tab(line) { usize::MAX } else { text.len() - text.trim_start_matches(' ').len() })
        });
        is_odd || indent.is_some_and(|indent| indent >= self.wanted)
    }
}

fn is_numbered(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '>']);
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < line.len() && rest.starts_with(['.', ')'])
}

/// What may be moved into an item of `list`: prose, fenced code, tables and quotes; bullets below a number.
fn is_movable(list: NodeRef<'_>, block: NodeRef<'_>) -> bool {
    match block.kind {
        Kind::Paragraph | Kind::Table | Kind::BlockQuote => true,
        Kind::CodeBlock { fenced, closed } => fenced && closed,
        Kind::List { ordered, .. } => !ordered && list.is_ordered_list() == Some(true),
        _ => false,
    }
}
