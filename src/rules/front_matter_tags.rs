//! Tags are as many and as written as their platform takes, and none stands twice.

use crate::diagnostic::Arg;
use crate::platform::schema::Effect;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;
use std::collections::BTreeMap;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrontMatterTags {}

/// Keys that hold tags on some platform.
const TAGS: [&str; 4] = ["tags", "topics", "categories", "Category"];

impl Rule for FrontMatterTags {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let (Some(kind), Some(header)) = (cx.kind(), cx.doc.header()) else { return };
        for (name, key) in &kind.keys {
            let Some(items) = kind.entry(&header.table, name).and_then(|entry| entry.value.items()) else { continue };
            let text = |text: &str| Arg::Text(text.to_owned().into());
            if let Some(most) = key.most.filter(|most| items.len() > *most) {
                let effect = key.effect.unwrap_or(kind.effect);
                let args = vec![
                    ("key", text(name)),
                    ("most", text(&most.to_string())),
                    ("count", text(&items.len().to_string())),
                    ("effect", Arg::Phrase(effect.id())),
                ];
                report.at(items[most].span).say("many", args);
            }
            let unlike = |item: &str| key.not_items.as_ref().is_some_and(|pattern| pattern.matches(item));
            for (item, written) in items.iter().filter_map(|item| Some((item, item.text()?))).filter(|(_, written)| unlike(written)) {
                let args = vec![("tag", text(written)), ("effect", Arg::Phrase(Effect::Warned.id()))];
                report.at(item.span).quieter().say("characters", args);
            }
            if !TAGS.contains(&name.as_str()) {
                continue;
            }
            let mut seen = BTreeMap::new();
            for item in items {
                let Some(written) = item.text().filter(|written| !written.is_empty()) else { continue };
                if let Some(first) = seen.insert(written.to_lowercase(), item.span) {
                    report.at(item.span).quieter().say("twice", [("tag", written)]).also(first, "first", ());
                }
            }
        }
    }
}
