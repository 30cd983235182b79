//! Link reference definitions stand in the order in which they are used.

use crate::diagnostic::{Edit, Level};
use crate::document::label;
use crate::link::parts::{Parts, Style};
use crate::link::reference::{Target, targets};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// What the order is.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LinkDefinitionOrder {
    order: Order,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Order {
    /// That of the first use of each.
    #[default]
    Use,
    /// That of the labels, numbers by their value.
    Label,
}

impl Rule for LinkDefinitionOrder {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let targets = targets(cx.doc);
        let mut used: HashMap<String, usize> = HashMap::new();
        if targets.len() > 1 {
            for node in cx.doc.nodes() {
                let Some(parts) = Parts::of(node) else { continue };
                let written = match parts.style {
                    Style::Full(label) => label,
                    Style::Collapsed | Style::Shortcut => parts.text,
                    Style::Inline { .. } => continue,
                };
                used.entry(label(cx.doc.source.slice(written))).or_insert(node.span.start);
            }
        }
        // What nothing uses stays behind what is used.
        let place = |target: &Target<'_>| match self.order {
            Order::Use => (used.get(target.label).copied().unwrap_or(usize::MAX), 0, String::new()),
            // Labels that are no numbers come behind.
            Order::Label => (0, target.label.parse().unwrap_or(u64::MAX), target.label.to_owned()),
        };
        for group in groups(cx, &targets) {
            let mut wanted: Vec<&Target<'_>> = group.iter().collect();
            wanted.sort_by_key(|target| place(target));
            let Some((_, right)) = group.iter().zip(&wanted).find(|(is, should)| is.span != should.span) else { continue };
            let text = |target: &Target<'_>| cx.doc.source.slice(target.span);
            let edits = group.iter().zip(&wanted).filter(|(is, should)| text(is) != text(should));
            let edits: Vec<Edit> = edits.map(|(is, should)| Edit::replace(is.span, text(should))).collect();
            report.at(right.span).say("order", [("label", right.name)]).fix(Level::Layout, edits);
        }
    }
}

/// Stretches of definitions in lines that follow each other, each in one line of its own and each label once.
fn groups<'t, 'd>(cx: &Context<'_>, targets: &'t [Target<'d>]) -> Vec<&'t [Target<'d>]> {
    let line = |target: &Target<'_>| cx.doc.source.line_at(target.span.start);
    let stretches = targets.chunk_by(|a, b| line(a) + 1 == line(b));
    let is_plain = |target: &Target<'_>| {
        let content = cx.doc.source.line_content(line(target));
        content == target.span && !target.is_comment && !target.destination.is_empty() && !target.label.starts_with('^')
    };
    let ends = |group: &[Target<'_>]| {
        let next = group.last().map_or(0, line) + 1;
        next >= cx.doc.source.line_count() || cx.doc.source.line(next).trim().is_empty()
    };
    let are_different = |group: &[Target<'_>]| {
        let labels: HashSet<&str> = group.iter().map(|target| target.label).collect();
        // A label that is defined elsewhere too means what comes first.
        labels.len() == group.len() && targets.iter().filter(|target| labels.contains(target.label)).count() == group.len()
    };
    stretches.filter(|group| group.len() > 1 && group.iter().all(is_plain) && ends(group) && are_different(group)).collect()
}
