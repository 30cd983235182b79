//! Tabs look different everywhere.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kind, Kinds};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// Where tabs may stay, and what stands for one.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct TabHard {
    /// Whether tabs in code are reported; only by markdownlint where nothing is said.
    code_blocks: Option<bool>,
    ignore_code_languages: Vec<String>,
    /// How many spaces stand for a tab inside of text.
    spaces_per_tab: Option<usize>,
}

/// Tab stops of Markdown, in columns.
const TAB: usize = 4;

impl Rule for TabHard {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if memchr::memchr(b'\t', cx.doc.source.text().as_bytes()).is_none() {
            return;
        }
        let wanted = if self.spaces_per_tab.is_some() { Kinds::TEXT } else { Kinds::default() };
        let texts: Vec<Span> = cx.doc.nodes_of(wanted).map(|node| node.span).collect();
        if cx.is_markdownlint() {
            self.check_as_markdownlint(cx, &texts, report);
            return;
        }
        for line in cx.doc.lines() {
            let text = cx.doc.source.slice(line.content);
            if let Some(at) = memchr::memchr(b'\t', text.as_bytes()) {
                self.line(cx, Span::new(line.content.start + at, line.content.start + at + 1), line.content, &texts, report);
            }
        }
        for block in cx.doc.nodes_of(Kinds::CODE_BLOCK).filter(|node| self.code_blocks == Some(true) && !self.is_ignored(cx, *node)) {
            for line in block.code_lines() {
                let at = memchr::memchr(b'\t', cx.doc.source.slice(line).as_bytes()).map(|at| line.start + at);
                if let Some(at) = at {
                    report.at(Span::new(at, at + 1)).say("code", ());
                }
            }
        }
    }
}

impl TabHard {
    /// Each run of tabs, wherever it stands.
    fn check_as_markdownlint(&self, cx: &Context<'_>, texts: &[Span], report: &mut Report<'_>) {
        let with_code = self.code_blocks.unwrap_or(true);
        let mut free: Vec<Span> = Vec::new();
        for node in cx.doc.nodes() {
            match node.kind {
                Kind::CodeBlock { fenced: true, .. } => {
                    let (first, last) = node.code_range_of_markdownlint().into_inner();
                    if (!with_code || !self.ignore_code_languages.is_empty()) && self.is_ignored(cx, node) && last > first + 1 {
                        free.push(Span::new(cx.doc.source.line_span(first + 1).start, cx.doc.source.line_content(last - 1).end));
                    }
                }
                Kind::CodeBlock { fenced: false, .. } if !with_code => {
                    free.push(Span::new(cx.doc.source.line_span(cx.doc.source.line_at(node.span.start)).start, node.span.end));
                }
                Kind::Code if !with_code => free.push(node.span),
                _ => {}
            }
        }
        for masked in cx.doc.masked_lines() {
            let mut at = 0;
            while let Some(start) = memchr::memchr(b'\t', &masked.text.as_bytes()[at..]).map(|start| at + start) {
                at = masked.text.len() - masked.text[start..].trim_start_matches('\t').len();
                let span = Span::new(masked.line.content.start + start, masked.line.content.start + at);
                let after = free.partition_point(|code| code.end < span.start);
                if free.get(after).is_none_or(|code| code.start >= span.end) {
                    self.line(cx, span, masked.line.content, texts, report);
                }
            }
        }
    }

    /// Whether the tabs of a block of code are nobody's business: those of no language too.
    fn is_ignored(&self, cx: &Context<'_>, block: crate::document::NodeRef<'_>) -> bool {
        let Some(fence) = block.fence() else { return false };
        let language = cx.doc.source.slice(fence.language).to_lowercase();
        let listed = self.ignore_code_languages.iter().any(|ignored| ignored.to_lowercase() == language);
        listed || cx.is_markdownlint() && (self.ignore_code_languages.is_empty() || language.is_empty())
    }

    /// Reports the tabs at `span` in a line, by our own lights where they are seen. `texts` are the places that hold text and nothing else.
    fn line(&self, cx: &Context<'_>, span: Span, content: Span, texts: &[Span], report: &mut Report<'_>) {
        let (text, at) = (cx.doc.source.slice(content), span.start - content.start);
        let indent = text.len() - text.trim_start_matches([' ', '\t']).len();
        let before = &text[..at];
        let is_marker = before.trim_matches([' ', '\t', '>', '-', '*', '+', '|', '.', ')']).bytes().all(|byte| byte.is_ascii_digit());
        let is_seen = at < indent || !is_marker && !before.trim_end().ends_with('|');
        if cx.doc.is_verbatim(span.start) || cx.doc.is_verbatim(content.start) {
            report.at(span).say("code", ());
        } else if at >= indent && (is_seen || cx.is_markdownlint()) {
            // Behind text a tab may align columns: how many spaces it stands for is the author's to say.
            let around = texts.get(texts.partition_point(|text| text.end < span.end)).is_some_and(|text| text.contains(span));
            let count = self.spaces_per_tab.filter(|count| *count > 0 && span.end < content.end && around);
            let edit = count.map(|count| Edit::replace(span, " ".repeat(count * span.len())));
            report.at(span).say("text", ()).fix(Level::Wording, edit);
        } else if is_seen && indent < text.len() {
            let width = text[..indent].bytes().fold(0, |column, byte| if byte == b'\t' { (column / TAB + 1) * TAB } else { column + 1 });
            // The first run of an indentation stands for all of them, but where code begins within it.
            let is_code = cx.doc.is_verbatim(content.start + indent - 1);
            let is_first = text[..at].bytes().all(|byte| byte == b' ');
            let edit = (is_first && !is_code).then(|| Edit::replace(Span::new(content.start, content.start + indent), " ".repeat(width)));
            report.at(span).say("indent", ()).fix(Level::Layout, edit);
        } else if cx.is_markdownlint() {
            report.at(span).say("indent", ());
        }
    }
}
