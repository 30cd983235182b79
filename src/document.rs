//! The parsed text as a flat table of nodes, and the questions that rules ask it.

mod around;
pub mod breaks;
pub mod code;
pub mod comment;
pub mod construct;
pub mod elements;
pub mod flat;
pub mod heading;
mod items;
mod kinds;
mod lines;
pub mod list;
mod opaque;
mod prose;
pub mod quote;
pub mod relayout;
pub mod spacing;
pub mod table;
mod tags;

pub use kinds::Kinds;
pub use lines::{Line, is_blank};
pub use prose::{OBJECT, Run};

use crate::document::construct::Construct;
use crate::front_matter::FrontMatter;
use crate::front_matter::data::Data;
use crate::source::{Source, Span};
use std::{ops::Deref, sync::OnceLock};

/// A parsed text. Spans are byte offsets into `source`.
#[derive(Debug)]
pub struct Document {
    /// The text and its lines.
    pub source: Source,
    /// The block at the top that the platform reads and no renderer prints.
    pub front_matter: Option<FrontMatter>,
    /// What is Markdown: everything behind byte order mark and front matter.
    pub body: Span,
    /// Link reference definitions, in order.
    pub definitions: Vec<Definition>,
    /// Comments that switch rules on and off, in order.
    pub directives: Vec<Directive>,
    /// The objects in comments `<!-- markdownlint-configure-file {…} -->`, in order.
    pub configurations: Vec<Span>,
    nodes: Vec<Node>,
    kinds: kinds::Index,
    verbatim: Vec<Span>,
    math: Vec<Span>,
    constructs: Vec<Construct>,
    raw: Vec<Span>,
    lines: OnceLock<Vec<Line>>,
    inexact: Vec<Span>,
    header: OnceLock<Data>,
    pub(crate) html: OnceLock<String>,
}

/// One node. Nodes lie in document order, a parent before its children.
#[derive(Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Where it is.
    pub span: Span,
    /// Index of the parent; the document's own is 0.
    pub(crate) parent: u32,
    /// Index one past the last descendant.
    pub(crate) end: u32,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as in CommonMark and GFM")]
pub enum Kind {
    Document,
    BlockQuote,
    Alert,
    List { ordered: bool, bullet: char },
    Item,
    CodeBlock { fenced: bool, closed: bool },
    HtmlBlock { closed: bool },
    Paragraph,
    Heading { level: u8, setext: bool },
    ThematicBreak,
    FootnoteDefinition,
    Table,
    Row,
    Cell,
    Text,
    Escaped,
    SoftBreak,
    LineBreak,
    Code,
    HtmlInline,
    Emph,
    Strong,
    Strikethrough,
    Link { destination: Box<str> },
    Image { destination: Box<str> },
    FootnoteReference,
    Other,
}

impl Kind {
    /// Whether it holds text directly: a paragraph, heading or table cell.
    #[must_use]
    pub const fn is_leaf_block(&self) -> bool {
        matches!(self, Self::Paragraph | Self::Heading { .. } | Self::Cell)
    }

    /// Whether it stands inside a paragraph, heading or cell.
    #[must_use]
    pub const fn is_inline(&self) -> bool {
        use Kind::{Code, Emph, Escaped, FootnoteReference, HtmlInline, Image, LineBreak, Link, SoftBreak, Strikethrough, Strong, Text};
        matches!(
            self,
            Text | Escaped
                | SoftBreak
                | LineBreak
                | Code
                | HtmlInline
                | Emph
                | Strong
                | Strikethrough
                | Link { .. }
                | Image { .. }
                | FootnoteReference
        )
    }
}

/// A link reference definition: `[label]: destination`.
#[derive(Clone, Debug)]
pub struct Definition {
    /// From `[` to the end of its first line.
    pub span: Span,
    /// The label as references compare it: see [`label`].
    pub label: String,
}

/// The form in which labels of references and definitions are compared: lower case, one space between words.
#[must_use]
pub fn label(raw: &str) -> String {
    raw.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What a directive switches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Off from the comment's line to the end or to an `enable`.
    Disable,
    /// On again.
    Enable,
    /// Off in the comment's own line.
    Line,
    /// Off in the line behind the comment.
    NextLine,
    /// Off in the whole file.
    File,
    /// On again in the whole file.
    EnableFile,
    /// Remembers what is on and off.
    Capture,
    /// Makes it so again.
    Restore,
}

/// A comment `<!-- cndlint-disable rule -->` or one of its kind.
#[derive(Clone, Debug)]
pub struct Directive {
    /// The comment.
    pub span: Span,
    /// What it switches.
    pub scope: Scope,
    /// The names as written, each with its place; none means all rules.
    pub names: Vec<(Span, String)>,
    /// Whether it is written for markdownlint, which may have been given rules that are not known here.
    pub is_foreign: bool,
}

/// A node and the document it is in.
#[derive(Clone, Copy)]
pub struct NodeRef<'d> {
    doc: &'d Document,
    index: usize,
}

impl Deref for NodeRef<'_> {
    type Target = Node;

    fn deref(&self) -> &Node {
        &self.doc.nodes[self.index]
    }
}

