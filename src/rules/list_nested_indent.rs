//! Bullet lists are indented alike in a file.

use crate::diagnostic::{Edit, Level};
use crate::document::relayout::{self, Move};
use crate::document::{Kind, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::text::most;
use serde::Deserialize;
use std::collections::HashMap;

/// How far each level is indented; as most lists of the file are, where that is not given.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ListNestedIndent {
    /// Spaces for each level.
    indent: Option<usize>,
    /// Whether the outermost lists are indented too.
    start_indented: Option<bool>,
    /// Spaces for the outermost lists, where they are indented.
    start_indent: Option<usize>,
}

/// A list that is in no lists but bullets.
struct Bullets<'d> {
    list: NodeRef<'d>,
    /// The item around it, and how far its own content lies behind its marker.
    around: Option<(NodeRef<'d>, usize)>,
    /// How far it is indented from the item around, or from the page; nothing where that says nothing about the file's style.
    indent: Option<usize>,
    /// Lists around it.
    nesting: usize,
    in_footnote: bool,
    /// How far its markers should be indented from the marker around, or from where the containers of the outermost list begin.
    wanted: Option<usize>,
}

impl Rule for ListNestedIndent {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mut lists = bullets(cx);
        let is_given = self.indent.is_some() || self.start_indented.is_some();
        let indent = self.indent.unwrap_or(2);
        let start = if self.start_indented == Some(true) { self.start_indent.unwrap_or(indent) } else { 0 };
        if cx.is_markdownlint() || is_given {
            for list in &mut lists {
                list.wanted = Some(if list.nesting == 0 { start } else { indent });
            }
        } else {
            as_most(&mut lists, cx.platform.dialect.list_indent);
        }
        let found: Vec<_> = lists.iter().flat_map(|bullets| bullets.found(start, indent, cx.is_markdownlint())).collect();
        let mut edits: HashMap<usize, Vec<Edit>> = HashMap::new();
        if !found.is_empty() {
            // A list moves with what is around, which may be wrong where it is right.
            let moves: Vec<_> = lists.iter().flat_map(Bullets::moves).collect();
            edits.extend(moves.iter().zip(relayout::edits(&moves)).map(|((item, _), edits)| (item.index(), edits)));
        }
        for (item, written, wanted) in found {
            let fix = edits.remove(&item.index()).unwrap_or_default();
            report.at(item.marker()).say("indent", [("written", written), ("wanted", wanted)]).fix(Level::Layout, fix);
        }
    }
}

/// All bullet lists that are in no ordered list of the same page or quote.
fn bullets<'d>(cx: &Context<'d>) -> Vec<Bullets<'d>> {
    let mut nestings: HashMap<usize, (usize, bool)> = HashMap::new();
    let mut found = Vec::new();
    for list in cx.doc.lists().filter(|list| list.is_ordered_list() == Some(false)) {
        let mut containers = list.ancestors().filter(|node| node.is_quote() || matches!(node.kind, Kind::List { .. }));
        let (nesting, in_footnote) = match containers.next() {
            Some(outer) if !outer.is_quote() => match nestings.get(&outer.index()) {
                Some((nesting, in_footnote)) => (nesting + 1, *in_footnote),
                None => continue,
            },
            _ => (0, list.ancestors().any(|node| node.kind == Kind::FootnoteDefinition)),
        };
        nestings.insert(list.index(), (nesting, in_footnote));
        let parent = list.parent().filter(|parent| nesting > 0 && parent.kind == Kind::Item);
        let around = parent.and_then(|item| Some((item, cx.doc.item_width(item)?)));
        let bullets = Bullets { list, around, indent: None, nesting, in_footnote, wanted: None };
        found.push(Bullets { indent: bullets.indent(), ..bullets });
    }
    found
}

/// Wants of each list what most lists of the file do, where it can be done: its markers stand below the content of the item around. Where most outermost
/// lists are indented, the others may be as they are. A platform may have a width of its own for those in others.
fn as_most(lists: &mut [Bullets<'_>], of_platform: Option<usize>) {
    for is_nested in [false, true] {
        let is_of_kind = |list: &Bullets<'_>| (list.nesting > 0) == is_nested;
        let (usual, _) = most(lists.iter().filter(|list| is_of_kind(list)).filter_map(|list| list.indent)).unwrap_or_default();
        let wanted = of_platform.filter(|_| is_nested).unwrap_or(usual);
        for list in lists.iter_mut().filter(|list| is_of_kind(list)) {
            let is_possible = match list.around {
                Some((_, width)) => (width..=width + 3).contains(&wanted),
                // What is meant to be in an item above is not to be moved further from it.
                None => wanted == 0 && !(list.indent != Some(0) && list.list.may_belong_above()),
            };
            list.wanted = list.indent.filter(|_| is_possible).map(|_| wanted);
        }
    }
}

impl<'d> Bullets<'d> {
    /// Whether it begins in the line of the item around: then it has no indentation of its own.
    fn is_beside(&self) -> bool {
        self.around.is_some_and(|(item, _)| item.doc().source.line_at(item.span.start) == item.doc().source.line_at(self.list.span.start))
    }

    /// See the field.
    fn indent(&self) -> Option<usize> {
        let column = self.list.indent();
        // Items that are out of line are another rule's.
        if self.list.children().any(|item| item.indent() != column) {
            return None;
        }
        match self.around {
            Some((item, _)) => column.checked_sub(item.indent()).filter(|_| !self.is_beside()),
            None => (self.list.parent()?.kind == Kind::Document).then_some(column),
        }
    }

    /// The items that are indented otherwise, with the columns that are written and wanted.
    fn found(&self, start: usize, indent: usize, is_markdownlint: bool) -> Vec<(NodeRef<'d>, usize, usize)> {
        let Some(wanted) = self.wanted else { return Vec::new() };
        if !is_markdownlint {
            let written = self.indent.filter(|indent| *indent != wanted);
            return written.and_then(|written| Some((self.list.children().next()?, written, wanted))).into_iter().collect();
        }
        let expected = start + self.nesting * indent + if self.in_footnote { 4 } else { 0 };
        self.list.children().map(|item| (item, item.indent(), expected)).filter(|(_, written, wanted)| written != wanted).collect()
    }

    /// How its items have to move, where it is aligned in itself and can be where it should.
    fn moves(&self) -> Vec<(NodeRef<'d>, Option<Move>)> {
        let first = self.list.indent();
        let now = first.checked_sub(self.around.map_or(0, |(item, width)| item.indent() + width));
        let wanted = self.wanted.and_then(|wanted| wanted.checked_sub(self.around.map_or(0, |(_, width)| width)));
        let is_aligned = self.list.children().all(|item| item.indent() == first) && !self.is_beside();
        match now.zip(wanted).filter(|(now, wanted)| is_aligned && now != wanted) {
            Some((now, wanted)) => {
                let by = wanted.cast_signed() - now.cast_signed();
                self.list.children().map(|item| (item, Some(Move { by, ..Move::default() }))).collect()
            }
            None => Vec::new(),
        }
    }
}
