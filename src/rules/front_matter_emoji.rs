//! Where a platform wants one emoji, there is exactly one.

use crate::diagnostic::{Edit, Level};
use crate::front_matter::kind::Kind;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::emojis;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrontMatterEmoji {}

impl Rule for FrontMatterEmoji {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let (Some(kind), Some(header)) = (cx.kind(), cx.doc.header()) else { return };
        for (name, _) in kind.keys.iter().filter(|(_, key)| key.emoji) {
            let value = kind.entry(&header.table, name).map(|entry| &entry.value);
            let Some((value, text)) = value.and_then(|value| Some((value, value.text().filter(|text| !text.is_empty())?))) else {
                continue;
            };
            // Any other type is a finding of its own.
            if value.kind(kind.loader) != Kind::String {
                continue;
            }
            let found = emojis(text);
            match found.as_slice() {
                [] => {
                    report.at(value.span).say("none", [("key", name)]);
                }
                [_] => {}
                [first, ..] => {
                    let said = report.at(value.span).say("several", [("key", name.clone()), ("count", found.len().to_string())]);
                    // What is written between the quotes is the text itself: emoji need no escape.
                    let written = cx.doc.source.slice(value.span).find(text).map(|at| value.span.start + at);
                    let kept = Span::new(first.start, first.end);
                    said.fix(Level::Suggest, written.map(|at| Edit::replace(Span::new(at, at + text.len()), &text[kept.start..kept.end])));
                }
            }
        }
    }
}
