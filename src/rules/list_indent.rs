//! The items of a list begin in the same column.

use crate::diagnostic::Level;
use crate::document::NodeRef;
use crate::document::relayout::Move;
use crate::rule::{Context, Report, Rule};
use crate::text::most;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListIndent {}

impl Rule for ListIndent {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mut found: Vec<Stray<'_>> = Vec::new();
        for list in cx.doc.lists() {
            let items: Vec<NodeRef<'_>> = list.children().collect();
            if cx.is_markdownlint() { by_first(&items, &mut found) } else { by_most(&items, &mut found) }
        }
        let to = |stray: &Stray<'_>| Move { by: stray.wanted.cast_signed() - stray.column.cast_signed(), ..Move::default() };
        // Where a quote's marks are indented, columns of lines don't compare.
        let is_even = |item: NodeRef<'_>| {
            let first = item.parent().and_then(|list| list.children().next());
            first.is_some_and(|first| !cx.is_markdownlint() || first.quote_width() == item.quote_width())
        };
        // So far in it was meant to stand under the item before.
        let is_slip = |stray: &Stray<'_>| cx.is_markdownlint() || stray.column < stray.wanted + 2;
        let moves: Vec<_> = found.iter().map(|stray| (stray.item, (is_slip(stray) && is_even(stray.item)).then(|| to(stray)))).collect();
        for (Stray { item, column, wanted }, edits) in found.into_iter().zip(cx.moved(&moves)) {
            report.at(item.marker()).say("item", [("column", column), ("wanted", wanted)]).fix(Level::Layout, edits);
        }
    }
}

/// An item that begins elsewhere than the others.
struct Stray<'d> {
    item: NodeRef<'d>,
    column: usize,
    wanted: usize,
}

/// Those items that don't begin where most do, or don't end their markers where most do.
fn by_most<'d>(items: &[NodeRef<'d>], found: &mut Vec<Stray<'d>>) {
    let starts: Vec<usize> = items.iter().map(|item| item.indent()).collect();
    let ends = items.iter().zip(&starts).map(|(item, start)| start + item.marker().len());
    let ((start, at_start), (end, at_end)) = (most(starts.iter().copied()).unwrap_or_default(), most(ends).unwrap_or_default());
    if at_start == items.len() || at_end == items.len() {
        return;
    }
    let is_mixed = items.iter().any(|item| item.marker().len() != items[0].marker().len());
    for (item, column) in items.iter().zip(starts) {
        let wanted = if at_end >= at_start && is_mixed { end.saturating_sub(item.marker().len()) } else { start };
        if column != wanted {
            found.push(Stray { item: *item, column, wanted });
        }
    }
}

/// Those items that don't begin where the first does; numbers may end where the first ends from some item on.
fn by_first<'d>(items: &[NodeRef<'d>], found: &mut Vec<Stray<'d>>) {
    let Some(first) = items.first() else { return };
    let (start, end) = (first.column(), first.column() + first.marker().len());
    let is_ordered = first.marker().len() > 1;
    let mut is_right_aligned = false;
    for item in items {
        let (column, length) = (item.column(), item.marker().len());
        let ends_alike = is_ordered && column + length == end;
        if column == start && !is_right_aligned {
            continue;
        }
        is_right_aligned |= ends_alike;
        if !ends_alike {
            let wanted = if is_right_aligned { end.saturating_sub(length) } else { start };
            found.push(Stray { item: *item, column, wanted });
        }
    }
}
