//! An image has a description.

use crate::document::Kind;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ImageAlt {}

impl Rule for ImageAlt {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for image in cx.doc.nodes().filter(|node| matches!(node.kind, Kind::Image { .. })) {
            if image.text().trim().is_empty() {
                report.at(image.span).say("none", ());
            }
        }
    }
}
