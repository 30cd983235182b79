//! A link leads to what readers can open.

use crate::diagnostic::{Edit, Level};
use crate::link::Link;
use crate::link::url::{Url, is_on_drive};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// Google's editors whose documents have a page to read at `/preview`.
const WITH_PREVIEW: [&str; 3] = ["document", "presentation", "spreadsheets"];

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkPrivateDocument {}

impl Rule for LinkPrivateDocument {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for link in cx.links() {
            let url = Url::parse(&link.destination);
            let is_folder = || ["/drive/u/", "/drive/my-drive"].iter().any(|folder| url.path.starts_with(folder));
            if is_on_disk(&url, &link.destination) {
                report.link(link).say("disk", ());
            } else if let Some(kind) = editor(&url) {
                // The owner copied it from the dialog that shares the document.
                let is_shared = url.parameters().any(|pair| pair == ("usp", "sharing"));
                let place = report.link(link).quieter_if(is_shared);
                place.say("editor", ()).fix(Level::Suggest, preview(link, kind));
            } else if is_folder() && url.is_on("drive.google.com") {
                report.link(link).say("folder", ());
            }
        }
    }
}

/// Whether it is a file of the author's machine.
fn is_on_disk(url: &Url<'_>, destination: &str) -> bool {
    is_on_drive(destination) || url.scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("file"))
}

/// The kind of document that `docs.google.com/<kind>/d/<id>/edit` opens in its editor.
fn editor<'u>(url: &Url<'u>) -> Option<&'u str> {
    let mut parts = url.path.split('/').skip(1);
    let kind = parts.next()?;
    let is_known = kind == "forms" || WITH_PREVIEW.contains(&kind);
    let mut part = parts.next()?;
    // `/u/0` is the account that the author is logged in with.
    if part == "u" {
        part = parts.nth(1)?;
    }
    let (id, view) = (parts.next()?, parts.next()?);
    (is_known && part == "d" && id != "e" && view == "edit" && url.is_on("docs.google.com")).then_some(kind)
}

/// Puts `preview` in the place of `edit`.
fn preview(link: &Link<'_>, kind: &str) -> Option<Edit> {
    let start = link.written?.start + link.destination.find("/edit")? + 1;
    WITH_PREVIEW.contains(&kind).then(|| Edit::replace(Span::new(start, start + "edit".len()), "preview"))
}
