//! Markup in the full-width characters of an input method, which Markdown prints: `＊＊語＊＊`, `-　項目`, `｜a｜b｜`.

mod inline;
mod lines;

use crate::diagnostic::{Edit, Level, apply};
use crate::document::flat::Flat;
use crate::document::{Document, Kind, Kinds, Node, NodeRef};
use crate::parse::parse;
use crate::platform::Platform;
use crate::source::Span;

/// A slip.
#[derive(Debug)]
pub struct Slip {
    /// The marks.
    pub span: Span,
    /// What they were to be.
    pub mark: Mark,
    /// Whether they may be meant as they are.
    pub is_doubtful: bool,
    /// What would mend it: a repair where the parser then sees what was meant.
    pub fix: Option<(Level, Vec<Edit>)>,
}

/// What marks were to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// `＊＊語＊＊`
    Strong,
    /// `｀code｀`
    Code,
    /// `！[図](a.png)`
    Image,
    /// `＞ 引用`
    Quote,
    /// Items of a list.
    List,
    /// A full-width space behind or before a mark.
    Space,
    /// `- [ｘ]`
    Task,
    /// `｜a｜b｜`
    Table,
    /// `ーーー`
    Rule,
}

impl Mark {
    /// The id of its message.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Code => "code",
            Self::Image => "image",
            Self::Quote => "quote",
            Self::List => "list",
            Self::Space => "space",
            Self::Task => "task",
            Self::Table => "table",
            Self::Rule => "rule",
        }
    }
}

/// A slip in the text of one block, before it is tried.
struct Candidate {
    mark: Mark,
    span: Span,
    edits: Vec<Edit>,
    /// What shall begin where the slip does, or so many bytes behind.
    wanted: fn(&Kind) -> bool,
    behind: usize,
    is_doubtful: bool,
    /// Whether a person has to look even where it works.
    is_suggested: bool,
}

impl Candidate {
    fn new(mark: Mark, span: Span, edits: Vec<Edit>, wanted: fn(&Kind) -> bool) -> Self {
        Self { mark, span, edits, wanted, behind: 0, is_doubtful: false, is_suggested: false }
    }

    const fn doubtful(mut self, is_doubtful: bool) -> Self {
        self.is_doubtful = is_doubtful;
        self
    }

    const fn suggested(mut self, is_suggested: bool) -> Self {
        self.is_suggested = is_suggested;
        self
    }
}

/// The slips of a text, in order. Headings are another rule's, and so are links and footnotes. `unusual` are its characters that [`unusual`](crate::text::unusual) finds.
#[must_use]
pub fn slips(doc: &Document, platform: &Platform, unusual: &[(usize, char)]) -> Vec<Slip> {
    let is_mark = |(at, c): &(usize, char)| may_be_mark(doc.source.text(), *at, *c).then_some(*at);
    let marks: Vec<usize> = unusual.iter().filter_map(is_mark).collect();
    if marks.is_empty() {
        return Vec::new();
    }
    let has_any = |span: Span| marks.get(marks.partition_point(|at| *at < span.start)).is_some_and(|at| *at < span.end);
    let mut slips = Vec::new();
    for block in doc.nodes_of(Kinds::LEAF_BLOCK).filter(|node| has_any(node.span)) {
        // No construct of the platform becomes code.
        let is_free = |slip: &Slip| slip.mark != Mark::Code || doc.constructs_in(slip.span).next().is_none();
        slips.extend(in_block(block, platform).into_iter().filter(is_free));
    }
    slips.sort_by_key(|slip| slip.span);
    slips
}

fn in_block(block: NodeRef<'_>, platform: &Platform) -> Vec<Slip> {
    let flat = Flat::of(block);
    let mut candidates = inline::find(&flat, block);
    if block.kind == Kind::Paragraph {
        candidates.extend(lines::find(&flat, block, platform));
    }
    // Tried together, for one item makes room for the next.
    candidates.sort_by_key(|candidate| (candidate.mark, candidate.span));
    let groups = candidates.chunk_by(|one, other| one.mark == other.mark);
    groups.flat_map(|group| tried(group, &flat, block, platform)).collect()
}

