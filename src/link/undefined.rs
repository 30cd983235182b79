//! References that nothing defines: brackets that stay text, as markdownlint reads them.

use super::formula::formulas;
use super::gfm::{bare_urls, entity};
use crate::document::{Document, Kind, Kinds, NodeRef, label};
use crate::source::Span;

/// How a reference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `[text][label]`.
    Full,
    /// `[label][]`.
    Collapsed,
    /// `[label]`, which may be no more than a word in brackets.
    Shortcut,
}

/// A reference to what is not defined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undefined {
    /// All of it.
    pub span: Span,
    /// How it is written.
    pub style: Style,
    /// The label as references compare it.
    pub label: String,
    /// The label as it is written, without markup.
    pub name: String,
}

/// The references of a text that nothing defines, in order of place.
///
/// Cost: one pass over blocks with a bracket that is text.
#[must_use]
pub fn undefined(doc: &Document) -> Vec<Undefined> {
    let mut other = bare_urls(doc);
    other.extend(formulas(doc));
    other.sort_unstable();
    let mut scan = Scan { found: Vec::new(), open: None, other: &other };
    let is_bracket = |node: &NodeRef<'_>| memchr::memchr(b']', node.source().as_bytes()).is_some();
    let mut last = usize::MAX;
    for node in
        doc.nodes_of(Kinds::TEXT).filter(is_bracket).filter(|node| !doc.is_math(node.span) && doc.inexact_block(node.span).is_none())
    {
        let block = node.leaf_block();
        if let Some(block) = block.filter(|block| block.index() != last) {
            last = block.index();
            scan.block(block);
        }
    }
    let mut found = scan.found;
    found.extend(doc.nodes().filter_map(mark));
    found.sort_by_key(|found| found.span);
    found
}

/// The mark of an alert or of a task that is done, which the parser takes away.
fn mark(node: NodeRef<'_>) -> Option<Undefined> {
    let source = node.source();
    let start = match node.kind {
        Kind::Alert => source.find("[!")?,
        Kind::Item => {
            source.find('[').filter(|&at| matches!(source.get(at..at + 4), Some("[x] " | "[X] ")) && !source[..at].contains('\n'))?
        }
        _ => return None,
    };
    let is_text =
        || node.descendants().find(|inside| inside.kind == Kind::Text).is_some_and(|text| text.span.start <= node.span.start + start);
    if node.kind == Kind::Item && is_text() {
        return None;
    }
    let length = source[start..].find(']')? + 1;
    let span = Span::new(node.span.start + start, node.span.start + start + length);
    let name = source[start + 1..start + length - 1].to_owned();
    Some(Undefined { span, style: Style::Shortcut, label: label(&name), name })
}

/// A bracket that no other has closed yet.
struct Open {
    start: usize,
    /// What stands behind it, but for markup.
    text: String,
    /// Whether nothing does.
    is_empty: bool,
    /// Whether a link does, which is in no other.
    holds_link: bool,
}

struct Scan<'f> {
    found: Vec<Undefined>,
    open: Option<Open>,
    /// Addresses and formulas.
    other: &'f [Span],
}

impl Scan<'_> {
    fn block(&mut self, block: NodeRef<'_>) {
        self.open = None;
        let mut skip = 0;
        for node in block.descendants().filter(|node| node.kind.is_inline()) {
            if node.index() < skip {
                continue;
            }
            match node.kind {
                Kind::Text => self.text(node.source(), node.span.start),
                Kind::SoftBreak | Kind::LineBreak => self.push("\n"),
                Kind::Escaped | Kind::FootnoteReference => skip = node.end as usize,
                Kind::Link { .. } if node.source().starts_with('<') => skip = node.end as usize,
                Kind::Link { .. } if node.source().starts_with('[') => self.open.iter_mut().for_each(|open| open.holds_link = true),
                _ => {}
            }
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(open) = self.open.as_mut().filter(|_| !text.is_empty()) {
            open.text.push_str(text);
            open.is_empty = false;
        }
    }

    fn text(&mut self, text: &str, start: usize) {
        let mut from = 0;
        // What of it is a formula or an address is no text.
        let first = self.other.partition_point(|span| span.end <= start);
        for formula in &self.other[first..] {
            let end = formula.start.saturating_sub(start).clamp(from, text.len());
            self.plain(&text[from..end], start + from);
            from = formula.end.saturating_sub(start).clamp(end, text.len());
            if from == text.len() {
                return;
            }
        }
        self.plain(&text[from..], start + from);
    }

    fn plain(&mut self, text: &str, start: usize) {
        let mut from = 0;
        while let Some(next) = text[from..].find(['[', ']', '*', '_', '&']).map(|at| from + at) {
            match text.as_bytes()[next] {
                b'[' => {
                    let is_image = text[from..next].ends_with('!');
                    let begin = next - usize::from(is_image);
                    self.push(&text[from..begin]);
                    self.open = Some(Open { start: start + begin, text: String::new(), is_empty: true, holds_link: false });
                }
                b']' => {
                    self.push(&text[from..next]);
                    self.close(start + next + 1);
                }
                _ => self.push(&text[from..next]),
            }
            from = next + entity(&text[next..]).max(1);
        }
        self.push(&text[from..]);
    }

    /// A bracket closes before `end`.
    fn close(&mut self, end: usize) {
        let Some(open) = self.open.take() else { return };
        // Brackets around a link are never the text of another: markdownlint takes them to end before they close.
        let end = end - usize::from(open.holds_link);
        let mut found = Undefined { span: Span::new(open.start, end), style: Style::Shortcut, label: String::new(), name: String::new() };
        if let Some(before) = self.found.last_mut().filter(|before| before.span.end == open.start) {
            if open.is_empty {
                before.style = Style::Collapsed;
                before.span.end = end;
            } else {
                found.style = Style::Full;
                found.span.start = before.span.start;
                self.found.pop();
            }
        }
        let name = open.text.trim();
        if !name.is_empty() {
            (found.label, found.name) = (label(name), name.to_owned());
            self.found.push(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use crate::platform::Platform;

    #[test]
    fn brackets_pair_up() {
        let text =
            "[a] [b][c] [d][] [e][f][g] [h [i](j) k][l] [m][x] `[n][o]` \\[p][q] $[r][s]$\n\n[](t) [u\nV][*w*] ![y][] [][z]\n\n[x]: x\n";
        let doc = parse(text, Platform::generic());
        let found: Vec<_> = undefined(&doc).into_iter().map(|found| (doc.source.slice(found.span), found.style, found.name)).collect();
        let expected = [
            ("[a]", Style::Shortcut, "a"),
            ("[b][c]", Style::Full, "c"),
            ("[d][]", Style::Collapsed, "d"),
            ("[e][f][g]", Style::Full, "g"),
            ("[h [i](j) k", Style::Shortcut, "h i k"),
            ("[l]", Style::Shortcut, "l"),
            ("[q]", Style::Shortcut, "q"),
            ("[u\nV][*w*]", Style::Full, "w"),
            ("![y][]", Style::Collapsed, "y"),
            ("[z]", Style::Shortcut, "z"),
        ];
        assert_eq!(found, expected.map(|(source, style, name)| (source, style, name.to_owned())));
    }
}
