//! No word is written twice in a row.

use crate::diagnostic::{Edit, Level};
use crate::document::Run;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::is_japanese;
use serde::Deserialize;
use std::ops::Range;

/// Further words that may stand twice.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RepeatedWord {
    /// In lower case.
    words: Vec<String>,
}

/// English words that never stand twice in a row.
const SURE: &str = " a an and are as at but can could for from has have if its may must my not of or our she should than the their they to was we were \
                    when where which will with would your ";

/// Those that may, in English or in a language with the same letters.
const DOUBLED: &str = " bla blah boo bye da das der die do had ha hey hi ho her hip hum la long many more much never night no nope nous on out pretty \
                       really se sie so that tick tut up very vous wait way well yada yes ";

/// Verbs with `in`, which a place may follow that begins with it again: `log in in the browser`.
const BEFORE_IN: &str = " log logs logged logging sign signs signed signing opt opts opted opting plug plugged check checked checking fill filled filling \
                         zoom zooms zoomed zooming drop dropped build built join joined come came comes coming go goes get gets fit fits fade fades \
                         type typed key keyed hand handed tune tuned turn turned jump jumped step stepped move moved put call called dial dialed \
                         phase phased bake baked bring brings brought pull pulled let stay ";

/// Behind these `is` may be followed by itself.
const BEFORE_IS: [&str; 8] = ["it", "that", "this", "what", "there", "problem", "point", "thing"];

impl Rule for RepeatedWord {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for run in cx.runs() {
            let mut repeated = 0;
            for (before, word) in neighbours(&run.text) {
                let is_pair = word.len() == before.len() && is_pair(&run.text, &before, &word);
                // `pp pp pp` is a list.
                let is_list = || word_from(&run.text, word.end).is_some_and(|next| is_pair_of(&run.text, &word, &next));
                if is_pair && repeated != before.end && !is_list() && !self.may(&run.text, &before, &word) {
                    say(cx, run, &before, &word, report);
                }
                repeated = if is_pair { word.end } else { repeated };
            }
        }
    }
}

impl RepeatedWord {
    fn may(&self, text: &str, first: &Range<usize>, second: &Range<usize>) -> bool {
        let word = &text[second.clone()];
        let is_is = || BEFORE_IS.iter().any(|before| text[..first.start].trim_end().ends_with(before));
        let is_verb = || {
            let verb = text[..first.start].trim_end().rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
            !verb.is_empty() && is_in(BEFORE_IN, &verb.to_ascii_lowercase())
        };
        is_in(DOUBLED, word) || word == "is" && is_is() || word == "in" && is_verb() || self.words.iter().any(|own| own == word)
    }
}

fn is_in(words: &str, word: &str) -> bool {
    words.split(' ').any(|known| known == word)
}

/// The words of ASCII letters that white space parts from the next one, each with that one. They are found by the white space: Japanese has little of it.
fn neighbours(text: &str) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b' ', b'\n', bytes).filter_map(|gap| {
        let length = bytes[..gap].iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let start = gap + bytes[gap..].iter().take_while(|byte| matches!(byte, b' ' | b'\n')).count();
        let is_word = length > 0 && bytes.get(start).is_some_and(u8::is_ascii_alphabetic);
        is_word.then(|| Some((gap - length..gap, word_from(text, start)?))).flatten()
    })
}

/// The next word of ASCII letters.
fn word_from(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let start = from + bytes[from..].iter().position(u8::is_ascii_alphabetic)?;
    let end = start + bytes[start..].iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(bytes.len() - start);
    Some(start..end)
}

/// Whether two words that follow each other are the same, with nothing but white space between.
fn is_pair_of(text: &str, first: &Range<usize>, second: &Range<usize>) -> bool {
    let gap = &text[first.end..second.start];
    let is_gap = !gap.is_empty() && gap.bytes().all(|byte| matches!(byte, b' ' | b'\n')) && gap.matches('\n').count() <= 1;
    is_gap && text[first.clone()].eq_ignore_ascii_case(&text[second.clone()])
}

/// Whether they are a word of a sentence each, and no part of a name, a command or a path.
fn is_pair(text: &str, first: &Range<usize>, second: &Range<usize>) -> bool {
    let word = &text[second.clone()];
    let is_lower =
        word.bytes().all(|byte| byte.is_ascii_lowercase()) && text[first.clone()][1..].bytes().all(|byte| byte.is_ascii_lowercase());
    let is_long = second.len() > 1 || word == "a" && text[first.clone()] == *"a";
    let joins = |c: char| "-_/@#'’$:+=\\&<>%~*\"`.(\u{1}".contains(c) || c.is_alphanumeric() && !is_japanese(c);
    let ends = |c: char| "-_/@#'’$+=\\&<>%~*(\u{1}".contains(c) || c.is_alphanumeric() && !is_japanese(c);
    is_lower
        && is_long
        && is_pair_of(text, first, second)
        && !text[..first.start].chars().next_back().is_some_and(joins)
        && !text[second.end..].chars().next().is_some_and(ends)
}

fn say(cx: &Context<'_>, run: &Run<'_>, first: &Range<usize>, second: &Range<usize>, report: &mut Report<'_>) {
    let word = &run.text[second.clone()];
    // With markup between, it is put so on purpose.
    let is_broken = run.text[first.end..second.start].contains('\n');
    let gap = cx.doc.source.slice(Span::new(run.span(first.start, first.end).end, run.span(second.start, second.end).start));
    if !gap.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'>')) {
        return;
    }
    let place = report.at(run.span(first.start, second.end));
    let is_quiet = !is_in(SURE, word) || run.is_quotation(first.start);
    let place = place.quieter_if(is_quiet);
    let said = place.say("twice", [("word", word)]);
    // The first goes, and what parts the two stays where it ends a line.
    let end = if is_broken { first.end } else { second.start };
    let start = if is_broken { run.text[..first.start].trim_end_matches(' ').len() } else { first.start };
    let is_alone = is_broken && (start == first.start || start == 0 || run.text[..start].ends_with('\n'));
    let is_lower = run.text[first.clone()] == *word;
    if is_lower && !is_alone && run.is_contiguous(start, end) {
        said.fix(Level::Suggest, [Edit::delete(run.span(start, end))]);
    } else if !is_lower && !is_broken {
        said.fix(Level::Suggest, [Edit::delete(run.span(first.end, second.end))]);
    }
}
