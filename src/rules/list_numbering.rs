//! The numbers of a list count as they are shown.

use crate::diagnostic::Level;
use crate::document::NodeRef;
use crate::document::relayout::Move;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// How items are numbered.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ListNumbering {
    style: Style,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Style {
    /// All `1.`.
    One,
    /// One more each time.
    Ordered,
    /// Either, as the list does it.
    #[default]
    OneOrOrdered,
    /// All `0.`.
    Zero,
}

/// An item with another number than it should have.
struct Stray<'d> {
    item: NodeRef<'d>,
    written: usize,
    wanted: usize,
    /// The marker as it should be written; nothing where the list would begin elsewhere.
    text: Option<String>,
}

impl Rule for ListNumbering {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mut found: Vec<Stray<'_>> = Vec::new();
        for list in cx.doc.lists().filter(|list| list.is_ordered_list() == Some(true)) {
            let items: Vec<NodeRef<'_>> = list.children().collect();
            let numbers: Vec<usize> = items.iter().map(|item| number(*item).parse().unwrap_or_default()).collect();
            let (start, step) = if cx.is_markdownlint() { self.strict(&numbers) } else { self.start(&numbers) };
            let write = writer(&items);
            // Numbers that go down count down, or begin anew in a list that was meant to be another's.
            let is_rising = numbers.is_sorted() || self.style != Style::OneOrOrdered || cx.is_markdownlint();
            for (place, (item, &written)) in items.iter().zip(&numbers).enumerate() {
                let wanted = start + place * step;
                if written != wanted {
                    let is_next = place > 0 && !holds_number(items[place - 1], wanted);
                    let text = (is_next && is_rising && wanted < 1_000_000_000).then(|| write(wanted, *item));
                    found.push(Stray { item: *item, written, wanted, text });
                }
            }
        }
        let to = |stray: &Stray<'_>| Some(Move { marker: Some(stray.text.clone()?), ..Move::default() });
        let moves: Vec<_> = found.iter().map(|stray| (stray.item, to(stray))).collect();
        for (Stray { item, written, wanted, .. }, edits) in found.into_iter().zip(cx.moved(&moves)) {
            report.at(item.marker()).say("number", [("written", written), ("wanted", wanted)]).fix(Level::Layout, edits);
        }
    }
}

impl ListNumbering {
    /// First number and step, as markdownlint has them.
    fn strict(&self, numbers: &[usize]) -> (usize, usize) {
        let first = numbers.first().copied().unwrap_or(1);
        let counts = numbers.get(1).is_some_and(|second| *second != 1 || first == 0);
        match self.style {
            Style::Zero => (0, 0),
            Style::Ordered => (usize::from(first != 0 || numbers.len() < 2), 1),
            Style::OneOrOrdered if counts => (usize::from(first != 0), 1),
            Style::One | Style::OneOrOrdered => (1, 0),
        }
    }

    /// First number and step: a list may begin with any number, and is one that counts or one that repeats, as more of its items say.
    fn start(&self, numbers: &[usize]) -> (usize, usize) {
        let first = numbers.first().copied().unwrap_or(1);
        let wrong = |step: usize| numbers.iter().enumerate().filter(|(place, number)| **number != first + place * step).count();
        match self.style {
            Style::One => (1, 0),
            Style::Zero => (0, 0),
            Style::Ordered => (first, 1),
            Style::OneOrOrdered => (first, usize::from(wrong(1) <= wrong(0))),
        }
    }
}

/// Whether a line of an item begins with that number, which was meant to be an item: `2.次に`.
fn holds_number(item: NodeRef<'_>, number: usize) -> bool {
    let begins = |line: &str| line.trim_start().strip_prefix(&number.to_string()).is_some_and(|rest| rest.starts_with(['.', ')', '．']));
    item.source().lines().skip(1).any(begins)
}

fn number(item: NodeRef<'_>) -> &str {
    item.doc().source.slice(item.marker()).trim_end_matches(['.', ')'])
}

/// Writes an item's marker with another number: with zeros before it, where the list has them.
fn writer(items: &[NodeRef<'_>]) -> impl Fn(usize, NodeRef<'_>) -> String + use<> {
    let is_padded = items.first().is_some_and(|item| number(*item).len() > 1 && number(*item).starts_with('0'));
    move |value, item| {
        let length = if is_padded { number(item).len() } else { 1 };
        let delimiter = item.doc().source.slice(item.marker()).trim_start_matches(|c: char| c.is_ascii_digit());
        format!("{value:0length$}{delimiter}")
    }
}
