//! A date and the weekday behind it fit.

use crate::diagnostic::{Edit, Level};
use crate::japanese::Sign;
use crate::japanese::date::{Date, Weekday, weekday_like, weekday_of, weekdays, years};
use crate::rule::{Context, Report, Rule};
use crate::text::is_day;
use serde::Deserialize;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaDateWeekday {}

/// In so many years each day is on each weekday, in years with a leap day and in those without.
const CYCLE: Range<u32> = 2000..2028;

impl Rule for JaDateWeekday {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let around = OnceCell::new();
        let years = || around.get_or_init(|| years(cx.doc, cx.signs(Sign::Number)));
        let mut last: Option<Date<'_, '_>> = None;
        for date in cx.dates() {
            let is_first =
                |first: &Date<'_, '_>| std::ptr::eq(first.run, date.run) && date.since.is_some_and(|since| since.0 == first.start);
            let first = last.replace(date).filter(is_first);
            let pair = if date.weekday.is_none() && first.is_some() { weekdays(&date.run.text, date.end) } else { None };
            let [one, two] = pair.map_or([None, date.weekday], |pair| pair.map(Some));
            let begin = first.and_then(|first| Claim::of(first, one.or(first.weekday)?));
            let Some(end) = two.and_then(|weekday| Claim::of(date, weekday)) else { continue };
            let is_said = one.is_some() && begin.is_some_and(|begin| begin.is_reported(years, report));
            if !is_said
                && !end.is_reported(years, report)
                && let Some(begin) = begin.filter(|begin| begin.is_apart(&end))
            {
                let names = [("first", begin.text()), ("other", begin.written()), ("date", end.text()), ("written", end.written())];
                end.place(report).say("apart", names);
            }
        }
    }
}

/// That a day is on a weekday.
#[derive(Clone, Copy)]
struct Claim<'a, 'd> {
    date: Date<'a, 'd>,
    day: u32,
    weekday: Weekday,
}

impl<'a, 'd> Claim<'a, 'd> {
    fn of(date: Date<'a, 'd>, weekday: Weekday) -> Option<Self> {
        Some(Self { date, day: date.day?, weekday })
    }

    fn text(&self) -> &'a str {
        &self.date.run.text[self.date.start..self.date.end]
    }

    fn written(&self) -> &'a str {
        &self.date.run.text[self.weekday.start..self.weekday.end]
    }

    fn place<'r>(&self, report: &'r mut Report<'_>) -> crate::rule::Place<'r> {
        let run = self.date.run;
        report.at(run.span(self.weekday.start, self.weekday.end)).quieter_if(run.is_quotation(self.date.start))
    }

    /// The weekday of the day in a year that has it.
    fn right(&self, year: u32) -> Option<usize> {
        is_day(year, self.date.month, self.day).then(|| weekday_of((year, self.date.month, self.day)))
    }

    /// Whether it contradicts its year or, without one, all that the text may mean; then that is said.
    fn is_reported<'y>(&self, years: impl Fn() -> &'y BTreeSet<u32>, report: &mut Report<'_>) -> bool {
        let (date, weekday) = (&self.date, self.weekday);
        let certain = date.year.filter(|year| (1873..=2200).contains(year));
        if certain.is_none() && (date.year.is_some() || is_of_another_year(date)) {
            return false;
        }
        let right = certain.and_then(|year| self.right(year));
        let is_wrong = match right {
            Some(right) => right != weekday.number,
            None if certain.is_some() => false,
            None => !years().is_empty() && years().iter().all(|&year| self.right(year).is_some_and(|right| right != weekday.number)),
        };
        if !is_wrong {
            return false;
        }
        let (place, written) = (self.place(report), self.written());
        let Some(right) = right else {
            place.say("year", [("date", self.text()), ("written", written)]);
            return true;
        };
        let right = weekday_like(written, right);
        let said = place.say("weekday", [("date", self.text()), ("written", written), ("right", &right)]);
        if date.run.is_contiguous(weekday.start, weekday.end) {
            said.fix(Level::Suggest, [Edit::replace(date.run.span(weekday.start, weekday.end), right)]);
        }
        true
    }

    /// Whether this, which begins a range, and its end are in no year both true. A range over New Year ends in the next one.
    fn is_apart(&self, end: &Self) -> bool {
        let is_known = self.date.year.is_some() || end.date.year.is_some();
        let next = u32::from(end.date.month < self.date.month);
        let is_true = |year| self.right(year) == Some(self.weekday.number) && end.right(year + next) == Some(end.weekday.number);
        !is_known && !CYCLE.into_iter().any(is_true)
    }
}

/// Whether what stands before a date without a year says which year it is of: `昨年11月21日`, `令和4年11月21日`, `毎年`.
fn is_of_another_year(date: &Date<'_, '_>) -> bool {
    date.run.text[..date.start].trim_end_matches([' ', 'の', '、']).ends_with('年')
}
