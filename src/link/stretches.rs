//! The stretches of a text that markdownlint looks for words in: each in one line, cut at markup, without what is an address.

use super::formula::{formulas, is_inside};
use super::gfm::{bare_urls, bare_urls_in};
use super::html::{Piece, pieces};
use crate::document::{Document, Kind, NodeRef};
use crate::source::Span;

/// What is looked at beside the text.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Code, in blocks and in lines.
    pub code: bool,
    /// Tags and comments.
    pub html: bool,
}

/// The stretches of a text in order of place.
#[must_use]
pub fn stretches(doc: &Document, wanted: Wanted) -> Vec<Span> {
    let formulas = formulas(doc);
    let mut scan = Scan { doc, wanted, other: bare_urls(doc), found: Vec::new() };
    scan.other.extend(&formulas);
    scan.other.sort_unstable();
    let mut skip = 0;
    for node in doc.nodes().filter(|node| !is_inside(doc, &formulas, node.span)) {
        if node.index() < skip {
            continue;
        }
        match node.kind {
            // Where positions are in doubt, the text is read once more.
            _ if node.kind.is_leaf_block() && doc.inexact_block(node.span) == Some(node.span) => {
                scan.html(node);
                skip = node.end as usize;
            }
            Kind::Text => scan.text(node),
            Kind::FootnoteReference | Kind::FootnoteDefinition => scan.footnote(node),
            Kind::Code if wanted.code => scan.between_backquotes(node.span),
            Kind::CodeBlock { fenced, closed } if wanted.code => scan.code(node, fenced, closed),
            Kind::HtmlInline if wanted.html => scan.lines(node.span),
            Kind::HtmlBlock { .. } => scan.html(node),
            _ => {}
        }
    }
    scan.found.sort_unstable();
    scan.found
}

struct Scan<'d> {
    doc: &'d Document,
    wanted: Wanted,
    /// Addresses and formulas.
    other: Vec<Span>,
    found: Vec<Span>,
}

impl Scan<'_> {
    fn push(&mut self, span: Span) {
        if !span.is_empty() {
            self.found.push(span);
        }
    }

    /// Text goes on over nodes of the parser that touch. What may be markup cuts it, whether it is or not.
    fn text(&mut self, node: NodeRef<'_>) {
        let is_address = |around: NodeRef<'_>| around.destination().is_some() && around.source().starts_with('<');
        if node.parent().is_some_and(is_address) {
            return;
        }
        let is_markup = |around: NodeRef<'_>| matches!(around.kind, Kind::Link { .. } | Kind::Image { .. } | Kind::Emph | Kind::Strong);
        let is_inside = node.ancestors().take_while(|around| around.kind.is_inline()).any(is_markup);
        let mut from = node.span.start;
        let first = self.other.partition_point(|span| span.end <= node.span.start);
        let cuts = self.other[first..].iter().take_while(|span| span.start < node.span.end).copied().collect::<Vec<_>>();
        for cut in cuts {
            self.words(Span::new(from, cut.start.max(from)), is_inside);
            from = cut.end.max(from);
        }
        self.words(Span::new(from, node.span.end.max(from)), is_inside);
    }

    fn footnote(&mut self, node: NodeRef<'_>) {
        if let Some((label, _)) = node.source().strip_prefix("[^").and_then(|source| source.split_once(']')) {
            self.words(Span::new(node.span.start + 2, node.span.start + 2 + label.len()), false);
        }
    }

    /// Inside of markup an underscore that turned out to be none is part of a word.
    fn words(&mut self, span: Span, is_inside: bool) {
        let text = self.doc.source.slice(span);
        let mut at = span.start;
        for part in text.split(|c| matches!(c, '[' | ']') || !is_inside && matches!(c, '*' | '_')) {
            let part = Span::new(at, at + part.len());
            at = part.end + 1;
            match self.found.last_mut().filter(|last| last.end == part.start && part.start == span.start) {
                Some(last) => last.end = part.end,
                None => self.push(part),
            }
        }
    }

    /// Each line of what is code or a tag.
    fn lines(&mut self, span: Span) {
        for line in self.doc.line_range(span) {
            let line = self.doc.source.line_content(line);
            self.push(Span::new(line.start.max(span.start), line.end.min(span.end)));
        }
    }

    /// The lines of a code block, without its fences and without what indents all of it.
    fn code(&mut self, node: NodeRef<'_>, fenced: bool, closed: bool) {
        let lines = self.doc.line_range(node.span);
        let indent = node.span.start - self.doc.source.line_content(*lines.start()).start;
        let last = *lines.end() + 1 - usize::from(fenced && closed);
        for number in *lines.start() + usize::from(fenced)..last {
            let line = self.doc.source.line_content(number);
            let blanks = self.doc.source.slice(line).bytes().take(indent).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            self.push(Span::new((line.start + blanks).max(node.span.start), line.end));
        }
    }

    fn between_backquotes(&mut self, span: Span) {
        let source = self.doc.source.slice(span);
        let marks = source.bytes().take_while(|&byte| byte == b'`').count();
        self.lines(Span::new(span.start + marks, span.end - marks.min(source.len() / 2)));
    }

    /// Tags, comments and code apart from the text between them.
    fn html(&mut self, node: NodeRef<'_>) {
        let (source, start) = (node.source(), node.span.start);
        let mut from = 0;
        for (piece, range) in
            pieces(source).into_iter().map(|(piece, range)| (Some(piece), range)).chain([(None, source.len()..source.len())])
        {
            for line in source[from..range.start].split_inclusive(['\n', '\r']) {
                let mut begin = start + from;
                from += line.len();
                for url in bare_urls_in(line, begin) {
                    self.words(Span::new(begin, url.start), false);
                    begin = url.end;
                }
                self.words(Span::new(begin, start + from), false);
            }
            let span = Span::new(start + range.start, start + range.end);
            match piece {
                Some(Piece::Code) if self.wanted.code => self.between_backquotes(span),
                Some(Piece::Tag | Piece::Comment) if self.wanted.html => self.lines(span),
                _ => {}
            }
            from = range.end;
        }
    }
}
