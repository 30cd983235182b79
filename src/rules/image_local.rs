//! An image beside the posts is one that the platform takes.

use crate::document::{Kind, Kinds};
use crate::facts::local;
use crate::platform::dialect::Images;
use crate::platform::schema::DocumentKind;
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
        // What the platform does not look at itself is still no image to its readers.
        let is_checked = cx.kind().is_none_or(|kind| kind.checks_images);
        for node in cx.doc.nodes_of(Kinds::IMAGE) {
            let Kind::Image { destination } = &node.kind else { continue };
            let Some((id, wanted)) = wrong(cx, images, destination) else { continue };
            let args = [("path", destination.to_string()), ("wanted", wanted), ("platform", cx.platform.title.clone())];
            let place = report.at(node.span);
            let place = if is_checked { place } else { place.as_info() };
            place.say(id, args);
        }
        if let Some(kind) = cx.kind().filter(|kind| !kind.cover.is_empty()) {
            check_cover(cx, kind, report);
        }
    }
}

/// What is wrong with an image, and what is wanted instead.
fn wrong(cx: &Context<'_>, images: &Images, destination: &str) -> Option<(&'static str, String)> {
    let path = local(destination)?;
    let is_taken = images.extensions.iter().any(|extension| destination.ends_with(extension.as_str()));
    match cx.facts.files.get(&path) {
        _ if images.absolute && (!path.starts_with('/') || path.starts_with("//")) => Some(("relative", String::new())),
        _ if !is_taken => Some(("extension", images.extensions.join(" "))),
        Some(None) => Some(("missing", String::new())),
        Some(Some(bytes)) if *bytes > images.most_bytes => Some(("large", mebibytes(images.most_bytes))),
        _ => None,
    }
}

fn check_cover(cx: &Context<'_>, kind: &DocumentKind, report: &mut Report<'_>) {
    let sizes = || kind.cover.iter().filter_map(|cover| Some((cover, cx.facts.files.get(cover)?)));
    let top = Span::at(0);
    if sizes().count() == kind.cover.len() && sizes().all(|(_, size)| size.is_none()) {
        report.at(top).quieter().say("cover", [("names", kind.cover.join(", "))]);
    }
    let most = kind.most_cover_bytes.unwrap_or(u64::MAX);
    if let Some((cover, _)) = sizes().find(|(_, size)| size.is_some_and(|size| size > most)) {
        report.at(top).say("large", [("path", cover.clone()), ("wanted", mebibytes(most)), ("platform", cx.platform.title.clone())]);
    }
}

#[expect(clippy::cast_precision_loss, reason = "one decimal is shown at most")]
fn mebibytes(bytes: u64) -> String {
    format!("{}", (bytes as f64 / 1024.0 / 1024.0 * 10.0).round() / 10.0)
}
