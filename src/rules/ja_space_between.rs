//! No space inside a Japanese sentence.

use crate::diagnostic::Level;
use crate::document::{Kind, OBJECT};
use crate::japanese::particle::{goes_on, is_particle};
use crate::japanese::space::{deletion, excerpt, is_quoted, level};
use crate::japanese::{Sign, Spot, is_hiragana, is_katakana, is_letter};
use crate::rule::{Context, Report, Rule};
use crate::text::{first, joins_word};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaSpaceBetween {}

/// What of a space can be said.
enum Verdict {
    /// It divides a word from its particle, or a sentence.
    Certain,
    /// It divides two words in katakana, which some write apart.
    Compound,
}

/// Text in which every word is written apart, as for children.
const LETTERS_TO_A_SPACE: usize = 12;

impl Rule for JaSpaceBetween {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let spots: Vec<Spot<'_, '_>> = cx.signs(Sign::SpaceBetween).collect();
        let letters = || cx.runs().iter().map(|run| run.text.len() / 3).sum::<usize>();
        if spots.len() > 20 && letters() < spots.len() * LETTERS_TO_A_SPACE {
            return;
        }
        let found: Vec<_> = spots.into_iter().filter_map(|spot| Some((spot, verdict(spot)?))).collect();
        let compounds = found.iter().filter(|(_, verdict)| matches!(verdict, Verdict::Compound)).count();
        before_marks(cx, report);
        for (spot, verdict) in found {
            let is_compound = matches!(verdict, Verdict::Compound);
            // Some write all such words apart.
            if is_compound && compounds >= 4 {
                continue;
            }
            let Some(edit) = deletion(cx.doc, spot.run, spot.at, spot.at + 1) else { continue };
            let place = report.at(edit.span);
            let is_quiet = is_compound || spot.run.is_quotation(spot.at) || matches!(spot.run.block.kind, Kind::Heading { .. });
            let place = place.quieter_if(is_quiet);
            let level = if is_compound { Level::Suggest } else { level(spot.run, spot.at) };
            place.say("space", [("text", excerpt(spot.run, spot.at, spot.at + 1))]).fix(level, [edit]);
        }
    }
}

/// Reports spaces before 、 and 。, which end what stands before them.
fn before_marks(cx: &Context<'_>, report: &mut Report<'_>) {
    for spot in cx.signs(Sign::SpaceMark) {
        let behind = spot.rest().trim_start_matches(' ');
        let end = spot.run.text.len() - behind.len();
        // Not what parts one mark from another: `、 。`.
        let ends = |c: char| is_letter(c) || joins_word(c) || matches!(c, OBJECT | '」' | '』' | '）' | ')');
        if !behind.starts_with(['、', '。']) || !spot.previous().is_some_and(ends) {
            continue;
        }
        let Some(edit) = deletion(cx.doc, spot.run, spot.at, end) else { continue };
        let place = report.at(edit.span).quieter_if(spot.run.is_quotation(spot.at));
        place.say("mark", [("text", excerpt(spot.run, spot.at, end))]).fix(level(spot.run, spot.at), [edit]);
    }
}

fn verdict(spot: Spot<'_, '_>) -> Option<Verdict> {
    let (left, right) = (spot.previous()?, spot.next()?);
    let behind = &spot.rest()[1..];
    let is_alone = spot.before().chars().nth_back(1).is_none_or(|c| c == ' ');
    // Around emphasis and links a space is a matter of style.
    if !spot.run.is_contiguous(spot.at - left.len_utf8(), spot.at + 1 + right.len_utf8()) {
        return None;
    }
    let is_compound = is_katakana(left) && is_katakana(right);
    let is_certain = goes_on(behind) || is_particle(left) && is_alone && !spot.before().is_empty();
    if is_certain {
        return (!is_quoted(spot.run, spot.at)).then_some(Verdict::Certain);
    }
    let is_broken = is_hiragana(left) && is_hiragana(right) || is_particle(left);
    if !is_broken && !is_compound || !is_sentence(spot) || is_quoted(spot.run, spot.at) {
        return None;
    }
    Some(if is_compound { Verdict::Compound } else { Verdict::Certain })
}

/// How far is looked for the end of a sentence.
const FAR: usize = 300;

/// Whether a sentence goes on behind the space: a title or a list of words has no end.
fn is_sentence(spot: Spot<'_, '_>) -> bool {
    let rest = first(spot.rest(), FAR);
    let line = rest.split('\n').next().unwrap_or(rest);
    spot.run.block.kind == Kind::Paragraph && line.contains(['。', '、'])
}
