//! Text to [`Document`]. The only module that knows comrak.

mod definitions;
mod dialect;
mod directives;
mod verify;

use crate::document::construct::{Construct, Form};
use crate::document::{Document, Kind, Node};
use crate::front_matter::FrontMatter;
use crate::platform::Platform;
use crate::platform::dialect::{Autolink, Dialect, Flanking};
use crate::source::{Source, Span};
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{ListType, NodeValue, Sourcepos};
use comrak::{Arena, Options};
use std::borrow::Cow;

/// Parses a text. Cannot fail: every text is Markdown.
#[must_use]
pub fn parse(text: impl Into<String>, platform: &Platform) -> Document {
    parse_at(text, platform, "")
}

/// Parses the text of the file at `path`, which may be data alone and no Markdown.
#[must_use]
pub fn parse_at(text: impl Into<String>, platform: &Platform, path: &str) -> Document {
    parse_and(text, platform, path, |doc, _| doc)
}

/// The same with the [`html`] of the document, for less than both cost one behind the other.
#[must_use]
pub fn parse_with_html(text: impl Into<String>, platform: &Platform, path: &str) -> Document {
    parse_and(text, platform, path, |doc, keep_html| {
        keep_html(&doc);
        doc
    })
}

/// The same, and does something with the document while the parser's tree is still there, of which its [`html`] can be made.
pub fn parse_and<T>(text: impl Into<String>, platform: &Platform, path: &str, then: impl FnOnce(Document, &dyn Fn(&Document)) -> T) -> T {
    let source = Source::new(text);
    let start = if source.text().starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let late = platform.documents.iter().any(|kind| kind.late_start);
    let blank = if late { source.text()[start..].len() - source.text()[start..].trim_start_matches(['\n', '\r']).len() } else { 0 };
    let front_matter = if platform.document(path).is_some_and(|kind| kind.data) {
        Some(FrontMatter::whole(source.text(), start))
    } else {
        FrontMatter::find(source.text(), start + blank)
    };
    let body = Span::new(front_matter.as_ref().map_or(start, |block| block.span.end), source.text().len());

    let arena = Arena::new();
    let reading = dialect::read(source.slice(body), &platform.dialect);
    let read = reading.text.as_deref().unwrap_or_else(|| source.slice(body));
    let options = options(platform, false);
    let root = comrak::parse_document(&arena, &terminated(read), &options);
    let mut lowering = Lowering::new(&source, body, read, platform);
    lowering.lower(root);
    let (nodes, inexact) = (lowering.nodes, lowering.inexact);

    let constructs = constructs(reading.constructs, body.start, &nodes);
    let mut doc = Document::new(source, front_matter, body, nodes, inexact, constructs);
    doc.definitions = definitions::find(&doc);
    (doc.directives, doc.configurations) = directives::find(&doc);
    then(doc, &|doc| _ = doc.html.get_or_init(|| rendered(root, &options)))
}

/// Constructs with their places in the whole text, without those that are code after all. Shortcodes work there too.
fn constructs(mut found: Vec<Construct>, by: usize, nodes: &[Node]) -> Vec<Construct> {
    if found.is_empty() {
        return found;
    }
    let is_code = |node: &&Node| matches!(node.kind, Kind::CodeBlock { .. } | Kind::Code | Kind::HtmlBlock { .. });
    let mut code = nodes.iter().filter(is_code).map(|node| node.span).peekable();
    let in_text = |construct: &mut Construct| {
        construct.shift(by);
        while code.next_if(|span| span.end <= construct.span.start).is_some() {}
        let is_free = code.peek().is_none_or(|code| construct.span.start < code.start || construct.span.end > code.end);
        is_free || matches!(construct.form, Form::Shortcode(_))
    };
    found.retain_mut(in_text);
    found
}

/// The HTML of a document's body, to compare it before and after a fix: made once, for the platform it was parsed for. All line endings are `\n`.
#[must_use]
pub fn html<'d>(doc: &'d Document, platform: &Platform) -> &'d str {
    doc.html.get_or_init(|| {
        let arena = Arena::new();
        let options = options(platform, false);
        let body = doc.source.slice(doc.body);
        let reading = dialect::read(body, &platform.dialect);
        let root = comrak::parse_document(&arena, &terminated(reading.text.as_deref().unwrap_or(body)), &options);
        rendered(root, &options)
    })
}

