//! Ranges of numbers and dates have one mark.

use crate::diagnostic::{Edit, Level};
use crate::document::OBJECT;
use crate::japanese::date::RANGE;
use crate::japanese::habit::majority;
use crate::japanese::{Sign, Spot, is_letter};
use crate::rule::{Context, Report, Rule};
use crate::text::halfwidth;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaRangeMark {}

/// Before or behind a number with a hyphen these make it the number of something: `図3-1`, `3-1章`.
const NUMBERED: [char; 12] = ['図', '表', '第', '章', '節', '項', '条', '号', '版', '系', '番', '式'];

impl Rule for JaRangeMark {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let ranges: Vec<(Spot<'_, '_>, char)> = cx
            .signs(Sign::Number)
            .filter_map(|spot| Some((spot, spot.previous().filter(|c| RANGE.contains(c))?)))
            .filter(|(spot, mark)| is_range(*spot, *mark) && !spot.run.is_quotation(spot.at))
            .collect();
        // 〜 and ～ are one mark in two codes.
        let kind = |mark: char| if mark == '～' { '〜' } else { mark };
        let kinds: Vec<char> = ranges.iter().map(|(_, mark)| kind(*mark)).collect();
        let Some(usual) = majority(&kinds, 3, 3) else { return };
        let written = ranges.iter().map(|(_, mark)| *mark).find(|mark| kind(*mark) == usual).unwrap_or(usual);
        for (spot, mark) in ranges.iter().filter(|(_, mark)| kind(*mark) != usual) {
            let span = spot.run.span(spot.at - mark.len_utf8(), spot.at);
            let said = report.at(span).say("mixed", [("written", mark), ("right", &written)]);
            // `\~` keeps its backslash, and a second `~` strikes out what is between.
            let is_escaped = cx.doc.source.text()[..span.start].ends_with('\\');
            if !is_escaped && written != '~' && span.len() == mark.len_utf8() {
                said.fix(Level::Suggest, [Edit::replace(span, written.to_string())]);
            }
        }
    }
}

/// Whether the mark before a number ends a number or its unit, and both belong to Japanese.
fn is_range(spot: Spot<'_, '_>, mark: char) -> bool {
    let is_digit = |c: char| halfwidth(c).is_ascii_digit();
    let before = &spot.before()[..spot.at - mark.len_utf8()];
    let units = before.trim_end_matches(is_letter);
    let unit = &before[units.len()..];
    let number = units.trim_end_matches(is_digit);
    let rest = spot.rest().trim_start_matches(is_digit);
    // A number with one unit at most, and no further mark on either side: `2022-11-21`, `090-1234-5678`, `v1.2-3`.
    let is_number = number.len() < units.len() && unit.chars().count() <= 2 && unit.chars().all(|c| !NUMBERED.contains(&c));
    let is_free =
        !number.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/' | ':' | '_' | OBJECT | '図' | '表' | '第'));
    let next = rest.chars().next();
    let is_whole = !next.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/' | ':' | '_'));
    let is_japanese = !unit.is_empty() || next.is_some_and(|c| is_letter(c) && !NUMBERED.contains(&c));
    is_number && is_free && is_whole && is_japanese
}
