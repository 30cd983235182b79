//! Thematic breaks look alike.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kind, Kinds, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::{is_ecmascript_space, most};
use serde::Deserialize;

/// How thematic breaks are written: `consistent`, `majority`, or the break itself.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ThematicBreakStyle {
    style: Option<String>,
}

impl Rule for ThematicBreakStyle {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let breaks: Vec<NodeRef<'_>> = cx.doc.nodes_of(Kinds::THEMATIC_BREAK).collect();
        let styles: Vec<&str> = breaks.iter().map(|node| written(*node, cx.is_markdownlint())).collect();
        let style = self.style.as_deref().map_or("consistent", |style| style.trim_matches(is_ecmascript_space));
        let wanted = match style {
            "consistent" if cx.is_markdownlint() => styles.first().copied().unwrap_or_default(),
            "consistent" | "majority" => most(styles.iter().copied()).map(|(value, _)| value).unwrap_or_default(),
            _ => style,
        };
        for (node, written) in breaks.iter().zip(&styles).filter(|(_, written)| **written != wanted) {
            let edit = is_safe(*node, wanted).then(|| Edit::replace(node.span, wanted));
            report.at(node.span).say("style", [("written", written.trim_end()), ("wanted", wanted)]).fix(Level::Layout, edit);
        }
    }
}

/// A break; to markdownlint with the blanks at the end of its line.
fn written(node: NodeRef<'_>, whole: bool) -> &str {
    let source = &node.doc().source;
    let end = source.line_content(source.line_at(node.span.start)).end;
    let text = source.slice(Span::new(node.span.start, end));
    if whole { text } else { text.trim_end_matches([' ', '\t']) }
}

/// Whether `wanted` is a break in the place of another: not under text, which it would make a heading, nor as the mark of a list or of front matter.
fn is_safe(node: NodeRef<'_>, wanted: &str) -> bool {
    let mark = wanted.chars().next().filter(|mark| matches!(mark, '-' | '*' | '_'));
    let is_break = mark.is_some_and(|mark| {
        wanted.matches(mark).count() >= 3 && wanted.trim_matches([' ', '\t', mark]).is_empty() && !wanted.ends_with([' ', '\t'])
    });
    let (doc, line) = (node.doc(), node.doc().source.line_at(node.span.start));
    // Behind the marker of an item, dashes make a break of that too.
    let is_beside = node.parent().is_some_and(|item| item.kind == Kind::Item && doc.source.line_at(item.span.start) == line);
    // A text that begins like a front matter which never ends would come to have one.
    let may_close = || doc.front_matter.is_none() && doc.source.slice(doc.body).trim_start().starts_with("---");
    is_break && !is_beside && (mark != Some('-') || node.index() > 1 && doc.is_blank_line(line - 1) && !may_close())
}
