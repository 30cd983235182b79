//! A date and the weekday behind it fit.

use crate::diagnostic::{Edit, Level};
use crate::japanese::Sign;
use crate::japanese::date::{Date, weekday_like, weekday_of, years};
use crate::rule::{Context, Report, Rule};
use crate::text::is_day;
use serde::Deserialize;
use std::cell::OnceCell;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaDateWeekday {}

impl Rule for JaDateWeekday {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let around = OnceCell::new();
        for date in cx.dates() {
            let (Some(weekday), Some(day)) = (date.weekday, date.day) else { continue };
            let of = |year: u32| is_day(year, date.month, day).then(|| weekday_of((year, date.month, day)));
            let certain = date.year.filter(|year| (1873..=2200).contains(year));
            if certain.is_none() && (date.year.is_some() || is_of_another_year(&date)) {
                continue;
            }
            let right = certain.and_then(of);
            let is_wrong = match right {
                Some(right) => right != weekday.number,
                None if certain.is_some() => false,
                None => {
                    let years = around.get_or_init(|| years(cx.doc, cx.signs(Sign::Number)));
                    !years.is_empty() && years.iter().all(|&year| of(year).is_some_and(|right| right != weekday.number))
                }
            };
            if !is_wrong {
                continue;
            }
            let span = date.run.span(weekday.start, weekday.end);
            let place = report.at(span).quieter_if(date.run.is_quotation(date.start));
            let (text, written) = (&date.run.text[date.start..date.end], &date.run.text[weekday.start..weekday.end]);
            let Some(right) = right else {
                place.say("year", [("date", text), ("written", written)]);
                continue;
            };
            let right = weekday_like(written, right);
            let said = place.say("weekday", [("date", text), ("written", written), ("right", &right)]);
            if date.run.is_contiguous(weekday.start, weekday.end) {
                said.fix(Level::Suggest, [Edit::replace(span, right)]);
            }
        }
    }
}

/// Whether what stands before a date without a year says which year it is of: `昨年11月21日`, `令和4年11月21日`, `毎年`.
fn is_of_another_year(date: &Date<'_, '_>) -> bool {
    date.run.text[..date.start].trim_end_matches([' ', 'の', '、']).ends_with('年')
}
