//! The four sides of a pair of brackets, and the spaces there.

use super::brackets::Pair;
use super::{is_halfwidth_kana, is_hiragana, is_letter};
use crate::text::joins_word;

/// One side of a bracket, with a space between or without.
#[derive(Clone, Copy)]
pub struct Side<'a, 'd> {
    /// The bracket and its other half.
    pub pair: Pair<'a, 'd>,
    /// The place of the bracket.
    pub at: usize,
    /// Where the space begins and ends.
    pub space: (usize, usize),
}

/// The sides with a space where none belongs: inside, and before a full-width bracket.
pub fn close_sides<'a, 'd>(pair: Pair<'a, 'd>) -> impl Iterator<Item = Side<'a, 'd>> {
    let sides = [inner_start(pair), inner_end(pair), outer_start(pair)];
    sides.into_iter().flatten().filter(|side| !side.pair.is_face())
}

/// Where the spaces before `at` begin.
fn spaces_before(text: &str, at: usize) -> usize {
    text[..at].trim_end_matches(' ').len()
}

fn spaces_behind(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches(' ').len()
}

fn is_japanese(c: Option<char>) -> bool {
    // Half-width kana are more often part of a face than of a word.
    c.is_some_and(|c| is_letter(c) && !is_halfwidth_kana(c))
}

/// A space behind the opening bracket.
fn inner_start<'a, 'd>(pair: Pair<'a, 'd>) -> Option<Side<'a, 'd>> {
    let start = pair.open + pair.opening().len_utf8();
    let end = spaces_behind(&pair.run.text, start);
    let is_wrong = start < end && is_japanese(pair.run.text[end..].chars().next()) && pair.content().is_some();
    is_wrong.then_some(Side { pair, at: pair.open, space: (start, end) })
}

/// A space before the closing bracket.
fn inner_end<'a, 'd>(pair: Pair<'a, 'd>) -> Option<Side<'a, 'd>> {
    let start = spaces_before(&pair.run.text, pair.close);
    let is_wrong = start < pair.close && is_japanese(pair.run.text[..start].chars().next_back()) && pair.content().is_some();
    is_wrong.then_some(Side { pair, at: pair.close, space: (start, pair.close) })
}

/// A space between a particle and a quote or an aside in full width.
fn outer_start<'a, 'd>(pair: Pair<'a, 'd>) -> Option<Side<'a, 'd>> {
    let start = spaces_before(&pair.run.text, pair.open);
    let before = pair.run.text[..start].chars().next_back();
    let is_wrong = match pair.opening() {
        '「' | '『' => before.is_some_and(is_hiragana),
        '（' => is_japanese(before),
        _ => false,
    };
    (is_wrong && start < pair.open).then_some(Side { pair, at: pair.open, space: (start, pair.open) })
}

/// Both sides of half-width brackets in Japanese text, where words are next to them.
pub fn outsides<'a, 'd>(pair: Pair<'a, 'd>) -> impl Iterator<Item = Side<'a, 'd>> {
    let text = &pair.run.text;
    let (start, behind) = (spaces_before(text, pair.open), pair.close + 1);
    let end = spaces_behind(text, behind);
    let (left, right) = (text[..start].chars().next_back(), text[end..].chars().next());
    let is_word = |c: Option<char>| is_japanese(c) || c.is_some_and(joins_word);
    // A face is no aside, nor is a footnote of Hatena Blog.
    let is_doubled = text[..pair.open].ends_with('(') || text[pair.open + 1..].starts_with('(') || text[behind..].starts_with(')');
    // In `11/21(月)〜11/22(火)に` the first one is as much an aside as the second.
    let is_aside = !is_doubled
        && (is_japanese(left) || is_japanese(right) || matches!(right, Some('〜' | '～')))
        && pair.open + 1 < pair.close
        && !pair.is_face()
        && pair.open - start <= 1
        && end - behind <= 1;
    let sides = [
        (is_aside && is_word(left)).then_some(Side { pair, at: pair.open, space: (start, pair.open) }),
        (is_aside && is_japanese(right)).then_some(Side { pair, at: pair.close, space: (behind, end) }),
    ];
    sides.into_iter().flatten()
}
