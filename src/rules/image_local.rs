//! An image beside the posts is one that the platform takes.

use crate::document::Kind;
use crate::facts::local;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ImageLocal {}

impl Rule for ImageLocal {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let Some(images) = &cx.platform.dialect.images else { return };
        for node in cx.doc.nodes() {
            let Kind::Image { destination } = &node.kind else { continue };
            let Some(path) = local(destination) else { continue };
            let size = cx.facts.files.get(&path).copied();
            let is_taken = images.extensions.iter().any(|extension| destination.ends_with(extension.as_str()));
            let (id, value) = match size {
                _ if images.absolute && (!path.starts_with('/') || path.starts_with("//")) => ("relative", String::new()),
                _ if !is_taken => ("extension", images.extensions.join(" ")),
                Some(None) => ("missing", String::new()),
                Some(Some(bytes)) if bytes > images.most_bytes => ("large", format!("{:.1}", mebibytes(images.most_bytes))),
                _ => continue,
            };
            let args = [("path", destination.to_string()), ("wanted", value), ("platform", cx.platform.title.clone())];
            report.at(node.span).say(id, args);
        }
        let covers = cx.kind().map_or(&[][..], |kind| &kind.cover[..]);
        let is_absent = |cover: &String| cx.facts.files.get(cover) == Some(&None);
        if !covers.is_empty() && covers.iter().all(is_absent) {
            report.at(Span::at(0)).quieter().say("cover", [("names", covers.join(", "))]);
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / 1024.0 / 1024.0
}
