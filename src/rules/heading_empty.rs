//! A heading has text.

use crate::document::Kind;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadingEmpty {}

impl Rule for HeadingEmpty {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for (heading, _) in cx.doc.headings() {
            let shows_something = heading.descendants().any(|node| match node.kind {
                Kind::Text => !node.source().trim().is_empty(),
                Kind::Escaped | Kind::SoftBreak | Kind::LineBreak | Kind::Emph | Kind::Strong | Kind::Strikethrough | Kind::Link { .. } => {
                    false
                }
                _ => true,
            });
            if !shows_something {
                report.at(heading.span).say("empty", ());
            }
        }
    }
}
