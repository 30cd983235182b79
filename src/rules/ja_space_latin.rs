//! Space between Japanese and Latin text as in the rest of the file.

use crate::japanese::joint::{Joints, Meeting, Place};
use crate::japanese::space::{character, excerpt, is_quoted, level};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// Whether there is to be a space; as in most places of the file, where nothing is said.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct JaSpaceLatin {
    style: Style,
    /// Whether numbers are looked at.
    digits: bool,
}

impl Default for JaSpaceLatin {
    fn default() -> Self {
        Self { style: Style::Consistent, digits: true }
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Style {
    Consistent,
    None,
    Space,
}

impl Rule for JaSpaceLatin {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let joints = cx.joints();
        for joint in joints.iter(cx.runs()) {
            let Place { spaced, in_title, .. } = joint.place;
            if self.wanted(joints, joint.place).is_none_or(|wanted| wanted == spaced) {
                continue;
            }
            let (run, at) = (joint.spot.run, joint.spot.at);
            let is_left_alone = matches!(self.style, Style::Consistent) && (in_title || is_quoted(run, at));
            let Some(edit) = joint.turned(cx.doc).filter(|_| !is_left_alone) else { continue };
            let place = report.at(character(run, at)).quieter_if(in_title);
            let (id, end) = if spaced { ("space", at + 1) } else { ("missing", at) };
            place.say(id, [("text", excerpt(run, at, end))]).fix(level(run, at), [edit]);
        }
    }
}

impl JaSpaceLatin {
    fn wanted(&self, joints: &Joints, place: Place) -> Option<bool> {
        match self.style {
            _ if place.meeting == Meeting::Number && !self.digits => None,
            Style::Consistent => joints.habit(place.meeting),
            Style::None => Some(false),
            Style::Space => Some(true),
        }
    }
}
