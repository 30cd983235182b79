//! What each level of fix promises, checked on the text before and after.

use crate::diagnostic::{Edit, Level};
use crate::document::{Document, Kind};
use crate::front_matter::data::{Data, Problem, Style, Value, ValueData};
use crate::link::toc::marked;
use crate::parse::html;
use crate::platform::Platform;
use crate::source::Span;
use crate::text::halfwidth;

/// Where a text differs from another: the same places in both.
pub(super) struct Places {
    before: Vec<Span>,
    after: Vec<Span>,
}

impl Places {
    /// The places of `edits`, whose spans are those of a text on which `done` has not been applied yet.
    pub(super) fn new<'e>(edits: impl Iterator<Item = &'e Edit>, done: &[Edit]) -> Self {
        let mut edits: Vec<&Edit> = edits.collect();
        edits.sort_by_key(|edit| edit.span);
        let mut places = Self { before: Vec::new(), after: Vec::new() };
        // How far the edits before a place have moved it: those already done, and those of `edits`.
        let (mut done_by, mut moved_by, mut next) = (0_isize, 0_isize, 0);
        let change = |edit: &Edit| edit.text.len().cast_signed() - edit.span.len().cast_signed();
        for edit in edits {
            while let Some(earlier) = done.get(next).filter(|earlier| earlier.span <= edit.span) {
                done_by += change(earlier);
                next += 1;
            }
            let start = edit.span.start.saturating_add_signed(done_by);
            places.before.push(Span::new(start, start + edit.span.len()));
            let start = start.saturating_add_signed(moved_by);
            places.after.push(Span::new(start, start + edit.text.len()));
            moved_by += change(edit);
        }
        places
    }
}

/// Whether the fixes that made `after` from `before` at `places` keep the promise of `level`.
pub(super) fn holds(level: Level, before: &Document, after: &Document, places: &Places, platform: &Platform) -> bool {
    let header_holds = match level {
        Level::Layout => front_matter(before) == front_matter(after),
        Level::Wording => front_matter(before) == front_matter(after) || header_is_reworded(before, after, places),
        Level::Repair => header_is_kept(before, after, places),
        Level::Suggest => true,
    };
    // What only the platform understands stays as it is, whatever the parser makes of it.
    let constructs_hold = match level {
        Level::Layout | Level::Wording => constructs(before).eq(constructs(after)),
        // What was broken may come to work.
        Level::Repair => {
            let mut new = constructs(after);
            constructs(before).all(|old| new.any(|new| new == old))
        }
        Level::Suggest => true,
    };
    header_holds
        && constructs_hold
        && match level {
            Level::Layout => html(before, platform) == html(after, platform),
            Level::Wording => shape(before).eq(shape(after)),
            Level::Repair => {
                (says_the_same(before, after, places) || plain(before, &places.before) == plain(after, &places.after))
                    && links(before, &places.before).eq(links(after, &places.after))
            }
            Level::Suggest => true,
        }
}

/// Whether `after` is `before` with comments of ours that switch rules off, and nothing else: the header, the constructs and the HTML are equal but for those.
pub(super) fn is_commented(before: &Document, after: &Document, platform: &Platform) -> bool {
    front_matter(before) == front_matter(after)
        && constructs(before).eq(constructs(after))
        && uncommented(html(before, platform)) == uncommented(html(after, platform))
}

/// HTML without our comments, each with the newline behind it or, inside of a line, the space before it.
fn uncommented(html: &str) -> String {
    let mut bare = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, from)) = rest.split_once("<!-- cndlint-disable") {
        bare.push_str(before);
        rest = from.split_once("-->").map_or("", |(_, behind)| behind);
        if bare.ends_with(' ') {
            bare.pop();
        } else {
            rest = rest.strip_prefix('\n').unwrap_or(rest);
        }
    }
    bare + rest
}

/// Whether the header differs in the words of some values only: keys, their order and how each value is written stay.
fn header_is_reworded(before: &Document, after: &Document, places: &Places) -> bool {
    let entries = |doc: &'_ Document| -> Vec<(String, Option<Style>)> {
        let style = |value: &Value| match &value.data {
            ValueData::Scalar(_, style) => Some(*style),
            _ => None,
        };
        let all = doc.header().into_iter().flat_map(|header| &header.table.entries);
        all.map(|entry| (entry.key.clone(), style(&entry.value))).collect()
    };
    header_is_kept(before, after, places) && entries(before) == entries(after)
}

