//! A text uses one wave dash.

use crate::diagnostic::Edit;
use crate::japanese::{Sign, Spot};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaWaveDash {}

/// The wave dash, and the full-width tilde that Windows took for it.
const WAVES: [(char, &str); 2] = [('\u{301c}', "U+301C"), ('\u{ff5e}', "U+FF5E")];

impl Rule for JaWaveDash {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        // Other people's titles say nothing about the author's habit.
        let own: Vec<Spot<'_, '_>> = cx.signs(Sign::Tilde).filter(|spot| !spot.run.is_quotation(spot.at)).collect();
        let count = |wave: char| own.iter().filter(|spot| spot.c() == wave).count();
        let counts = WAVES.map(|(wave, _)| count(wave));
        let rare = usize::from(counts[1] < counts[0]);
        let often = 1 - rare;
        if counts[rare] == 0 {
            return;
        }
        // Where there is no telling which is meant, one piece of information is enough.
        let is_clear = counts[often] >= 2 * counts[rare];
        let spots = own.into_iter().filter(|spot| spot.c() == WAVES[rare].0).take(if is_clear { usize::MAX } else { 1 });
        for spot in spots {
            let end = spot.at + WAVES[rare].0.len_utf8();
            let span = spot.run.span(spot.at, end);
            let args = [("written", WAVES[rare].1.to_owned()), ("right", WAVES[often].1.to_owned()), ("count", counts[often].to_string())];
            if is_clear {
                report.at(span).say("rare", args).fix(spot.run.wording(cx.doc, spot.at, end), [Edit::replace(span, WAVES[often].0)]);
            } else {
                report.at(span).quieter().say("mixed", args);
            }
        }
    }
}
