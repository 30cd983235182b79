//! A destination that is a path names a file that is there.

use crate::diagnostic::{Edit, Level};
use crate::facts::Target;
use crate::link::{Link, path};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

/// Options.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LinkFile {
    /// Beginnings of paths that are not looked at.
    ignored: Vec<String>,
}

impl Rule for LinkFile {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let Some(paths) = &cx.platform.dialect.paths else { return };
        for link in cx.links() {
            let Some(key) = path::of(&link.destination) else { continue };
            // That is said by another rule.
            if path::is_placeholder(&link.destination) && !matches!(cx.facts.targets.get(&key), Some(Target::There(_))) {
                continue;
            }
            if self.ignored.iter().any(|beginning| key.starts_with(beginning.as_str())) || path::is_repository_page(&key) {
                continue;
            }
            if paths.unpublished {
                // Qiita shows the source of `/user/items/id.md`.
                if path::names_file(&key) && !(key.starts_with('/') && path::names_text(&key)) {
                    report.at(link.span).say("unpublished", [("path", key.as_str()), ("platform", &cx.platform.title)]);
                }
                continue;
            }
            match cx.facts.targets.get(&key) {
                Some(Target::Missing(Some(near))) => say(link, &key, "near", near, report),
                Some(Target::Missing(None)) => say(link, &key, "missing", "", report),
                Some(Target::Named(name)) if key.nfc().eq(name.nfc()) => say(link, &key, "form", name, report),
                Some(Target::Named(name)) => say(link, &key, "named", name, report),
                Some(Target::Outside) => say(link, &key, "outside", "", report),
                Some(Target::There(_)) | None => {}
            }
        }
    }
}

fn say(link: &Link<'_>, key: &str, message: &'static str, name: &str, report: &mut Report<'_>) {
    let said = report.at(link.span).say(message, [("path", key), ("name", name)]);
    let end = link.destination.find(['#', '?']).unwrap_or(link.destination.len());
    // A path that is written with escapes, or would have to be, is left to a person.
    let is_plain =
        link.destination[..end] == *key && !name.is_empty() && !name.contains([' ', '(', ')', '<', '>', '%', '#', '?', '"', '\\']);
    let is_alike = path::ending(name) == path::ending(key) || message != "near";
    if let Some(written) = link.written.filter(|_| is_plain && is_alike) {
        said.fix(Level::Suggest, [Edit::replace(Span::new(written.start, written.start + end), name)]);
    }
}
