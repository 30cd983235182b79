//! Tables of contents that are written into a text, and the headings they are of.

use super::anchors::Titled;
use super::shown::shown;
use super::url::percent_decoded;
use crate::document::{Document, Kind, Kinds, NodeRef};
use crate::source::Span;
use std::collections::HashSet;
use std::fmt::Write;
use std::ops::RangeInclusive;

/// A table of contents.
#[derive(Debug)]
pub struct Toc<'d> {
    /// Its list, or the comment that it begins behind.
    pub span: Span,
    /// What stands between its comments: whole lines. Nothing where it is a list alone.
    pub inside: Option<Span>,
    /// Its links in order.
    pub entries: Vec<Entry<'d>>,
    /// How its list is written: the marker of an item.
    marker: String,
    /// The levels it is for, where its comment says so.
    levels: Option<RangeInclusive<usize>>,
}

/// One link of a table of contents.
#[derive(Debug)]
pub struct Entry<'d> {
    /// The link.
    pub link: NodeRef<'d>,
    /// Number of lists around its own.
    pub depth: usize,
    /// What it shows.
    pub text: String,
    /// The id that it leads to.
    pub id: String,
}

/// Links that make a list without comments a table of contents.
const FEWEST: usize = 3;

/// The tables of contents of a text, in order.
#[must_use]
pub fn tocs(doc: &Document) -> Vec<Toc<'_>> {
    let mut found = marked(doc);
    let marked: Vec<Span> = found.iter().filter_map(|toc| toc.inside).collect();
    let mut marked = marked.into_iter().peekable();
    for list in lists(doc).filter(|list| list.is_top_level()) {
        while marked.next_if(|inside| inside.end < list.span.end).is_some() {}
        if marked.peek().is_some_and(|inside| inside.start <= list.span.start) {
            continue;
        }
        if let Some(entries) = entries(list).filter(|entries| entries.len() >= FEWEST) {
            found.push(Toc { span: list.span, inside: None, entries, marker: marker(list), levels: None });
        }
    }
    found.sort_by_key(|toc| toc.span);
    found
}

/// The tables between comments: `<!-- cndlint toc -->` … `<!-- /cndlint toc -->`, `<!-- toc -->` … `<!-- tocstop -->` (markdown-toc), and doctoc's.
#[must_use]
pub fn marked(doc: &Document) -> Vec<Toc<'_>> {
    if !doc.source.text().contains("<!--") {
        return Vec::new();
    }
    let comments: Vec<_> = doc
        .nodes()
        .filter(|node| matches!(node.kind, Kind::HtmlBlock { .. }) && node.is_top_level())
        .filter_map(|node| Some((node, comment(node.source())?.to_lowercase())))
        .collect();
    let mut found = Vec::new();
    let mut lists = lists(doc).peekable();
    let mut rest = comments.iter();
    while let Some((open, text)) = rest.find(|(_, text)| opens(text)) {
        let Some((close, _)) = rest.find(|(_, text)| closes(text)) else { break };
        let start = doc.source.line_span(doc.source.line_at(open.span.end.saturating_sub(1))).end;
        let inside = Span::new(start, doc.source.line_span(doc.source.line_at(close.span.start)).start.max(start));
        while lists.next_if(|list| list.span.start < inside.start).is_some() {}
        let list = lists.next_if(|list| list.span.end <= inside.end);
        let marker = list.map_or_else(|| "-".to_owned(), marker);
        let entries = list.and_then(entries).unwrap_or_default();
        found.push(Toc { span: open.span, inside: Some(inside), entries, marker, levels: levels(text) });
    }
    found
}

impl<'d> Toc<'d> {
    /// The headings behind it that it should list, with their ids: those of the levels that it lists now.
    #[must_use]
    pub fn headings<'t>(&self, all: &'t [Titled<'d>]) -> Vec<&'t Titled<'d>> {
        let end = self.inside.map_or(self.span.end, |inside| inside.end);
        let behind = &all[all.partition_point(|titled| titled.heading.span.start < end)..];
        let has_words = |titled: &&Titled<'_>| !titled.text.trim().is_empty() && titled.id.is_some();
        let mut headings: Vec<_> = behind.iter().filter(has_words).collect();
        let levels = self.levels.clone().or_else(|| self.listed(&headings)).unwrap_or_else(|| {
            let top = if headings.iter().filter(|titled| titled.level == 1).count() > 1 { 1 } else { 2 };
            top..=top + 1
        });
        headings.retain(|titled| levels.contains(&titled.level));
        headings
    }

