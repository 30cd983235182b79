//! A range of dates or times ends after it begins.

use crate::document::Run;
use crate::japanese::date::{Clock, Date, clock, is_range};
use crate::japanese::{Sign, Spot};
use crate::rule::{Context, Report, Rule};
use crate::text::{is_day, joins_word};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaDateOrder {}

impl Rule for JaDateOrder {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mut say = |run: &Run<'_>, start: usize, end: usize| {
            let place = report.at(run.span(start, end)).quieter_if(run.is_quotation(start));
            place.say("order", [("range", &run.text[start..end])]);
        };
        for date in cx.dates() {
            if let Some(start) = date.since.filter(|_| ends_early(&date)).map(|since| since.0) {
                say(date.run, start, date.end);
            }
        }
        let mut last: Option<(&Run<'_>, usize, Clock)> = None;
        for spot in cx.signs(Sign::Number) {
            if let Some(end) = short_range(spot) {
                say(spot.run, spot.at, end);
            }
            let Some(time) = clock(spot) else { continue };
            if let Some((run, start, first)) = last.filter(|(run, ..)| std::ptr::eq(*run, spot.run))
                && let Some(between) = run.text.get(first.end..spot.at).map(|between| between.trim_matches(' '))
                && (is_range(between) || between == "から" && run.text[time.end..].starts_with("まで"))
                && is_backward(first, time)
            {
                say(run, start, time.end);
            }
            last = Some((spot.run, spot.at, time));
        }
    }
}

/// Where a range of days ends that is written `11/21〜11/19` and ends before it begins. Fractions seldom have so great a number below.
fn short_range(spot: Spot<'_, '_>) -> Option<usize> {
    let is_part = |c: char| joins_word(c) || matches!(c, '.' | ',' | '/' | '-' | ':' | '〜' | '～' | '~');
    let text = &spot.run.text;
    let day = |at: usize| {
        let rest = &text[at..];
        let month = rest.bytes().take_while(u8::is_ascii_digit).count();
        let day = rest.get(month + 1..)?.bytes().take_while(u8::is_ascii_digit).count();
        let number = |from: usize, to: usize| rest.get(from..to)?.parse::<u32>().ok();
        let date = (number(0, month)?, number(month + 1, month + 1 + day)?);
        (rest.as_bytes()[month] == b'/' && is_day(2000, date.0, date.1)).then_some((date, at + month + 1 + day))
    };
    let (first, end) = day(spot.at).filter(|_| !spot.previous().is_some_and(is_part))?;
    let rest = text[end..].strip_prefix(['〜', '～'])?;
    let (second, end) = day(text.len() - rest.len())?;
    let is_date = first.0 > 1 && first.1.max(second.1) > 12 && !text[end..].starts_with(is_part);
    (is_date && first.0 == second.0 && second.1 < first.1).then_some(end)
}

fn ends_early(end: &Date<'_, '_>) -> bool {
    let Some((_, year, month, day)) = end.since else { return false };
    // `6月30日〜1日` is understood.
    if !end.has_month && day.is_some_and(|day| day >= 28) && end.day.is_some_and(|day| day <= 5) {
        return false;
    }
    // `12月29日〜1月3日` and `11月〜3月` go over the new year.
    let years = match (year, end.year) {
        (Some(from), Some(to)) => Some((from, to)),
        _ if month == end.month => Some((0, 0)),
        _ => None,
    };
    years.is_some_and(|(from, to)| (to, end.month, end.day.or(day)) < (from, month, day.or(end.day)))
}

/// Whether both are of an afternoon and the second is earlier. Nights go over midnight, and mornings may be told with a clock of twelve hours.
fn is_backward(first: Clock, second: Clock) -> bool {
    let minutes = |time: Clock| time.hour * 60 + time.minute.unwrap_or(0);
    let (first, second) = (minutes(first), minutes(second));
    second < first && second > 12 * 60 && first <= 24 * 60 && first - second < 8 * 60
}
