//! Round brackets have both the same width, and that of the rest of the file.

use crate::diagnostic::{Edit, Level};
use crate::document::{Document, Kind, OBJECT};
use crate::japanese::brackets::{Pair, brackets};
use crate::japanese::habit::{clear, habit, is_unsure};
use crate::japanese::space::{character, level, touches_bare};
use crate::japanese::{Sign, is_letter};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// The width of brackets around Japanese text; that of most of them, where nothing is said.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct JaBracketWidth {
    style: Style,
}

#[derive(Clone, Copy, Deserialize, Default, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Style {
    #[default]
    Consistent,
    Half,
    Full,
}

/// How often each width is used, around Japanese text and around other text beside it.
#[derive(Default)]
struct Tally {
    japanese: [usize; 2],
    other: [usize; 2],
}

impl Rule for JaBracketWidth {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let pairs: Vec<_> = brackets(cx.signs(Sign::Bracket)).pairs.into_iter().filter(Pair::is_aside).collect();
        let tally = Tally::of(&pairs);
        let mut mixed = Vec::new();
        for pair in pairs {
            let (wanted, is_sure) = self.wanted(&tally, pair);
            let is_full = !pair.opening().is_ascii();
            if pair.is_mixed() {
                let is_wide = wanted.map_or_else(|| pair.has_japanese(), |style| style == Style::Full);
                say(cx.doc, report, pair, "pair", is_wide, true);
            } else if let Some(wanted) = wanted {
                if is_full != (wanted == Style::Full) {
                    say(cx.doc, report, pair, if is_full { "full" } else { "half" }, !is_full, is_sure);
                }
            } else if pair.has_japanese() {
                mixed.push(pair);
            }
        }
        let [half, full] = tally.japanese;
        // Where neither is in the majority, there is nothing to follow.
        let is_few = |pair: &Pair<'_, '_>| if pair.opening().is_ascii() { full >= 2 * half } else { half >= 2 * full };
        mixed.retain(is_few);
        if let Some((first, others)) = mixed.split_first().filter(|_| half > 0 && full > 0) {
            let place = report.at(character(first.run, first.open)).quieter();
            let mut said = place.say("mixed", [("half", half), ("full", full)]);
            for other in others {
                said = said.also(character(other.run, other.open), "here", ());
            }
        }
    }
}

impl JaBracketWidth {
    /// The width that is wanted there, and whether that is sure.
    fn wanted(&self, tally: &Tally, pair: Pair<'_, '_>) -> (Option<Style>, bool) {
        let counts = |[half, full]: [usize; 2]| [(Style::Half, half), (Style::Full, full)];
        let is_japanese = pair.has_japanese();
        if self.style != Style::Consistent {
            // Half-width brackets are right around English.
            return ((is_japanese || self.style == Style::Half).then_some(self.style), true);
        }
        let all = counts([tally.japanese[0] + tally.other[0], tally.japanese[1] + tally.other[1]]);
        if !is_japanese {
            return (habit(&counts(tally.other)).filter(|style| *style == Style::Half), true);
        }
        let own = counts(tally.japanese);
        match habit(&own) {
            Some(style) => (Some(style), true),
            // A few follow the others, unless those are in half width because they enclose English.
            None if is_unsure(&own) => (clear(&all, 4, 2).filter(|style| *style == Style::Full || tally.other[1] > 0), false),
            None => (None, false),
        }
    }
}

impl Tally {
    fn of(pairs: &[Pair<'_, '_>]) -> Self {
        let mut tally = Self::default();
        for pair in pairs.iter().filter(|pair| !pair.is_mixed() && !matches!(pair.run.block.kind, Kind::Heading { .. })) {
            let width = usize::from(!pair.opening().is_ascii());
            let before = pair.run.text[..pair.open].trim_end_matches(' ').chars().next_back();
            let is_beside = before.is_some_and(is_letter) || pair.after().trim_start_matches(' ').starts_with(is_letter);
            if pair.has_japanese() {
                tally.japanese[width] += 1;
            } else if is_beside {
                tally.other[width] += 1;
            }
        }
        tally
    }
}

fn say(doc: &Document, report: &mut Report<'_>, pair: Pair<'_, '_>, id: &'static str, is_wide: bool, is_sure: bool) {
    let (open, close) = if is_wide { ("（", "）") } else { ("(", ")") };
    let is_quiet = !is_sure || pair.run.is_quotation(pair.open);
    let spans = [(pair.open, open), (pair.close, close)].map(|(at, text)| (character(pair.run, at), text));
    let Some(content) = pair.content().filter(|_| is_free(doc, pair, spans[0].0, spans[1].0)) else { return };
    let place = report.at(spans[0].0).quieter_if(is_quiet);
    let level = if is_sure { level(pair.run, pair.open) } else { Level::Suggest };
    let edits = spans.into_iter().filter(|&(span, text)| doc.source.slice(span) != text).map(|(span, text)| Edit::replace(span, text));
    let text: String = content.chars().filter(|c| !matches!(*c, '\n' | '\u{1}' | OBJECT)).take(12).collect();
    place.say(id, [("text", text)]).fix(level, edits);
}

/// Whether brackets of another width change nothing else: no link comes to be, no URL goes on, no backslash is left.
fn is_free(doc: &Document, pair: Pair<'_, '_>, open: Span, close: Span) -> bool {
    let text = doc.source.text();
    let is_markup = text[..open.start].ends_with([']', '\\']) || text[..close.start].ends_with('\\');
    // Whether a tilde strikes out depends on the width of what is beside it.
    let has_tilde = [open, close].iter().any(|at| text[..at.start].ends_with('~') || text[at.end..].starts_with('~'));
    let inside = pair.open + pair.opening().len_utf8();
    let content = &pair.run.text[inside..pair.close];
    let ends_url = content.ends_with(OBJECT) && touches_bare(doc, pair.run, pair.close - OBJECT.len_utf8());
    !is_markup && !has_tilde && !ends_url && !touches_bare(doc, pair.run, inside)
}
