//! Every bracket has its other half.

use crate::japanese::Sign;
use crate::japanese::brackets::brackets;
use crate::japanese::lone::lone;
use crate::japanese::space::character;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaBracketPair {}

impl Rule for JaBracketPair {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let found = brackets(cx.signs(Sign::Bracket));
        for &(open, close) in &found.mismatched {
            let names = [("open", open.c()), ("close", close.c())];
            report.at(character(open.run, open.at)).say("mismatch", names).also(character(close.run, close.at), "here", names);
        }
        for lone in lone(cx.doc, found) {
            let spot = lone.spot;
            let place = report.at(character(spot.run, spot.at)).quieter_if(spot.run.is_quotation(spot.at));
            place.say(if lone.opens { "unclosed" } else { "unopened" }, [("bracket", spot.c())]);
        }
    }
}
