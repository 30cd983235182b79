//! Prose as a reader sees it: the text of a paragraph, heading or cell without markup, with the way back to the source.

use super::{Document, Kind, Kinds, NodeRef};
use crate::diagnostic::Level;
use crate::source::Span;
use std::cell::OnceCell;
use std::rc::Rc;

/// Stands in the text of a [`Run`] where something is that is not prose: code, an image, HTML, a bare URL, a shortcode.
pub const OBJECT: char = '\u{fffc}';

/// Stands in the text for each byte of what is not the author's words.
const BLANK: &str = "\u{1}";

/// The text of one block, flattened across emphasis and links: `**Kube**rnetes` is one word.
#[derive(Debug)]
pub struct Run<'d> {
    /// The block.
    pub block: NodeRef<'d>,
    /// Its text. Bytes of it are bytes of the source, but for U+FFFC, which stands for code and images, and for line breaks, which are `\n`.
    pub text: String,
    /// Where each stretch of `text` begins, in it and in the source, and the node it is from.
    pieces: Vec<Piece>,
    /// Whether it is the title of a talk or stands in a quote; found out when that is first asked.
    is_foreign: OnceCell<bool>,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    flat: usize,
    source: usize,
    node: usize,
    around: Around,
}

/// What is around a node, up to the block: kept, since emphasis may be nested as deep as a text is long.
#[derive(Clone, Copy, Debug, Default)]
struct Around {
    /// How many nodes, it itself among them.
    depth: usize,
    /// The link, by its place in the document.
    link: Option<usize>,
    /// Whether that leads to another site.
    is_outward: bool,
}

impl std::fmt::Debug for NodeRef<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.kind, self.span)
    }
}

