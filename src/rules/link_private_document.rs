//! A link leads to what readers can open.

use crate::diagnostic::{Edit, Level};
use crate::link::Link;
use crate::link::private::{WITH_PREVIEW, editor, is_draft, is_file_editor, is_folder, is_on_disk, is_shared};
use crate::link::url::Url;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkPrivateDocument {}

impl Rule for LinkPrivateDocument {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for link in cx.links() {
            let url = Url::parse(&link.destination);
            if is_on_disk(&url, &link.destination) {
                report.link(link).say("disk", ());
            } else if let Some(kind) = editor(&url) {
                let place = report.link(link).quieter_if(is_shared(&url));
                place.say("editor", ()).fix(Level::Suggest, preview(link, kind));
            } else if is_folder(&url) {
                report.link(link).say("folder", ());
            } else if is_file_editor(&url) {
                let edit = link.written.zip(link.destination.find("/edit")).map(|(written, at)| written.start + at + 1);
                let edit = edit.map(|start| Edit::replace(Span::new(start, start + "edit".len()), "view"));
                report.link(link).quieter_if(is_shared(&url)).say("editor", ()).fix(Level::Suggest, edit);
            } else if is_draft(&url) {
                report.link(link).say("draft", ());
            }
        }
    }
}

/// Puts `preview` in the place of `edit`.
fn preview(link: &Link<'_>, kind: &str) -> Option<Edit> {
    let start = link.written?.start + link.destination.find("/edit")? + 1;
    WITH_PREVIEW.contains(&kind).then(|| Edit::replace(Span::new(start, start + "edit".len()), "preview"))
}
