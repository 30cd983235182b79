//! Keys of the front matter are keys of this platform.

use crate::diagnostic::{Arg, Edit, Level};
use crate::front_matter::data::{Entry, Value};
use crate::front_matter::kind::Kind;
use crate::platform::schema::{DocumentKind, Reaction};
use crate::rule::{Context, Report, Rule};
use crate::text::{leading_date, nearest};
use serde::Deserialize;
use std::borrow::Cow;

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
            let is_empty = entry.value.kind(kind.loader) == Kind::Null
                || entry.value.text() == Some("")
                || entry.value.items().is_some_and(<[Value]>::is_empty);
            if let Some((instead, severity)) = instead {
                // Zenn looks at whether there are any.
                if severity == Reaction::Warn && is_empty {
                    continue;
                }
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
    // A key with a day in it is meant as one of a day, however short it is.
    let is_day = entry.value.text().and_then(leading_date).is_some();
    let is_dated = |known: &&str| is_day && kind.key(known).is_some_and(|(_, key)| key.date);
    let is_long = |name: &str| name.len() >= 5;
    let folded = |key| if kind.fold_case { Cow::Owned(str::to_ascii_lowercase(key)) } else { Cow::Borrowed(key) };
    let could_be =
        |known: &&str| is_long(known) && is_long(&entry.key) || is_dated(known) && known.len() <= 5 && (4..=5).contains(&entry.key.len());
    other_case.or_else(|| {
        let candidates: Vec<(Cow<'_, str>, &str)> = known().filter(could_be).map(|known| (folded(known), known)).collect();
        let near = nearest(&folded(&entry.key), candidates.iter().map(|(folded, _)| &**folded))?;
        candidates.iter().find(|(folded, _)| folded == near).map(|(_, known)| *known)
    })
}
