//! The brackets and parentheses of a link are half-width.

use crate::diagnostic::{Edit, Level};
use crate::link::Form;
use crate::link::bare::end_of_url;
use crate::link::literal::{is_destination, is_web};
use crate::link::url::{is_wide, without_ends};
use crate::rule::{Context, Report, Rule};
use crate::text::{halfwidth, is_fullwidth_ascii};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkFullwidth {}

impl Rule for LinkFullwidth {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for link in cx.links().iter().filter(|link| link.form != Form::Bare && !link.destination.is_ascii()) {
            if let Some(written) = link.written.filter(|_| is_wide(&link.destination)) {
                let half: String = without_ends(&link.destination).chars().filter(|c| *c != '\u{3000}').map(halfwidth).collect();
                report.link(link).say("address", ()).fix(Level::Suggest, [Edit::replace(written, half)]);
            }
        }
        let source = &cx.doc.source;
        for literal in cx.literals() {
            let marks = [(literal.open, "["), (literal.middle, "]("), (literal.close, ")")];
            let is_wide = marks.iter().any(|(span, _)| source.slice(*span).contains(is_fullwidth_ascii));
            // With a blank between them the brackets may be a note and the parentheses its source.
            let is_gap = source.slice(literal.middle).contains(char::is_whitespace);
            let destination = source.slice(literal.destination);
            if !is_wide || is_gap || literal.text.trim().is_empty() || !is_destination(destination) {
                continue;
            }
            let wrong = marks.into_iter().filter(|&(span, mark)| source.slice(span) != mark);
            let edits: Vec<Edit> = wrong.map(|(span, mark)| Edit::replace(span, mark)).collect();
            // What closes the address may belong to the sentence.
            let is_sure = destination.is_ascii() || source.slice(literal.middle).ends_with('（');
            if !is_sure && end_of_url(destination) < destination.len() {
                report.at(literal.span()).say("wide", ());
                continue;
            }
            let level = if literal.is_plain && is_web(destination) && is_sure { Level::Repair } else { Level::Suggest };
            report.at(literal.span()).say("wide", ()).fix(level, edits);
        }
    }
}
