//! Colons have one width.

use crate::diagnostic::{Edit, Level};
use crate::japanese::habit::majority;
use crate::japanese::{Sign, Spot, is_letter};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaColonWidth {}

impl Rule for JaColonWidth {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        // `10：00` is a time, `です:smile:` an emoji.
        let is_colon = |spot: &Spot<'_, '_>| {
            let is_tight = spot.c() == ':' && spot.next().is_some_and(|c| c.is_ascii() && !matches!(c, ' ' | '\n'));
            // A value of front matter may come to be a key.
            !spot.run.is_front_matter() && spot.previous().is_some_and(is_letter) && !is_tight && !spot.run.is_quotation(spot.at)
        };
        let colons: Vec<Spot<'_, '_>> = cx.signs(Sign::Colon).filter(is_colon).collect();
        let kinds: Vec<char> = colons.iter().map(|spot| spot.c()).collect();
        let Some(usual) = majority(&kinds, 5, 4) else { return };
        for spot in colons.iter().filter(|spot| spot.c() != usual) {
            let mut end = spot.at + spot.c().len_utf8();
            let mut right = usual.to_string();
            if usual == '：' && spot.run.text[end..].starts_with(' ') {
                end += 1;
            } else if usual == ':' && !spot.run.text[end..].starts_with([' ', '\n']) {
                right.push(' ');
            }
            let is_last = spot.run.text[end..].is_empty();
            let mark = spot.run.span(spot.at, spot.at + spot.c().len_utf8());
            let said = report.at(mark).say("mixed", [("written", spot.c()), ("right", usual)]);
            // Bold text may not end with a space.
            let ends_emphasis =
                cx.doc.source.text().get(spot.run.span(spot.at, end).end..).is_some_and(|rest| rest.starts_with(['*', '_', '~']));
            if !ends_emphasis && spot.run.is_contiguous(spot.at, end) && (!is_last || end == spot.at + spot.c().len_utf8()) {
                said.fix(Level::Suggest, [Edit::replace(spot.run.span(spot.at, end), if is_last { usual.to_string() } else { right })]);
            }
        }
    }
}
