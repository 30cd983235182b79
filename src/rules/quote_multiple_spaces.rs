//! One space stands behind the mark of a quote.

use crate::diagnostic::{Edit, Level};
use crate::document::relayout::{self, Move};
use crate::document::{Kind, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// What is looked at.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct QuoteMultipleSpaces {
    /// Lists in quotes too. Not where nothing is said: how far lists are indented is a style of its own.
    list_items: Option<bool>,
}

impl Rule for QuoteMultipleSpaces {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let items = self.list_items.unwrap_or_else(|| cx.is_markdownlint());
        let mut found = Vec::new();
        let mut around: Vec<Around<'_>> = Vec::new();
        let mut nodes = cx.doc.nodes().filter(is_structure).peekable();
        if !cx.doc.nodes().any(|node| node.is_quote()) {
            return;
        }
        for line in cx.doc.all_lines() {
            while around.pop_if(|around| around.last < line.number).is_some() {}
            while let Some(node) = nodes.next_if(|node| node.span.start < line.full.end) {
                around.push(Around::new(node));
            }
            if around.iter().any(|around| around.node.is_quote()) {
                found.extend(wide(cx, line.number, &mut around).filter(|wide| items || !wide.is_list));
            }
        }
        found.retain(|wide| cx.is_markdownlint() || !wide.is_blank);
        let to = |by: usize| Some(Move { by: -by.cast_signed(), ..Move::default() });
        let moves: Vec<_> = found.iter().filter_map(|wide| Some((wide.item?, to(wide.span.len())))).collect();
        let mut relaid = relayout::edits(&moves).into_iter();
        for wide in found {
            let edits = match wide.item {
                Some(_) => relaid.next().unwrap_or_default(),
                None if wide.may_go => vec![Edit::delete(wide.span)],
                None => Vec::new(),
            };
            report.at(wide.span).say("spaces", [("count", wide.span.len() + 1)]).fix(Level::Layout, edits);
        }
    }
}

/// More than one space behind the mark of a quote.
struct Wide<'d> {
    /// What is too much.
    span: Span,
    /// The item whose marker follows.
    item: Option<NodeRef<'d>>,
    /// Whether it stands in a list or before one.
    is_list: bool,
    is_blank: bool,
    may_go: bool,
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
}

impl<'d> Around<'d> {
    fn new(node: NodeRef<'d>) -> Self {
        let lines = node.doc().line_range(node.span);
        Self { node, first: *lines.start(), last: *lines.end(), indent: 0 }
    }
}

/// The white space behind the last mark of a quote in a line, where it is more than that and nothing else's.
fn wide<'d>(cx: &Context<'d>, number: usize, around: &mut [Around<'d>]) -> Option<Wide<'d>> {
    let line = cx.doc.body_line(number).content;
    let text = |from: usize| cx.doc.source.slice(Span::new(from, line.end));
    let blanks = |from: usize| text(from).len() - text(from).trim_start_matches([' ', '\t']).len();
    let (mut at, mut is_behind, mut in_list, mut may_go) = (line.start, false, false, true);
    let mut found = None;
    for around in around {
        let (begins, space) = (around.first == number, blanks(at));
        match around.node.kind {
            Kind::Item if begins => {
                let marker = around.node.marker();
                let space = Span::new(at.min(marker.start), marker.start);
                if is_behind && !space.is_empty() {
                    found = found.or(Some(Wide { span: space, item: Some(around.node), is_list: true, is_blank: false, may_go: true }));
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
                    found = found.or(Some(Wide {
                        span,
                        item: None,
                        is_list: in_list,
                        is_blank: false,
                        may_go: !text(line.start).contains('\t'),
                    }));
                }
                at += space + 1;
                (at, is_behind) = (at + usize::from(text(at).starts_with([' ', '\t'])), true);
            }
            Kind::CodeBlock { fenced: true, closed } => {
                may_go = false;
                if begins {
                    around.indent = space;
                } else if around.indent == 0 || closed && around.last == number {
                    return found;
                }
            }
            Kind::Table if number != around.first + 1 => {}
            _ => return found,
        }
    }
    let span = Span::new(at, at + blanks(at));
    if !is_behind || span.is_empty() {
        return found;
    }
    let rest = text(span.end);
    // So far to the right a mark is text; further left it would work.
    let is_plain = span.len() < 4 || rest.starts_with(|c: char| c.is_alphabetic() || !c.is_ascii());
    let may_go = may_go && is_plain && !cx.doc.source.slice(Span::new(line.start, span.end)).contains('\t');
    found.or(Some(Wide { span, item: None, is_list: in_list, is_blank: rest.is_empty(), may_go }))
}
