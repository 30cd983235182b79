//! One space stands between two words.

use crate::diagnostic::Edit;
use crate::document::{Document, Kind, OBJECT, Run};
use crate::japanese::is_letter;
use crate::rule::{Context, Report, Rule};
use crate::text::joins_word;
use memchr::memmem::Finder;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SpaceMultiple {}

impl Rule for SpaceMultiple {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let double = Finder::new("  ");
        for run in cx.runs().iter().filter(|run| matches!(run.block.kind, Kind::Paragraph | Kind::Heading { .. } | Kind::Document)) {
            let mut from = 0;
            while let Some(start) = double.find(&run.text.as_bytes()[from..]).map(|at| from + at) {
                let rest = &run.text[start..];
                let end = start + rest.len() - rest.trim_start_matches(' ').len();
                if is_slip(cx.doc, run, from, start, end) && run.is_contiguous(start, end) {
                    let said = report.at(run.span(start, end)).say("spaces", [("count", end - start)]);
                    said.fix(run.wording(cx.doc, start, end), [Edit::delete(run.span(start + 1, end))]);
                }
                from = end;
            }
        }
    }
}

/// Most spaces of a slip: more of them move something to its place.
const MOST: usize = 3;

/// How far around a place one looks.
const REACH: usize = 120;

/// Whether the spaces stand between two words of a sentence. Behind a full stop many write two, and behind the first word of a line they align what follows.
fn is_slip(doc: &Document, run: &Run<'_>, from: usize, start: usize, end: usize) -> bool {
    let is_first = from == 0 || run.text[from..start].contains('\n');
    if end - start > MOST || !is_first {
        return false;
    }
    let is_code = |at: usize| run.around(doc, at).next().is_some_and(|node| node.kind == Kind::Code);
    let is_word = |c: char| joins_word(c) || is_letter(c) || c == ',';
    let near: String = run.text[..start].chars().rev().take(REACH).take_while(|c| *c != '\n').collect();
    let behind: String = run.text[end..].chars().take(REACH).take_while(|c| *c != '\n').collect();
    let (Some(last), Some(next)) = (near.chars().next(), behind.chars().next()) else { return false };
    let is_between = match (last, next) {
        (OBJECT, c) => is_word(c) && is_code(start - last.len_utf8()),
        (c, OBJECT) => is_word(c) && is_code(end),
        (last, next) => is_word(last) && is_word(next),
    };
    let words = |text: &str| text.split(' ').filter(|word| !word.is_empty()).count();
    let is_drawn = |text: &str| text.contains(['|', '\\', '$', '&', '=', '\t', '\u{1}']) || text.contains("  ");
    is_between && (words(&near) >= 2 || near.chars().filter(|c| is_letter(*c)).count() >= 6) && !is_drawn(&near) && !is_drawn(&behind)
}
