//! What is taken for a katakana and isn't one: `サ一バー`, `プ口グラム`.

use super::{Spot, is_katakana};

/// The katakana that `c` looks like: a kanji, a hiragana, or a dash for ー.
#[must_use]
pub const fn lookalike(c: char) -> Option<char> {
    Some(match c {
        '力' => 'カ',
        '二' => 'ニ',
        '口' => 'ロ',
        '卜' => 'ト',
        '夕' => 'タ',
        '工' => 'エ',
        '八' => 'ハ',
        'へ' => 'ヘ',
        'べ' => 'ベ',
        'ぺ' => 'ペ',
        'り' => 'リ',
        '一' | '―' | '—' | '–' | '－' | '−' | '─' | 'ｰ' => 'ー',
        _ => return None,
    })
}

/// The katakana that is meant at a [`Lookalike`](super::Sign::Lookalike) sign; nothing where the word may end there and something else begin.
///
/// Most of these are words of their own (`サービス二つ`, `スキル力アップ`, `サーバーへアクセス`), so what stands around has to show that it is one word.
#[must_use]
pub fn katakana_of(spot: Spot<'_, '_>, is_written: impl Fn(&str) -> bool) -> Option<char> {
    let c = spot.c();
    let meant = lookalike(c)?;
    let rest = &spot.rest()[c.len_utf8()..];
    let tail: String = rest.chars().take(LONGEST).take_while(|c| is_katakana(*c)).collect();
    let mut word: Vec<char> = spot.before().chars().rev().take(LONGEST).take_while(|c| is_katakana(*c)).collect();
    let is_chain = spot.before().chars().rev().nth(word.len()) == Some(c) || rest[tail.len()..].starts_with(c);
    word.reverse();
    let (first, last) = (tail.chars().next()?, *word.last()?);
    let (before, after) = (word.len(), tail.chars().count());
    let is_vowel_missing = meant == 'ー' && !matches!(last, 'ー' | 'ッ' | 'ン') && first != 'ー';
    if meant == 'ー' && !is_vowel_missing || is_counted(c, &tail, &rest[tail.len()..]) || is_word(c, &tail) {
        return None;
    }
    // No word begins or ends like that.
    let is_inside = last == 'ッ' || cannot_begin(first);
    word.push(meant);
    word.extend(tail.chars());
    let joined = || is_written(&word.iter().collect::<String>());
    let is_sure = match c {
        'ｰ' | '口' | '卜' | '夕' | '工' | 'べ' | 'ぺ' => true,
        // A particle, the end of a verb, a noun that makes nouns.
        'へ' | 'り' => is_inside,
        '力' => is_inside || before == 1,
        '二' | '八' => is_inside || before <= 2 || after == 1 || is_small(last),
        // A dash may part two words: `オン－オフ`.
        _ => is_inside || before == 1 || after == 1 || before == 2 && after > 2 || is_small(last) || is_chain,
    };
    (is_sure || joined()).then_some(meant)
}

/// How many katakana on each side are looked at.
const LONGEST: usize = 20;

/// Whether no word begins with `c`.
const fn cannot_begin(c: char) -> bool {
    matches!(c, 'ー' | 'ッ' | 'ン') || is_small(c)
}

const fn is_small(c: char) -> bool {
    matches!(c, 'ャ' | 'ュ' | 'ョ' | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ヮ')
}

/// Whether a number is followed by what it counts: `一カ所`, `二ヶ月`, `八コ`.
fn is_counted(number: char, tail: &str, behind: &str) -> bool {
    let is_kanji = || behind.chars().next().is_some_and(crate::text::is_kanji);
    matches!(number, '一' | '二' | '八') && (matches!(tail, "ヶ" | "コ" | "ツ") || matches!(tail, "カ" | "ヵ" | "ケ") && is_kanji())
}

/// Whether it begins a word of its own: 口コミ, 夕メシ.
fn is_word(c: char, tail: &str) -> bool {
    let words: &[&str] = match c {
        '口' => &["コミ", "パク"],
        '夕' => &["メシ"],
        _ => &[],
    };
    words.iter().any(|word| tail.starts_with(word))
}
