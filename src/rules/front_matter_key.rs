//! Keys of the front matter are keys of this platform.

use crate::diagnostic::{Arg, Edit, Level};
use crate::front_matter::data::Entry;
use crate::platform::schema::{DocumentKind, Reaction};
use crate::rule::{Context, Report, Rule};
use crate::text::nearest;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrontMatterKey {}

impl Rule for FrontMatterKey {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let (Some(kind), Some(header)) = (cx.kind(), cx.doc.header()) else { return };
        for entry in &header.table.entries {
            let key = kind.key(&entry.key);
            let instead = key.and_then(|(_, key)| key.instead.as_ref().map(|instead| (instead, key.severity)));
            if let Some((instead, severity)) = instead {
                let place = report.at(entry.key_span).quieter_if(severity == Reaction::Warn);
                let text = |text: &str| Arg::Text(text.to_owned().into());
                let args = vec![("key", text(&entry.key)), ("platform", text(&cx.platform.title)), ("right", text(instead))];
                place.say("foreign", args);
            } else if key.is_none()
                && let Some(right) = misspelt(entry, kind)
                && kind.entry(&header.table, right).is_none()
            {
                let said = report.at(entry.key_span).say("misspelt", [("key", entry.key.as_str()), ("right", right)]);
                said.fix(Level::Suggest, [Edit::replace(entry.key_span, right)]);
            }
        }
    }
}

/// The known key that is meant by one that is not known. Keys of one's own are normal, so short ones are left alone.
fn misspelt<'k>(entry: &Entry, kind: &'k DocumentKind) -> Option<&'k str> {
    let known = || kind.keys.keys().map(String::as_str);
    let other_case = known().find(|known| known.eq_ignore_ascii_case(&entry.key));
    other_case.or_else(|| if entry.key.len() >= 5 { nearest(&entry.key, known().filter(|known| known.len() >= 5)) } else { None })
}
