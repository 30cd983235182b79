//! Brackets stand close to what they enclose and, in full width, to what is around them.

use crate::diagnostic::{Edit, Level};
use crate::document::Kind;
use crate::japanese::Sign;
use crate::japanese::brackets::brackets;
use crate::japanese::habit::{clear, habit};
use crate::japanese::joint::Meeting;
use crate::japanese::sides::{Side, close_sides, outsides};
use crate::japanese::space::{character, deletion, excerpt, insertion, level};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// Whether half-width round brackets have a space around them; as most have, where nothing is said.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct JaSpaceBracket {
    style: Style,
}

#[derive(Clone, Copy, Deserialize, Default, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Style {
    #[default]
    Consistent,
    None,
    Space,
}

impl Rule for JaSpaceBracket {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let pairs = brackets(cx.signs(Sign::Bracket)).pairs;
        let mut outer = Vec::new();
        for pair in pairs {
            for side in close_sides(pair) {
                say(report, &side, "space", deletion(cx.doc, side.pair.run, side.space.0, side.space.1));
            }
            if pair.is_round() && pair.opening().is_ascii() && !pair.is_mixed() {
                outer.extend(outsides(pair));
            }
        }
        let Some((spaced, id)) = self.wanted(cx, &outer) else { return };
        let is_judged = self.style != Style::Consistent;
        for side in outer.into_iter().filter(|side| is_judged || !is_title(side)) {
            let (run, (start, end)) = (side.pair.run, side.space);
            match (start < end, spaced) {
                (true, false) => say(report, &side, "outside", deletion(cx.doc, run, start, end)),
                (false, true) => say(report, &side, id, insertion(cx.doc, run, start, " ")),
                _ => {}
            }
        }
    }
}

impl JaSpaceBracket {
    /// Whether there is to be a space around half-width brackets, and what is said where it is missing.
    fn wanted(&self, cx: &Context<'_>, outer: &[Side<'_, '_>]) -> Option<(bool, &'static str)> {
        if self.style != Style::Consistent {
            return Some((self.style == Style::Space, "missing"));
        }
        let sides = || outer.iter().filter(|side| side.pair.run.block.kind == Kind::Paragraph && !is_title(side));
        let with = sides().filter(|side| side.space.0 < side.space.1).count();
        let without = sides().count() - with;
        let counts = [(true, with), (false, without)];
        if let Some(spaced) = habit(&counts).filter(|_| with > 0 && without > 0) {
            return Some((spaced, "missing"));
        }
        if without == 0 {
            return None;
        }
        // Fewer brackets do where words are spaced in the same way.
        let words = cx.joints().habit(Meeting::Word)?;
        let own = clear(&counts, 4, 2);
        if with > 0 && own == Some(words) {
            return Some((words, "missing"));
        }
        (words && with == 0 && without <= FEW).then_some((true, "unlike"))
    }
}

/// More brackets than this are a habit, whatever the words around them do.
const FEW: usize = 12;

/// Whether it is in the title of the file or of a page elsewhere, which has a style of its own.
fn is_title(side: &Side<'_, '_>) -> bool {
    let run = side.pair.run;
    let is_heading = matches!(run.block.kind, Kind::Heading { .. });
    run.is_front_matter() || !is_heading && run.is_quotation(side.at)
}

fn say(report: &mut Report<'_>, side: &Side<'_, '_>, id: &'static str, edit: Option<Edit>) {
    let Some(edit) = edit else { return };
    let run = side.pair.run;
    let is_quiet = id == "unlike" || id != "space" && matches!(run.block.kind, Kind::Heading { .. }) || is_title(side);
    let place = report.at(character(run, side.at)).quieter_if(is_quiet);
    let level = if id == "unlike" { Level::Suggest } else { level(run, side.at) };
    place.say(id, [("text", excerpt(run, side.space.0, side.space.1))]).fix(level, [edit]);
}
