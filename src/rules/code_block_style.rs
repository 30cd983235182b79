//! Code is written between fences, or indented, and not both ways.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kind, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::most;
use serde::Deserialize;

/// How code is written: between fences where nothing is said, for markdownlint as the first block is.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CodeBlockStyle {
    style: Option<Style>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Style {
    Consistent,
    Majority,
    Fenced,
    Indented,
}

impl Rule for CodeBlockStyle {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let blocks: Vec<(NodeRef<'_>, bool)> = cx
            .doc
            .nodes()
            .filter_map(|node| match node.kind {
                Kind::CodeBlock { fenced, .. } => Some((node, fenced)),
                _ => None,
            })
            .collect();
        let fences = || blocks.iter().map(|(_, fenced)| *fenced);
        let style = self.style.unwrap_or(if cx.is_markdownlint() { Style::Consistent } else { Style::Fenced });
        let wants_fence = match style {
            Style::Fenced => true,
            Style::Indented => false,
            Style::Consistent if cx.is_markdownlint() => fences().next().unwrap_or(true),
            Style::Consistent | Style::Majority => most(fences()).is_none_or(|(is_fenced, _)| is_fenced),
        };
        for (block, fenced) in blocks.iter().filter(|(_, fenced)| *fenced != wants_fence) {
            let place = Span::new(block.span.start, cx.doc.source.line_content(cx.doc.source.line_at(block.span.start)).end);
            if *fenced {
                // The language would be lost.
                report.at(place).say("fenced", ());
            } else {
                report.at(place).say("indented", ()).fix(Level::Suggest, fenced_edits(*block).unwrap_or_default());
            }
        }
    }
}

/// Fences around an indented block, and its lines without their four columns; nothing where tabs make that unclear.
fn fenced_edits(block: NodeRef<'_>) -> Option<Vec<Edit>> {
    let source = &block.doc().source;
    let lines = block.code_lines();
    let (first, last) = (lines.first()?, lines.last()?);
    let before = Span::new(source.line_span(source.line_at(first.start)).start, first.start);
    // What is left of it is what belongs to the quotes and items around.
    let prefix =
        source.slice(before).strip_suffix("    ").or_else(|| source.slice(before).strip_suffix('\t').filter(|rest| rest.is_empty()))?;
    if !prefix.bytes().all(|byte| matches!(byte, b' ' | b'>')) {
        return None;
    }
    // Code that looks like a fence or a container stays as it is: what is read before it is parsed may take it for one.
    let bare = |line: &Span| source.slice(*line).trim_start_matches([' ', '\t']);
    if lines.iter().map(bare).any(|text| ["```", "~~~", ":::"].iter().any(|marks| text.starts_with(marks))) {
        return None;
    }
    let (fence, newline) = ("```", source.newline());
    let mut edits = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let start = source.line_span(source.line_at(line.start)).start;
        let indent = source.slice(Span::new(start, line.start));
        let is_blank = line.is_empty();
        if !is_blank && indent != source.slice(before) {
            return None;
        }
        let opening = if at == 0 { format!("{prefix}{fence}{newline}") } else { String::new() };
        let kept = if is_blank { indent.trim_end_matches([' ', '\t']) } else { prefix };
        edits.push(Edit::replace(Span::new(start, line.start), format!("{opening}{kept}")));
    }
    edits.push(Edit::insert(last.end, format!("{newline}{prefix}{fence}")));
    Some(edits)
}
