//! Dates and times exist.

use crate::document::Run;
use crate::japanese::Sign;
use crate::japanese::date::{Clock, Date, Form, clock, is_range};
use crate::japanese::space::is_named;
use crate::rule::{Context, Report, Rule};
use crate::text::is_day;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaDateInvalid {}

/// What a text says that has such a date for an example.
const EXAMPLE: [&str; 11] =
    ["存在しない", "存在しえない", "不正", "無効", "エラー", "ありえない", "あり得ない", "バリデーション", "例外", "架空", "nvalid"];

impl Rule for JaDateInvalid {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let wrong = cx.dates().filter(is_invalid).map(|date| (date.run, date.start, date.end, "date"));
        let mut clocks: Option<Place<'_, '_>> = None;
        let times = cx.signs(Sign::Number).filter_map(|spot| {
            let time = clock(spot)?;
            let before = clocks.replace((spot.run, spot.at, time));
            if !time.is_kanji {
                let (start, end) = wrong_end(before?, (spot.run, spot.at, time))?;
                return Some((spot.run, start, end, "time"));
            }
            let is_wrong = time.minute.is_some_and(|minute| minute > 59 || time.hour > 30);
            let is_late = (25..=30).contains(&time.hour) && is_of_clock(&spot.run.text[time.end..]);
            (is_wrong || is_late).then_some((spot.run, spot.at, time.end, if is_wrong { "time" } else { "late" }))
        });
        let mut last: Option<(&Run<'_>, bool)> = None;
        for (run, start, end, id) in wrong.chain(times) {
            let known = last.filter(|(last, _)| std::ptr::eq(*last, run)).map(|(_, is_example)| is_example);
            let is_example = known.unwrap_or_else(|| EXAMPLE.iter().any(|word| run.text.contains(word)));
            last = Some((run, is_example));
            if is_example || is_spoken_of(&run.text[..start], &run.text[end..]) {
                continue;
            }
            let place = report.at(run.span(start, end));
            let is_quiet = id == "late" || run.is_quotation(start) || is_named(run, start);
            let place = place.quieter_if(is_quiet);
            place.say(id, [("written", &run.text[start..end])]);
        }
    }
}

/// A time of day, and where it begins.
type Place<'a, 'd> = (&'a Run<'d>, usize, Clock);

/// Which of two times written `18:30` that are the ends of a range has too many minutes: where it begins and ends. Alone it may be a ratio.
fn wrong_end((run, start, first): Place<'_, '_>, (other, at, second): Place<'_, '_>) -> Option<(usize, usize)> {
    let is_one = std::ptr::eq(run, other) && !first.is_kanji && is_range(run.text.get(first.end..at)?.trim_matches(' '));
    let is_time = |time: Clock| time.hour <= 24 && time.minute.is_some_and(|minute| minute < 60);
    let is_wrong = |time: Clock| time.hour <= 24 && !is_time(time);
    if is_one && is_wrong(first) && is_time(second) {
        Some((start, first.end))
    } else {
        (is_one && is_time(first) && is_wrong(second)).then_some((at, second.end))
    }
}

fn is_invalid(date: &Date<'_, '_>) -> bool {
    let year = date.year.unwrap_or(2000);
    let (month, day) = (date.month, date.day.unwrap_or(1));
    // `0000/00/00` and `99月99日` stand for any date.
    if is_day(year, month, day) || month == 0 || day == 0 || month == day && month > 31 {
        return false;
    }
    // `2019/20/21` are three years, `2000/30/5` three values.
    let is_series = month == year % 100 + 1 && day == month + 1;
    let is_padded = date.end - date.start == "2022/11/21".len() || month <= 12;
    date.form == Form::Kanji || (1900..=2199).contains(&year) && !is_series && is_padded
}

/// What follows a date that is talked about.
const TALK: [&str; 12] =
    ["という", "といった", "のような", "のように", "みたい", "って", "は存在", "が存在", "はない", "はあり", "はなか", "なんて"];

/// Whether a date is what the text is about: `「2月30日」と入れる`, `2月30日という日`.
fn is_spoken_of(before: &str, behind: &str) -> bool {
    let is_quoted = before.ends_with(['「', '『', '“', '"']) && behind.starts_with(['」', '』', '”', '"']);
    is_quoted || TALK.iter().any(|talk| behind.starts_with(talk))
}

/// Whether a text behind `25時` takes it for a time of day, and 時 does not mean “when”.
fn is_of_clock(rest: &str) -> bool {
    ["に", "から", "まで", "〜", "～", "開", "頃", "ごろ", "、", "。"].iter().any(|next| rest.starts_with(next))
}
