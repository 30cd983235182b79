//! Katakana are full-width.

use crate::diagnostic::{Edit, Level};
use crate::japanese::space::is_about_width;
use crate::japanese::{Sign, Spot, is_halfwidth_kana, is_katakana, is_letter};
use crate::rule::{Context, Report, Rule};
use crate::text::{first, joins_word, last};
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
            let place = report.at(spot.run.span(spot.at, end)).quieter_if(spot.run.is_quotation(spot.at));
            let right: String = word.nfkc().collect();
            let said = place.say("kana", [("written", word), ("right", &right)]);
            if spot.run.is_contiguous(spot.at, end) {
                said.fix(Level::Suggest, [Edit::replace(spot.run.span(spot.at, end), right)]);
            }
        }
        for spot in cx.signs(Sign::HalfwidthMark).filter(|spot| is_mark(*spot)) {
            let span = spot.run.span(spot.at, spot.at + spot.c().len_utf8());
            let place = report.at(span).quieter_if(spot.run.is_quotation(spot.at));
            let right: String = spot.c().nfkc().collect();
            place
                .say("mark", [("written", spot.c().to_string()), ("right", right.clone())])
                .fix(Level::Suggest, [Edit::replace(span, right)]);
        }
    }
}

/// How far from a bracket its other half is looked for.
const FAR: usize = 300;

/// Whether a mark is one of a sentence, and no part of a face such as `(･∀･)` or `ﾟ｡(ﾟ´Д｀)｡ﾟ`.
fn is_mark(spot: Spot<'_, '_>) -> bool {
    let is_word = |c: char| is_letter(c) && c != '\u{ff9f}' || joins_word(c);
    let is_part = |c: char| (is_katakana(c) || is_halfwidth_kana(c)) && c != '\u{ff9f}';
    let before = |is: &dyn Fn(char) -> bool| spot.previous().is_some_and(is);
    let behind = |is: &dyn Fn(char) -> bool| spot.next().is_some_and(is);
    let is_meant = match spot.c() {
        '｢' => behind(&is_word) && first(spot.rest(), FAR).contains('｣'),
        '｣' => before(&is_word) && last(spot.before(), FAR).contains('｢'),
        '･' => before(&is_part) && behind(&is_part),
        _ => {
            let goes_on = |c: char| is_word(c) || matches!(c, '\n' | ' ' | '「' | '『' | '（' | '｢' | '」' | '』' | '）' | '｣');
            before(&|c| is_word(c) || matches!(c, '」' | '』' | '）' | '｣' | ')')) && (spot.next().is_none() || behind(&goes_on))
        }
    };
    is_meant && !is_about_width(&spot.run.text, spot.at, spot.at + spot.c().len_utf8())
}

/// What is laughed, wept or shivered in half width; what says its first half again (`ﾜｸﾜｸ`) is of that kind, too.
const SOUNDS: &str = "ﾜﾛﾀ ﾜﾛｽ ｷﾀ ｷﾀｺﾚ ｶﾞｸﾌﾞﾙ ｵﾜﾀ ﾆﾔﾘ ﾃﾍﾍﾟﾛ ﾜｸﾃｶ ｼｮﾎﾞﾝ ｸﾞﾇﾇ ｷﾘ ﾄﾞﾔ ﾇﾙﾎﾟ ｶﾞｰﾝ ﾎﾟｶｰﾝ ﾌﾟｷﾞｬ ｸﾞｯｼﾞｮﾌﾞ ｷﾎﾞﾝﾇ ｲﾐﾌ";

/// Whether half width is what is spoken of, or makes a face (`(ﾟДﾟ)`) or a tone of voice (`ｷﾘｯ`).
fn is_meant(spot: Spot<'_, '_>, word: &str) -> bool {
    let letters = word.chars().filter(|c| !matches!(c, '\u{ff70}' | '\u{ff9e}' | '\u{ff9f}')).count();
    let behind = &spot.rest()[word.len()..];
    let is_sound = |c: char| matches!(c, '\u{ff67}'..='\u{ff6f}');
    let is_drawn = |c: Option<char>| c.is_some_and(|c| "(（)）´`ωдДД∀━─…〜～！!♪＾^｀".contains(c));
    let half = word.len() / 2;
    letters < 2
        || SOUNDS.split(' ').any(|sound| sound == word.trim_end_matches('\u{ff70}'))
        || word.is_char_boundary(half) && word[..half] == word[half..]
        || word.ends_with(is_sound)
        || word.chars().filter(|c| is_sound(*c)).count() >= 2
        || is_drawn(spot.previous()) && is_drawn(behind.chars().next())
        || behind.starts_with(['━', '─', '∀', 'д', 'ω', '´'])
        || is_about_width(&spot.run.text, spot.at, spot.at + word.len())
}
