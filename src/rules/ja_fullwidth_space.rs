//! No full-width space stands in a sentence.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kind, OBJECT};
use crate::japanese::{Sign, Spot, is_hiragana, is_letter};
use crate::rule::{Context, Report, Rule};
use crate::text::joins_word;
use serde::Deserialize;
use std::cell::LazyCell;
use std::collections::HashSet;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaFullwidthSpace {}

/// What a full-width space does where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It moves the first line of a paragraph.
    Indent,
    /// It stands where a space stands beside Latin letters.
    Latin,
    /// It parts what is one sentence.
    Between,
}

/// How often a thing is done before it is a habit.
const HABIT: usize = 5;

impl Rule for JaFullwidthSpace {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let spots = cx.signs(Sign::WideSpace).filter_map(|spot| Some((spot, role(spot)?)));
        let names = LazyCell::new(|| spaces_of_names(cx));
        let is_of_name = |spot: &Spot<'_, '_>| {
            let is_between = spot.previous().is_some_and(joins_word) && spot.next().is_some_and(joins_word);
            is_between && names.contains(&(std::ptr::from_ref(spot.run).addr(), spot.at))
        };
        let found: Vec<(Spot<'_, '_>, Role)> = spots.filter(|(spot, _)| !is_of_name(spot)).collect();
        let count = |role: Role| found.iter().filter(|found| found.1 == role).count();
        let is_habit = |role: Role| match role {
            // Where there are few paragraphs, no one knows.
            Role::Indent => {
                let plain = cx.runs().iter().filter(|run| run.is_running() && run.text.starts_with(is_letter)).count();
                plain < HABIT.max(4 * count(role))
            }
            Role::Latin => count(role) >= HABIT && count(role) > cx.signs(Sign::SpaceLatin).count(),
            Role::Between => count(role) >= HABIT,
        };
        let meant: Vec<Role> =
            [Role::Indent, Role::Latin, Role::Between].into_iter().filter(|role| count(*role) > 0 && is_habit(*role)).collect();
        for (spot, role) in found.into_iter().filter(|(_, role)| !meant.contains(role)) {
            let end = spot.at + wide(spot.rest());
            let place = report.at(spot.run.span(spot.at, end)).quieter_if(role == Role::Between || spot.run.is_quotation(spot.at));
            let (id, is_spaced) = match role {
                Role::Indent => ("indent", true),
                Role::Latin => ("latin", spot.before().ends_with(' ') || spot.run.text[end..].starts_with(' ')),
                Role::Between => ("between", true),
            };
            let said = place.say(id, ());
            // Without the space `　1. 手順` would begin a list.
            let behind = spot.run.text[end..].trim_start_matches(|c: char| c.is_ascii_digit());
            let begins_list = role == Role::Indent && behind.len() < spot.run.text.len() - end && behind.starts_with(['.', ')']);
            if spot.run.is_contiguous(spot.at, end) && !begins_list {
                let span = spot.run.span(spot.at, end);
                said.fix(Level::Suggest, [if is_spaced { Edit::delete(span) } else { Edit::replace(span, " ") }]);
            }
        }
    }
}

/// The full-width spaces inside of known names, by run and place: such a name is told to be wrong as a whole.
fn spaces_of_names(cx: &Context<'_>) -> HashSet<(usize, usize)> {
    let spaces = cx.mentions().iter().flat_map(|(run, mention)| {
        let written = run.text[mention.start..mention.end].match_indices('\u{3000}');
        written.map(move |(at, _)| (std::ptr::from_ref(run).addr(), mention.start + at))
    });
    spaces.collect()
}

/// The bytes of the full-width spaces that a text begins with.
fn wide(text: &str) -> usize {
    text.len() - text.trim_start_matches('\u{3000}').len()
}

/// What the full-width spaces from here on do; nothing where they are layout, at the end of a line, or part a title from what belongs to it.
fn role(spot: Spot<'_, '_>) -> Option<Role> {
    // The first of several speaks for all.
    if spot.previous() == Some('\u{3000}') {
        return None;
    }
    let count = wide(spot.rest()) / '\u{3000}'.len_utf8();
    let before = spot.before().trim_end_matches(' ');
    let after = spot.rest().trim_start_matches('\u{3000}').trim_start_matches(' ');
    let next = after.chars().next().filter(|c| *c != '\n')?;
    let Some(last) = before.chars().next_back().filter(|c| *c != '\n') else {
        let begins = is_letter(next) || next.is_ascii_alphanumeric() || matches!(next, '「' | '『' | OBJECT);
        // Behind the tag of a shortcode a paragraph begins, too.
        let is_first = before.trim_end_matches(['\n', ' ', '\u{1}']).is_empty();
        return (spot.run.is_running() && is_first && count <= 2 && begins).then_some(Role::Indent);
    };
    let is_latin = |c: char| joins_word(c) || c == OBJECT;
    if count > 1 || !(is_letter(last) || is_latin(last) || is_ordinal(before)) || !(is_letter(next) || is_latin(next) || next == '(') {
        None
    } else if matches!(spot.run.block.kind, Kind::Heading { .. } | Kind::Document) {
        is_ordinal(before).then_some(Role::Latin)
    } else if !is_sentence(spot) {
        None
    } else if is_letter(last) && is_letter(next) {
        (is_hiragana(last) || is_hiragana(next)).then_some(Role::Between)
    } else {
        Some(Role::Latin)
    }
}

/// Whether a text is `1.`: no longer than a number of a chapter.
fn is_ordinal(text: &str) -> bool {
    text.strip_suffix('.').is_some_and(|number| matches!(number.len(), 1..=3) && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// How far a line is looked at.
const REACH: usize = 100;

/// Whether the line around reads as a sentence: `日時　11月21日` and `山田　太郎` part one thing from another.
fn is_sentence(spot: Spot<'_, '_>) -> bool {
    let before = spot.before().chars().rev().take(REACH).take_while(|c| *c != '\n');
    let after = spot.rest().chars().take(REACH).take_while(|c| *c != '\n');
    let (mut hiragana, mut is_ended) = (0, false);
    for c in before.chain(after) {
        hiragana += usize::from(is_hiragana(c));
        is_ended |= matches!(c, '。' | '、' | '．' | '，');
    }
    hiragana >= 8 || is_ended && hiragana >= 3
}
