//! Sentences and their parts end with the same marks everywhere.

use crate::diagnostic::{Edit, Level};
use crate::document::Kind;
use crate::japanese::habit::majority;
use crate::japanese::{Sign, Spot, is_letter};
use crate::rule::{Context, Report, Rule};
use crate::text::joins_word;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaCommaPeriod {}

/// So many characters to each side of a comma are looked at.
const LONGEST: usize = 60;

impl Rule for JaCommaPeriod {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mut comma = '、';
        for sign in [Sign::Comma, Sign::Period] {
            // Behind a digit it belongs to a number: `１．`, `１，０００`.
            let spots: Vec<Spot<'_, '_>> = cx.signs(sign).filter(|spot| spot.previous().is_some_and(is_letter)).collect();
            let marks: Vec<char> = spots.iter().map(|spot| spot.c()).collect();
            let Some(usual) = majority(&marks, 5, 4) else { continue };
            if sign == Sign::Comma {
                comma = usual;
            }
            for spot in spots.into_iter().filter(|spot| spot.c() != usual) {
                say(report, spot, "mixed", usual);
            }
        }
        for spot in cx.signs(Sign::HalfComma) {
            // 〇 stands for anything.
            let is_word = |c: char| is_letter(c) && c != '〇';
            let opens = |c: char| matches!(c, '「' | '『' | '（');
            if spot.previous().is_some_and(is_word) && spot.next().is_some_and(|next| is_word(next) || opens(next)) {
                say(report, spot, "narrow", comma);
            }
        }
        for spot in cx.signs(Sign::LatinComma).filter(|spot| is_list(*spot) || is_spaced_list(*spot)) {
            say(report, spot, "list", comma);
        }
    }
}

/// Whether the comma is of a list of names within Japanese: `(AWS,GCP,Azure)を`, and no number, option, or variables such as `x,y`.
fn is_list(spot: Spot<'_, '_>) -> bool {
    let is_part = |c: &char| joins_word(*c) || matches!(c, ',' | '-' | '.');
    let left: Vec<char> = spot.before().chars().rev().take(LONGEST).take_while(is_part).collect();
    let right: Vec<char> = spot.rest().chars().skip(1).take(LONGEST).take_while(is_part).collect();
    let before = spot.before().chars().rev().nth(left.len());
    let behind = spot.rest().chars().nth(1 + right.len());
    let is_word = |chars: &[char]| chars.len() > 1 && chars[..2].iter().all(char::is_ascii_alphabetic);
    let is_edge =
        |c: Option<char>| c.is_none_or(|c| is_letter(c) || matches!(c, '(' | ')' | '（' | '）' | '「' | '」' | '、' | '。' | ' '));
    let is_beside = before.is_some_and(is_letter) || behind.is_some_and(|c| is_letter(c) || matches!(c, ')' | '）'));
    is_word(&left) && is_word(&right) && left.last() != Some(&'-') && is_edge(before) && is_edge(behind) && is_beside
}

/// Whether the comma is of a list of three words or more with a space behind each comma, and Japanese directly on both sides: `次のAlpha, Beta, GAで`.
fn is_spaced_list(spot: Spot<'_, '_>) -> bool {
    let is_part = |c: &char| joins_word(*c) || matches!(c, ',' | ' ' | '-' | '.');
    let left: String = spot.before().chars().rev().take(LONGEST).take_while(is_part).collect();
    let right: String = spot.rest().chars().take(LONGEST).take_while(is_part).collect();
    let list: String = left.chars().rev().chain(right.chars()).collect();
    let before = spot.before().chars().rev().nth(left.chars().count());
    let behind = spot.rest().chars().nth(right.chars().count());
    let is_word = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    list.split(", ").count() > 2 && list.split(", ").all(is_word) && before.is_some_and(is_letter) && behind.is_some_and(is_letter)
}

fn say(report: &mut Report<'_>, spot: Spot<'_, '_>, id: &'static str, right: char) {
    let quotation = spot.run.is_quotation(spot.at);
    let is_own = !quotation && spot.run.block.kind == Kind::Paragraph;
    let span = spot.run.span(spot.at, spot.at + spot.c().len_utf8());
    let place = report.at(span).quieter_if(quotation || id == "list");
    let said = place.say(id, [("written", spot.c()), ("right", right)]);
    let level = if is_own && id == "mixed" { Level::Wording } else { Level::Suggest };
    said.fix(level, [Edit::replace(span, right.to_string())]);
}
