//! A link reference definition has a reference.

use crate::document::{Kinds, label};
use crate::link::Form;
use crate::link::parts::Parts;
use crate::link::reference::{notes, targets};
use crate::link::undefined::undefined;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;
use std::collections::HashSet;

/// Options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LinkUnusedDefinition {
    /// Labels that nothing has to refer to.
    ignored: Vec<String>,
    /// The same in markdownlint's words; nothing is `//`.
    ignored_definitions: Option<Vec<String>>,
}

impl Default for LinkUnusedDefinition {
    fn default() -> Self {
        Self { ignored: vec!["//".to_owned()], ignored_definitions: None }
    }
}

impl Rule for LinkUnusedDefinition {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if cx.is_markdownlint() {
            return self.of_all(cx, report);
        }
        let targets = targets(cx.doc);
        if targets.is_empty() {
            return;
        }
        let starts: HashSet<usize> = targets.iter().map(|target| target.span.start).collect();
        let used = bracketed(cx.doc.source.slice(cx.doc.body), cx.doc.body, &starts);
        let ignored = || self.ignored.iter().chain(self.ignored_definitions.iter().flatten());
        let is_ignored = |found: &str| ignored().any(|ignored| label(ignored) == found);
        for target in targets.iter().filter(|target| !target.is_comment) {
            if !used.contains(target.label) && !is_ignored(target.label) {
                report.at(target.span).say("unused", [("label", target.name)]);
            }
        }
    }
}

impl LinkUnusedDefinition {
    /// markdownlint's answer: footnotes are definitions, too, and so is what hides words; a label that is defined again is reported.
    fn of_all(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let links = targets(cx.doc).into_iter().map(|target| (target.span, target.label.to_owned(), target.name.to_owned()));
        let notes = notes(cx.doc).into_iter().map(|note| (note.span, format!("^{}", note.label), format!("^{}", note.name)));
        let mut definitions: Vec<(Span, String, String)> = links.chain(notes).collect();
        definitions.retain(|(span, ..)| !cx.in_formula(*span));
        definitions.sort_unstable();
        let starts = definitions.iter().map(|(span, ..)| span.start).collect();
        let used = if definitions.is_empty() { HashSet::new() } else { referred(cx, &starts) };
        // The parser makes no more links of references than their destinations are shorter than the text.
        let spent: usize = cx.links().iter().filter(|link| link.form == Form::Reference).map(|link| link.destination.len()).sum();
        let is_spent = spent > cx.doc.body.len().min(MOST_EXPANDED) / 2;
        let used = if is_spent { &used | &bracketed(cx.doc.source.slice(cx.doc.body), cx.doc.body, &starts) } else { used };
        let mut seen: HashSet<&str> = HashSet::new();
        for (span, label, name) in &definitions {
            let is_ignored = match &self.ignored_definitions {
                Some(ignored) => ignored.iter().any(|ignored| ignored == label),
                None => label == "//",
            };
            let is_again = !seen.insert(label);
            if !is_ignored && (is_again || !used.contains(label.as_str())) {
                report.at(*span).say(if is_again { "again" } else { "unused" }, [("label", name)]);
            }
        }
    }
}

/// Bytes of destinations that the parser stops at in any case.
const MOST_EXPANDED: usize = 100_000;

/// The labels that links, images and footnotes refer to, those of footnotes with `^`.
fn referred(cx: &Context<'_>, starts: &HashSet<usize>) -> HashSet<String> {
    let slice = |span: Span| cx.doc.source.slice(span);
    let in_links = cx.links().iter().filter_map(|link| Some(label_in_quote(slice(Parts::of(link.node)?.label()?))));
    let notes = cx.doc.nodes_of(Kinds::FOOTNOTE_REFERENCE);
    let in_notes = notes.filter_map(|note| Some(label(note.source().strip_prefix('[')?.strip_suffix(']')?)));
    let missed = undefined(cx.doc).into_iter().filter(|reference| cx.doc.inexact_block(reference.span).is_none());
    let missed = missed.map(|reference| reference.label);
    let mut labels: HashSet<String> = in_links.chain(in_notes).chain(missed).collect();
    // Where positions are in doubt, the text is asked.
    for block in cx.doc.nodes_of(Kinds::LEAF_BLOCK).filter(|node| cx.doc.inexact_block(node.span) == Some(node.span)) {
        labels.extend(bracketed(block.source(), block.span, starts));
    }
    labels
}

/// A label that may run over lines of a quotation.
fn label_in_quote(raw: &str) -> String {
    if raw.contains('\n') {
        label(&raw.lines().map(|line| line.trim_start_matches([' ', '>'])).collect::<Vec<_>>().join(" "))
    } else {
        label(raw)
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
