//! Space behind `！` and `？` as in the rest of the file.

use crate::diagnostic::Edit;
use crate::japanese::habit::habit;
use crate::japanese::particle::goes_on;
use crate::japanese::space::{character, deletion, excerpt, insertion, level};
use crate::japanese::{Sign, Spot, is_letter};
use crate::rule::{Context, Report, Rule};
use crate::text;
use serde::Deserialize;

/// What is to follow; what follows in most places of the file, where nothing is said.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct JaSpaceExclamation {
    style: Style,
}

#[derive(Clone, Copy, Deserialize, Default, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Style {
    #[default]
    Consistent,
    None,
    Half,
    Full,
}

impl Style {
    const fn space(self) -> &'static str {
        match self {
            Self::Consistent | Self::None => "",
            Self::Half => " ",
            Self::Full => "\u{3000}",
        }
    }
}

impl Rule for JaSpaceExclamation {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let found: Vec<_> = cx.signs(Sign::Exclamation).filter_map(|spot| Some((spot, written(spot)?))).collect();
        let count = |style| (style, found.iter().filter(|(_, written)| *written == style).count());
        let wanted = match self.style {
            Style::Consistent => habit(&[Style::None, Style::Half, Style::Full].map(count)),
            style => Some(style),
        };
        let Some(wanted) = wanted else { return };
        for (spot, written) in found.into_iter().filter(|(_, written)| *written != wanted) {
            let run = spot.run;
            let start = spot.at + spot.c().len_utf8();
            let end = start + written.space().len();
            let edit = match (written, wanted) {
                (Style::None, _) => insertion(cx.doc, run, start, wanted.space()),
                (_, Style::None) => deletion(cx.doc, run, start, end),
                _ => run.is_contiguous(start, end).then(|| Edit::replace(run.span(start, end), wanted.space())),
            };
            let Some(edit) = edit else { continue };
            let id = match wanted {
                Style::Half => "half",
                Style::Full => "full",
                _ => "none",
            };
            let place = report.at(character(run, spot.at)).quieter_if(run.is_quotation(spot.at));
            place.say(id, [("text", excerpt(run, start, end))]).fix(level(run, spot.at), [edit]);
        }
    }
}

/// What follows a mark behind a Japanese sentence, where another one begins: `！と思った` goes on.
fn written(spot: Spot<'_, '_>) -> Option<Style> {
    let c = spot.c();
    let behind = &spot.rest()[c.len_utf8()..];
    let (style, rest) = if let Some(rest) = behind.strip_prefix(' ') {
        (Style::Half, rest)
    } else if let Some(rest) = behind.strip_prefix('\u{3000}') {
        (Style::Full, rest)
    } else {
        (Style::None, behind)
    };
    let next = rest.chars().next()?;
    if !is_letter(next) && !text::joins_word(next) || goes_on(rest) {
        return None;
    }
    let sentence = spot.before().trim_end_matches(['！', '？', '!', '?']).chars().next_back()?;
    is_letter(sentence).then_some(style)
}
