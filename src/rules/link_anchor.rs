//! A fragment names a place that its page has.

use crate::diagnostic::{Edit, Level};
use crate::document::Kind;
use crate::facts::Target;
use crate::link::anchors::{Anchors, Found};
use crate::link::fragment::{self, Fragments};
use crate::link::reference::targets;
use crate::link::url::{Url, percent_decoded};
use crate::link::{Form, Link, path};
use crate::platform::pattern::Pattern;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// Options.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LinkAnchor {
    /// Fragments that are not looked at: those of a theme or a script.
    ignored: Vec<String>,
    /// Whether upper and lower case are one.
    ignore_case: bool,
    /// What fragments look like that are not looked at.
    ignored_pattern: Option<Pattern>,
}

impl Rule for LinkAnchor {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if cx.is_markdownlint() {
            return self.in_page(cx, report);
        }
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
            let Some(fragment) = Url::parse(&link.destination).fragment.filter(|fragment| !self.is_ignored(fragment)) else { continue };
            let found = if link.destination.starts_with('#') {
                own.get_or_insert_with(|| Anchors::of(cx.doc, dialect, ways)).as_ref().map(|anchors| anchors.find(fragment))
            } else {
                match path::of(&link.destination).and_then(|key| cx.facts.targets.get(&key)) {
                    Some(Target::There(Some(anchors))) => Some(anchors.find(fragment)),
                    _ => None,
                }
            };
            match found {
                Some(Found::No(Some(near))) if self.ignore_case && near.to_lowercase() == percent_decoded(fragment).to_lowercase() => {}
                Some(Found::No(near)) => say(link, fragment, near, report),
                Some(Found::Differs) => {
                    report.at(link.span).as_info().say("differs", [("fragment", percent_decoded(fragment))]);
                }
                Some(Found::Yes) | None => {}
            }
        }
    }
}

impl LinkAnchor {
    fn is_ignored(&self, fragment: &str) -> bool {
        let pattern = self.ignored_pattern.as_ref().filter(|pattern| !pattern.is_empty());
        // A template tag may become any.
        let is_template = fragment.contains("{{") || fragment.contains("{%");
        is_template || self.ignored.iter().any(|one| one == fragment) || pattern.is_some_and(|pattern| pattern.matches(fragment))
    }

    /// markdownlint's answer: links and definitions that lead to a place of the same page.
    fn in_page(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let is_inside = |link: &Link<'_>| link.node.ancestors().any(|around| matches!(around.kind, Kind::Link { .. }));
        let links = cx.links().iter().filter(|link| link.form == Form::Inline && (!link.is_image || is_inside(link)) && !is_tab(link));
        let links = links.map(|link| (&*link.destination, link.span));
        let definitions = targets(cx.doc).into_iter().filter(|target| !cx.in_formula(target.span));
        let definitions = definitions.map(|target| (target.destination, target.span));
        let mut fragments: Option<Fragments> = None;
        for (destination, span) in links.chain(definitions) {
            let Some(fragment) = destination.trim_matches(['<', '>']).strip_prefix('#') else { continue };
            let fragments = fragments.get_or_insert_with(|| Fragments::of(cx.doc));
            let near = match fragments.find(destination.trim_matches(['<', '>'])) {
                fragment::Found::Yes => continue,
                fragment::Found::Near(near) => Some(near),
                fragment::Found::No => None,
            };
            match near {
                _ if self.is_ignored(fragment) => {}
                Some(near) if !self.ignore_case => {
                    report.at(span).say("near", [("fragment", fragment), ("near", &near[1..])]);
                }
                Some(_) => {}
                None => {
                    report.at(span).say("missing", [("fragment", fragment)]);
                }
            }
        }
    }
}

/// Whether it is all of a heading that makes a tab in `DocFX`: `# [Linux](#tab/linux)`.
fn is_tab(link: &Link<'_>) -> bool {
    let heading = link.node.parent().filter(|parent| matches!(parent.kind, Kind::Heading { setext: false, .. }));
    link.destination.starts_with("#tab/") && heading.is_some_and(|heading| heading.children().count() == 1)
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
