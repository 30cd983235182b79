//! Nothing invisible stands at the end of a line.

use crate::diagnostic::{Edit, Level};
use crate::document::list::is_empty_item;
use crate::document::{Document, Kind, Kinds, Line, NodeRef};
use crate::front_matter::FrontMatter;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::{is_ecmascript_space, is_japanese};
use serde::Deserialize;
use std::collections::HashSet;

/// What may stand at the end of a line after all.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct TrailingSpace {
    /// How many spaces make a line break; any number from two on where none is given.
    br_spaces: Option<usize>,
    code_blocks: bool,
    list_item_empty_lines: bool,
    strict: bool,
}

/// What the parser says of the ends of lines.
struct Ends<'d> {
    doc: &'d Document,
    /// The lines that end with a line break.
    breaks: HashSet<usize>,
    has_footnotes: bool,
    /// Where a header may begin behind blank lines.
    header: Option<usize>,
}

impl Rule for TrailingSpace {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let source = &cx.doc.source;
        let breaks = cx.doc.nodes_of(Kinds::LINE_BREAK).map(|node| source.line_at(node.span.start)).collect();
        let header = FrontMatter::late_start(source.text());
        let ends = Ends { doc: cx.doc, breaks, has_footnotes: cx.doc.has(Kinds::FOOTNOTE), header };
        let items = if self.list_item_empty_lines { cx.doc.item_lines() } else { HashSet::new() };
        if cx.is_markdownlint() {
            return self.check_as_markdownlint(&ends, &items, report);
        }
        for line in cx.doc.lines() {
            let text = source.slice(line.content);
            let kept = text.trim_end_matches([' ', '\t', '\u{3000}']);
            if kept.len() < text.len() && !(kept.is_empty() && items.contains(&line.number)) && !ends.holds(line, kept) {
                ends.mend(line, kept, self.br_spaces, report);
            }
        }
        let code = cx.doc.nodes_of(Kinds::CODE_BLOCK).filter(|_| self.code_blocks).flat_map(NodeRef::code_lines);
        for (line, may_fix) in cx.doc.delimiters().map(|line| (line, true)).chain(code.map(|line| (line, false))) {
            let span = Span::new(line.start + source.slice(line).trim_end_matches([' ', '\t']).len(), line.end);
            if !span.is_empty() {
                report.at(span).say("space", ()).fix(Level::Layout, may_fix.then(|| Edit::delete(span)));
            }
        }
    }
}

impl TrailingSpace {
    fn check_as_markdownlint(&self, ends: &Ends<'_>, items: &HashSet<usize>, report: &mut Report<'_>) {
        let doc = ends.doc;
        let wanted = self.br_spaces.map_or(2, |count| if count < 2 { 0 } else { count });
        let (mut code, mut text, mut spans): (HashSet<usize>, HashSet<usize>, HashSet<usize>) = Default::default();
        for node in doc.nodes() {
            let (first, last) = doc.line_range(node.span).into_inner();
            match node.kind {
                Kind::CodeBlock { .. } if self.code_blocks => {}
                Kind::CodeBlock { fenced, .. } => {
                    let (first, last) = node.code_range_of_markdownlint().into_inner();
                    code.extend(if fenced { first + 1..last } else { first..last + 1 });
                }
                Kind::Paragraph => text.extend(first..last),
                Kind::Code => spans.extend(first..last),
                _ => {}
            }
        }
        for masked in doc.masked_lines() {
            let (line, number) = (masked.line, masked.line.number);
            let kept = masked.text.trim_end_matches(is_ecmascript_space);
            let count = masked.text[kept.len()..].chars().count();
            let is_idle = self.strict && (!text.contains(&number) || spans.contains(&number));
            if count == 0 || code.contains(&number) || items.contains(&number) || count == wanted && !is_idle {
                continue;
            }
            let kept = &doc.source.slice(line.content)[..kept.len()];
            let span = Span::new(line.content.start + kept.len(), line.content.end);
            // Markdown prints every other white space.
            let is_blank = doc.source.slice(span).bytes().all(|byte| matches!(byte, b' ' | b'\t'));
            if doc.is_verbatim(span.start) || doc.is_verbatim(line.content.start) || ends.holds(line, kept) || !is_blank {
                report.at(span).say("space", ());
            } else {
                ends.mend(line, kept, Some(wanted), report);
            }
        }
    }
}

impl Ends<'_> {
    /// Whether something else would be read where nothing stood behind `kept`.
    fn holds(&self, line: Line, kept: &str) -> bool {
        let (text, end) = (self.doc.source.text(), line.content.start + kept.len());
        // Some see no empty item without a space; a backslash makes a line break, empty lines a header or a footnote's end (comrak 0.59), `\r` and `\n` one ending.
        kept.ends_with('\\')
            || is_empty_item(kept)
            || text[..end].ends_with('\r') && text[line.content.end..].starts_with('\n')
            || kept.is_empty()
                && (self.has_footnotes && self.doc.is_indented_behind(line.number) || self.header.is_some_and(|start| end <= start))
    }

    /// Reports what stands behind `kept`. A line break is `wanted` spaces, where that is given.
    fn mend(&self, line: Line, kept: &str, wanted: Option<usize>, report: &mut Report<'_>) {
        let span = Span::new(line.content.start + kept.len(), line.content.end);
        let space = self.doc.source.slice(span);
        let is_hard_break = self.breaks.contains(&line.number);
        let is_mark = |c: char| " \t>-*+|#.):".contains(c) || c.is_ascii_digit();
        let is_all = kept.trim_start_matches(is_mark).is_empty();
        if is_all && space.contains('\u{3000}') {
            // A line of them is a paragraph of its own: somebody's vertical space.
        } else if space.contains('\u{3000}') {
            // Renderers print it, so the text changes. Two spaces behind it are a hard break and stay.
            let wide = space.trim_end_matches([' ', '\t']).len();
            let span = if is_hard_break { Span::new(span.start, span.start + wide) } else { span };
            report.at(span).say("wide", ()).fix(wide_level(kept), [Edit::delete(span)]);
        } else if !is_hard_break {
            report.at(span).say("space", ()).fix(Level::Layout, [Edit::delete(span)]);
        } else if let Some(count) = wanted.filter(|count| *count != space.len()) {
            let edit = (count >= 2).then(|| Edit::replace(span, " ".repeat(count)));
            report.at(span).say("break", [("count", count)]).fix(Level::Layout, edit);
        }
    }
}

/// What taking away the full-width space behind `text` does.
fn wide_level(text: &str) -> Level {
    let word = text.rsplit([' ', '\t', '\u{3000}']).next().unwrap_or_default();
    // A definition that did not work may come to work.
    if text.contains("]:") {
        return Level::Suggest;
    }
    let is_url = word.contains("://") || word.contains("www.");
    match text.chars().next_back() {
        // It is part of the link, which leads nowhere with it.
        Some(last) if is_url && (last == '/' || last.is_ascii_alphanumeric()) => Level::Repair,
        Some(last) if !is_url && (last.is_ascii_alphanumeric() || is_japanese(last)) => Level::Wording,
        // Behind `**` or `<b>` the line may turn into something else.
        _ => Level::Suggest,
    }
}
