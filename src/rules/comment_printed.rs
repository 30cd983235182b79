//! A comment stays a comment on the platform.

use crate::diagnostic::{Edit, Level};
use crate::document::Kinds;
use crate::platform::dialect::Html;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommentPrinted {}

impl Rule for CommentPrinted {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if cx.platform.dialect.html != Html::Printed {
            return;
        }
        let html = cx.doc.nodes_of(Kinds::HTML);
        for node in html.filter(|node| node.source().starts_with("<!--")) {
            let Some(end) = node.source().find("-->").map(|at| at + "-->".len()) else { continue };
            let comment = &node.source()[..end];
            if comment.contains(['\n', '\r']) {
                let span = Span::new(node.span.start, node.span.start + end);
                let in_one_line = comment.split_whitespace().collect::<Vec<_>>().join(" ");
                let said = report.at(span).say("printed", [("platform", &cx.platform.title)]);
                said.fix(Level::Suggest, [Edit::replace(span, in_one_line)]);
            }
        }
    }
}
