//! A destination begins as an address does.

use crate::diagnostic::{Edit, Level};
use crate::link::literal::is_taken;
use crate::link::scheme::{mended, slips_in};
use crate::link::url::Url;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkScheme {}

impl Rule for LinkScheme {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for link in cx.links() {
            if let Some(meant) = mended(&link.destination) {
                let said = report.link(link).say("misspelled", [("mended", &meant)]);
                said.fix(Level::Suggest, link.written.map(|written| Edit::replace(written, meant.clone())));
            } else if let Some(scheme) = script(&link.destination) {
                report.link(link).say("script", [("scheme", scheme)]);
            }
        }
        for slashes in ["//", "／／"] {
            for run in cx.runs_showing(slashes).filter(|run| slashes == "//" || !run.text.contains("//")) {
                for (start, end, meant) in slips_in(&run.text) {
                    let span = run.span(start, end);
                    if run.is_contiguous(start, end) && !is_taken(cx.doc, run, start) {
                        report.at(span).say("misspelled", [("mended", &meant)]).fix(Level::Suggest, [Edit::replace(span, meant)]);
                    }
                }
            }
        }
    }
}

/// The scheme of an address that runs a program in the reader's browser, where the platform lets it.
fn script(destination: &str) -> Option<String> {
    let url = Url::parse(destination);
    let scheme = url.scheme?.to_ascii_lowercase();
    let is_page = || url.path.trim_start().to_ascii_lowercase().starts_with("text/html");
    (scheme == "javascript" || scheme == "vbscript" || scheme == "data" && is_page()).then_some(scheme)
}
