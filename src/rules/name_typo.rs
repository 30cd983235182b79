//! A word one letter off a known name is that name misspelled.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kind, Run};
use crate::names::mentions::Mentions;
use crate::names::{Near, words};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;
use std::collections::HashMap;

/// How often a word may stand in a text before it is taken for a name of its own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NameTypo {
    /// Where the right spelling does not outnumber it.
    most: usize,
    /// Where it does.
    most_beside_right: usize,
}

impl Default for NameTypo {
    fn default() -> Self {
        Self { most: 2, most_beside_right: 5 }
    }
}

struct Found<'m> {
    run: &'m Run<'m>,
    start: usize,
    end: usize,
    near: Near<'m>,
}

impl Rule for NameTypo {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mentions = cx.mentions();
        let mut found: Vec<Found<'_>> = Vec::new();
        for (run, start, end) in mentions.words() {
            found.extend(cx.names.near(&run.text, start, end).map(|near| Found { run, start, end, near }));
        }
        if found.is_empty() {
            return;
        }
        let mut words: HashMap<&str, Word> = HashMap::new();
        for Found { run, start, end, near } in &found {
            let written = &run.text[*start..*end];
            if words.len() > MOST_WORDS {
                return;
            }
            let new = || Word { count: 0, right: count_right(mentions, *near), everywhere: count_words(cx.doc.source.text(), written) };
            words.entry(written).or_insert_with(new).count += 1;
        }
        for word in &found {
            let written = &word.run.text[word.start..word.end];
            let Word { count, right, everywhere } = words[written];
            let is_own_name = count > self.most && (count > self.most_beside_right || right <= count);
            // What stands in code or in a URL too is an identifier.
            if is_own_name || everywhere > count || mentions.is_defined(written) {
                continue;
            }
            let is_sure = word.near.is_sure(written);
            if is_sure || right > 0 {
                say(word, is_sure && right > 0, report);
            }
        }
    }
}

/// A word that may be a misspelled name: how often it stands in prose, the right spelling stands there, and it stands anywhere.
#[derive(Clone, Copy)]
struct Word {
    count: usize,
    right: usize,
    everywhere: usize,
}

/// So many different misspelled names are none: the text is in a language of its own. It bounds the work, too.
const MOST_WORDS: usize = 200;

fn say(word: &Found<'_>, is_certain: bool, report: &mut Report<'_>) {
    let Found { run, start, end, near } = *word;
    let quotation = run.is_quotation(start);
    let span: Span = run.span(start, end);
    let place = report.at(span).quieter_if(quotation);
    let said = place.say("misspelled", [("written", &run.text[start..end]), ("right", near.right), ("name", near.name.text())]);
    let is_heading = matches!(run.block.kind, Kind::Heading { .. }) || run.leads_inside(start);
    // A name without its first letter, or with another, may be a name itself: `IPython`.
    let begins_alike = run.text[start..end].bytes().zip(near.right.bytes()).next().is_some_and(|(a, b)| a.eq_ignore_ascii_case(&b));
    let level = if is_certain && begins_alike && !quotation && !is_heading { Level::Wording } else { Level::Suggest };
    if run.is_contiguous(start, end) && !run.is_label(start) {
        said.fix(level, [Edit::replace(span, near.right)]);
    }
}

/// How often a word stands in a text, wherever that is.
fn count_words(text: &str, word: &str) -> usize {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    let found = memchr::memmem::find_iter(bytes, word.as_bytes());
    found.filter(|&at| !is_letter(at.checked_sub(1).and_then(|before| bytes.get(before))) && !is_letter(bytes.get(at + word.len()))).count()
}

/// How often the right spelling stands in the text: the name, or the word in question in another name.
fn count_right(mentions: &Mentions<'_>, near: Near<'_>) -> usize {
    let has_word = |text: &str| words(text).any(|word| word.eq_ignore_ascii_case(near.right));
    let is_it = |name: &str| name == near.name.text() || has_word(name);
    mentions.iter().filter(|(run, mention)| is_it(mention.name.text()) && has_word(&run.text[mention.start..mention.end])).count()
}
