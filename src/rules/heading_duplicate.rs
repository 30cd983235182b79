//! Two headings of one section say different things.

use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;
use std::collections::HashMap;

/// Where a heading has to be the only one of its text.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HeadingDuplicate {
    scope: Option<Scope>,
    siblings_only: Option<bool>,
}

#[derive(Deserialize, PartialEq, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Scope {
    Siblings,
    Document,
}

impl HeadingDuplicate {
    fn scope(&self, is_markdownlint: bool) -> Scope {
        let named = self.siblings_only.map(|only| if only { Scope::Siblings } else { Scope::Document });
        let default = if is_markdownlint { Scope::Document } else { Scope::Siblings };
        self.scope.or(named).unwrap_or(default)
    }
}

impl Rule for HeadingDuplicate {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let scope = self.scope(cx.is_markdownlint());
        let mut seen: [HashMap<String, Span>; 7] = Default::default();
        for (heading, level) in cx.outline() {
            let depth = if scope == Scope::Document { 0 } else { level };
            for deeper in &mut seen[depth + 1..] {
                deeper.clear();
            }
            let text = if cx.is_markdownlint() { heading.marked_text() } else { heading.text().trim().to_owned() };
            if text.is_empty() && !cx.is_markdownlint() {
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
