//! One width of white space stands behind the markers of a file's lists.

use crate::diagnostic::Level;
use crate::document::NodeRef;
use crate::document::relayout::Move;
use crate::rule::{Context, Report, Rule};
use crate::text::most;
use serde::Deserialize;

/// Spaces behind markers; as most of the file's markers of that kind have, where that is not given.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ListMarkerSpace {
    /// Behind bullets, where each item of the list has one line.
    ul_single: Option<usize>,
    /// Behind numbers, where each item of the list has one line.
    ol_single: Option<usize>,
    /// Behind bullets of other lists.
    ul_multi: Option<usize>,
    /// Behind numbers of other lists.
    ol_multi: Option<usize>,
}

/// An item with other white space than it should have.
struct Stray<'d> {
    item: NodeRef<'d>,
    written: usize,
    wanted: usize,
}

impl Rule for ListMarkerSpace {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let found = self.strays(cx);
        // Five spaces make code of what follows.
        let to = |stray: &Stray<'_>| (1..5).contains(&stray.wanted).then(|| Move { space: Some(stray.wanted), ..Move::default() });
        let moves: Vec<_> = found.iter().map(|stray| (stray.item, to(stray))).collect();
        for (Stray { item, written, wanted }, edits) in found.into_iter().zip(cx.moved(&moves)) {
            report.at(item.marker()).say("space", [("written", written), ("wanted", wanted)]).fix(Level::Layout, edits);
        }
    }
}

impl ListMarkerSpace {
    fn strays<'d>(&self, cx: &Context<'d>) -> Vec<Stray<'d>> {
        let [of_bullets, of_numbers] = [false, true].map(|ordered| if cx.is_markdownlint() { 1 } else { usual(cx, ordered) });
        let mut found = Vec::new();
        for list in cx.doc.lists() {
            let items: Vec<NodeRef<'d>> = list.children().collect();
            let lines = line_count(list);
            let (given, usual) = match (list.is_ordered_list() == Some(true), lines == items.len()) {
                (true, true) => (self.ol_single, of_numbers),
                (true, false) => (self.ol_multi, of_numbers),
                (false, true) => (self.ul_single, of_bullets),
                (false, false) => (self.ul_multi, of_bullets),
            };
            if given.is_none() && !cx.is_markdownlint() && is_aligned(&items) {
                continue;
            }
            let wanted = given.unwrap_or(usual);
            let written = items.into_iter().map(|item| (item, item.marker_space().len()));
            let strays = written.filter(|&(item, written)| written > 0 && written != wanted && (cx.is_markdownlint() || is_plain(item)));
            found.extend(strays.map(|(item, written)| Stray { item, written, wanted }));
        }
        found
    }
}

/// How many lines a list has; in a quote those with nothing but its mark behind the list count too.
fn line_count(list: NodeRef<'_>) -> usize {
    let source = &list.doc().source;
    let mut end = list.last_line() + 1;
    if list.quote_width() > 0 {
        let is_mark = |line: usize| source.line(line).contains('>') && source.line(line).trim_matches([' ', '\t', '>']).is_empty();
        while end < source.line_count() && is_mark(end) {
            end += 1;
        }
    }
    end - source.line_at(list.span.start)
}

/// What most markers of the file have behind them.
fn usual(cx: &Context<'_>, ordered: bool) -> usize {
    let items = cx.doc.lists().filter(|list| list.is_ordered_list() == Some(ordered)).flat_map(NodeRef::children);
    let widths = items.filter(|item| is_plain(*item)).map(|item| item.marker_space().len()).filter(|width| *width > 0);
    most(widths).map_or(1, |(width, _)| width.max(1))
}

/// Whether nothing but spaces stands there: a tab is another rule's, and code begins behind one space whatever the others have.
fn is_plain(item: NodeRef<'_>) -> bool {
    let (text, space) = (item.doc().source.text(), item.marker_space());
    !text[space.start..space.end].contains('\t') && !text[space.end..].starts_with([' ', '\t'])
}

/// Whether shorter markers have more behind them, so that all items begin in one column.
fn is_aligned(items: &[NodeRef<'_>]) -> bool {
    let column = |item: &NodeRef<'_>| item.marker_space().end - item.span.start + item.column();
    let differ = items.iter().any(|item| item.marker().len() != items[0].marker().len());
    differ && items.iter().all(|item| column(item) == column(&items[0]))
}
