//! Addresses that only the author of a text, or an account that is logged in, can open.

use super::path::is_at_home;
use super::url::{Url, is_on_drive};

/// Google's editors whose documents have a page to read at `/preview`.
pub const WITH_PREVIEW: [&str; 3] = ["document", "presentation", "spreadsheets"];

/// Whether it is a folder of the account that is logged in.
#[must_use]
pub fn is_folder(url: &Url<'_>) -> bool {
    ["/drive/u/", "/drive/my-drive"].iter().any(|folder| url.path.starts_with(folder)) && url.is_on("drive.google.com")
}

/// Whether the owner copied it from the dialog that shares the document.
#[must_use]
pub fn is_shared(url: &Url<'_>) -> bool {
    url.parameters().any(|pair| pair == ("usp", "sharing"))
}

/// Whether it is `drive.google.com/file/d/<id>/edit`.
#[must_use]
pub fn is_file_editor(url: &Url<'_>) -> bool {
    url.path.starts_with("/file/d/") && url.path.ends_with("/edit") && url.is_on("drive.google.com")
}

/// Whether it is the page on which the author of a post or a film edits it.
#[must_use]
pub fn is_draft(url: &Url<'_>) -> bool {
    match url.host().as_str() {
        "zenn.dev" => url.path.ends_with("/edit") && ["/articles/", "/books/", "/scraps/"].iter().any(|kind| url.path.starts_with(kind)),
        "qiita.com" => url.path.starts_with("/drafts/") && url.path.ends_with("/edit"),
        "blog.hatena.ne.jp" => url.path.ends_with("/edit") && url.parameters().any(|(name, _)| name == "entry"),
        "studio.youtube.com" => url.path.starts_with("/video/"),
        _ => false,
    }
}

/// Whether it is a file of the author's machine.
#[must_use]
pub fn is_on_disk(url: &Url<'_>, destination: &str) -> bool {
    is_on_drive(destination) || is_at_home(destination) || url.scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("file"))
}

/// The kind of document that `docs.google.com/<kind>/d/<id>/edit` opens in its editor.
#[must_use]
pub fn editor<'u>(url: &Url<'u>) -> Option<&'u str> {
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
