//! A link has a text and a target, an image a file.

use crate::document::Kind;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkEmpty {}

impl Rule for LinkEmpty {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for node in cx.doc.nodes() {
            match &node.kind {
                Kind::Link { destination } if destination.trim().is_empty() => {
                    report.at(node.span).say("target", ());
                }
                Kind::Link { .. } => {
                    let shows_something = node.descendants().any(|inside| match inside.kind {
                        Kind::Text => !inside.source().trim().is_empty(),
                        Kind::Code | Kind::Image { .. } | Kind::HtmlInline => true,
                        _ => false,
                    });
                    if !shows_something && cx.doc.inexact_block(node.span).is_none() {
                        report.at(node.span).say("text", ());
                    }
                }
                Kind::Image { destination } if destination.trim().is_empty() => {
                    report.at(node.span).say("image", ());
                }
                _ => {}
            }
        }
    }
}
