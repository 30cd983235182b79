//! Shortcodes exist and are closed.

use crate::document::construct::{Form, Role, Shortcode};
use crate::platform::dialect::Tags;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::nearest;
use serde::Deserialize;
use std::collections::HashMap;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShortcodeSyntax {}

impl Rule for ShortcodeSyntax {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if !cx.platform.dialect.tags.contains(&Tags::Shortcode) {
            return;
        }
        // Those that may still be closed, by name.
        let mut open: HashMap<String, Vec<Span>> = HashMap::new();
        for construct in cx.doc.constructs() {
            let Form::Shortcode(shortcode) = &construct.form else { continue };
            let name = cx.doc.source.slice(shortcode.name);
            match shortcode.role {
                Role::Unended => {
                    report.construct(construct.span).say("unended", ());
                    continue;
                }
                Role::Open => open.entry(name.to_ascii_lowercase()).or_default().push(construct.span),
                Role::Close if name.is_empty() => {
                    report.construct(construct.span).say("unnamed", ());
                    continue;
                }
                Role::Close if open.get_mut(&name.to_ascii_lowercase()).and_then(Vec::pop).is_none() => {
                    report.construct(construct.span).say("unopened", [("name", name)]);
                    continue;
                }
                Role::Close | Role::Escaped => continue,
                Role::Whole => {}
            }
            exists(cx, report, construct.span, shortcode);
        }
        let paired = open.iter().filter(|(name, _)| cx.platform.dialect.shortcodes.paired.iter().any(|paired| paired == *name));
        let mut left: Vec<(Span, &str)> = paired.flat_map(|(name, spans)| spans.iter().map(|span| (*span, name.as_str()))).collect();
        left.sort_unstable();
        for (span, name) in left {
            report.construct(span).say("unclosed", [("name", name)]);
        }
    }
}

/// Reports a shortcode that neither the site nor its generator has.
fn exists(cx: &Context<'_>, report: &mut Report<'_>, span: Span, shortcode: &Shortcode) {
    let (name, shortcodes) = (cx.doc.source.slice(shortcode.name), &cx.platform.dialect.shortcodes);
    let own = cx.facts.site.shortcodes.as_ref();
    let is_own = own.is_some_and(|own| own.iter().any(|own| own.eq_ignore_ascii_case(name)));
    if name.is_empty() {
        report.construct(span).say("unnamed", ());
    } else if is_own || shortcodes.known.iter().any(|known| known.eq_ignore_ascii_case(name)) || name.ends_with(".inline") {
        // What ends in `.inline` defines itself.
    } else if let Some(instead) = shortcodes.removed.get(name) {
        let id = if instead.is_empty() { "removed" } else { "replaced" };
        report.construct(span).say(id, [("name", name), ("instead", instead)]);
    } else if let Some(own) = own {
        let names = shortcodes.known.iter().chain(own).map(String::as_str);
        let near = nearest(name, names);
        let id = if near.is_some() { "mistyped" } else { "unknown" };
        report.construct(span).say(id, [("name", name), ("near", near.unwrap_or_default())]);
    }
}