impl<'d> Run<'d> {
    fn new(block: NodeRef<'d>) -> Self {
        let mut run = Self {
            block,
            text: String::with_capacity(block.span.len()),
            pieces: Vec::with_capacity(block.end as usize - block.index()),
            is_foreign: OnceCell::new(),
        };
        let (mut skip, mut code) = (0, None);
        // Where the nodes around end, and the link among them.
        let (mut open, mut link): (Vec<usize>, Option<NodeRef<'_>>) = (Vec::new(), None);
        for node in block.descendants() {
            if node.index() < skip {
                continue;
            }
            while open.pop_if(|end| *end <= node.index()).is_some() {}
            link = link.filter(|link| node.index() < link.end as usize);
            if matches!(node.kind, Kind::Link { .. }) {
                link = Some(node);
            }
            let around = Around { depth: open.len() + 1, link: link.map(NodeRef::index), is_outward: link.is_some_and(is_outward) };
            open.push(node.end as usize);
            match node.kind {
                // What `<code>` holds is code as well.
                Kind::Text if code.is_some() => run.push(node, &BLANK.repeat(node.source().len()), around),
                Kind::Text => run.push_prose(node, around),
                Kind::SoftBreak | Kind::LineBreak => run.push(node, "\n", around),
                Kind::Escaped | Kind::Emph | Kind::Strong | Kind::Strikethrough => {}
                Kind::Link { .. } if !is_bare(node) => {}
                _ => {
                    code = inside_code(node, code);
                    run.push(node, OBJECT.encode_utf8(&mut [0; 4]), around);
                    skip = node.end as usize;
                }
            }
        }
        run.mask_templates();
        run
    }

    /// Adds the text of a node; one byte stands for each byte of a construct, so that places still fit.
    fn push_prose(&mut self, node: NodeRef<'_>, around: Around) {
        let flat = self.text.len();
        self.push(node, node.source(), around);
        if node.source().is_empty() {
            // A place that is in doubt.
            return;
        }
        for construct in node.doc.constructs_in(node.span) {
            let (start, end) = (flat + construct.start - node.span.start, flat + construct.end - node.span.start);
            self.text.replace_range(start..end, &BLANK.repeat(end - start));
        }
    }

    fn push(&mut self, node: NodeRef<'_>, text: &str, around: Around) {
        self.pieces.push(Piece { flat: self.text.len(), source: node.span.start, node: node.index(), around });
        self.text.push_str(text);
    }

    /// Template tags are a generator's, not the author's words, whether this platform has them or not.
    fn mask_templates(&mut self) {
        if memchr::memchr(b'{', self.text.as_bytes()).is_none() {
            return;
        }
        for (open, close) in [("{{", "}}"), ("{%", "%}")] {
            let mut from = 0;
            while let Some(start) = self.text[from..].find(open).map(|at| from + at) {
                let Some(end) = self.text[start..].find(close).map(|at| start + at + close.len()) else { break };
                self.text.replace_range(start..end, &BLANK.repeat(end - start));
                from = end;
            }
        }
    }

    fn piece_at(&self, flat: usize) -> Piece {
        let after = self.pieces.partition_point(|piece| piece.flat <= flat);
        self.pieces[after.saturating_sub(1)]
    }

    /// The source of the bytes `start..end` of the text. Markup that stands between them is inside.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        if self.pieces.is_empty() {
            return Span::at(self.block.span.start);
        }
        let first = self.piece_at(start);
        let last = self.piece_at(end.saturating_sub(1).max(start));
        // What stands for a node ends where that does.
        let node = self.block.doc.node(last.node);
        let is_object = end > last.flat && self.text[last.flat..].starts_with(OBJECT) && node.kind.is_inline() && node.kind != Kind::Text;
        let end = if is_object { node.span.end } else { last.source + (end - last.flat) };
        Span::new(first.source + (start - first.flat), end)
    }

    /// Whether `start..end` is one stretch of source bytes, with no markup between.
    #[must_use]
    pub fn is_contiguous(&self, start: usize, end: usize) -> bool {
        self.span(start, end).len() == end - start
    }

    /// Whether it is a paragraph of running text: of the document itself, in no list, quote or table.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.block.kind == Kind::Paragraph && self.block.is_top_level()
    }

    /// Whether it is of the front matter.
    #[must_use]
    pub fn is_front_matter(&self) -> bool {
        self.block.kind == Kind::Document
    }

    /// Whether the byte at `flat` is in somebody else's words: the text of a link to another site, the title of a talk, or a quote.
    #[must_use]
    pub fn is_quotation(&self, flat: usize) -> bool {
        *self.is_foreign.get_or_init(|| self.block.is_talk_title() || self.block.is_quoted()) || self.piece_at(flat).around.is_outward
    }

    /// The link that the byte at `flat` is in, by its place in the document.
    #[must_use]
    pub fn link(&self, flat: usize) -> Option<usize> {
        self.piece_at(flat).around.link
    }

    /// Whether the byte at `flat` is in a link to a heading of the same page: it most likely says what that says.
    #[must_use]
    pub fn leads_inside(&self, flat: usize) -> bool {
        let link = self.link(flat).and_then(|link| self.block.doc.node(link).destination());
        link.is_some_and(|destination| destination.starts_with('#'))
    }

    /// Whether the byte at `flat` is in the text of a link or an image that is its label as well: `[here]`, `![here][]`. Another text leads nowhere.
    #[must_use]
    pub fn is_label(&self, flat: usize) -> bool {
        let link = self.link(flat).map(|link| self.block.doc.node(link));
        let image = Some(self.block).filter(|block| matches!(block.kind, Kind::Image { .. }));
        link.or(image).is_some_and(|node| {
            let inside = node.children().last().map_or(0, |child| child.span.end.saturating_sub(node.span.start));
            matches!(node.source().get(inside..), Some("]" | "][]"))
        })
    }

    /// How many nodes are around the byte at `flat`, up to the block.
    #[must_use]
    pub fn depth(&self, flat: usize) -> usize {
        self.piece_at(flat).around.depth
    }

    /// What a fix of the words `start..end` may claim that is right in itself: a person decides on other people's words, where a heading's anchor would
    /// change, in a link to such a heading, in a label, and beside marks of emphasis, which work or don't by the character that stands there.
    #[must_use]
    pub fn wording(&self, doc: &Document, start: usize, end: usize) -> Level {
        let is_heading = matches!(self.block.kind, Kind::Heading { .. }) || self.leads_inside(start) || self.is_label(start);
        let (span, text) = (self.span(start, end), doc.source.text());
        let (before, behind) = text.get(..span.start).zip(text.get(span.end..)).unwrap_or_default();
        let is_marked = before.ends_with(['*', '_', '~']) || behind.starts_with(['*', '_', '~']);
        if is_heading || is_marked || self.is_quotation(start) { Level::Suggest } else { Level::Wording }
    }

    /// The nodes around the byte at `flat`, from its text node up to the block.
    pub fn around<'a>(&self, doc: &'a Document, flat: usize) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        let block = self.block.index();
        let first = doc.node(self.piece_at(flat).node);
        std::iter::successors(Some(first), |node| node.parent()).take_while(move |node| node.index() > block)
    }
}

