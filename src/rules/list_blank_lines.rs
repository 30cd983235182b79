//! A list stands between blank lines.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kind, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListBlankLines {}

impl Rule for ListBlankLines {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let doc = cx.doc;
        let mut end = 0;
        for list in doc.lists() {
            // Those in another list, even in a quote in it, belong to that.
            if list.index() < end {
                continue;
            }
            end = list.end as usize;
            let (first, last) = (doc.source.line_at(list.span.start), list.last_line());
            if first > 0 && !doc.is_apart(first - 1) {
                report.at(list.marker()).say("above", ()).fix(Level::Layout, blank(list, first, false));
            }
            if !doc.is_apart(last + 1) {
                let line = doc.body_line(last).content;
                let place = Span::new(line.start.max(list.span.start), line.end);
                report.at(place).say("below", ()).fix(Level::Layout, blank(list, last + 1, true));
            }
        }
    }
}

/// A blank line before `line`, where that shows nothing: on the page itself, behind what is closed.
fn blank(list: NodeRef<'_>, line: usize, below: bool) -> Option<Edit> {
    let doc = list.doc();
    let before = list.previous()?;
    let nears = [before, if below { doc.node(list.end as usize - 1) } else { before }];
    // How wide a tab is, what a definition ends and where a platform sees a container may depend on the line before.
    let lines = doc.line_range(list.span);
    let is_odd = |line: usize| {
        let text = doc.source.line(line);
        doc.has_leading_tab(line) || text.contains(":::") || text.contains("]:") || text.contains('>') && text.contains("```")
    };
    let is_odd = nears.into_iter().any(NodeRef::takes_blank_line) || (lines.start().saturating_sub(1)..=lines.end() + 1).any(is_odd);
    let is_page = list.parent()?.kind == Kind::Document;
    (is_page && !is_odd).then(|| Edit::insert(doc.source.line_span(line).start, doc.source.newline()))
}
