//! A table of contents lists the headings that there are.

use crate::diagnostic::{Edit, Level};
use crate::link::anchors::Titled;
use crate::link::toc::{Toc, tocs};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TocStale {}

impl Rule for TocStale {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let Some(way) = cx.facts.site.heading_ids(cx.platform).first().copied() else { return };
        for toc in tocs(cx.doc) {
            let headings = toc.headings(cx.doc, way);
            let found = if toc.inside.is_some() { difference(&toc, &headings) } else { missing(&toc, &headings) };
            let Some((id, text)) = found else { continue };
            let said = report.at(toc.span).say(id, [("text", text)]);
            if let Some(inside) = toc.inside {
                said.fix(Level::Repair, [Edit::replace(inside, toc.text(&headings, cx.doc.source.newline()))]);
            }
        }
    }
}

/// The first heading or entry in which a table between comments is not as it would be written.
fn difference(toc: &Toc<'_>, headings: &[Titled<'_>]) -> Option<(&'static str, String)> {
    let top = headings.iter().map(|titled| titled.level).min().unwrap_or(1);
    let mut entries = toc.entries.iter();
    for titled in headings {
        match entries.next() {
            Some(entry) if entry.names(titled) => {
                if entry.text.trim() != titled.text.trim() {
                    return Some(("text", titled.text.clone()));
                }
                if entry.depth != titled.level - top {
                    return Some(("depth", titled.text.clone()));
                }
            }
            Some(entry) if headings.iter().any(|other| entry.names(other)) => return Some(("missing", titled.text.clone())),
            Some(entry) => return Some(("gone", entry.text.clone())),
            None => return Some(("missing", titled.text.clone())),
        }
    }
    entries.next().map(|entry| ("gone", entry.text.clone()))
}

/// The first heading that a list without comments leaves out, where it lists nearly all: one that picks out a few is meant so.
fn missing(toc: &Toc<'_>, headings: &[Titled<'_>]) -> Option<(&'static str, String)> {
    let listed = |titled: &&Titled<'_>| toc.entries.iter().any(|entry| entry.names(titled));
    let left_out = headings.iter().filter(|titled| !listed(titled)).count();
    // A link that leads nowhere may be the one for it, which is another matter.
    let all_lead = toc.entries.iter().all(|entry| headings.iter().any(|titled| entry.names(titled)));
    let is_sure = all_lead && left_out * 4 <= headings.len();
    headings.iter().find(|titled| !listed(titled)).filter(|_| is_sure).map(|titled| ("missing", titled.text.clone()))
}