fn rendered(root: comrak::Node<'_>, options: &Options<'_>) -> String {
    let mut html = String::new();
    // Writing to a string cannot fail.
    let _ = comrak::format_html(root, options, &mut html);
    // Code keeps its carriage returns, which no browser shows.
    if html.contains('\r') { html.replace("\r\n", "\n").replace('\r', "\n") } else { html }
}

/// The emphases of a text, with their spans in it. `friendly` reads them as the author of a text without spaces between words means
/// them, by relaxing the flanking rules of `CommonMark` beside CJK characters.
#[must_use]
pub fn emphases(text: &str, platform: &Platform, friendly: bool) -> Vec<(Kind, Span)> {
    let source = Source::new(text);
    let body = Span::new(0, text.len());
    let arena = Arena::new();
    let reading = dialect::read(text, &platform.dialect);
    let read = reading.text.as_deref().unwrap_or(text);
    let root = comrak::parse_document(&arena, &terminated(read), &options(platform, friendly));
    let mut lowering = Lowering::new(&source, body, read, platform);
    lowering.lower(root);
    let found = lowering.nodes.into_iter().filter(|node| matches!(node.kind, Kind::Emph | Kind::Strong | Kind::Strikethrough));
    found.map(|node| (node.kind, node.span)).collect()
}

/// comrak loses a definition on a last line that does not end.
fn terminated(text: &str) -> Cow<'_, str> {
    if text.is_empty() || text.ends_with(['\n', '\r']) { Cow::Borrowed(text) } else { Cow::Owned(format!("{text}\n")) }
}

fn options(platform: &Platform, friendly_emphasis: bool) -> Options<'static> {
    let mut options = Options::default();
    options.extension.alerts = platform.dialect.alerts;
    options.extension.autolink = platform.dialect.autolink != Autolink::None;
    options.extension.footnotes = platform.dialect.footnotes;
    options.extension.strikethrough = platform.dialect.strikethrough;
    options.extension.table = platform.dialect.table;
    options.extension.tasklist = platform.dialect.tasklist;
    options.extension.cjk_friendly_emphasis = friendly_emphasis || platform.dialect.flanking == Flanking::Space;
    // Definitions stay where they are written, and an escape keeps its backslash in a span of its own.
    options.parse.leave_footnote_definitions = true;
    options.parse.escaped_char_spans = true;
    options.render.r#unsafe = true;
    options
}

/// Carries comrak's tree into the table, without recursion: depth can be half of the text's length.
struct Lowering<'s> {
    source: &'s Source,
    body: Span,
    /// The body as the parser got it.
    read: &'s str,
    written: dialect::Written<'s>,
    dialect: &'s Dialect,
    /// 0-based line of the body's first byte.
    first_line: usize,
    nodes: Vec<Node>,
    /// The paragraph, heading or cell whose inlines come now.
    leaf: Option<usize>,
    /// The pipe escapes of the cell, where it is one: see [`verify::pipe_escapes`].
    escapes: Vec<usize>,
    /// Leaf blocks with an inline that is not where it is said to be, and indented code that the parser did not see as it is.
    inexact: Vec<Span>,
}

impl<'s> Lowering<'s> {
    fn new(source: &'s Source, body: Span, read: &'s str, platform: &'s Platform) -> Self {
        Self {
            source,
            body,
            read,
            written: dialect::Written::new(read, source.slice(body)),
            dialect: &platform.dialect,
            first_line: source.line_at(body.start),
            // Most texts have a node for each thirty or forty bytes.
            nodes: Vec::with_capacity(body.len() / 32),
            leaf: None,
            escapes: Vec::new(),
            inexact: Vec::new(),
        }
    }

    fn lower(&mut self, root: comrak::Node<'_>) {
        // The nodes around, and for each node the parser is in, the mark to close it with where it is no node to the platform.
        let mut around: Vec<usize> = Vec::new();
        let mut open: Vec<Option<Span>> = Vec::new();
        for edge in root.traverse() {
            match edge {
                NodeEdge::Start(node) => {
                    let data = node.data();
                    let parent = around.last().copied().unwrap_or(0);
                    let marks = self.marks_of_text(parent, &data.value, data.sourcepos);
                    if let Some((before, _)) = marks {
                        self.push_text(parent, before);
                    } else {
                        around.push(self.nodes.len());
                        self.enter(self.nodes.len(), parent, &data.value, data.sourcepos);
                    }
                    open.push(marks.map(|(_, after)| after));
                }
                NodeEdge::End(_) => match open.pop() {
                    Some(Some(after)) => self.push_text(around.last().copied().unwrap_or(0), after),
                    _ => {
                        if let Some(index) = around.pop() {
                            self.leave(index);
                        }
                    }
                },
            }
        }
    }

