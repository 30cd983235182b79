//! Two headings of one section say different things.

use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;
use std::collections::HashMap;

/// Where a heading has to be the only one of its text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HeadingDuplicate {
    scope: Scope,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Scope {
    Siblings,
    Document,
}

impl Default for HeadingDuplicate {
    fn default() -> Self {
        Self { scope: Scope::Siblings }
    }
}

impl Rule for HeadingDuplicate {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mut seen: [HashMap<String, Span>; 7] = Default::default();
        for (heading, level) in cx.doc.outline() {
            let depth = if self.scope == Scope::Document { 0 } else { level };
            for deeper in &mut seen[depth + 1..] {
                deeper.clear();
            }
            let text = heading.text().trim().to_owned();
            if text.is_empty() {
                continue;
            }
            if let Some(first) = seen[depth].get(&text) {
                report.at(heading.span).say("again", [("text", &text)]).also(*first, "first", ());
            } else {
                seen[depth].insert(text, heading.span);
            }
        }
    }
}
