//! An item has one marker.

use crate::diagnostic::{Edit, Level};
use crate::document::NodeRef;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListMarkerRepeated {}

impl Rule for ListMarkerRepeated {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for list in cx.doc.lists().filter(|list| list.is_ordered_list() == Some(false)) {
            let mut doubled = list.children().filter_map(|item| Some((item, inner(item)?))).peekable();
            // Where every item has two, they may be meant: a list of lists.
            let is_all = doubled.peek().is_some() && list.children().all(|item| inner(item).is_some());
            for (item, inner) in doubled {
                let level = if is_all { Level::Suggest } else { Level::Repair };
                let marker = cx.doc.source.slice(item.marker());
                let both = Span::new(item.span.start, inner.marker().end);
                let edit = Edit::delete(Span::new(inner.span.start, inner.marker_space().end));
                report.at(both).say("repeated", [("marker", marker)]).fix(level, [edit]);
            }
        }
    }
}

/// The item that is all there is of `item`, in its line and with its marker.
fn inner(item: NodeRef<'_>) -> Option<NodeRef<'_>> {
    let doc = item.doc();
    let list = item.children().next()?;
    let inner = list.children().next()?;
    let is_alone = list.is_ordered_list() == Some(false) && list.next_sibling().is_none() && inner.next_sibling().is_none();
    let is_line = doc.line_range(item.span).count() == 1 && !inner.marker_space().is_empty();
    let is_innermost = inner.children().all(|block| block.kind.is_leaf_block());
    (is_alone && is_line && is_innermost && doc.source.slice(item.marker()) == doc.source.slice(inner.marker())).then_some(inner)
}
