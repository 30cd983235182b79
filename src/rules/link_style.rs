//! Links are written in one of the ways that a project has chosen.

use crate::diagnostic::{Edit, Level};
use crate::document::label;
use crate::link::parts::{Parts, Style};
use crate::link::reference::targets;
use crate::link::url::Url;
use crate::link::{Form, Link};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;
use std::collections::HashMap;

/// The ways that may be used.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "the names are markdownlint's")]
pub(super) struct LinkStyle {
    /// `<https://example.com>`.
    autolink: bool,
    /// `[text](url)`.
    inline: bool,
    /// `[text][label]`.
    full: bool,
    /// `[label][]`.
    collapsed: bool,
    /// `[label]`.
    shortcut: bool,
    /// `[https://example.com](https://example.com)`.
    url_inline: bool,
}

impl Default for LinkStyle {
    fn default() -> Self {
        Self { autolink: true, inline: true, full: true, collapsed: true, shortcut: true, url_inline: true }
    }
}

impl Rule for LinkStyle {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if self.autolink && self.inline && self.full && self.collapsed && self.shortcut && self.url_inline {
            return;
        }
        // Where a definition leads; one in `<` and `>` does not count, as with markdownlint.
        let mut definitions: HashMap<&str, &str> = HashMap::new();
        for target in targets(cx.doc) {
            definitions.entry(target.label).or_insert(target.destination);
        }
        let leads = |name: Span| definitions.get(label(cx.doc.source.slice(name)).as_str()).is_some_and(|to| !to.starts_with('<'));
        for link in cx.links() {
            if link.form == Form::Angle && !self.autolink {
                let url = cx.doc.source.slice(Span::new(link.span.start + 1, link.span.end - 1));
                let said = report.at(link.span).say("autolink", ());
                if self.inline && self.url_inline && is_plain(url) {
                    said.fix(Level::Layout, [Edit::replace(link.span, format!("[{url}]({url})"))]);
                }
            }
            let Some(parts) = Parts::of(link.node).filter(|_| matches!(link.form, Form::Inline | Form::Reference)) else { continue };
            match parts.style {
                Style::Inline { destination, has_title } => self.inline(cx, link, &parts, (destination, has_title), report),
                Style::Full(name) if !self.full && leads(name) => self.reference(link, &parts, "full", report),
                Style::Collapsed if !self.collapsed && leads(parts.text) => self.reference(link, &parts, "collapsed", report),
                Style::Shortcut if !self.shortcut && leads(parts.text) => self.reference(link, &parts, "shortcut", report),
                _ => {}
            }
        }
    }
}

impl LinkStyle {
    fn inline(&self, cx: &Context<'_>, link: &Link<'_>, parts: &Parts, (destination, has_title): (Span, bool), report: &mut Report<'_>) {
        let (text, url) = (cx.doc.source.slice(parts.text), cx.doc.source.slice(destination));
        let is_url = !link.is_image && !has_title && text == url && is_absolute(url);
        let id = match () {
            () if url.is_empty() => return,
            () if !self.inline => "inline",
            () if !self.url_inline && self.autolink && is_url => "url",
            () => return,
        };
        let said = report.at(link.span).say(id, ());
        if self.autolink && is_url && is_plain(url) && !cx.platform.dialect.no_angle_urls {
            said.fix(Level::Layout, [Edit::replace(link.span, format!("<{url}>"))]);
        }
    }

    /// Reports a reference, which may be written with its destination.
    fn reference(&self, link: &Link<'_>, parts: &Parts, id: &'static str, report: &mut Report<'_>) {
        let said = report.at(link.span).say(id, ());
        // A title stands with the definition: whether there is one is for a person to see.
        if self.inline && is_plain(&link.destination) {
            let behind = Span::new(parts.text.end, link.span.end);
            said.fix(Level::Suggest, [Edit::replace(behind, format!("]({})", link.destination))]);
        }
    }
}

/// Whether an address is the same in brackets, in parentheses and between `<` and `>`.
fn is_plain(url: &str) -> bool {
    !url.is_empty() && url.chars().all(|c| c.is_ascii_alphanumeric() || "-./:?#=+%,".contains(c))
}

/// Whether it names a scheme and has nothing in it that an autolink must not have.
fn is_absolute(url: &str) -> bool {
    Url::parse(url).scheme.is_some() && !url.contains([' ', '<', '>'])
}
