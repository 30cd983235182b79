//! A URL that is gone, as the lock has it.

use crate::link::lock::Class;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkDead {}

impl Rule for LinkDead {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let Some(lock) = &cx.facts.lock else { return };
        for link in cx.links() {
            let Some(state) = lock.get(&link.destination).filter(|state| state.class == Class::Gone) else { continue };
            let Some(((year, month, day), _)) = state.first else { continue };
            let status = if state.status == 0 { "DNS".to_owned() } else { state.status.to_string() };
            let args = [("status", status), ("since", format!("{year:04}-{month:02}-{day:02}"))];
            if state.is_gone_for_good() {
                report.link(link).say("gone", args);
            } else {
                report.link(link).as_info().say("once", args);
            }
        }
    }
}
