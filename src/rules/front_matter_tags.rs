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

/// What stands between tags that are meant as several.
const COMMAS: [char; 2] = [',', '、'];

impl Rule for FrontMatterTags {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let (Some(kind), Some(header)) = (cx.kind(), cx.doc.header()) else { return };
        for (name, key) in &kind.keys {
            let Some(entry) = kind.entry(&header.table, name) else { continue };
            if let Some(all) =
                entry.value.text().filter(|all| all.contains(COMMAS) && key.types.is_empty() && TAGS.contains(&name.as_str()))
            {
                report.at(entry.value.span).quieter().say("comma", [("tag", all)]);
            }
            let Some(items) = entry.value.items() else { continue };
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
                let sign = written.chars().find(|c| unlike(c.encode_utf8(&mut [0; 4]))).map(String::from).unwrap_or_default();
                let sign = if sign == " " { Arg::Phrase("space") } else { Arg::Text(format!("`{sign}`").into()) };
                let args = vec![("tag", text(written)), ("character", sign), ("effect", Arg::Phrase(Effect::Warned.id()))];
                report.at(item.span).quieter().say("characters", args);
            }
            if !TAGS.contains(&name.as_str()) {
                continue;
            }
            for item in items.iter().filter(|item| item.text().is_some_and(|text| text.contains(COMMAS) && !unlike(text))) {
                report.at(item.span).quieter().say("comma", [("tag", item.text().unwrap_or_default())]);
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
