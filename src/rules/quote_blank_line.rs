//! No blank line parts two quotes that may be meant as one.

use crate::document::{Kinds, NodeRef};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuoteBlankLine {}

impl Rule for QuoteBlankLine {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let doc = cx.doc;
        for quote in doc.nodes_of(Kinds::QUOTE) {
            let Some(next) = quote.next_sibling().filter(NodeRef::is_quote) else { continue };
            let between = doc.line_range(quote.span).end() + 1..doc.source.line_at(next.span.start);
            if between.clone().all(|line| doc.source.line(line).trim_matches([' ', '\t']).is_empty()) {
                for line in between {
                    report.at(doc.body_line(line).full).say("blank", ());
                }
            }
        }
    }
}
