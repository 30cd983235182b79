//! An event has its place and year right.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kind, Kinds};
use crate::names::Role;
use crate::names::event::{Event, events, year_in_address, year_of};
use crate::rule::{Context, Report, Rule};
use crate::text::nearest;
use serde::Deserialize;

/// How many years a title may be apart from the date: a report is written in January about December.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NameEvent {
    tolerance: u32,
}

impl Default for NameEvent {
    fn default() -> Self {
        Self { tolerance: 1 }
    }
}

impl Rule for NameEvent {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for event in events(cx.mentions()) {
            check_place(&event, report);
            self.check_year(cx, &event, report);
        }
    }
}

/// A place that is one of the event's but for its case or a letter.
fn check_place(event: &Event<'_>, report: &mut Report<'_>) {
    let Some((start, end)) = event.place else { return };
    let written = &event.run.text[start..end];
    let places = || event.name.texts(Role::Place);
    let is_shouted = !written.contains(|c: char| c.is_ascii_lowercase());
    if is_shouted || places().any(|place| place == written) || event.run.is_quotation(start) {
        return;
    }
    let right =
        nearest(&written.to_ascii_lowercase(), places().map(str::to_ascii_lowercase).collect::<Vec<_>>().iter().map(String::as_str))
            .and_then(|lower| places().find(|place| place.eq_ignore_ascii_case(lower)));
    // A word of few letters is near to too many.
    let Some(right) = right.filter(|right| right.len() > 3) else { return };
    let span = event.run.span(start, end);
    let said = report.at(span).say("place", [("written", written), ("right", right), ("event", event.name.text())]);
    let is_case = written.eq_ignore_ascii_case(right);
    if event.run.is_contiguous(start, end) {
        said.fix(if is_case { Level::Wording } else { Level::Suggest }, [Edit::replace(span, right)]);
    }
}

impl NameEvent {
    /// The year in a title against the date of the text and the addresses it links to.
    fn check_year(&self, cx: &Context<'_>, event: &Event<'_>, report: &mut Report<'_>) {
        let is_title = event.run.is_front_matter() || matches!(event.run.block.kind, Kind::Heading { level: 1, .. });
        let Some((year, at)) = event.year.filter(|_| is_title) else { return };
        let span = event.run.span(at, at + 4);
        let date = year_of(cx.mentions().day);
        if date > 0 && year.abs_diff(date) > self.tolerance {
            report.at(span).say("date", [("event", event.name.text()), ("year", &year.to_string()), ("date", &date.to_string())]);
            return;
        }
        let linked: Vec<u32> = cx
            .doc
            .nodes_of(Kinds::LINK)
            .filter_map(|node| match &node.kind {
                Kind::Link { destination } => year_in_address(destination, event.name),
                _ => None,
            })
            .collect();
        if let Some(other) = linked.first().filter(|_| !linked.contains(&year)) {
            report.at(span).say("links", [("event", event.name.text()), ("year", &year.to_string()), ("date", &other.to_string())]);
        }
    }
}
