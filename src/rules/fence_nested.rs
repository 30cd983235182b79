//! A block of code that shows another is fenced by more marks than that.

use crate::diagnostic::{Edit, Level};
use crate::document::{Document, Kind, Kinds, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FenceNested {}

/// Languages in which a fence means something.
const MARKDOWN: [&str; 6] = ["md", "markdown", "mdx", "qmd", "rmd", "rmarkdown"];

impl Rule for FenceNested {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let source = &cx.doc.source;
        // Where nothing closes one block, nothing closes those behind it.
        let (mut mended, mut has_end) = (0, true);
        for block in cx.doc.nodes_of(Kinds::CODE_BLOCK).filter(|node| matches!(node.kind, Kind::CodeBlock { fenced: true, closed: true })) {
            let opening = source.line_content(source.line_at(block.span.start));
            let Some(outer) = Fence::read(source.slice(Span::new(block.span.start, opening.end))).filter(Fence::is_markdown) else {
                continue;
            };
            let Some(inner) = opened_inside(block, &outer) else { continue };
            let said = report.at(Span::new(block.span.start, opening.end)).say("closed", [("line", inner)]);
            if block.span.start < mended || !has_end {
                continue;
            }
            let end = meant_end(cx.doc, block, &outer);
            has_end = end.is_some();
            if let Some(end) = end {
                let more = outer.mark.to_string().repeat(end.longest + 1 - outer.length);
                let edits = [Edit::insert(block.span.start, more.clone()), Edit::insert(end.at, more)];
                mended = end.rejoins;
                said.fix(level(cx.doc, block, end.rejoins), edits);
            }
        }
    }
}

/// A line of backticks or tildes.
struct Fence<'l> {
    mark: char,
    length: usize,
    info: &'l str,
}

impl<'l> Fence<'l> {
    fn read(line: &'l str) -> Option<Self> {
        let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
        let info = line.trim_start_matches(mark);
        let length = line.len() - info.len();
        (length >= 3 && !(mark == '`' && info.contains('`'))).then(|| Self { mark, length, info: info.trim() })
    }

    fn is_markdown(&self) -> bool {
        let language = self.info.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        MARKDOWN.contains(&language.to_ascii_lowercase().as_str())
    }

    /// Whether it would close what `outer` opens, had it no info string.
    const fn is_as_long_as(&self, outer: &Self) -> bool {
        self.mark as u32 == outer.mark as u32 && self.length >= outer.length
    }
}

/// The line in which a block inside of `block` begins and nothing but the end of `block` closes it.
fn opened_inside(block: NodeRef<'_>, outer: &Fence<'_>) -> Option<usize> {
    let source = &block.doc().source;
    let lines = block.doc().line_range(block.span);
    let inside = *lines.start() + 1..*lines.end();
    let mut fences = inside.filter_map(|number| Some((number, Fence::read(source.slice(source.line_content(number)).trim_start())?)));
    let found = fences.find(|(_, fence)| fence.is_as_long_as(outer) && !fence.info.is_empty());
    found.map(|(number, _)| number + 1)
}

/// Where the outer block was meant to end.
struct End {
    /// Where the marks of the line that closes it begin.
    at: usize,
    /// The longest fence inside.
    longest: usize,
    /// From where on the text is read as it was before.
    rejoins: usize,
}

/// The line that closes `block` where every block inside is closed by a line of its own.
fn meant_end(doc: &Document, block: NodeRef<'_>, outer: &Fence<'_>) -> Option<End> {
    if block.parent()?.kind != Kind::Document {
        return None;
    }
    let (mut inside, mut longest, mut end): (Option<Fence<'_>>, usize, Option<usize>) = (None, outer.length, None);
    for number in doc.source.line_at(block.span.start) + 1..doc.source.line_count() {
        let line = doc.source.line_content(number);
        let text = doc.source.slice(line);
        let indent = text.len() - text.trim_start_matches(' ').len();
        let Some(fence) = Fence::read(&text[indent..]).filter(|fence| fence.mark == outer.mark && indent < 4) else { continue };
        match (&inside, fence.info.is_empty()) {
            (None, false) => inside = Some(fence),
            (None, true) if fence.is_as_long_as(outer) => {
                end = Some(line.start + indent);
                break;
            }
            (Some(open), true) if fence.length >= open.length => {
                longest = longest.max(fence.length).max(open.length);
                inside = None;
            }
            _ => {}
        }
    }
    let at = end?;
    // The line that was to close the block opened one: where that ends with a fence of its own, the two readings meet.
    let behind = std::iter::successors(block.next_sibling(), |node| node.next_sibling()).take_while(|node| node.span.start <= at);
    let ghost = behind.last().filter(|node| matches!(node.kind, Kind::CodeBlock { .. }) && node.span.contains(Span::at(at)))?;
    let has_opening = ghost.source().lines().skip(1).filter_map(|line| Fence::read(line.trim_start())).any(|fence| !fence.info.is_empty());
    let rejoins = if has_opening { ghost.span.end } else { doc.body.end };
    Some(End { at, longest, rejoins })
}

/// What a longer fence promises: where no link or construct is in what is read anew, everything stays but the markup.
fn level(doc: &Document, block: NodeRef<'_>, rejoins: usize) -> Level {
    let anew = Span::new(block.span.end, rejoins);
    let may_link = doc.source.slice(anew).contains([']', '@', '<', ':', '{', '$']) || doc.source.slice(anew).contains("www.");
    if may_link || doc.constructs_in(anew).next().is_some() { Level::Suggest } else { Level::Repair }
}
