//! Dates in the front matter exist and are read as what they say.

use crate::diagnostic::{Arg, Edit, Level};
use crate::front_matter::data::{Entry, Style, ValueData};
use crate::front_matter::kind::Kind;
use crate::platform::pattern::Pattern;
use crate::platform::schema::Dates;
use crate::rule::{Context, Report, Rule};
use crate::text::{is_day, leading_date};
use serde::Deserialize;
use std::sync::LazyLock;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrontMatterDate {}

/// The layouts that Hugo reads (`cast.ToTimeInDefaultLocation`, checked by running 0.168).
static HUGO: LazyLock<[Pattern; 5]> = LazyLock::new(|| {
    [
        r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?$",
        r"^\d{4}-\d\d-\d\d$",
        r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?( ?(Z|[+-]\d\d:?\d\d)( [A-Z]{3,4})?)?$",
        r"^\d\d [A-Z][a-z]{2} \d{4}$",
        r"^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d ([+-]\d{4}|[A-Z]{3})$",
    ]
    .map(Pattern::from)
});

static RFC_3339: LazyLock<Pattern> = LazyLock::new(|| r"^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$".into());

impl Rule for FrontMatterDate {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let Some(header) = cx.doc.header() else { return };
        let Some(kind) = cx.kind() else {
            // Whoever reads it.
            let date = header.table.get("date").map(|entry| &entry.value);
            if let Some((value, text)) = date.and_then(|value| Some((value, value.text()?))).filter(|(_, text)| is_no_day(text)) {
                report.at(value.span).quieter().say("day", [("date", text)]);
            }
            return;
        };
        let dated: Vec<&Entry> =
            kind.keys.iter().filter(|(_, key)| key.date).filter_map(|(name, _)| kind.entry(&header.table, name)).collect();
        for entry in &dated {
            let (value, found) = (&entry.value, entry.value.kind(kind.loader));
            let (Some(text), false) = (value.text(), matches!(found, Kind::Null)) else { continue };
            if text.is_empty() || matches!(value.data, ValueData::Scalar(_, Style::Typed(_))) {
                continue;
            }
            if kind.dates == Dates::Hugo && matches!(found, Kind::Integer) {
                let said = report.at(value.span).quieter().say("seconds", [("date", text)]);
                said.fix(Level::Suggest, dashed(text).map(|dashed| Edit::replace(value.span, dashed)));
            } else if !is_read(kind.dates, text) {
                let args = vec![("date", Arg::Text(text.to_owned().into())), ("effect", Arg::Phrase(kind.effect.id()))];
                report.at(value.span).say("form", args);
            } else if is_no_day(text) {
                report.at(value.span).say("day", [("date", text)]);
            }
        }
        let of = |wanted: &str| dated.iter().find(|entry| entry.key.eq_ignore_ascii_case(wanted)).copied();
        if let (Some(date), Some(changed)) = (of("date"), of("lastmod"))
            && let (Some(first), Some(then)) = (date.value.text().and_then(leading_date), changed.value.text().and_then(leading_date))
            && then < first
        {
            report.at(changed.value.span).quieter().say("order", ()).also(date.value.span, "date", ());
        }
    }
}

/// Whether it begins with a date that no calendar has.
fn is_no_day(text: &str) -> bool {
    leading_date(text).is_some_and(|(year, month, day)| !is_day(year, month, day))
}

fn is_read(dates: Dates, text: &str) -> bool {
    match dates {
        Dates::Any | Dates::Yaml => true,
        Dates::Hugo => HUGO.iter().any(|layout| layout.matches(text)),
        Dates::Rfc3339 => RFC_3339.matches(text),
        // JavaScript's reader takes much, but no other script and nothing without a number.
        Dates::Js => text.is_ascii() && text.contains(|c: char| c.is_ascii_digit()),
    }
}

/// `20190807` as `2019-08-07`.
fn dashed(text: &str) -> Option<String> {
    let (year, month, day) = (text.get(..4)?, text.get(4..6)?, text.get(6..8)?);
    (text.len() == 8 && is_day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)).then(|| format!("{year}-{month}-{day}"))
}
