//! What is left out is shown in one way.

use crate::diagnostic::{Edit, Level};
use crate::japanese::habit::majority;
use crate::japanese::{Sign, Spot};
use crate::rule::{Context, Report, Rule};
use crate::text::{is_japanese, most};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaEllipsis {}

impl Rule for JaEllipsis {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let dots: Vec<(Spot<'_, '_>, &str)> = cx
            .signs(Sign::Dots)
            .map(|spot| (spot, dots(spot)))
            .filter(|(spot, dots)| is_ellipsis(*spot, dots) && !spot.run.is_quotation(spot.at))
            .collect();
        let kinds: Vec<char> = dots.iter().map(|(spot, _)| spot.c()).collect();
        let Some(usual) = majority(&kinds, 2, 2) else { return };
        let of_kind = dots.iter().map(|(_, dots)| *dots).filter(|dots| dots.starts_with(usual));
        let right = most(of_kind).map_or("…", |(dots, _)| dots);
        for (spot, written) in dots.iter().filter(|(spot, _)| spot.c() != usual) {
            let end = spot.at + written.len();
            let span = spot.run.span(spot.at, end);
            let said = report.at(span).say("mixed", [("written", *written), ("right", right)]);
            if spot.run.is_contiguous(spot.at, end) {
                said.fix(Level::Suggest, [Edit::replace(span, right)]);
            }
        }
    }
}

/// The dots that begin there.
fn dots<'a>(spot: Spot<'a, '_>) -> &'a str {
    let (rest, dot) = (spot.rest(), spot.c());
    &rest[..rest.find(|c| c != dot).unwrap_or(rest.len())]
}

/// Whether dots stand for words, beside Japanese: `1..10`, `src/...` and English sentences are something else.
fn is_ellipsis(spot: Spot<'_, '_>, dots: &str) -> bool {
    let is_beside = |c: Option<char>| c.is_some_and(|c| is_japanese(c) && c != '・');
    let next = spot.rest()[dots.len()..].chars().next();
    let is_enough = match spot.c() {
        '.' => dots.len() >= 3,
        '・' => dots.len() >= "・・".len(),
        _ => true,
    };
    is_enough
        && (is_beside(spot.previous()) || is_beside(next))
        && !spot.previous().is_some_and(|c| matches!(c, '/' | '\\' | '`' | '「' | '（'))
}
