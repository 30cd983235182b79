//! Brackets whose other half is missing, without those that never had one.

use super::brackets::Brackets;
use super::space::{bare_url, character};
use super::{Spot, is_letter};
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
        '(' | '（' => line.chars().count() > 4 && rest.contains(is_letter) && !is_face(spot) && !is_in_url(doc, spot, start, rest),
        '〈' | '《' => line.chars().count() > 1 && spot.previous().is_none_or(|c| c != spot.c()),
        _ => !rest.is_empty() && !is_in_url(doc, spot, start, rest),
    }
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
