//! A kanji is written with its own character.

use crate::diagnostic::{Edit, Level};
use crate::japanese::{Sign, Spot, is_letter, is_radical, unified};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaCompatChar {}

/// Where the characters begin that Japanese uses in names.
const NAMES: char = '\u{fa10}';

impl Rule for JaCompatChar {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for spot in cx.signs(Sign::Compatibility) {
            let is_kind = |c: char| unified(c).is_some() && is_radical(c) == is_radical(spot.c());
            // The first of several speaks for all.
            if !is_kind(spot.c()) || spot.previous().is_some_and(is_kind) {
                continue;
            }
            let rest = spot.rest();
            let written = &rest[..rest.find(|c| !is_kind(c)).unwrap_or(rest.len())];
            let right: String = written.chars().filter_map(unified).collect();
            let end = spot.at + written.len();
            let (id, is_quiet) = match spot.c() {
                c if is_radical(c) && !is_in_word(spot, end) => continue,
                c if is_radical(c) => ("radical", false),
                c => ("ideograph", c >= NAMES),
            };
            let place = report.at(spot.run.span(spot.at, end)).quieter_if(is_quiet || spot.run.is_quotation(spot.at));
            let code = format!("U+{:04X}", spot.c() as u32);
            let said = place.say(id, [("code", code), ("right", right.clone())]);
            if spot.run.is_contiguous(spot.at, end) {
                let level = if id == "radical" { spot.run.wording(cx.doc, spot.at, end) } else { Level::Suggest };
                said.fix(level, [Edit::replace(spot.run.span(spot.at, end), right)]);
            }
        }
    }
}

/// Whether a letter stands beside: where none does, the radicals themselves are spoken of.
fn is_in_word(spot: Spot<'_, '_>, end: usize) -> bool {
    spot.previous().is_some_and(is_letter) || spot.run.text[end..].chars().next().is_some_and(is_letter)
}
