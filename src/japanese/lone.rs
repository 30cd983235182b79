//! Brackets whose other half is missing, without those that never had one.

use super::brackets::Brackets;
use super::space::{bare_url, character};
use super::{Spot, is_katakana, is_letter};
use crate::document::{Document, OBJECT};
use crate::text::{first, last};

/// How far is looked around a bracket.
const FAR: usize = 300;

/// A bracket without its other half.
#[derive(Clone, Copy)]
pub struct Lone<'a, 'd> {
    /// Its place.
    pub spot: Spot<'a, 'd>,
    /// Whether it is an opening one.
    pub opens: bool,
}

/// Those of the brackets that a reader misses the other half of, in order of place: no label, no face, nothing that another paragraph goes on with.
#[must_use]
pub fn lone<'a, 'd>(doc: &Document, brackets: Brackets<'a, 'd>) -> Vec<Lone<'a, 'd>> {
    let mut all: Vec<Lone<'_, '_>> = brackets.unclosed.into_iter().map(|spot| Lone { spot, opens: true }).collect();
    all.extend(brackets.unopened.into_iter().map(|spot| Lone { spot, opens: false }));
    all.sort_by_key(|lone| character(lone.spot.run, lone.spot.at).start);
    // A quote over several paragraphs.
    let mut open: [Vec<usize>; 6] = Default::default();
    let mut keep = vec![true; all.len()];
    for (index, lone) in all.iter().enumerate() {
        let kind = match lone.spot.c() {
            '「' | '」' => 0,
            '『' | '』' => 1,
            '（' | '）' | '(' | ')' => 2,
            '【' | '】' => 3,
            '《' | '》' => 4,
            _ => 5,
        };
        if lone.opens {
            open[kind].push(index);
        } else if let Some(other) = open[kind].pop() {
            (keep[other], keep[index]) = (false, false);
        }
    }
    let kept = all.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(lone, _)| lone);
    kept.filter(|lone| if lone.opens { needs_closing(doc, lone.spot) } else { needs_opening(doc, lone.spot) }).collect()
}

/// Whether an opening bracket is one that text follows, and no slip like `(笑`.
fn needs_closing(doc: &Document, spot: Spot<'_, '_>) -> bool {
    let start = spot.at + spot.c().len_utf8();
    let rest = first(&spot.run.text[start..], FAR);
    let line = rest.split(['\n', '。', ' ', '\u{3000}', '！', '？', '、']).next().unwrap_or(rest);
    match spot.c() {
        '(' | '（' => begins_aside(spot, line, rest) && !is_face(spot) && !is_in_url(doc, spot, start, rest),
        '〈' | '《' => line.chars().count() > 1 && spot.previous().is_none_or(|c| c != spot.c()),
        _ => !rest.is_empty() && !is_in_url(doc, spot, start, rest),
    }
}

/// What people write behind a bracket that they do not close: a laugh, a cry, a word to oneself, and so on.
const SLIPS: [&str; 32] = [
    "笑",
    "爆",
    "汗",
    "泣",
    "涙",
    "苦笑",
    "失笑",
    "謎",
    "怒",
    "嘘",
    "略",
    "棒",
    "死",
    "照",
    "違",
    "震え",
    "白目",
    "遠い目",
    "確信",
    "意味深",
    "小並",
    "真顔",
    "恥",
    "焦",
    "驚",
    "ry",
    "rya",
    "キリ",
    "ドヤ",
    "マテ",
    "ボソ",
    "ワラ",
];

/// What is short and no such slip: a note, a part of two.
const LABELS: [&str; 9] = ["注", "注釈", "仮", "上", "下", "前編", "後編", "例", "以下"];

/// Whether words follow a round bracket that go on, or that are no aside which people leave open. `line` is the first of `rest`, up to a mark or a space.
fn begins_aside(spot: Spot<'_, '_>, line: &str, rest: &str) -> bool {
    let is_latin = |c: char| c.is_ascii_alphabetic();
    let laugh = line.chars().next().unwrap_or_default();
    let is_laugh = line.trim_start_matches(laugh).is_empty();
    if is_laugh && line.len() > 3 || SLIPS.iter().any(|slip| line.starts_with(slip)) {
        return false;
    }
    if line.chars().count() > 4 && rest.contains(is_letter) {
        return true;
    }
    if spot.c() == '(' && !rest.contains(is_letter) {
        return begins_english(spot, rest);
    }
    let behind = &rest[line.len()..];
    let goes_on = match behind.chars().next() {
        Some('、') => true,
        Some(' ' | '\u{3000}') => behind.trim_start().starts_with(|c| is_letter(c) || is_latin(c)),
        _ => LABELS.contains(&line) || line.chars().filter(|c| is_latin(*c) || is_katakana(*c)).count() > 2,
    };
    goes_on && line.contains(|c| is_letter(c) || is_latin(c))
}

/// Whether two words of English follow a bracket before which a word ends.
fn begins_english(spot: Spot<'_, '_>, rest: &str) -> bool {
    let is_word = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let mut words = rest.split([' ', '\n']).map(|word| word.trim_end_matches(['.', ',', ':', ';', '!', '?']));
    spot.previous().is_none_or(|c| c == ' ' || is_letter(c)) && words.next().is_some_and(is_word) && words.next().is_some_and(is_word)
}

/// Whether a closing bracket ends words, and no label like `１）` or `注）`.
fn needs_opening(doc: &Document, spot: Spot<'_, '_>) -> bool {
    let before = last(spot.before(), FAR);
    let start = spot.at - before.len();
    let label = before.rsplit(['\n', ' ', '\u{3000}', '。', '、', '，', '・']).next().unwrap_or(before);
    match spot.c() {
        ')' | '）' => label.chars().count() > 6 && label.contains(is_letter) && !is_face(spot) && !is_in_url(doc, spot, start, before),
        // An arrow: 設定 〉 一般.
        '〉' | '》' => false,
        _ => !before.is_empty() && !is_in_url(doc, spot, start, before),
    }
}

/// Whether a face is around.
fn is_face(spot: Spot<'_, '_>) -> bool {
    let is_part = |c: char| {
        matches!(
            c,
            '^' | ';'
                | ':'
                | '；'
                | '：'
                | '´'
                | '｀'
                | '∀'
                | 'ω'
                | 'д'
                | 'Д'
                | '≧'
                | '≦'
                | '￣'
                | '_'
                | '*'
                | '＾'
                | 'ﾟ'
                | '°'
                | 'o'
                | '@'
                | '>'
                | '<'
                | '='
                | '-'
                | '・'
        )
    };
    spot.previous().is_some_and(is_part) || spot.next().is_some_and(is_part)
}

/// Whether the other half was swallowed by a URL, in the text behind the bracket or before it.
fn is_in_url(doc: &Document, spot: Spot<'_, '_>, start: usize, near: &str) -> bool {
    near.match_indices(OBJECT).any(|(at, _)| {
        bare_url(doc, spot.run, start + at).is_some_and(|url| url.contains(['(', ')', '（', '）', '「', '」', '『', '』', '【', '】']))
    })
}
