//! A range of dates or times ends after it begins.

use crate::document::Run;
use crate::japanese::Sign;
use crate::japanese::date::{Clock, Date, clock, is_range};
use crate::rule::{Context, Report, Rule};
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
            let Some(time) = clock(spot) else { continue };
            if let Some((run, start, first)) = last.filter(|(run, ..)| std::ptr::eq(*run, spot.run))
                && run.text.get(first.end..spot.at).is_some_and(|between| is_range(between.trim_matches(' ')))
                && is_backward(first, time)
            {
                say(run, start, time.end);
            }
            last = Some((spot.run, spot.at, time));
        }
    }
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
