//! The stretches of a text that markdownlint looks for words in: each in one line, cut at markup, without what is an address.

use super::formula::formulas;
use super::gfm::{bare_urls, bare_urls_in};
use super::html::opening_tags;
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
    let mut scan = Scan { doc, wanted, other: bare_urls(doc), found: Vec::new() };
    scan.other.extend(formulas(doc));
    scan.other.sort_unstable();
    for node in doc.nodes() {
        match node.kind {
            Kind::Text => scan.text(node),
            Kind::Code if wanted.code => scan.lines(node.span),
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

    /// Text goes on over nodes of the parser that touch. An underscore or asterisk may be markup and cuts it, whether it is or not.
    fn text(&mut self, node: NodeRef<'_>) {
        let is_address = |around: NodeRef<'_>| around.destination().is_some() && around.source().starts_with('<');
        if node.parent().is_some_and(is_address) {
            return;
        }
        let mut from = node.span.start;
        let first = self.other.partition_point(|span| span.end <= node.span.start);
        let cuts = self.other[first..].iter().take_while(|span| span.start < node.span.end).copied().collect::<Vec<_>>();
        for cut in cuts {
            self.words(Span::new(from, cut.start.max(from)));
            from = cut.end.max(from);
        }
        self.words(Span::new(from, node.span.end.max(from)));
    }

    fn words(&mut self, span: Span) {
        let text = self.doc.source.slice(span);
        let mut at = span.start;
        for part in text.split(['*', '_']) {
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

    fn code(&mut self, node: NodeRef<'_>, fenced: bool, closed: bool) {
        let lines = self.doc.line_range(node.span);
        let first = *lines.start() + usize::from(fenced);
        let end = *lines.end() + 1 - usize::from(fenced && closed);
        if first < end {
            let start = self.doc.source.line_content(first).start.max(node.span.start);
            self.lines(Span::new(start, self.doc.source.line_content(end - 1).end));
        }
    }

    /// Tags apart from the text between them.
    fn html(&mut self, node: NodeRef<'_>) {
        let (source, start) = (node.source(), node.span.start);
        if source.starts_with("<!--") && source.trim_end().ends_with("-->") {
            if self.wanted.html {
                self.lines(node.span);
            }
            return;
        }
        let mut from = 0;
        for tag in opening_tags(source).into_iter().chain([source.len()..source.len()]) {
            for line in source[from..tag.start].split_inclusive(['\n', '\r']) {
                let mut begin = start + from;
                from += line.len();
                for url in bare_urls_in(line, begin) {
                    self.push(Span::new(begin, url.start));
                    begin = url.end;
                }
                self.push(Span::new(begin, start + from));
            }
            if self.wanted.html && !tag.is_empty() {
                self.lines(Span::new(start + tag.start, start + tag.end));
            }
            from = tag.end;
        }
    }
}