/// More slips of a kind than anyone writes in one paragraph.
const MOST_TRIED: usize = 200;

/// The candidates of one kind in a block, with what the parser makes of their edits.
fn tried(group: &[Candidate], flat: &Flat, block: NodeRef<'_>, platform: &Platform) -> Vec<Slip> {
    let edits: Vec<&Edit> = group.iter().flat_map(|candidate| &candidate.edits).collect();
    let is_few = !edits.is_empty() && group.len() <= MOST_TRIED;
    // What is mended in an item is to be seen in an item.
    let marker = if block.parent().is_some_and(|parent| parent.kind == Kind::Item) { "- " } else { "" };
    let after = is_few.then(|| parse(format!("{marker}{}", apply(&flat.text, edits.iter().copied())), platform));
    let place = |at: usize| {
        let before = edits.iter().filter(|edit| edit.span.end <= at && edit.span.start < at);
        marker.len() + before.fold(at, |at, edit| (at + edit.text.len()).saturating_sub(edit.span.len()))
    };
    // What runs over lines may be parted, a definition may come to work, what follows may go on in what begins, and a NUL moves what stands behind it.
    let goes_on = |next: NodeRef<'_>| matches!(next.kind, Kind::Table | Kind::CodeBlock { fenced: false, .. });
    let is_steady = !flat.text.contains('\0')
        && !block.next_sibling().is_some_and(goes_on)
        && !flat.text.contains("]:")
        && after.as_ref().is_some_and(|after| keeps_prose(&parse(flat.text.as_str(), platform), after));
    let works = |candidate: &Candidate| {
        let Some(after) = after.as_ref().filter(|_| is_steady) else { return false };
        let indent = candidate.edits.first().map_or(0, |edit| edit.text.len() - edit.text.trim_start_matches(' ').len());
        let start = place(candidate.span.start) + indent + candidate.behind;
        // Of a pair the end counts too: a mark may pair with another.
        let end = matches!(candidate.mark, Mark::Strong | Mark::Code).then(|| place(candidate.span.end));
        let is_wanted =
            |node: &Node| (candidate.wanted)(&node.kind) && node.span.start == start && end.is_none_or(|end| node.span.end == end);
        after.nodes().any(|node| is_wanted(&node))
    };
    let slip = |candidate: &Candidate| {
        let is_sure = works(candidate) && !candidate.is_suggested && !candidate.is_doubtful;
        let level = if is_sure { Level::Repair } else { Level::Suggest };
        let edits: Vec<Edit> = candidate.edits.iter().map(|edit| Edit::replace(flat.span(edit.span), edit.text.clone())).collect();
        Slip {
            span: flat.span(candidate.span),
            mark: candidate.mark,
            is_doubtful: candidate.is_doubtful,
            fix: (!edits.is_empty()).then_some((level, edits)),
        }
    };
    group.iter().map(slip).collect()
}

/// Whether all is prose still and links lead where they did.
fn keeps_prose(before: &Document, after: &Document) -> bool {
    fn destinations(doc: &Document) -> impl Iterator<Item = &str> {
        doc.nodes().filter_map(NodeRef::destination)
    }
    // A line that is on its own may begin code or HTML, which goes on behind it.
    let is_prose = |node: NodeRef<'_>| !matches!(node.kind, Kind::CodeBlock { .. } | Kind::HtmlBlock { .. });
    after.nodes().all(is_prose) && destinations(before).eq(destinations(after))
}

/// Whether the character `c` at `at` may be such a mark.
fn may_be_mark(text: &str, at: usize, c: char) -> bool {
    let (before, rest) = (&text[..at], &text[at + c.len_utf8()..]);
    match c {
        '｀' | '＞' | '・' | '\u{3000}' | '［' | '｜' | '－' | '．' => true,
        '＊' | 'ー' | '−' | '―' | '─' | '＿' | '＝' => rest.starts_with(c),
        '！' => rest.starts_with('['),
        'ｘ' | 'Ｘ' => before.ends_with('['),
        _ => false,
    }
}
