//! The dates of a text are written in one way.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kind, Run};
use crate::japanese::date::{Date, Form};
use crate::japanese::habit::majority;
use crate::rule::{Context, Report, Rule};
use crate::text::is_day;
use serde::Deserialize;
use std::collections::HashSet;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaDateFormat {}

impl Rule for JaDateFormat {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        // A table has no room, and the words of others are as they are.
        let is_own = |date: &Date<'_, '_>| {
            // A year of an era is no year of the other forms.
            date.has_year
                && date.year.is_some_and(|year| year >= 1000)
                && date.form != Form::Dot
                && is_day(date.year.unwrap_or_default(), date.month, date.day.unwrap_or(1))
                && date.run.block.kind == Kind::Paragraph
                && !date.run.is_quotation(date.start)
        };
        let all: Vec<Date<'_, '_>> = cx.dates().collect();
        // What begins a range whose end takes its year or month from it: `2022年11月21日〜22日`.
        let place = |run: &Run<'_>, at: usize| run.span(at, at + 1).start;
        let ends = all.iter().filter(|date| !date.has_year);
        let begins: HashSet<usize> = ends.filter_map(|date| date.since.map(|(start, ..)| place(date.run, start))).collect();
        let written: Vec<Date<'_, '_>> = all.into_iter().filter(is_own).collect();
        let forms: Vec<Form> = written.iter().map(|date| date.form).collect();
        let Some(usual) = majority(&forms, 3, 3) else { return };
        let is_padded = written.iter().any(|date| date.form == usual && date.run.text[date.start..date.end].contains("/0"));
        for date in written.iter().filter(|date| date.form != usual) {
            // `2022年11月` has no other form.
            let Some(right) = in_form(date, usual, is_padded) else { continue };
            let span = date.run.span(date.start, date.end);
            let said = report.at(span).say("form", [("date", &date.run.text[date.start..date.end]), ("right", &right)]);
            if date.run.is_contiguous(date.start, date.end) && !begins.contains(&place(date.run, date.start)) {
                said.fix(Level::Suggest, [Edit::replace(span, right)]);
            }
        }
    }
}

fn in_form(date: &Date<'_, '_>, form: Form, is_padded: bool) -> Option<String> {
    let (year, month, day) = (date.year?, date.month, date.day);
    match (form, day) {
        (Form::Kanji, Some(day)) => Some(format!("{year}年{month}月{day}日")),
        (Form::Kanji, None) => Some(format!("{year}年{month}月")),
        (Form::Slash, Some(day)) if is_padded => Some(format!("{year}/{month:02}/{day:02}")),
        (Form::Slash, Some(day)) => Some(format!("{year}/{month}/{day}")),
        (Form::Hyphen, Some(day)) => Some(format!("{year}-{month:02}-{day:02}")),
        _ => None,
    }
}
