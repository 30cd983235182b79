//! A link reference definition has a reference.

use crate::document::label;
use crate::link::reference::targets;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;
use std::collections::HashSet;

/// Labels that nothing has to refer to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LinkUnusedDefinition {
    ignored: Vec<String>,
}

impl Default for LinkUnusedDefinition {
    fn default() -> Self {
        Self { ignored: vec!["//".to_owned()] }
    }
}

impl Rule for LinkUnusedDefinition {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let targets = targets(cx.doc);
        if targets.is_empty() {
            return;
        }
        let starts: HashSet<usize> = targets.iter().map(|target| target.span.start).collect();
        let used = bracketed(cx.doc.source.slice(cx.doc.body), cx.doc.body, &starts);
        let is_ignored = |found: &str| self.ignored.iter().any(|ignored| label(ignored) == found);
        for target in targets.iter().filter(|target| !target.is_comment) {
            if !used.contains(target.label) && !is_ignored(target.label) {
                report.at(target.span).say("unused", [("label", target.name)]);
            }
        }
    }
}

/// What stands in brackets anywhere in `text`, which is `body`, but for the definitions at `starts`: HTML and shortcodes may hold Markdown
/// too.
fn bracketed(text: &str, body: Span, starts: &HashSet<usize>) -> HashSet<String> {
    let mut labels = HashSet::new();
    let mut open = None;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => _ = bytes.next(),
            b'[' => open = Some(at),
            b']' => {
                if let Some(start) = open.take().filter(|start| !starts.contains(&(body.start + start))) {
                    labels.insert(label(&text[start + 1..at]));
                }
            }
            _ => {}
        }
    }
    labels
}
