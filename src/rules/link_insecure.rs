//! An `http:` URL whose page is there with `https:` too, as the lock has it.

use crate::diagnostic::{Edit, Level};
use crate::link::lock::Class;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkInsecure {}

impl Rule for LinkInsecure {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let Some(lock) = &cx.facts.lock else { return };
        for link in cx.links() {
            let Some(rest) = link.destination.strip_prefix("http://") else { continue };
            // Where the one leads on to the other, that it has moved is said already.
            let is_moved = lock.get(&link.destination).is_some_and(|state| state.class == Class::Moved);
            let is_proven = !is_moved && lock.get(&format!("https://{rest}")).is_some_and(|state| state.class == Class::Ok);
            if is_proven {
                let said = report.link(link).say("insecure", ());
                if let Some(written) = link.written {
                    said.fix(Level::Suggest, [Edit::replace(Span::new(written.start, written.start + "http".len()), "https")]);
                }
            }
        }
    }
}
