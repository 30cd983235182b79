//! Sentences end politely or plainly throughout a text.

use crate::document::Kind;
use crate::japanese::{Sign, Spot};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaMixedStyle {}

/// Ends of polite sentences (です・ます体).
const POLITE: [&str; 9] = ["です", "ます", "でした", "ました", "ません", "でしょう", "ましょう", "ください", "下さい"];

/// Ends of plain ones (である体). Looked for behind the polite ones, of which some end alike.
const PLAIN: [&str; 20] = [
    "である",
    "であった",
    "であろう",
    "だ",
    "だった",
    "だろう",
    "ない",
    "なかった",
    "する",
    "した",
    "いる",
    "いた",
    "ある",
    "あった",
    "れる",
    "れた",
    "なる",
    "なった",
    "できる",
    "できた",
];

/// How many times more often than the other the way of a text is used, at least, and how often.
const MAJORITY: usize = 4;
const MOST: usize = 5;

impl Rule for JaMixedStyle {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let (mut polite, mut plain) = (Vec::new(), Vec::new());
        for spot in cx.signs(Sign::Period).filter(|spot| is_own_sentence(cx, *spot)) {
            if POLITE.iter().any(|end| spot.before().ends_with(end)) {
                polite.push(spot);
            } else if PLAIN.iter().any(|end| spot.before().ends_with(end)) {
                plain.push(spot);
            }
        }
        let (few, many, id) = if plain.len() < polite.len() { (&plain, &polite, "plain") } else { (&polite, &plain, "polite") };
        if let Some(first) = few.first().filter(|_| many.len() >= MOST && many.len() >= MAJORITY * few.len()) {
            let end = first.before().char_indices().rev().take(2).last().map_or(0, |(at, _)| at);
            let place = report.at(first.run.span(end, first.at));
            place.say(id, [("few", few.len()), ("many", many.len())]);
        }
    }
}

/// Whether it ends a sentence of the author's running text: no quotation, item, table or heading.
fn is_own_sentence(cx: &Context<'_>, spot: Spot<'_, '_>) -> bool {
    let block = spot.run.block;
    let is_running = block.kind == Kind::Paragraph && block.parent().is_some_and(|parent| parent.kind == Kind::Document);
    is_running && !matches!(spot.next(), Some('」' | '』' | '）' | ')' | '”' | '"')) && !spot.run.is_quotation(cx.doc, spot.at)
}
