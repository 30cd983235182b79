//! A kana and its sound mark are one character.

use crate::diagnostic::{Edit, Level};
use crate::document::Run;
use crate::japanese::{Sign, Spot};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;
use unicode_normalization::char::compose;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaNfd {}

/// The kana of one line that are two characters each.
struct Line<'a, 'd> {
    run: &'a Run<'d>,
    start: usize,
    end: usize,
    /// The first one, as one character.
    kana: char,
    edits: Vec<Edit>,
    level: Level,
}

impl Rule for JaNfd {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mut line: Option<Line<'_, '_>> = None;
        for spot in cx.signs(Sign::CombiningMark) {
            let Some((base, kana)) = composed(spot) else { continue };
            let (start, end) = (spot.at - base.len_utf8(), spot.at + spot.c().len_utf8());
            let edit = Edit::replace(spot.run.span(start, end), kana);
            let level = spot.run.wording(cx.doc, start, end);
            match &mut line {
                Some(line) if std::ptr::eq(line.run, spot.run) && !line.run.text[line.end..start].contains('\n') => {
                    line.add(end, edit);
                    line.level = line.level.min(level);
                }
                other => {
                    let next = Line { run: spot.run, start, end, kana, edits: vec![edit], level };
                    if let Some(line) = other.replace(next) {
                        line.say(report);
                    }
                }
            }
        }
        if let Some(line) = line {
            line.say(report);
        }
    }
}

/// The kana before a mark and what both are together. Some, such as か with a half-voiced mark, have no such character; that of other letters is none of ours.
fn composed(spot: Spot<'_, '_>) -> Option<(char, char)> {
    let base = spot.previous().filter(|c| matches!(c, '\u{3041}'..='\u{30ff}'))?;
    let is_contiguous = spot.run.is_contiguous(spot.at - base.len_utf8(), spot.at + spot.c().len_utf8());
    Some((base, compose(base, spot.c()).filter(|_| is_contiguous)?))
}

impl Line<'_, '_> {
    fn add(&mut self, end: usize, edit: Edit) {
        self.end = end;
        match self.edits.last_mut() {
            Some(last) if last.span.end == edit.span.start => {
                last.span.end = edit.span.end;
                last.text.push_str(&edit.text);
            }
            _ => self.edits.push(edit),
        }
    }

    fn say(self, report: &mut Report<'_>) {
        let place = report.at(self.run.span(self.start, self.end)).quieter_if(self.run.is_quotation(self.start));
        place.say("split", [("kana", self.kana)]).fix(self.level, self.edits);
    }
}