impl<'d> NodeRef<'d> {
    /// The document it is in.
    #[must_use]
    pub const fn doc(self) -> &'d Document {
        self.doc
    }

    /// Position in document order.
    #[must_use]
    pub const fn index(self) -> usize {
        self.index
    }

    /// The node around it; nothing for the document.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        (self.index > 0).then(|| self.doc.node(self.parent as usize))
    }

    /// The nodes directly inside, in order.
    pub fn children(self) -> impl Iterator<Item = NodeRef<'d>> {
        let end = self.end as usize;
        let mut next = self.index + 1;
        std::iter::from_fn(move || {
            let child = (next < end).then(|| self.doc.node(next))?;
            next = child.end as usize;
            Some(child)
        })
    }

    /// All nodes inside, in order.
    pub fn descendants(self) -> impl Iterator<Item = NodeRef<'d>> {
        (self.index + 1..self.end as usize).map(move |index| self.doc.node(index))
    }

    /// The node behind it with the same parent.
    #[must_use]
    pub fn next_sibling(self) -> Option<Self> {
        let parent = self.parent()?;
        let next = self.end as usize;
        (next < parent.end as usize).then(|| self.doc.node(next))
    }

    /// The first node behind it and all that is in it.
    #[must_use]
    pub fn next_in_order(self) -> Option<Self> {
        let next = self.end as usize;
        (next < self.doc.nodes.len()).then(|| self.doc.node(next))
    }

    /// The node before it in document order: the last one inside of what stands before it, or its parent.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        self.index.checked_sub(1).map(|index| self.doc.node(index))
    }

    /// The nodes around it, from its parent up to the document.
    pub fn ancestors(self) -> impl Iterator<Item = NodeRef<'d>> {
        std::iter::successors(self.parent(), |node| node.parent())
    }

    /// Where a link or an image points; nothing for other nodes.
    #[must_use]
    pub fn destination(self) -> Option<&'d str> {
        match &self.doc.nodes[self.index].kind {
            Kind::Link { destination } | Kind::Image { destination } => Some(destination),
            _ => None,
        }
    }

    /// The source text of its span.
    #[must_use]
    pub fn source(self) -> &'d str {
        self.doc.source.slice(self.span)
    }

    /// The text a reader sees: text, code and image descriptions without markup; line breaks as spaces.
    #[must_use]
    pub fn text(self) -> String {
        let mut text = String::new();
        for node in self.descendants() {
            match node.kind {
                Kind::Text => text.push_str(node.source()),
                Kind::Code => text.push_str(node.source().trim_matches('`')),
                Kind::SoftBreak | Kind::LineBreak => text.push(' '),
                _ => {}
            }
        }
        text
    }

    /// Number of list levels around it: 0 for a list that is in no other.
    #[must_use]
    pub fn list_depth(self) -> usize {
        self.ancestors().filter(|node| matches!(node.kind, Kind::List { .. })).count()
    }
}

impl Document {
    /// What the front matter says; nothing where there is none. Read when it is first asked for.
    #[must_use]
    pub fn header(&self) -> Option<&Data> {
        let block = self.front_matter.as_ref()?;
        Some(self.header.get_or_init(|| block.read(self.source.text())))
    }

    /// Puts the parser's results together. `nodes` is never empty; `inexact` is sorted. Constructs in code are none, but for shortcodes.
    pub(crate) fn new(
        source: Source,
        front_matter: Option<FrontMatter>,
        body: Span,
        nodes: Vec<Node>,
        inexact: Vec<Span>,
        constructs: Vec<Construct>,
    ) -> Self {
        let mut doc = Self {
            source,
            front_matter,
            body,
            definitions: Vec::new(),
            directives: Vec::new(),
            configurations: Vec::new(),
            kinds: kinds::Index::of(nodes.iter().map(|node| &node.kind)),
            nodes,
            verbatim: Vec::new(),
            math: Vec::new(),
            constructs,
            raw: Vec::new(),
            lines: OnceLock::new(),
            inexact,
            header: OnceLock::new(),
            html: OnceLock::new(),
        };
        doc.verbatim = doc.find_verbatim();
        doc.math = doc.find_math();
        doc.raw = doc.find_raw();
        doc
    }

    /// The node at `index` in document order.
    ///
    /// # Panics
    /// Where there is no such node.
    #[must_use]
    pub const fn node(&self, index: usize) -> NodeRef<'_> {
        NodeRef { doc: self, index }
    }

    /// All nodes in order, the document itself first.
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = NodeRef<'_>> {
        (0..self.nodes.len()).map(|index| self.node(index))
    }

    /// The bare table, for what compares whole documents.
    pub(crate) fn all(&self) -> &[Node] {
        &self.nodes
    }

    /// All headings with their levels (1 to 6).
    pub fn headings(&self) -> impl Iterator<Item = (NodeRef<'_>, usize)> {
        self.nodes_of(Kinds::HEADING).filter_map(|node| match node.kind {
            Kind::Heading { level, .. } => Some((node, usize::from(level))),
            _ => None,
        })
    }

    /// The headings of the document itself that a reader sees: those in quotes and lists are part of no outline.
    pub fn outline(&self) -> impl Iterator<Item = (NodeRef<'_>, usize)> {
        self.shown_headings().filter(|(heading, _)| heading.is_top_level())
    }

    /// Whether the byte at `offset` is in code, in HTML or outside of the body.
    #[must_use]
    pub fn is_verbatim(&self, offset: usize) -> bool {
        let after = self.verbatim.partition_point(|span| span.end <= offset);
        offset < self.body.start || self.verbatim.get(after).is_some_and(|span| span.start <= offset)
    }

    /// The block around `span` in which the parser's positions did not verify: nothing in it may be edited.
    #[must_use]
    pub fn inexact_block(&self, span: Span) -> Option<Span> {
        let after = self.inexact.partition_point(|block| block.end < span.start);
        self.inexact.get(after).copied().filter(|block| block.start <= span.start)
    }

    /// Whether `span` lies in a formula between lines of `$$`, those lines included.
    #[must_use]
    pub fn is_math(&self, span: Span) -> bool {
        let after = self.math.partition_point(|math| math.end <= span.start);
        self.math.get(after).is_some_and(|math| math.start <= span.start && span.end <= math.end)
    }
}
