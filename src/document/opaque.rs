//! Stretches of a text that are not prose: code and HTML, and formulas between lines of `$$`.

use super::construct::{Form, Role};
use super::{Document, Kind, Kinds};
use crate::front_matter::stray;
use crate::source::Span;
use std::collections::HashMap;

impl Document {
    /// From each line that begins with `$$` and does not close it to the line that does. One that is never closed is no formula.
    pub(super) fn find_math(&self) -> Vec<Span> {
        if memchr::memmem::find(self.source.slice(self.body).as_bytes(), b"$$").is_none() {
            return Vec::new();
        }
        let (mut found, mut open) = (Vec::new(), None);
        for line in self.lines() {
            let text = self.source.slice(line.content).trim_start_matches([' ', '\t', '>']);
            match open {
                None if text.strip_prefix("$$").is_some_and(|rest| !rest.contains("$$")) => open = Some(line.full.start),
                Some(start) if text.contains("$$") => {
                    found.push(Span::new(start, line.full.end));
                    open = None;
                }
                _ => {}
            }
        }
        found
    }

    /// What may not be meant as Markdown, in order: front matter in the wrong place, and what stands between `{{< name >}}` and `{{< /name >}}`, where the
    /// shortcode decides.
    pub(super) fn find_raw(&self) -> Vec<Span> {
        let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut found: Vec<Span> = Vec::new();
        for construct in self.constructs() {
            let Form::Shortcode(shortcode) = &construct.form else { continue };
            if !self.source.slice(construct.span).starts_with("{{<") {
                continue;
            }
            let name = self.source.slice(shortcode.name);
            match shortcode.role {
                Role::Open => open.entry(name).or_default().push(construct.span.end),
                Role::Close => {
                    if let Some(start) = open.get_mut(name).and_then(Vec::pop) {
                        while found.last().is_some_and(|inner| inner.start >= start) {
                            found.pop();
                        }
                        found.push(Span::new(start, construct.span.start));
                    }
                }
                Role::Whole | Role::Escaped | Role::Unended => {}
            }
        }
        if let Some(header) = stray(self.source.text(), self.body.start) {
            found.retain(|raw| raw.start >= header.span.end);
            found.insert(0, header.span);
        }
        found
    }

    /// Whether `span` lies in what may not be Markdown: layout means something there.
    #[must_use]
    pub fn is_raw(&self, span: Span) -> bool {
        let after = self.raw.partition_point(|raw| raw.end < span.start);
        self.raw.get(after).is_some_and(|raw| raw.start <= span.end)
    }

    /// Code and HTML that take whole lines or run over several, in order.
    pub(super) fn find_verbatim(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let wanted = Kinds::HTML.or(Kinds::CODE_BLOCK).or(Kinds::CODE).or(Kinds::LINK).or(Kinds::IMAGE);
        for node in self.nodes_of(wanted) {
            let verbatim = match node.kind {
                Kind::CodeBlock { .. } | Kind::HtmlBlock { .. } => true,
                Kind::Code | Kind::HtmlInline | Kind::Link { .. } | Kind::Image { .. } => node.source().contains(['\n', '\r']),
                _ => false,
            };
            if !verbatim {
                continue;
            }
            let end = match node.kind {
                // The blank lines behind what is never closed are in it too.
                Kind::CodeBlock { closed: false, .. } | Kind::HtmlBlock { closed: false } => {
                    self.nodes.get(node.end as usize).map_or(self.body.end, |next| next.span.start)
                }
                _ => node.span.end,
            };
            let span = Span::new(node.span.start, end.max(node.span.end));
            match spans.last_mut().filter(|last| span.start < last.end) {
                Some(last) => last.end = last.end.max(span.end),
                None => spans.push(span),
            }
        }
        spans
    }
}
