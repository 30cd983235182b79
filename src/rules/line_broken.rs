//! A sentence is whole: no line ends where a word in code was lost, and none is left out.

use crate::document::{Document, Kind, Kinds, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::is_japanese;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LineBroken {}

/// Particles that no sentence begins with, where no hiragana follows.
const PARTICLES: [char; 8] = ['の', 'に', 'は', 'が', 'で', 'と', 'へ', 'も'];

/// The particle behind what something is done to.
const OBJECT: &str = "を";

/// What stands before a comma and is no object.
const OPENINGS: [&str; 9] = ["は", "に", "で", "まず", "また", "さらに", "そして", "続いて", "その後"];

impl Rule for LineBroken {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let (mut cut, mut wrapped) = (Vec::new(), 0);
        for paragraph in cx.doc.nodes_of(Kinds::PARAGRAPH) {
            for (before, after) in breaks(paragraph) {
                if !is_continued(after.source()) {
                    continue;
                }
                match lost_word(cx.doc, before) {
                    Some(span) => cut.push((span, after.source())),
                    None => wrapped += usize::from(before.source().ends_with(is_japanese)),
                }
            }
        }
        // Where lines are broken at some width, they end anywhere.
        for (span, after) in cut.iter().filter(|_| cut.len() > wrapped) {
            let particle = after.trim_start().chars().next().unwrap_or_default();
            report.at(*span).say("cut", [("particle", particle)]);
        }
        let text = cx.doc.source.text();
        let places = memchr::memmem::find_iter(text.as_bytes(), OBJECT).filter(|at| text[..*at].ends_with(['、', '。', ' ', '\u{3000}']));
        let places: Vec<usize> = places.collect();
        for node in cx.doc.nodes_of(Kinds::TEXT).filter(|_| !places.is_empty()) {
            let (start, text) = (node.span.start, node.source());
            let first = places.partition_point(|at| *at < start);
            // A place that is in doubt has no text.
            for at in places[first..].iter().take_while(|at| **at < start + text.len()) {
                if is_word_missing(text, at - start) {
                    report.at(Span::new(*at, at + OBJECT.len())).say("missing", ());
                }
            }
        }
    }
}

/// The texts before and behind each place where a line or the paragraph ends.
fn breaks(paragraph: NodeRef<'_>) -> Vec<(NodeRef<'_>, NodeRef<'_>)> {
    let mut nodes: Vec<NodeRef<'_>> = paragraph.children().collect();
    if let Some(next) = paragraph.next_sibling().filter(|next| next.kind == Kind::Paragraph) {
        // The end of a paragraph is a break as good as that of a line.
        nodes.push(next);
        nodes.extend(next.children().next());
    }
    let is_break = |node: NodeRef<'_>| matches!(node.kind, Kind::SoftBreak | Kind::LineBreak | Kind::Paragraph);
    let broken = nodes.windows(3).filter(|three| is_break(three[1]) && three[0].kind == Kind::Text && three[2].kind == Kind::Text);
    broken.map(|three| (three[0], three[2])).collect()
}

/// Whether a line goes on with a sentence that began before it.
fn is_continued(line: &str) -> bool {
    let line = line.trim_start();
    let is_word = |c: char| c.is_alphanumeric() && !matches!(c, '\u{3041}'..='\u{309f}');
    line.starts_with('を') && !line.starts_with("を」")
        || line.starts_with("には")
        || line.strip_prefix(PARTICLES).is_some_and(|rest| rest.trim_start_matches(' ').starts_with(is_word))
}

/// The word of Latin letters at the end of a text, where its line is Japanese and no URL.
fn lost_word(doc: &Document, text: NodeRef<'_>) -> Option<Span> {
    let words = text.source().trim_end();
    let line = doc.source.slice(doc.source.line_content(doc.source.line_at(text.span.start)));
    let is_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '(' | ')' | '$' | '@');
    let start = words.trim_end_matches(is_code).len();
    let word = &words[start..];
    let has_letter = word.contains(|c: char| c.is_ascii_alphabetic()) && word.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ')');
    (has_letter && line.contains(is_japanese) && !line.contains("://"))
        .then(|| Span::new(text.span.start + start, text.span.start + words.len()))
}

/// Whether nothing stands before the particle at `at` that it could mark: `次に、を実行`, `これは を使う`.
fn is_word_missing(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\u{3000}']);
    let gap = text[before.len()..at].chars().count();
    let goes_on = text[at + OBJECT.len()..].starts_with(|c: char| c.is_alphanumeric());
    let is_lone = match before.chars().next_back() {
        // What is said of a whole clause may stand behind a comma: `どれだけ広いか、を考える`.
        Some('、') => OPENINGS.iter().any(|word| before.trim_end_matches('、').ends_with(word)),
        // A mark behind a bracket is spoken of.
        Some('。') => before.chars().nth_back(1).is_some_and(char::is_alphanumeric),
        Some('は' | 'が' | 'に' | 'で') => gap > 0,
        Some(c) => gap > 1 && is_japanese(c),
        None => false,
    };
    goes_on && is_lone
}
