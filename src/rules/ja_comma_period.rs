//! Sentences and their parts end with the same marks everywhere.

use crate::diagnostic::{Edit, Level};
use crate::document::Kind;
use crate::japanese::vote::majority;
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
                say(cx, report, spot, "mixed", usual);
            }
        }
        for spot in cx.signs(Sign::HalfComma) {
            // 〇 stands for anything.
            let is_word = |c: char| is_letter(c) && c != '〇';
            let opens = |c: char| matches!(c, '「' | '『' | '（');
            if spot.previous().is_some_and(is_word) && spot.next().is_some_and(|next| is_word(next) || opens(next)) {
                say(cx, report, spot, "narrow", comma);
            }
        }
        for spot in cx.signs(Sign::TightComma).filter(|spot| is_list(*spot)) {
            say(cx, report, spot, "list", comma);
        }
    }
}

/// Whether the comma is of a list of names within Japanese: `(AWS,GCP,Azure)を`, and no number, option or the like.
fn is_list(spot: Spot<'_, '_>) -> bool {
    let is_part = |c: char| joins_word(c) || matches!(c, ',' | '-' | '.' | '\u{fffc}');
    let length: usize = spot.before().chars().rev().take(LONGEST).take_while(|c| is_part(*c)).map(char::len_utf8).sum();
    let (before, list) = spot.before().split_at(spot.at - length);
    let length: usize = spot.rest().chars().take(LONGEST).take_while(|c| is_part(*c)).map(char::len_utf8).sum();
    let (first, behind) = (list.chars().next(), &spot.rest()[length..]);
    let is_number = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (outside, next) = (before.chars().next_back(), behind.chars().next());
    let is_edge =
        |c: Option<char>| c.is_none_or(|c| is_letter(c) || matches!(c, '(' | ')' | '（' | '）' | '「' | '」' | '、' | '。' | ' '));
    let is_beside = outside.is_some_and(is_letter) || next.is_some_and(is_letter) || next.is_some_and(|c| matches!(c, ')' | '）'));
    !is_number(spot.next())
        && !is_number(spot.previous())
        && first.is_some_and(|c| c != '-')
        && is_edge(outside)
        && is_edge(next)
        && is_beside
}

fn say(cx: &Context<'_>, report: &mut Report<'_>, spot: Spot<'_, '_>, id: &'static str, right: char) {
    let quotation = spot.run.is_quotation(cx.doc, spot.at);
    let is_own =
        !quotation && spot.run.block.kind == Kind::Paragraph && !spot.run.block.ancestors().any(|node| node.kind == Kind::BlockQuote);
    let span = spot.run.span(spot.at, spot.at + spot.c().len_utf8());
    let place = report.at(span);
    let place = if quotation || id == "list" { place.quieter() } else { place };
    let said = place.say(id, [("written", spot.c()), ("right", right)]);
    let level = if is_own && id == "mixed" { Level::Wording } else { Level::Suggest };
    said.fix(level, [Edit::replace(span, right.to_string())]);
}
