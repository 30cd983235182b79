//! Sentences end politely or plainly throughout a text.

use crate::japanese::habit::majority;
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

/// Sentences of each way that make a text mixed where neither is clearly its own.
const BOTH: usize = 2;

impl Rule for JaMixedStyle {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let own = cx.signs(Sign::Period).filter(|spot| is_own_sentence(*spot));
        let told: Vec<(Spot<'_, '_>, bool)> = own.filter_map(|spot| Some((spot, is_polite(spot.before())?))).collect();
        let ways: Vec<bool> = told.iter().map(|(_, polite)| *polite).collect();
        let polite = ways.iter().filter(|polite| **polite).count();
        let plain = ways.len() - polite;
        let (usual, id) = match majority(&ways, 5, 4) {
            Some(true) => (true, "plain"),
            Some(false) => (false, "polite"),
            None if polite >= BOTH && plain >= BOTH => (ways[0], "mixed"),
            None => return,
        };
        if let Some((first, _)) = told.iter().find(|(_, polite)| *polite != usual) {
            let end = first.before().char_indices().rev().take(2).last().map_or(0, |(at, _)| at);
            let place = report.at(first.run.span(end, first.at));
            place.say(id, [("polite", polite), ("plain", plain)]);
        }
    }
}

/// Whether a sentence ends politely; nothing where that can't be told.
fn is_polite(sentence: &str) -> Option<bool> {
    if POLITE.iter().any(|end| sentence.ends_with(end)) {
        return Some(true);
    }
    PLAIN.iter().any(|end| sentence.ends_with(end)).then_some(false)
}

/// Whether it ends a sentence of the author's running text: no quotation, item, table or heading.
fn is_own_sentence(spot: Spot<'_, '_>) -> bool {
    spot.run.is_running() && !matches!(spot.next(), Some('」' | '』' | '）' | ')' | '”' | '"')) && !spot.run.is_quotation(spot.at)
}
