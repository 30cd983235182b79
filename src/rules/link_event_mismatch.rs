//! The talks of a report are of the event it is about.

use crate::diagnostic::{Edit, Level};
use crate::link::Link;
use crate::link::event::{Event, site_code};
use crate::link::talk::{sections, talk};
use crate::link::url::Url;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkEventMismatch {}

/// What is wrong with the event of a talk.
enum Stranger {
    /// It is of another year.
    Year(Event),
    /// There is none of that code.
    Unknown(String),
}

impl Rule for LinkEventMismatch {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let Some(own) = Event::of_document(cx.doc, &cx.facts.path) else { return };
        let sections = sections(cx.doc, cx.links());
        let mut own_talks = 0;
        let mut strangers = Vec::new();
        for (heading, link) in sections.iter().filter(|(_, link)| talk(link).is_some()) {
            let url = Url::parse(&link.destination);
            match Event::in_address(&url) {
                Some(event) if event == own => own_talks += 1,
                // The heading says that it is about another event.
                Some(event) if Event::in_title(&heading.text()) == Some(event) => {}
                Some(event) if event.series == own.series => strangers.push((link, Stranger::Year(event))),
                Some(_) => {}
                None => strangers.extend(misspelled(&url, own).map(|code| (link, Stranger::Unknown(code.to_owned())))),
            }
        }
        // A report that is as much about another year means to be.
        if strangers.len() < own_talks {
            for (link, stranger) in strangers {
                tell(link, &stranger, own, report);
            }
        }
    }
}

/// The code in an address that is one of the series but has no year. Other letters may be a series that is not known here.
fn misspelled<'u>(url: &Url<'u>, own: Event) -> Option<&'u str> {
    let is_digits = |year: &str| !year.is_empty() && year.bytes().all(|byte| byte.is_ascii_digit());
    site_code(url).filter(|code| code.strip_prefix(own.series.code).is_some_and(is_digits))
}

fn tell(link: &Link<'_>, stranger: &Stranger, own: Event, report: &mut Report<'_>) {
    match stranger {
        Stranger::Year(event) => {
            report.link(link).say("year", [("found", event.to_string()), ("own", own.to_string())]);
        }
        Stranger::Unknown(code) => {
            let said = report.link(link).say("unknown", [("found", code.clone()), ("own", own.code())]);
            let place = link.written.zip(link.destination.find(&format!("/{code}/")));
            let place = place.map(|(written, at)| Span::new(written.start + at + 1, written.start + at + 1 + code.len()));
            said.fix(Level::Suggest, place.map(|place| Edit::replace(place, own.code())));
        }
    }
}
