//! An image has a description.

use crate::document::Kinds;
use crate::link::Form;
use crate::link::html::{loose_value, opening_tags};
use crate::link::parts::Parts;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ImageAlt {}

impl Rule for ImageAlt {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if cx.is_markdownlint() {
            return with_html(cx, report);
        }
        for image in cx.doc.nodes_of(Kinds::IMAGE) {
            if image.text().trim().is_empty() {
                report.at(image.span).say("none", ());
            }
        }
    }
}

/// markdownlint's answer: a blank is a description, and an element without one is reported, too.
fn with_html(cx: &Context<'_>, report: &mut Report<'_>) {
    for image in cx.links().iter().filter(|link| link.is_image && link.form != Form::Html) {
        if Parts::of(image.node).is_some_and(|parts| parts.text.is_empty()) {
            report.at(image.span).say("none", ());
        }
    }
    let html = cx.doc.nodes_of(Kinds::HTML);
    for html in html.filter(|html| !cx.in_formula(html.span)) {
        for tag in opening_tags(html.source()) {
            let text = &html.source()[tag.clone()];
            let is_image = text.get(1..4).is_some_and(|name| name.eq_ignore_ascii_case("img"))
                && text[4..].starts_with(|c: char| c.is_whitespace() || matches!(c, '/' | '>'));
            let is_hidden = || loose_value(text, "aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"));
            if is_image && loose_value(text, "alt").is_none() && !is_hidden() {
                report.at(Span::new(html.span.start + tag.start, html.span.start + tag.end)).say("none", ());
            }
        }
    }
}