/// Whether a link leads to another site: its text is most likely somebody's title.
fn is_outward(node: NodeRef<'_>) -> bool {
    matches!(&node.kind, Kind::Link { destination } if destination.starts_with("http:") || destination.starts_with("https:"))
}

/// Blocks that are nested deeper are not looked at.
const DEEPEST: usize = 32;

impl NodeRef<'_> {
    /// Whether it stands in a quote.
    fn is_quoted(self) -> bool {
        self.ancestors().take(DEEPEST).any(|node| node.kind == Kind::BlockQuote)
    }

    /// Whether this heading is the title of a talk: what follows it is a link, a card or an embedded player.
    #[must_use]
    pub fn is_talk_title(self) -> bool {
        let is_heading = matches!(self.kind, Kind::Heading { .. });
        is_heading
            && self.next_sibling().is_some_and(|next| match next.kind {
                Kind::HtmlBlock { .. } => next.source().contains("src="),
                Kind::Paragraph => next.children().next().is_some_and(is_outward) || next.source().starts_with("@["),
                _ => false,
            })
    }
}

/// Elements whose text is code.
const CODE: [&str; 6] = ["code", "kbd", "pre", "samp", "tt", "var"];

/// The element with code that the text behind `node` is in, where that in `code` is open before it.
fn inside_code(node: NodeRef<'_>, code: Option<&'static str>) -> Option<&'static str> {
    let tag = Some(node.source()).filter(|_| node.kind == Kind::HtmlInline).and_then(|tag| tag.strip_prefix('<'));
    let Some(tag) = tag else { return code };
    let (tag, closes) = tag.strip_prefix('/').map_or((tag, false), |tag| (tag, true));
    let name = &tag[..tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len())];
    match code {
        Some(open) if closes && name.eq_ignore_ascii_case(open) => None,
        None if !closes && !tag.ends_with("/>") => CODE.into_iter().find(|code| name.eq_ignore_ascii_case(code)),
        code => code,
    }
}

/// Whether a link is written as its own URL: `https://…` or `<https://…>`.
fn is_bare(link: NodeRef<'_>) -> bool {
    !link.source().starts_with('[')
}

/// Keys of front matter that hold prose.
const PROSE_KEYS: [&str; 7] = ["title", "Title", "description", "summary", "subtitle", "headline", "excerpt"];

impl Document {
    /// The prose of the front matter: its title, description and the like, as far as they are written without escapes.
    pub fn titles(&self) -> impl Iterator<Item = Run<'_>> {
        let table = self.header().map(|header| &header.table);
        let values = PROSE_KEYS.into_iter().filter_map(move |key| Some(&table?.get(key)?.value));
        values.filter_map(|value| {
            let written = self.source.slice(value.span);
            let text = value.text().filter(|text| !text.is_empty() && !written.contains('\\'))?;
            let start = value.span.start + written.find(text)?;
            let mut run = Run { block: self.node(0), text: text.to_owned(), pieces: Vec::new(), is_foreign: OnceCell::new() };
            run.pieces.push(Piece { flat: 0, source: start, node: 0, around: Around::default() });
            run.mask_templates();
            Some(run)
        })
    }

    /// The prose of every paragraph, heading and table cell.
    pub fn runs(&self) -> impl Iterator<Item = Run<'_>> {
        self.nodes_of(Kinds::LEAF_BLOCK).map(Run::new)
    }

    /// The text of each image that stands in no link: what a reader gets in its place. That in a link is most likely a badge's.
    pub fn alts(&self) -> impl Iterator<Item = Run<'_>> {
        let is_in_link = |image: &NodeRef<'_>| image.ancestors().take(DEEPEST).any(|node| matches!(node.kind, Kind::Link { .. }));
        self.nodes_of(Kinds::IMAGE).filter(move |image| !is_in_link(image)).map(Run::new)
    }

    /// All prose: the front matter's title and description first, then the body's blocks in order.
    #[must_use]
    pub fn prose(&self) -> Rc<[Run<'_>]> {
        self.titles().chain(self.runs()).collect()
    }

    /// The prose of one block.
    #[must_use]
    pub fn run<'d>(&'d self, block: NodeRef<'d>) -> Run<'d> {
        Run::new(block)
    }
}
