//! Dates in the front matter exist and are read as what they say.

use crate::diagnostic::{Arg, Edit, Level};
use crate::front_matter::data::{Entry, Style, Type, Value, ValueData};
use crate::front_matter::kind::Kind;
use crate::platform::pattern::Pattern;
use crate::platform::schema::{Dates, DocumentKind};
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
            check_one(cx, kind, &entry.value, report);
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

fn check_one(cx: &Context<'_>, kind: &DocumentKind, value: &Value, report: &mut Report<'_>) {
    let found = value.kind(kind.loader);
    let said = |text: &str| vec![("date", Arg::Text(text.to_owned().into())), ("effect", Arg::Phrase(kind.effect.id()))];
    let Some(text) = value.text() else {
        if kind.dates == Dates::Hugo && matches!(found, Kind::List | Kind::Table) {
            report.at(value.span).say("form", said(cx.doc.source.slice(value.span)));
        }
        return;
    };
    if text.is_empty() || matches!(found, Kind::Null) || matches!(value.data, ValueData::Scalar(_, Style::Typed(Type::Date))) {
        return;
    }
    if kind.dates == Dates::Hugo && matches!(found, Kind::Integer) {
        let said = report.at(value.span).quieter().say("seconds", [("date", text)]);
        said.fix(Level::Suggest, dashed(text).map(|dashed| Edit::replace(value.span, dashed)));
    } else if !is_read(kind.dates, text) {
        report.at(value.span).say("form", said(text));
    } else if is_no_day(text) {
        // JavaScript takes the 31st of a shorter month for the first of the next one.
        let is_taken = leading_date(text).is_some_and(|(_, month, day)| (1..=12).contains(&month) && (1..=31).contains(&day));
        report.at(value.span).quieter_if(kind.dates == Dates::Any && is_taken).say("day", [("date", text)]);
    } else if is_no_time(kind.dates, text) {
        report.at(value.span).say("time", [("date", text)]);
    }
}

/// Whether a time that no clock shows stands behind a date. Go knows no 24:00.
fn is_no_time(dates: Dates, text: &str) -> bool {
    let Some(behind) = leading_date(text).and_then(|_| text.get(10..)) else { return false };
    let clock = behind.trim_start_matches(['T', 't', ' ']);
    let end = clock.find(|c: char| !(c.is_ascii_digit() || c == ':')).unwrap_or(clock.len());
    let mut parts = clock[..end].split(':').map_while(|part| part.parse::<u32>().ok());
    let (Some(hour), Some(minute)) = (parts.next(), parts.next()) else { return false };
    let second = parts.next().unwrap_or(0);
    let is_midnight = hour == 24 && minute == 0 && second == 0 && !matches!(dates, Dates::Hugo | Dates::Rfc3339);
    !is_midnight && (hour > 23 || minute > 59 || second > 59)
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
        // These readers take much, but no other script and nothing without a number.
        Dates::Js | Dates::Ruby => text.is_ascii() && text.contains(|c: char| c.is_ascii_digit()),
    }
}

/// `20190807` as `2019-08-07`.
fn dashed(text: &str) -> Option<String> {
    let (year, month, day) = (text.get(..4)?, text.get(4..6)?, text.get(6..8)?);
    (text.len() == 8 && is_day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)).then(|| format!("{year}-{month}-{day}"))
}
