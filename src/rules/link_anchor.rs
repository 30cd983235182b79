//! A fragment names a place that its page has.

use crate::diagnostic::{Edit, Level};
use crate::facts::Target;
use crate::link::anchors::{Anchors, Found};
use crate::link::url::{Url, percent_decoded};
use crate::link::{Link, path};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// Options.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct LinkAnchor {
    /// Fragments that are not looked at: those of a theme or a script.
    ignored: Vec<String>,
}

impl Rule for LinkAnchor {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let dialect = &cx.platform.dialect;
        let ways = cx.facts.site.heading_ids(cx.platform);
        let mut own: Option<Option<Anchors>> = None;
        for link in cx.links().iter().filter(|link| link.destination.contains(['#', '＃'])) {
            if link.destination.starts_with('＃') {
                let said = report.at(link.span).say("fullwidth", ());
                if let Some(written) = link.written {
                    said.fix(Level::Suggest, [Edit::replace(Span::new(written.start, written.start + '＃'.len_utf8()), "#")]);
                }
                continue;
            }
            let Some(fragment) = Url::parse(&link.destination).fragment.filter(|fragment| !self.ignored.iter().any(|one| one == fragment))
            else {
                continue;
            };
            let found = if link.destination.starts_with('#') {
                own.get_or_insert_with(|| Anchors::of(cx.doc, dialect, ways)).as_ref().map(|anchors| anchors.find(fragment))
            } else {
                match path::of(&link.destination).and_then(|key| cx.facts.targets.get(&key)) {
                    Some(Target::There(Some(anchors))) => Some(anchors.find(fragment)),
                    _ => None,
                }
            };
            match found {
                Some(Found::No(near)) => say(link, fragment, near, report),
                Some(Found::Differs) => {
                    report.at(link.span).quieter().quieter().say("differs", [("fragment", percent_decoded(fragment))]);
                }
                Some(Found::Yes) | None => {}
            }
        }
    }
}

fn say(link: &Link<'_>, fragment: &str, near: Option<String>, report: &mut Report<'_>) {
    let shown = percent_decoded(fragment);
    let Some(near) = near else {
        report.at(link.span).say("missing", [("fragment", shown)]);
        return;
    };
    let said = report.at(link.span).say("near", [("fragment", shown), ("near", near.clone())]);
    if let Some(written) = link.written.filter(|_| !near.contains([' ', '(', ')', '<', '>', '%'])) {
        said.fix(Level::Suggest, [Edit::replace(Span::new(written.end - fragment.len(), written.end), near)]);
    }
}
