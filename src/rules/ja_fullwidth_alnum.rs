//! Letters and digits are half-width.

use crate::diagnostic::{Edit, Level};
use crate::document::Run;
use crate::japanese::habit::habit;
use crate::japanese::space::is_about_width;
use crate::japanese::{Sign, Spot, is_letter};
use crate::names::Standing;
use crate::rule::{Context, Report, Rule};
use crate::text::{halfwidth, is_fullwidth_ascii};
use serde::Deserialize;
use std::cell::LazyCell;
use std::collections::HashSet;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaFullwidthAlnum {}

/// How a text writes what a rule speaks of: how often in half, how often in full width.
#[derive(Clone, Copy, Default)]
struct Counts {
    half: usize,
    full: usize,
}

impl Counts {
    fn add(&mut self, is_full: bool) {
        *(if is_full { &mut self.full } else { &mut self.half }) += 1;
    }

    /// Whether full width is clearly the exception.
    fn is_half(self) -> bool {
        habit(&[(true, self.half), (false, self.full)]) == Some(true)
    }
}

impl Rule for JaFullwidthAlnum {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let words = LazyCell::new(|| half_words(cx));
        let numbers = LazyCell::new(|| numbers(cx));
        let letters = LazyCell::new(|| cx.signs(Sign::FullwidthAlnum).filter(|spot| !spot.c().is_numeric()).count());
        // What is to be said of a known name is another rule's.
        let names = LazyCell::new(|| names(cx));
        let mut seen: Option<(&Run<'_>, usize)> = None;
        for spot in cx.signs(Sign::FullwidthAlnum) {
            let run = spot.run;
            // One word may have several stretches.
            if seen.is_some_and(|(last, end)| std::ptr::eq(last, run) && spot.at < end) {
                continue;
            }
            let start = spot.at - spot.before().bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
            let end = spot.at + spot.rest().find(|c| !is_alnum(c)).unwrap_or(spot.rest().len());
            let word = &run.text[start..end];
            seen = Some((run, end));
            if is_meant(spot, start, end) {
                continue;
            }
            let half: String = word.chars().map(halfwidth).collect();
            // Laughter and other signs of the net.
            if half.bytes().all(|byte| byte == b'w') || matches!(half.as_str(), "ry" | "orz") {
                continue;
            }
            let is_mixed = word.bytes().any(|byte| byte.is_ascii());
            let is_number = half.bytes().all(|byte| byte.is_ascii_digit());
            let is_sure = || half.bytes().any(|byte| byte.is_ascii_lowercase()) || words.0.contains(half.as_str());
            let id = match (is_mixed, is_number) {
                (true, _) => "mixed",
                (_, true) if numbers[usize::from(half.len() > 1)].is_half() => "number",
                // `Ｔシャツ` and `Ｖ字` are written so.
                (_, false) if half.len() > 1 && *letters <= words.1 => "word",
                _ => continue,
            };
            let span = run.span(start, end);
            if names.contains(&span.start) {
                continue;
            }
            let place = report.at(span);
            let is_quiet = run.is_quotation(start) || id == "word" && !is_sure();
            let place = place.quieter_if(is_quiet);
            let said = place.say(id, [("written", word), ("right", &half)]);
            if run.is_contiguous(start, end) {
                said.fix(Level::Suggest, [Edit::replace(span, half)]);
            }
        }
    }
}

/// Where names begin in the source that are not written as their owners write them.
fn names(cx: &Context<'_>) -> HashSet<usize> {
    let mentions = cx.mentions();
    let wrong = mentions.iter().filter(|(run, name)| matches!(mentions.judge(run, name), Standing::Wrong(..)));
    wrong.map(|(run, name)| run.span(name.start, name.end).start).collect()
}

fn is_alnum(c: char) -> bool {
    halfwidth(c).is_ascii_alphanumeric()
}

/// The words of ASCII letters and digits in a text, and how many there are.
fn half_words<'c>(cx: &'c Context<'_>) -> (HashSet<&'c str>, usize) {
    let words = cx.runs().iter().flat_map(|run| run.text.split(|c: char| !c.is_ascii_alphanumeric()));
    let mut count = 0;
    let words = words.filter(|word| word.bytes().any(|byte| byte.is_ascii_alphabetic())).inspect(|_| count += 1).collect();
    (words, count)
}

/// How a text writes numbers of one digit, and those of more, where Japanese stands behind them: many write `１つ` and `10個`.
fn numbers(cx: &Context<'_>) -> [Counts; 2] {
    let mut habits = [Counts::default(); 2];
    for spot in cx.signs(Sign::Number) {
        let rest = spot.rest().trim_start_matches(|c: char| halfwidth(c).is_ascii_digit());
        let number = &spot.rest()[..spot.rest().len() - rest.len()];
        let is_alone = !spot.previous().is_some_and(|c| is_alnum(c) || matches!(c, '.' | '-' | '/' | ','));
        if is_alone && rest.starts_with(is_letter) {
            habits[usize::from(number.chars().nth(1).is_some())].add(!number.is_ascii());
        }
    }
    habits
}

/// Whether the word is the name of a company, stands where the widths are what is spoken of, or numbers an item: that is for other rules.
fn is_meant(spot: Spot<'_, '_>, start: usize, end: usize) -> bool {
    let (before, after) = (&spot.run.text[..start], &spot.run.text[end..]);
    let is_at_start = matches!(before.trim_end_matches(' ').chars().next_back(), None | Some('\n'));
    ["株式会社", "（株）", "(株)", "㈱"].iter().any(|mark| before.ends_with(mark) || after.starts_with(mark))
        || is_about_width(&spot.run.text, start, end)
        || is_at_start && after.starts_with(['．', '）', '.', ')', '、'])
        || [before.chars().next_back(), after.chars().next()].into_iter().flatten().any(|c| is_fullwidth_ascii(c) && "＆＠＿".contains(c))
}
