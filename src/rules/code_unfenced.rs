//! Commands and data are code.

use crate::document::{Kind, Kinds, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::is_japanese;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeUnfenced {}

/// Programs, and what is said to them first, one program a line. An option may follow instead.
const COMMANDS: &str = include_str!("../../rules/words/commands.txt");

/// Words of a sentence and of no command.
const ENGLISH: [&str; 18] =
    ["the", "a", "an", "is", "are", "and", "to", "of", "with", "for", "or", "that", "you", "your", "we", "will", "as", "it"];

impl Rule for CodeUnfenced {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for paragraph in cx.doc.nodes_of(Kinds::PARAGRAPH) {
            let in_item = paragraph.parent().is_some_and(|parent| parent.kind == Kind::Item);
            let lines = lines(paragraph);
            // Each stretch of lines without Japanese is looked at as a whole, and reported once.
            let is_prose = |line: &str| line.contains(is_japanese) && !is_prompt(line) && !is_manifest(line) || line.contains('`');
            for stretch in lines.split(|(_, line)| is_prose(line)).filter(|stretch| !stretch.is_empty()) {
                let kinds: Vec<_> = stretch.iter().map(|(_, line)| kind(line, in_item)).collect();
                if kinds.iter().all(Option::is_none) {
                    // Its lines may be there.
                    let text = stretch.iter().map(|(_, line)| *line).collect::<Vec<_>>().join(" ");
                    if let Some(format) = format(&text) {
                        report.at(stretch[0].0).say("data", [("format", format)]);
                    }
                }
                for (at, kind) in kinds.iter().enumerate() {
                    match kind {
                        Some(COMMAND) if at == 0 || kinds[at - 1] != Some(COMMAND) => report.at(stretch[at].0).say("command", ()),
                        Some(format) if *format != COMMAND => report.at(stretch[at].0).say("data", [("format", *format)]),
                        _ => continue,
                    };
                }
            }
        }
    }
}

/// A line for a shell.
const COMMAND: &str = "command";

/// What a line is by itself.
fn kind(line: &str, in_item: bool) -> Option<&'static str> {
    if is_prompt(line) || !in_item && is_command(line) { Some(COMMAND) } else { format(line) }
}

/// The lines of a paragraph, without the marks of quotes and the blanks around.
fn lines(paragraph: NodeRef<'_>) -> Vec<(Span, &str)> {
    let source = &paragraph.doc().source;
    let read = paragraph.doc().line_range(paragraph.span).map(|number| {
        let line = source.line_content(number);
        let start = line.start.max(paragraph.span.start);
        let text = source.slice(Span::new(start, line.end));
        let bare = text.trim_start_matches([' ', '\t', '>']);
        let start = start + text.len() - bare.len();
        (Span::new(start, start + bare.trim_end().len()), bare.trim_end())
    });
    read.collect()
}

/// Whether a line begins with the prompt of a shell and a command.
fn is_prompt(line: &str) -> bool {
    let word = line.strip_prefix("$ ").and_then(|rest| rest.split(' ').next()).unwrap_or_default();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '_' | '-' | '~');
    word.len() > 1
        && word.starts_with(|c: char| c.is_ascii_lowercase() || matches!(c, '.' | '/' | '~'))
        && word.chars().all(is_name)
        && !line.ends_with('$')
}

/// Whether a line is a command and no sentence that begins like one.
fn is_command(line: &str) -> bool {
    let mut words = line.split(' ');
    let (Some(program), Some(first)) = (words.next(), words.next()) else { return false };
    // Sentences begin with a capital letter.
    if !program.starts_with(|c: char| c.is_ascii_lowercase()) {
        return false;
    }
    let known = COMMANDS.lines().find_map(|line| line.strip_prefix(program)?.strip_prefix(": "));
    let takes = |known: &str| is_option(first) || known.split(' ').any(|word| word == first) || known == "http" && first.starts_with(known);
    // Two words are as likely a term.
    known.is_some_and(takes)
        && (words.clone().next().is_some() || is_option(first))
        && !line.contains(is_japanese)
        && !line.ends_with(['.', ':', ',', '!', '?'])
        && !words.any(|word| ENGLISH.contains(&word))
}

fn is_option(word: &str) -> bool {
    word.strip_prefix('-').is_some_and(|rest| rest.trim_start_matches('-').starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// What the text of a paragraph is, where it is data.
fn format(text: &str) -> Option<&'static str> {
    let is_object = text.starts_with('{') && text.ends_with('}') || text.starts_with("[{") && text.ends_with("}]");
    if is_object && text.matches("\":").count() > 1 {
        return Some("JSON");
    }
    let is_key = |word: &str| {
        word.strip_suffix(':').is_some_and(|key| {
            key.starts_with(|c: char| c.is_ascii_lowercase())
                && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/'))
        })
    };
    let words = text.split_whitespace().filter(|word| *word != "-");
    if !words.clone().next().is_some_and(is_key) {
        return None;
    }
    let keys: Vec<bool> = words.map(is_key).collect();
    let nests = keys.windows(2).any(|pair| pair[0] && pair[1]);
    let is_yaml = nests && keys.iter().filter(|is_key| **is_key).count() > 2;
    (is_yaml || is_manifest(text)).then_some("YAML")
}

/// Whether a text is a manifest of Kubernetes.
fn is_manifest(text: &str) -> bool {
    text.starts_with("apiVersion: ") && text.contains(" kind: ")
}