    /// The levels of the headings that it links to.
    fn listed(&self, all: &[&Titled<'d>]) -> Option<RangeInclusive<usize>> {
        let ids: HashSet<&str> = self.entries.iter().map(|entry| entry.id.as_str()).collect();
        let levels = all.iter().filter(|titled| titled.id.as_deref().is_some_and(|id| ids.contains(id))).map(|titled| titled.level);
        levels.fold(None, |range: Option<RangeInclusive<usize>>, level| {
            let (low, high) = range.map_or((level, level), RangeInclusive::into_inner);
            Some(low.min(level)..=high.max(level))
        })
    }

    /// What should stand between its comments.
    #[must_use]
    pub fn text(&self, headings: &[&Titled<'d>], newline: &str) -> String {
        let mut text = newline.to_owned();
        for (titled, depth) in headings.iter().zip(depths(headings)) {
            let indent = " ".repeat(depth * (self.marker.len() + 1));
            // Writing to a string cannot fail.
            let _ = write!(text, "{indent}{} [{}](#{}){newline}", self.marker, label(titled), destination(titled));
        }
        if !headings.is_empty() {
            text.push_str(newline);
        }
        text
    }
}

/// In how many lists each heading's entry lies: a list cannot begin with an inner one, nor skip one, whatever the headings do.
#[must_use]
pub fn depths(headings: &[&Titled<'_>]) -> Vec<usize> {
    let top = headings.iter().map(|titled| titled.level).min().unwrap_or(1);
    let mut deepest = 0;
    let depth = |titled: &&Titled<'_>| {
        let depth = (titled.level - top).min(deepest);
        deepest = depth + 1;
        depth
    };
    headings.iter().map(depth).collect()
}

impl Entry<'_> {
    /// Whether it leads to that heading.
    #[must_use]
    pub fn names(&self, titled: &Titled<'_>) -> bool {
        titled.id.as_deref() == Some(self.id.as_str())
    }
}

/// A heading's words as the text of a link.
fn label(titled: &Titled<'_>) -> String {
    // A lone backtick may find another one in the destination.
    let is_plain = |node: &NodeRef<'_>| match node.kind {
        Kind::Text => !node.source().contains('`'),
        _ => matches!(node.kind, Kind::Code | Kind::Escaped | Kind::Emph | Kind::Strong),
    };
    let inline: Vec<_> = titled.heading.descendants().collect();
    let written = inline.first().zip(inline.last()).filter(|_| inline.iter().all(is_plain));
    let written = written.map(|(first, _)| {
        let end = titled.heading.children().last().map_or(first.span.end, |last| last.span.end);
        titled.heading.doc().source.slice(Span::new(first.span.start, end))
    });
    written.filter(|text| !text.contains(['[', ']', '\n', '\r'])).map_or_else(|| escaped(&titled.text), str::to_owned)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        if matches!(c, '[' | ']' | '\\' | '`' | '*' | '_' | '<') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn destination(titled: &Titled<'_>) -> String {
    let mut out = String::new();
    for c in titled.id.as_deref().unwrap_or_default().chars() {
        match c {
            ' ' | '(' | ')' | '<' | '>' | '"' | '%' | '\\' => _ = write!(out, "%{:02X}", u32::from(c)),
            _ => out.push(c),
        }
    }
    out
}

/// What stands in a block that is one comment.
fn comment(html: &str) -> Option<&str> {
    html.trim().strip_prefix("<!--")?.strip_suffix("-->").filter(|inner| !inner.contains("-->")).map(str::trim)
}

fn opens(comment: &str) -> bool {
    let word = comment.split_whitespace().next().unwrap_or_default();
    word == "toc" || word == "cndlint-toc" || comment.starts_with("cndlint toc") || comment.starts_with("start doctoc")
}

fn closes(comment: &str) -> bool {
    let ends = ["tocstop", "/toc", "endtoc", "/cndlint-toc", "/cndlint toc"];
    ends.contains(&comment) || comment.starts_with("end doctoc")
}

/// `min=2 max=3` in the comment that opens a table.
fn levels(comment: &str) -> Option<RangeInclusive<usize>> {
    let value = |key: &str| comment.split_whitespace().find_map(|word| word.strip_prefix(key)?.strip_prefix('=')?.parse::<usize>().ok());
    let (min, max) = (value("min"), value("max"));
    (min.is_some() || max.is_some()).then(|| min.unwrap_or(2).clamp(1, 6)..=max.unwrap_or(6).clamp(1, 6))
}

/// The lists that are in no other, in order.
fn lists(doc: &Document) -> impl Iterator<Item = NodeRef<'_>> {
    let mut end = 0;
    doc.nodes_of(Kinds::LIST).filter(move |node| {
        let is_outermost = node.index() >= end;
        end = if is_outermost { node.end as usize } else { end };
        is_outermost
    })
}

fn marker(list: NodeRef<'_>) -> String {
    match list.kind {
        Kind::List { ordered: true, .. } => "1.".to_owned(),
        Kind::List { bullet, .. } => bullet.to_string(),
        _ => "-".to_owned(),
    }
}

/// The links of a list in which every item is a link to a place in this text, and lists of such.
fn entries(list: NodeRef<'_>) -> Option<Vec<Entry<'_>>> {
    let mut found = Vec::new();
    for node in list.descendants() {
        match node.kind {
            Kind::List { .. } | Kind::Item => {}
            Kind::Paragraph => {
                let mut inline = node.children();
                let link = inline.next().filter(|_| inline.next().is_none())?;
                let fragment = link.destination()?.strip_prefix('#')?;
                found.push(Entry { link, depth: link.list_depth().saturating_sub(1), text: shown(link), id: percent_decoded(fragment) });
            }
            // What is in the paragraph of a link was looked at with it.
            _ if node.kind.is_inline() => {}
            _ => return None,
        }
    }
    Some(found)
}
