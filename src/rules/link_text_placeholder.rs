//! No word in brackets stands where a link was.

use crate::document::{Kind, Kinds, Line, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::{Source, Span};
use crate::text::is_japanese;
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::OnceLock;

/// What stands for a link that is lost.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LinkTextPlaceholder {
    words: Vec<String>,
    /// The words as they are compared.
    #[serde(skip)]
    folded: OnceLock<HashSet<String>>,
}

impl Default for LinkTextPlaceholder {
    fn default() -> Self {
        let sources = ["link", "リンク", "リンク先", "url"];
        let endings = ["より引用", "から引用", "より抜粋", "から抜粋", "より", "参照", "を参照", "はこちら"];
        let phrases = sources.into_iter().flat_map(|source| endings.map(|ending| format!("{source}{ending}")));
        let words = phrases.chain(["link".to_owned(), "リンク".to_owned()]).collect();
        Self { words, folded: OnceLock::new() }
    }
}

/// Most bytes of a placeholder.
const LONGEST: usize = 80;

impl Rule for LinkTextPlaceholder {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let source = &cx.doc.source;
        let words = self.folded.get_or_init(|| self.words.iter().map(|word| folded(word)).collect());
        let found = cx.doc.lines().filter_map(|line| {
            let (span, inner) = at_end(source, line)?;
            (words.contains(&folded(inner)) && !has_link_near(source, line.number)).then_some((span, inner))
        });
        let found: Vec<(Span, &str)> = found.collect();
        if found.is_empty() {
            return;
        }
        let texts: Vec<NodeRef<'_>> = cx.doc.nodes_of(Kinds::TEXT).collect();
        for (span, inner) in found {
            let next = texts.partition_point(|text| text.span.end <= span.start);
            let text = texts.get(next).filter(|text| text.span.start <= span.start);
            // A heading or a cell that says リンク is about links.
            let is_prose = text.and_then(|text| text.parent()).is_some_and(|around| around.kind == Kind::Paragraph);
            if is_prose {
                report.at(span).say("lost", [("text", inner)]);
            }
        }
    }
}

/// The brackets that end a line behind Japanese or stand there alone, and what is in them. In the middle of a sentence they explain a word.
fn at_end(source: &Source, line: Line) -> Option<(Span, &str)> {
    let text = source.slice(line.content).trim_end().trim_end_matches(['。', '．', '.']);
    let close = text.chars().next_back()?;
    let open = match close {
        ')' => '(',
        '）' => '（',
        ']' => '[',
        '］' => '［',
        _ => return None,
    };
    let inside = &text[..text.len() - close.len_utf8()];
    let start = inside.rfind(open)?;
    let inner = &inside[start + open.len_utf8()..];
    let before = inside[..start].trim_start_matches([' ', '\t', '\u{3000}', '>', '-', '*', '+']);
    let is_placeholder = inner.len() <= LONGEST && (before.is_empty() || before.ends_with(is_japanese));
    is_placeholder.then(|| (Span::new(line.content.start + start, line.content.start + text.len()), inner))
}

/// Whether the line or one beside it has a link: the word may speak of that one.
fn has_link_near(source: &Source, number: usize) -> bool {
    let has_link = |number: usize| {
        let line = if number < source.line_count() { source.line(number).trim_start() } else { "" };
        !line.starts_with("![") && (line.contains("://") || line.contains("](") || line.contains("href="))
    };
    let before = number.saturating_sub(1);
    let skipped = if source.line(before).trim().is_empty() { before.saturating_sub(1) } else { before };
    [skipped, before, number, number + 1].into_iter().any(has_link)
}

/// A phrase as it is compared: lower case, without white space.
fn folded(phrase: &str) -> String {
    phrase.split_whitespace().collect::<String>().to_lowercase()
}
