//! Markdown says what HTML would.

use crate::document::{Kind, Kinds};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// The elements that may be written all the same.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HtmlInline {
    allowed_elements: Vec<String>,
    /// In tables; those allowed elsewhere where none are given.
    table_allowed_elements: Option<Vec<String>>,
}

impl Rule for HtmlInline {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for node in cx.doc.nodes_of(Kinds::HTML) {
            let in_table = node.ancestors().any(|around| around.kind == Kind::Table);
            let allowed = self.table_allowed_elements.as_ref().filter(|_| in_table).unwrap_or(&self.allowed_elements);
            for (span, name) in node.opening_tags() {
                // micromark takes a bare URL in a tag for a link, and the rest for text.
                let has_link = |tag: &str| ["=http://", "=https://", "=www."].iter().any(|bare| tag.contains(bare));
                let is_text = cx.is_markdownlint() && has_link(cx.doc.source.slice(span));
                let is_allowed = allowed.iter().any(|allowed| allowed.to_lowercase() == name.to_lowercase());
                if !is_allowed && !is_text {
                    report.at(span).say("element", [("name", name)]);
                }
            }
        }
    }
}