    /// The marks of what the parser takes for markup and the platform for text: `~x~` and `www.example.com`.
    fn marks_of_text(&self, parent: usize, value: &NodeValue, position: Sourcepos) -> Option<(Span, Span)> {
        let span = || self.span(position, self.nodes[parent].span);
        match value {
            NodeValue::Strikethrough if !self.dialect.single_tilde => {
                let span = self.inline_span(span(), &self.nodes[parent]);
                let text = self.read(span).filter(|text| text.len() > 1 && !text.starts_with("~~") && verify::is_delimited(text, b"~"))?;
                Some((Span::new(span.start, span.start + 1), Span::new(span.start + text.len() - 1, span.end)))
            }
            NodeValue::Link(_) if self.dialect.autolink == Autolink::Scheme => {
                let span = self.inline_span(span(), &self.nodes[parent]);
                let is_fuzzy = self.read(span).is_some_and(|text| !text.starts_with(['[', '<']) && !text.contains("://"));
                is_fuzzy.then_some((Span::at(span.start), Span::at(span.end)))
            }
            _ => None,
        }
    }

    fn push_text(&mut self, parent: usize, span: Span) {
        if !span.is_empty() {
            let end = small(self.nodes.len() + 1);
            self.nodes.push(Node { kind: Kind::Text, span, parent: small(parent), end });
        }
    }

    fn enter(&mut self, index: usize, parent: usize, value: &NodeValue, position: Sourcepos) {
        let mut kind = kind(value);
        if kind.is_leaf_block() {
            self.leaf = Some(index);
        }
        let mut span = if index == 0 { self.body } else { self.span(position, self.nodes[parent].span) };
        if !kind.is_inline() {
            span = self.source.on_boundaries(span);
        }
        if kind.is_inline() {
            span = self.inline_span(span, &self.nodes[parent]);
            // The parser may have seen one-byte characters in the place of wider ones.
            if self.source.get(span).is_none() || !holds(self.read(span), value) {
                self.doubt();
            }
        }
        if let Kind::Link { destination } | Kind::Image { destination } = &mut kind
            && let Some(written) = self.written.destination(destination, self.in_body(span))
        {
            *destination = written.into();
        }
        // What would be a construct outside of indented code has inert bytes there too.
        if kind == (Kind::CodeBlock { fenced: false, closed: true }) && self.read(span) != self.source.get(span) {
            self.inexact.push(span);
        }
        if kind == Kind::Cell {
            self.escapes = verify::pipe_escapes(self.read(span).unwrap_or_default());
        }
        self.nodes.push(Node { kind, span, parent: small(parent), end: small(index + 1) });
    }

    /// What the parser saw at `span`.
    fn read(&self, span: Span) -> Option<&'s str> {
        let span = self.in_body(span)?;
        self.read.get(span.start..span.end)
    }

    /// The same place counted from the start of the body.
    fn in_body(&self, span: Span) -> Option<Span> {
        Some(Span::new(span.start.checked_sub(self.body.start)?, span.end.checked_sub(self.body.start)?))
    }

    fn leave(&mut self, index: usize) {
        let end = self.nodes.len();
        self.nodes[index].end = small(end);
        let Node { kind, span, parent, .. } = &self.nodes[index];
        let (span, parent) = (*span, *parent as usize);
        if *kind == Kind::Cell && end == index + 1 && !self.source.slice(span).trim_ascii().is_empty() {
            // A cell that the parser added to a short row has the place of the byte behind it.
            self.nodes[index].span = Span::at(span.start);
        } else if !kind.is_inline() && index > 0 {
            // An item before a blank line ends before its children do.
            let around = &mut self.nodes[parent].span;
            around.end = around.end.max(span.end);
        }
    }

    /// The positions inside a table cell don't count the backslash of `\|`, and those of an escaped character include it.
    fn inline_span(&self, span: Span, parent: &Node) -> Span {
        if parent.kind == Kind::Escaped {
            return Span::new((parent.span.start + 1).min(parent.span.end), parent.span.end);
        }
        let Some(cell) = self.leaf.map(|leaf| &self.nodes[leaf]).filter(|leaf| leaf.kind == Kind::Cell) else { return span };
        if self.escapes.is_empty() || span.start < cell.span.start {
            return span;
        }
        // Behind an escaped backslash the parser counts the pipe's once more.
        let carry = |offset: usize| {
            let written = verify::before_pipe_escapes(&self.escapes, offset - cell.span.start);
            (cell.span.start + written).min(cell.span.end)
        };
        Span::new(carry(span.start), carry(span.end))
    }

    fn doubt(&mut self) {
        if let Some(leaf) = self.leaf {
            let block = self.nodes[leaf].span;
            if self.inexact.last() != Some(&block) {
                self.inexact.push(block);
            }
        }
    }

    /// comrak counts lines from the body's first, from 1; columns in bytes, from 1; the end is inclusive, and column 0 is the end of
    /// the line before. A position outside of the body falls back to the start of the node around it.
    fn span(&self, position: Sourcepos, around: Span) -> Span {
        let start = self.line_start(position.start.line).map(|line| line + position.start.column.saturating_sub(1));
        let end = self.line_start(position.end.line).map(|line| line + position.end.column);
        match (start, end) {
            (Some(start), Some(end)) if start <= end && self.body.start <= start => {
                let end = end.min(self.body.end);
                let end = if position.end.column == 0 { self.before_newline(start, end) } else { end };
                Span::new(start.min(end), end)
            }
            _ => Span::at(around.start),
        }
    }

    fn line_start(&self, line: usize) -> Option<usize> {
        match line {
            0 => None,
            1 => Some(self.body.start),
            _ => {
                let line = self.first_line + line - 1;
                (line <= self.source.line_count()).then(|| self.source.line_span(line).start)
            }
        }
    }

    fn before_newline(&self, start: usize, end: usize) -> usize {
        self.source.get(Span::new(start, end)).map_or(end, |text| start + text.trim_end_matches(['\n', '\r']).len())
    }
}

