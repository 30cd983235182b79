//! Katakana words are made of katakana.

use crate::diagnostic::{Edit, Level};
use crate::japanese::{Sign, Spot, kanji_of, katakana_of};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;
use std::cell::LazyCell;
use std::collections::HashSet;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaLookalike {}

impl Rule for JaLookalike {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let words = LazyCell::new(|| katakana_words(cx));
        for spot in cx.signs(Sign::Lookalike) {
            let katakana = || katakana_of(spot, |word| words.contains(word)).map(|meant| (meant, "lookalike"));
            let Some((meant, id)) = kanji_of(spot).map(|meant| (meant, "kanji")).or_else(katakana) else { continue };
            let end = spot.at + spot.c().len_utf8();
            let span = spot.run.span(spot.at, end);
            let place = report.at(span).quieter_if(spot.run.is_quotation(spot.at));
            let number = |c: char| format!("U+{:04X}", c as u32);
            let args = [
                ("written", spot.c().to_string()),
                ("code", number(spot.c())),
                ("right", meant.to_string()),
                ("right_code", number(meant)),
            ];
            place.say(id, args).fix(Level::Suggest, [Edit::replace(span, meant)]);
        }
    }
}

fn katakana_words<'c>(cx: &'c Context<'_>) -> HashSet<&'c str> {
    cx.signs(Sign::Katakana).map(Spot::katakana).collect()
}
