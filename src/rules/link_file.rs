//! A destination that is a path names a file that is there.

use crate::diagnostic::{Edit, Level};
use crate::facts::Target;
use crate::link::{Link, path};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// Options.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct LinkFile {
    /// Beginnings of paths that are not looked at.
    ignored: Vec<String>,
}

impl Rule for LinkFile {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let Some(paths) = &cx.platform.dialect.paths else { return };
        for link in cx.links() {
            let Some(key) = path::of(&link.destination) else { continue };
            if self.ignored.iter().any(|beginning| key.starts_with(beginning.as_str())) || path::is_repository_page(&key) {
                continue;
            }
            if paths.unpublished {
                if path::names_file(&key) && !key.starts_with('/') {
                    report.at(link.span).say("unpublished", [("path", key.as_str()), ("platform", &cx.platform.title)]);
                }
                continue;
            }
            match cx.facts.targets.get(&key) {
                Some(Target::Missing(Some(near))) => say(link, &key, "near", near, report),
                Some(Target::Missing(None)) => say(link, &key, "missing", "", report),
                Some(Target::Named(name)) => say(link, &key, "named", name, report),
                Some(Target::Outside) => say(link, &key, "outside", "", report),
                Some(Target::There(_)) | None => {}
            }
        }
    }
}

fn say(link: &Link<'_>, key: &str, message: &'static str, name: &str, report: &mut Report<'_>) {
    let said = report.at(link.span).say(message, [("path", key), ("name", name)]);
    // The last name of the path is the one that is wrong, where the folder is right: else there is nothing to put in its place.
    let Some(written) = link.written.filter(|_| !name.is_empty()) else { return };
    let end = link.destination.find(['#', '?']).unwrap_or(link.destination.len());
    let start = link.destination[..end].rfind('/').map_or(0, |slash| slash + 1);
    if path::ending(name) == path::ending(key) || message == "named" {
        let span = crate::source::Span::new(written.start + start, written.start + end);
        said.fix(Level::Suggest, [Edit::replace(span, name.replace(' ', "%20"))]);
    }
}