/// Whether `slice` is the inline node it is said to be.
fn holds(slice: Option<&str>, value: &NodeValue) -> bool {
    let Some(slice) = slice else { return false };
    match value {
        NodeValue::Text(literal) => verify::is_text(slice, literal),
        NodeValue::HtmlInline(literal) => verify::is_text(slice, literal),
        NodeValue::Code(_) => verify::is_delimited(slice, b"`"),
        NodeValue::Emph | NodeValue::Strong => verify::is_delimited(slice, b"*_"),
        NodeValue::Strikethrough => verify::is_delimited(slice, b"~"),
        NodeValue::Link(link) => verify::is_link(slice, &link.url),
        NodeValue::Image(_) => slice.starts_with("![") && slice.ends_with([')', ']']),
        NodeValue::Escaped => slice.starts_with('\\'),
        _ => true,
    }
}

/// Node indices fit 32 bits: a text of 4 GiB is refused long before.
fn small(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn kind(value: &NodeValue) -> Kind {
    match value {
        NodeValue::Document => Kind::Document,
        NodeValue::BlockQuote => Kind::BlockQuote,
        NodeValue::Alert(_) => Kind::Alert,
        NodeValue::List(list) => Kind::List { ordered: list.list_type == ListType::Ordered, bullet: char::from(list.bullet_char) },
        NodeValue::Item(_) | NodeValue::TaskItem(_) => Kind::Item,
        NodeValue::CodeBlock(code) => Kind::CodeBlock { fenced: code.fenced, closed: !code.fenced || code.closed },
        NodeValue::HtmlBlock(html) => Kind::HtmlBlock { closed: verify::is_closed(html.block_type, &html.literal) },
        NodeValue::Paragraph => Kind::Paragraph,
        NodeValue::Heading(heading) => Kind::Heading { level: heading.level, setext: heading.setext },
        NodeValue::ThematicBreak => Kind::ThematicBreak,
        NodeValue::FootnoteDefinition(_) => Kind::FootnoteDefinition,
        NodeValue::Table(_) => Kind::Table,
        NodeValue::TableRow(_) => Kind::Row,
        NodeValue::TableCell => Kind::Cell,
        NodeValue::Text(_) => Kind::Text,
        NodeValue::Escaped => Kind::Escaped,
        NodeValue::SoftBreak => Kind::SoftBreak,
        NodeValue::LineBreak => Kind::LineBreak,
        NodeValue::Code(_) => Kind::Code,
        NodeValue::HtmlInline(_) => Kind::HtmlInline,
        NodeValue::Emph => Kind::Emph,
        NodeValue::Strong => Kind::Strong,
        NodeValue::Strikethrough => Kind::Strikethrough,
        NodeValue::Link(link) => Kind::Link { destination: link.url.as_str().into() },
        NodeValue::Image(link) => Kind::Image { destination: link.url.as_str().into() },
        NodeValue::FootnoteReference(_) => Kind::FootnoteReference,
        _ => Kind::Other,
    }
}
