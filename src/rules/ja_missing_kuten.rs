//! A sentence at the end of a paragraph ends with 。 where the others do.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kind, NodeRef, Run};
use crate::japanese::habit::majority;
use crate::japanese::is_letter;
use crate::japanese::sentence::is_sentence;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaMissingKuten {}

/// Paragraphs with fewer kana and kanji are labels.
const SENTENCE: usize = 15;

impl Rule for JaMissingKuten {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let (mut closed, mut marks, mut open) = (Vec::new(), Vec::new(), Vec::new());
        for run in cx.runs().iter().filter(|run| run.is_running()) {
            let text = run.text.trim_end_matches([' ', '\u{3000}']);
            if let Some(mark) = text.chars().next_back().filter(|c| matches!(c, '。' | '．')) {
                closed.push(text.trim_end_matches(mark));
                marks.push(mark);
            } else if ends_alone(run, text.len()) {
                open.push((run, text));
            }
        }
        if open.is_empty() || !cx.signs_kept().is_japanese() {
            return;
        }
        closed.sort_unstable_by_key(|text| (text.len(), *text));
        open.retain(|(run, text)| {
            // One that stands there twice with its 。 is no label.
            let first = closed.partition_point(|other| (other.len(), *other) < (text.len(), text));
            let is_repeated = closed.get(first + 1) == Some(text);
            is_repeated
                || text.chars().filter(|c| is_letter(*c)).count() >= SENTENCE
                    && is_sentence(text)
                    && lines_are_closed(text)
                    && !leads_on(run.block)
        });
        let votes: Vec<Option<char>> = marks.into_iter().map(Some).chain(open.iter().map(|_| None)).collect();
        let Some(Some(mark)) = majority(&votes, 5, 4) else { return };
        for (run, text) in open {
            let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
            let span = run.span(last, text.len());
            report.at(span).say("missing", [("mark", mark)]).fix(Level::Wording, [Edit::insert(span.end, mark.to_string())]);
        }
    }
}

/// Whether the text of a paragraph ends at `end` in no markup.
fn ends_alone(run: &Run<'_>, end: usize) -> bool {
    let last = run.block.children().last().is_some_and(|last| last.kind == Kind::Text);
    last && end > 0 && run.text[end..].is_empty()
}

/// Whether all lines but the last end as they do in running text, and not as verses and captions.
fn lines_are_closed(text: &str) -> bool {
    let mut lines = text.lines().rev();
    lines.next();
    lines.all(|line| !is_sentence(line.trim_end()))
}

/// Whether a paragraph announces what is behind it: a list, code, an image, a card.
fn leads_on(paragraph: NodeRef<'_>) -> bool {
    paragraph.next_sibling().is_some_and(|next| match next.kind {
        Kind::Paragraph => {
            !next.children().next().is_some_and(|first| matches!(first.kind, Kind::Text | Kind::Strong))
                || next.source().starts_with(['@', '{', '[', ':', '$'])
        }
        Kind::Heading { .. } | Kind::ThematicBreak => false,
        _ => true,
    })
}
