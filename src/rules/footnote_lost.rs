//! A footnote's mark is not left as a digit in its sentence.

use crate::document::{Document, Kind};
use crate::japanese::{Sign, Spot};
use crate::link::reference::notes;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FootnoteLost {}

/// What a polite sentence ends in. A digit behind it counts nothing.
const POLITE: [&str; 8] = ["ます", "です", "ました", "でした", "ません", "でしょう", "ましょう", "ください"];

/// What a plain sentence may end in.
const PLAIN: [&str; 14] =
    ["した", "った", "んだ", "いた", "れた", "ない", "いる", "れる", "ある", "なる", "する", "きる", "である", "だろう"];

impl Rule for FootnoteLost {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let stops = cx.signs(Sign::Period).filter(|stop| !stop.run.is_front_matter());
        let mut marks: Vec<_> = stops.filter_map(before_stop).collect();
        // They count up from 1; one that is referred to again stays.
        let mut next = 1;
        marks.retain(|&(_, number, _)| {
            let counts = number == next || number + 1 == next;
            next += u32::from(number == next);
            counts
        });
        let is_sure = next > 2 || has_list_of_notes(cx.doc, next - 1) || marks.iter().any(|&(_, _, is_polite)| is_polite);
        if next == 1 || !is_sure || !notes(cx.doc).is_empty() {
            return;
        }
        for (span, number, _) in marks {
            report.at(span).say("lost", [("number", number)]);
        }
    }
}

/// The digits between the end of a sentence's last word and its full stop, what number they are, and whether the word is a polite one.
fn before_stop(stop: Spot<'_, '_>) -> Option<(Span, u32, bool)> {
    let before = stop.before().trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &stop.before()[before.len()..];
    if !matches!(digits.len(), 1 | 2) || digits.starts_with('0') || !stop.rest().starts_with('。') {
        return None;
    }
    let word = |words: &[&str]| words.iter().find(|word| before.ends_with(**word)).map(|word| before.len() - word.len());
    let polite = || word(&POLITE).map(|start| (start, true));
    let (start, is_polite) = polite().or_else(|| Some((word(&PLAIN)?, false)))?;
    // What is marked up is meant to be there.
    let is_bare = stop.run.is_contiguous(start, stop.at);
    is_bare.then_some((stop.run.span(before.len(), stop.at), digits.parse().ok()?, is_polite))
}

/// Whether the text ends with a numbered list of as many entries as there are notes.
fn has_list_of_notes(doc: &Document, count: u32) -> bool {
    let last = doc.node(0).children().last();
    last.is_some_and(|last| matches!(last.kind, Kind::List { ordered: true, .. }) && last.children().count() == count as usize)
}
