//! A table of contents lists the headings that there are.

use crate::diagnostic::{Edit, Level};
use crate::link::anchors::{Titled, titled};
use crate::link::toc::{Toc, depths, tocs};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;
use std::collections::HashSet;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TocStale {}

impl Rule for TocStale {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let Some(way) = cx.facts.site.heading_ids(cx.platform).first().copied() else { return };
        let tocs = tocs(cx.doc);
        let all = if tocs.is_empty() { Vec::new() } else { titled(cx.doc, way, &cx.platform.dialect) };
        for toc in tocs {
            let headings = toc.headings(&all);
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
fn difference(toc: &Toc<'_>, headings: &[&Titled<'_>]) -> Option<(&'static str, String)> {
    let mut entries = toc.entries.iter();
    for (titled, depth) in headings.iter().zip(depths(headings)) {
        match entries.next() {
            Some(entry) if entry.names(titled) => {
                if entry.text.trim() != titled.text.trim() {
                    return Some(("text", titled.text.clone()));
                }
                if entry.depth != depth {
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
fn missing(toc: &Toc<'_>, headings: &[&Titled<'_>]) -> Option<(&'static str, String)> {
    let listed: HashSet<&str> = toc.entries.iter().map(|entry| entry.id.as_str()).collect();
    let there: HashSet<&str> = headings.iter().filter_map(|titled| titled.id.as_deref()).collect();
    let mut left_out = headings.iter().filter(|titled| titled.id.as_deref().is_none_or(|id| !listed.contains(id))).peekable();
    let first = left_out.peek().map(|titled| titled.text.clone())?;
    // A link that leads nowhere may be the one for it, which is another matter.
    let is_sure = listed.is_subset(&there) && left_out.count() * 4 <= headings.len();
    is_sure.then_some(("missing", first))
}
