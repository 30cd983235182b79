//! A space stands behind the marker of an item, and in and behind a box to tick.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kind, Kinds, NodeRef};
use crate::japanese::is_letter;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListMissingSpace {}

impl Rule for ListMissingSpace {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for paragraph in cx.doc.nodes_of(Kinds::PARAGRAPH) {
            let item = paragraph.parent().filter(|parent| parent.kind == Kind::Item);
            for group in markers(paragraph, item).chunk_by(|one, next| one.line + 1 == next.line && one.is_before(next)) {
                if let Some(first) = group.first().filter(|first| group.len() > 1 || first.goes_on(item)) {
                    // Numbers are text before and none behind, so nobody but a person can say that nothing is lost.
                    let level = if first.number.is_some() { Level::Suggest } else { Level::Repair };
                    let edits = group.iter().map(|marker| Edit::insert(marker.span.end, " "));
                    let place = report.at(first.span).quieter_if(first.number.is_some() && cx.platform.dialect.hard_breaks);
                    place.say("marker", [("marker", cx.doc.source.slice(first.span))]).fix(level, edits.collect::<Vec<_>>());
                }
            }
            if let Some((span, edit)) = item.filter(|_| cx.platform.dialect.tasklist).and_then(|item| lost_box(item, paragraph)) {
                let written = cx.doc.source.slice(span);
                let level = if written == "[]" { Level::Repair } else { Level::Suggest };
                report.at(span).say("box", [("box", written)]).fix(level, [edit]);
            }
        }
    }
}

/// What looks like a marker at the beginning of a line.
struct Marker {
    span: Span,
    /// The 0-based line.
    line: usize,
    /// Its number; nothing where it is a dash.
    number: Option<u32>,
}

impl Marker {
    /// Whether `next` may be that of the next item.
    fn is_before(&self, next: &Self) -> bool {
        match (self.number, next.number) {
            (Some(number), Some(next)) => next == number + 1,
            (one, other) => one.is_none() && other.is_none(),
        }
    }

    /// Whether the items of the list around are numbered as it is, or have a dash too.
    fn goes_on(&self, item: Option<NodeRef<'_>>) -> bool {
        let ordered = item.and_then(NodeRef::parent).and_then(|list| list.is_ordered_list());
        let marker = || item.map_or("", |item| item.doc().source.slice(item.marker()));
        match self.number {
            Some(number) => ordered == Some(true) && marker().trim_end_matches(['.', ')']).parse() == Ok(number.saturating_sub(1)),
            None => ordered == Some(false) && marker() == "-",
        }
    }
}

/// The lines of a paragraph that begin with a marker and a letter, or a bracket, directly behind it; not the first of an item, which has one.
fn markers(paragraph: NodeRef<'_>, item: Option<NodeRef<'_>>) -> Vec<Marker> {
    let doc = paragraph.doc();
    let lines = doc.line_range(paragraph.span).skip(usize::from(item.is_some()));
    let found = lines.filter_map(|line| {
        let content = doc.body_line(line).content;
        let text = doc.source.slice(content).trim_start_matches([' ', '\t', '>']);
        let start = (content.end - text.len()).max(paragraph.span.start);
        let text = doc.source.slice(Span::new(start, content.end));
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let length = if digits > 0 { digits + 1 } else { 1 };
        let is_marker = if digits > 0 { text[digits..].starts_with(['.', ')']) } else { text.starts_with('-') };
        let is_text = |c: char| is_letter(c) || matches!(c, '「' | '『' | '【' | '（') || digits == 0 && c.is_ascii_uppercase();
        let span = Span::new(start, start + length);
        let is_item = is_marker && text[length..].starts_with(is_text) && !doc.is_verbatim(start);
        is_item.then(|| Marker { span, line, number: text[..digits].parse().ok() })
    });
    found.collect()
}

/// A box that is none: `[]`, or `[ ]` and `[x]` with the text directly behind; and what mends it.
fn lost_box(item: NodeRef<'_>, paragraph: NodeRef<'_>) -> Option<(Span, Edit)> {
    let is_first = item.children().next().is_some_and(|first| first.index() == paragraph.index());
    let (text, start) = (paragraph.source(), paragraph.span.start);
    if let Some(behind) = text.strip_prefix("[]").filter(|_| is_first) {
        return behind.starts_with(' ').then(|| (Span::new(start, start + 2), Edit::insert(start + 1, " ")));
    }
    let behind = ["[ ]", "[x]", "[X]"].iter().find_map(|tick| text.strip_prefix(tick)).filter(|_| is_first)?;
    let span = Span::new(start, start + "[ ]".len());
    behind.starts_with(is_letter).then(|| (span, Edit::insert(span.end, " ")))
}
