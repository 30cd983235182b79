//! Which findings of a text count: all of them, those that no baseline knows, those in lines that have changed.

use crate::diagnostic::{Diagnostic, Edit};
use crate::document::Document;
use crate::fingerprint::Fingerprint;
use crate::manual::Page;
use crate::ruleset::MANUAL;
use crate::source::{Source, Span};
use std::collections::HashSet;
use std::sync::Arc;

/// Which findings of a text are reported and mended. By default all are.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    known: Option<Arc<HashSet<Fingerprint>>>,
    changed: Option<Vec<Span>>,
}

impl Scope {
    /// Leaves out the findings that a baseline knows.
    ///
    /// A finding is told by the text of its line: where a fix of another one changes that line, it counts again, as it will in the next run.
    #[must_use]
    pub fn without(self, known: Arc<HashSet<Fingerprint>>) -> Self {
        Self { known: Some(known), ..self }
    }

    /// Leaves out the findings that have no line in common with `changed`, which are places of `doc` in order.
    ///
    /// Places that explain a finding count as its own. A key of the front matter has changed where a line of its value has, and the block's first line, where
    /// missing keys are reported, where any of it has. What is said of the file as a whole always counts.
    #[must_use]
    pub fn within(self, doc: &Document, mut changed: Vec<Span>) -> Self {
        let lines = lines_of(&doc.source, &changed);
        let has_changed = |span: Span| shares_a_line(&doc.source, &lines, span);
        if let Some(block) = doc.front_matter.as_ref().filter(|block| has_changed(block.span)) {
            changed.push(Span::at(block.span.start));
            let entries = doc.header().into_iter().flat_map(|header| &header.table.entries);
            let entries = entries.map(|entry| Span::new(entry.key_span.start, entry.value.span.end.max(entry.key_span.end)));
            changed.extend(entries.filter(|entry| has_changed(*entry)));
            changed.sort_unstable();
        }
        Self { changed: Some(changed), ..self }
    }

    /// Whether every finding counts.
    #[must_use]
    pub const fn is_all(&self) -> bool {
        self.known.is_none() && self.changed.is_none()
    }

    /// For each of all findings of a text, in order, whether a baseline knows it; nothing where none is known.
    #[must_use]
    pub fn known(&self, source: &Source, found: &[Diagnostic]) -> Option<Vec<bool>> {
        let known = self.known.as_ref()?;
        Some(Fingerprint::all(source, found).iter().map(|fingerprint| known.contains(fingerprint)).collect())
    }

    /// Those of all findings of a text that count.
    #[must_use]
    pub fn of<'f>(&self, source: &Source, found: &'f [Diagnostic]) -> Vec<&'f Diagnostic> {
        let known = self.known(source, found);
        let is_known = |at: usize| known.as_ref().is_some_and(|known| known[at]);
        let lines = self.changed.as_ref().map(|changed| lines_of(source, changed));
        let is_within = |diagnostic: &Diagnostic| {
            let Some(lines) = &lines else { return true };
            let mut places = std::iter::once(diagnostic.span).chain(diagnostic.related.iter().map(|(span, _)| *span));
            places.any(|span| shares_a_line(source, lines, span)) || is_about_the_file(diagnostic.rule)
        };
        found
            .iter()
            .enumerate()
            .filter(|(at, diagnostic)| !is_known(*at) && is_within(diagnostic))
            .map(|(_, diagnostic)| diagnostic)
            .collect()
    }

    /// The scope on the text that `edits`, which are in order, make. What they wrote has changed too.
    pub(super) fn carried(&self, edits: &[Edit]) -> Self {
        let Some(changed) = &self.changed else { return self.clone() };
        let growth = |edit: &Edit| edit.text.len().cast_signed() - edit.span.len().cast_signed();
        // By how much all edits before each one move what lies behind them.
        let growths: Vec<isize> = std::iter::once(0)
            .chain(edits.iter().scan(0, |sum, edit| {
                *sum += growth(edit);
                Some(*sum)
            }))
            .collect();
        let written = |at: usize| {
            let start = edits[at].span.start.saturating_add_signed(growths[at]);
            Span::new(start, start + edits[at].text.len())
        };
        let shifted = |place: usize, is_end: bool| {
            let before = edits.partition_point(|edit| edit.span.end <= place);
            match edits.get(before) {
                Some(edit) if edit.span.start < place => {
                    if is_end {
                        written(before).end
                    } else {
                        written(before).start
                    }
                }
                _ => place.saturating_add_signed(growths[before]),
            }
        };
        let mut carried: Vec<Span> = changed.iter().map(|span| Span::new(shifted(span.start, false), shifted(span.end, true))).collect();
        carried.extend((0..edits.len()).map(written));
        carried.sort_unstable();
        Self { known: self.known.clone(), changed: Some(carried) }
    }
}

/// Whether the rule speaks of a file as a whole, wherever its findings stand: its page says so.
fn is_about_the_file(rule: &str) -> bool {
    MANUAL.find(rule).is_some_and(|entry| Page::of(entry).get("about") == Some("file"))
}

/// The first and last lines of places, apart from each other and in order.
fn lines_of(source: &Source, places: &[Span]) -> Vec<(usize, usize)> {
    let mut apart: Vec<(usize, usize)> = Vec::new();
    for (first, last) in places.iter().map(|span| lines(source, *span)) {
        match apart.last_mut() {
            Some(before) if first <= before.1 => before.1 = before.1.max(last),
            _ => apart.push((first, last)),
        }
    }
    apart
}

fn lines(source: &Source, span: Span) -> (usize, usize) {
    (source.line_at(span.start), source.line_at(span.end.saturating_sub(1).max(span.start)))
}

fn shares_a_line(source: &Source, changed: &[(usize, usize)], span: Span) -> bool {
    let (first, last) = lines(source, span);
    let next = changed.partition_point(|lines| lines.1 < first);
    changed.get(next).is_some_and(|lines| lines.0 <= last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::apply;

    #[test]
    fn places_move_with_the_text() {
        let text = "aaa\nbbb\nccc\nddd\n";
        let scope = Scope { known: None, changed: Some(vec![Span::new(4, 8), Span::new(12, 16)]) };
        let edits = [Edit::insert(0, "x\n"), Edit::replace(Span::new(6, 9), "!"), Edit::delete(Span::new(13, 14))];
        let carried = scope.carried(&edits).changed.unwrap();
        let after = apply(text, &edits);
        assert_eq!(after, "x\naaa\nbb!cc\ndd\n");
        let seen: Vec<&str> = carried.iter().map(|span| span.slice(&after)).collect();
        assert_eq!(seen, ["x\n", "bb!", "!", "dd\n", ""]);
    }
}
