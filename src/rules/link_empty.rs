//! A link has a text and a target, an image a file.

use crate::document::{Kind, Kinds, label};
use crate::facts::Target;
use crate::link::parts::{Parts, Style};
use crate::link::path;
use crate::link::reference::targets;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;
use std::collections::HashSet;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkEmpty {}

impl Rule for LinkEmpty {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if cx.is_markdownlint() {
            return without_target(cx, report);
        }
        for node in cx.doc.nodes_of(Kinds::LINK.or(Kinds::IMAGE)) {
            match &node.kind {
                Kind::Link { destination } if destination.trim().is_empty() => {
                    report.at(node.span).say("target", ());
                }
                Kind::Link { destination } | Kind::Image { destination } if is_placeholder(cx, destination) => {
                    report.at(node.span).say("placeholder", [("target", destination)]);
                }
                Kind::Link { .. } => {
                    let shows_something = node.descendants().any(|inside| match inside.kind {
                        Kind::Text => !inside.source().trim().is_empty(),
                        Kind::Code | Kind::Image { .. } | Kind::HtmlInline => true,
                        _ => false,
                    });
                    if !shows_something && cx.doc.inexact_block(node.span).is_none() {
                        report.at(node.span).say("text", ());
                    }
                }
                Kind::Image { destination } if destination.trim().is_empty() => {
                    report.at(node.span).say("image", ());
                }
                _ => {}
            }
        }
    }
}

/// Whether the rest of a destination was to be written later, and no file has that name.
fn is_placeholder(cx: &Context<'_>, destination: &str) -> bool {
    path::is_placeholder(destination) && !matches!(cx.facts.targets.get(destination), Some(Target::There(_)))
}

/// markdownlint's answer: a link to `#` leads nowhere, one without a text somewhere.
fn without_target(cx: &Context<'_>, report: &mut Report<'_>) {
    let mut hashes: Option<HashSet<&str>> = None;
    for link in cx.links().iter().filter(|link| link.has_text()) {
        let Some(parts) = Parts::of(link.node) else { continue };
        let is_empty = if let Style::Inline { destination, .. } = parts.style {
            matches!(cx.doc.source.slice(destination), "" | "#")
        } else if link.destination == "#" {
            let hashes = hashes.get_or_insert_with(|| {
                let leads_nowhere = targets(cx.doc).into_iter().filter(|target| target.destination == "#");
                leads_nowhere.map(|target| target.label).collect()
            });
            parts.label().is_some_and(|name| hashes.contains(label(cx.doc.source.slice(name)).as_str()))
        } else {
            false
        };
        if is_empty {
            report.at(link.span).say("target", ());
        }
    }
}
