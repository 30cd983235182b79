//! Each talk of a report has a link of its own.

use crate::link::talk::{sections, talk};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;
use std::collections::HashMap;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkDuplicateTalk {}

impl Rule for LinkDuplicateTalk {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mut seen = HashMap::new();
        for (heading, link) in sections(cx.doc, cx.links()) {
            let Some(talk) = talk(&link) else { continue };
            let title = heading.text();
            let (first, span) = seen.entry(talk).or_insert_with(|| (title.clone(), link.span));
            // A talk that comes twice under one name is told of twice.
            if *first != title {
                report.link(&link).say("again", [("heading", &*first)]).also(*span, "first", ());
            }
        }
    }
}
