//! The brackets and parentheses of a link are half-width.

use crate::diagnostic::{Edit, Level};
use crate::link::Form;
use crate::link::literal::{is_destination, is_web};
use crate::link::url::Url;
use crate::rule::{Context, Report, Rule};
use crate::text::{halfwidth, is_fullwidth_ascii};
use serde::Deserialize;

/// Whether the host of an address, one of its escapes or a blank in it is full-width: in the rest of an address that may be meant.
fn is_wide_address(destination: &str) -> bool {
    let url = Url::parse(destination);
    let host = url.authority.unwrap_or_default();
    // A blank at the end is no part of the address: another rule's.
    let inside = destination.trim_end_matches('\u{3000}');
    url.is_web()
        && (is_ended(destination) || host.contains(is_fullwidth_ascii) || destination.contains('％') || inside.contains('\u{3000}'))
}

/// What ends a sentence, or closes what was opened before the link.
const ENDS: [char; 6] = ['。', '、', '，', '．', '）', '」'];

/// Whether an address that is all ASCII has such a sign at its end.
fn is_ended(destination: &str) -> bool {
    let inside = destination.trim_end_matches(ENDS);
    inside.len() < destination.len() && inside.is_ascii()
}

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkFullwidth {}

impl Rule for LinkFullwidth {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for link in cx.links().iter().filter(|link| link.form != Form::Bare && !link.destination.is_ascii()) {
            if let Some(written) = link.written.filter(|_| is_wide_address(&link.destination)) {
                let address = if is_ended(&link.destination) { link.destination.trim_end_matches(ENDS) } else { &link.destination };
                let half: String = address.chars().filter(|c| *c != '\u{3000}').map(halfwidth).collect();
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
            let level = if literal.is_plain && is_web(destination) { Level::Repair } else { Level::Suggest };
            report.at(literal.span()).say("wide", ()).fix(level, edits);
        }
    }
}