/// Whether the header has the keys it had, no mistake more, and every value that no edit touches.
fn header_is_kept(before: &Document, after: &Document, places: &Places) -> bool {
    let (Some(old), Some(new)) = (before.header(), after.header()) else { return before.header().is_none() && after.header().is_none() };
    let untouched = |span: Span| !places.before.iter().any(|place| place.touches(span));
    // Behind a mistake that is mended, keys come to light, and among them some that stand there twice.
    let mistakes = |data: &Data| data.mistakes.iter().filter(|mistake| !matches!(mistake.problem, Problem::Duplicate(..))).count();
    mistakes(old) >= mistakes(new)
        && old.table.entries.iter().all(|entry| {
            let found = new.table.get(&entry.key);
            found.is_some_and(|found| {
                let kept = before.source.slice(entry.value.span) == after.source.slice(found.value.span);
                kept || !untouched(entry.value.span) || !old.mistakes.is_empty()
            })
        })
}

fn front_matter(doc: &Document) -> Option<&str> {
    doc.front_matter.as_ref().map(|block| doc.source.slice(block.content))
}

fn constructs(doc: &Document) -> impl Iterator<Item = &str> {
    doc.constructs().iter().map(|construct| doc.source.slice(construct.span))
}

/// Kinds and nesting of all nodes but text, with the targets of links.
fn shape(doc: &Document) -> impl Iterator<Item = (&Kind, Option<&Kind>)> {
    let nodes = doc.all();
    nodes.iter().filter(|node| !matches!(node.kind, Kind::Text | Kind::Escaped)).map(|node| {
        let is_root = node.kind == Kind::Document;
        (&node.kind, (!is_root).then(|| &nodes[node.parent as usize].kind))
    })
}

/// Characters that are markup somewhere, or were meant to be: they don't count as text of the document.
const MARKUP: [char; 22] =
    ['*', '_', '~', '#', '`', '\\', '[', ']', '(', ')', '<', '>', '|', '-', '+', ':', '＃', '＊', '［', '］', '（', '）'];

fn is_said(c: char) -> bool {
    !c.is_whitespace() && !MARKUP.contains(&c)
}

/// Whether each edited place has the text that it had: then the whole has, as it is the same around them. That is seldom otherwise, and sooner seen. False
/// where it takes [`plain`] to know: in a header, and where a table of contents stands.
fn says_the_same(before: &Document, after: &Document, places: &Places) -> bool {
    let said = |doc: &Document, place: &Span| -> Option<String> {
        let is_in_body = place.start >= doc.body.start;
        Some(doc.source.get(*place).filter(|_| is_in_body)?.chars().map(halfwidth).filter(|c| is_said(*c)).collect())
    };
    let is_same = |(old, new)| said(before, old).is_some_and(|old| said(after, new) == Some(old));
    before.body.start == after.body.start
        && places.before.iter().zip(&places.after).all(is_same)
        && marked(before).is_empty()
        && marked(after).is_empty()
}

/// The text without markup characters and white space, and without what stands between the comments of a table of contents: that is made of the headings. At
/// the edited places a full-width character is what it stands for.
fn plain(doc: &Document, edited: &[Span]) -> String {
    let mut places = edited.iter().peekable();
    let mut tocs = marked(doc).into_iter().filter_map(|toc| toc.inside).peekable();
    let mut text = String::with_capacity(doc.body.len());
    for (at, c) in doc.source.slice(doc.body).char_indices().map(|(at, c)| (doc.body.start + at, c)) {
        while tocs.next_if(|inside| inside.end <= at).is_some() {}
        while places.next_if(|place| place.end <= at).is_some() {}
        let is_made = tocs.peek().is_some_and(|inside| inside.start <= at);
        let c = if places.peek().is_some_and(|place| place.start <= at) { halfwidth(c) } else { c };
        if !is_made && is_said(c) {
            text.push(c);
        }
    }
    text
}

/// The targets of the links and images outside of `edited`, which is in order.
fn links<'d>(doc: &'d Document, edited: &'d [Span]) -> impl Iterator<Item = &'d str> {
    doc.all().iter().filter_map(move |node| match &node.kind {
        Kind::Link { destination } | Kind::Image { destination } => {
            let after = edited.partition_point(|span| span.end < node.span.start);
            let is_edited = edited.get(after).is_some_and(|span| span.touches(node.span));
            (!is_edited).then_some(&**destination)
        }
        _ => None,
    })
}
