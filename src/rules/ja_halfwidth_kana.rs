//! Katakana are full-width.

use crate::diagnostic::{Edit, Level};
use crate::japanese::space::is_about_width;
use crate::japanese::{Sign, Spot, is_halfwidth_kana};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaHalfwidthKana {}

impl Rule for JaHalfwidthKana {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for spot in cx.signs(Sign::HalfwidthKana) {
            let rest = spot.rest();
            let word = &rest[..rest.find(|c| !is_halfwidth_kana(c)).unwrap_or(rest.len())];
            if is_meant(spot, word) {
                continue;
            }
            let end = spot.at + word.len();
            let place = report.at(spot.run.span(spot.at, end));
            let place = if spot.run.is_quotation(spot.at) { place.quieter() } else { place };
            let right: String = word.nfkc().collect();
            let said = place.say("kana", [("written", word), ("right", &right)]);
            if spot.run.is_contiguous(spot.at, end) {
                said.fix(Level::Suggest, [Edit::replace(spot.run.span(spot.at, end), right)]);
            }
        }
    }
}

/// Whether half width is what is spoken of, or makes a face (`(ﾟДﾟ)`) or a tone of voice (`ｷﾘｯ`).
fn is_meant(spot: Spot<'_, '_>, word: &str) -> bool {
    let letters = word.chars().filter(|c| !matches!(c, '\u{ff70}' | '\u{ff9e}' | '\u{ff9f}')).count();
    let behind = &spot.rest()[word.len()..];
    let is_sound = |c: char| matches!(c, '\u{ff67}'..='\u{ff6f}');
    let is_drawn = |c: Option<char>| c.is_some_and(|c| "(（)）´`ωдДД∀━─…〜～！!♪＾^｀".contains(c));
    letters < 2
        || word.ends_with(is_sound)
        || word.chars().filter(|c| is_sound(*c)).count() >= 2
        || is_drawn(spot.previous()) && is_drawn(behind.chars().next())
        || behind.starts_with(['━', '─', '∀', 'д', 'ω', '´'])
        || is_about_width(&spot.run.text, spot.at, spot.at + word.len())
}
