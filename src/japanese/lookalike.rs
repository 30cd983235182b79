//! What is taken for a katakana and isn't one: `サ一バー`, `プ口グラム`.

use super::{Spot, is_katakana};
use crate::text;

/// The katakana that the kanji `c` looks like.
const fn of_kanji(c: char) -> Option<char> {
    Some(match c {
        '力' => 'カ',
        '二' => 'ニ',
        '口' => 'ロ',
        '卜' => 'ト',
        '夕' => 'タ',
        '工' => 'エ',
        '八' => 'ハ',
        _ => return None,
    })
}

/// The katakana that `c` looks like: a kanji, a hiragana, or a dash for ー.
#[must_use]
pub const fn lookalike(c: char) -> Option<char> {
    Some(match c {
        'へ' => 'ヘ',
        'べ' => 'ベ',
        'ぺ' => 'ペ',
        'り' => 'リ',
        '一' | '―' | '—' | '–' | '－' | '−' | '─' | 'ｰ' => 'ー',
        _ => return of_kanji(c),
    })
}

/// The katakana that is meant at a [`Lookalike`](super::Sign::Lookalike) sign; nothing where the word may end there and something else begin.
///
/// Most of these are words of their own (`サービス二つ`, `スキル力アップ`, `サーバーへアクセス`), so what stands around has to show that it is one word.
#[must_use]
pub fn katakana_of(spot: Spot<'_, '_>, is_written: impl Fn(&str) -> bool) -> Option<char> {
    let c = spot.c();
    let rest = &spot.rest()[c.len_utf8()..];
    let tail: String = rest.chars().take(LONGEST).take_while(|c| is_katakana(*c)).collect();
    if !spot.previous().is_some_and(is_katakana) {
        let meant = head(c)?;
        let word = format!("{meant}{tail}");
        return (tail.chars().next().is_some_and(cannot_begin) || KNOWN.iter().any(|known| word.starts_with(known)) || is_written(&word))
            .then_some(meant);
    }
    let meant = lookalike(c)?;
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
    let is_kanji = || behind.chars().next().is_some_and(text::is_kanji);
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

/// The katakana that `c` looks like where a word begins with it.
const fn head(c: char) -> Option<char> {
    match c {
        '千' => Some('チ'),
        '才' => Some('オ'),
        _ => of_kanji(c),
    }
}

/// Beginnings of words that a kanji may stand in for the first letter of; none of them is a kanji and a word.
const KNOWN: [&str; 65] = [
    "カメラ",
    "カテゴリ",
    "カスタム",
    "カスタマ",
    "カウント",
    "カウンタ",
    "カタログ",
    "カバレッジ",
    "カラム",
    "カレンダ",
    "カプセル",
    "カナリア",
    "カスケード",
    "カジュアル",
    "カルーセル",
    "カルチャ",
    "ニコニコ",
    "ログイン",
    "ログアウト",
    "ログファイル",
    "ログレベル",
    "ロジック",
    "ロケーション",
    "ロボット",
    "ロギング",
    "エラー",
    "エディタ",
    "エリア",
    "エフェクト",
    "エクセル",
    "エクス",
    "エスケープ",
    "エスカレ",
    "エミュレ",
    "エネルギー",
    "エピソード",
    "エコシステム",
    "エビデンス",
    "エイリアス",
    "エレメント",
    "タイトル",
    "タイプ",
    "タイミング",
    "タイム",
    "タスク",
    "タブレット",
    "トラブル",
    "トラフィック",
    "トランザク",
    "トラッキ",
    "トピック",
    "トポロジ",
    "トレンド",
    "トレース",
    "トレードオフ",
    "トリガー",
    "トグル",
    "ハイブリッド",
    "ハイライト",
    "ハイフン",
    "ハイパー",
    "オブジェクト",
    "オプション",
    "オペレー",
    "オフライン",
];

/// Whether a text ends with a kanji that looks like the first letter of the katakana word behind it: no kanji and no katakana is before.
#[must_use]
pub fn begins_like_katakana(text: &str) -> bool {
    let mut back = text.chars().rev();
    back.next().is_some_and(|c| head(c).is_some()) && !back.next().is_some_and(|c| is_katakana(c) || text::is_kanji(c))
}

/// A kanji that a katakana looks like, with the kanji that it makes words with behind them and before them.
type Kanji = (char, &'static str, &'static str);

/// The kanji that `c` looks like.
#[must_use]
pub const fn kanji_like(c: char) -> Option<Kanji> {
    Some(match c {
        'ロ' => ('口', "入出窓人蛇悪無糸間裏河", "座頭調述論癖"),
        'カ' => ('力', "能協努入出効権圧有魅電全体実学勢暴引重張動強火水労助視聴筋浮主尽推馬威", "学量士説作仕"),
        'エ' => ('工', "加施大細人着竣", "場事程具学業数夫房芸員"),
        'ニ' => ('二', "十", "次重回人月年番段種度者択"),
        'タ' => ('夕', "七", "方食焼刊暮立陽"),
        _ => return None,
    })
}

/// The kanji that is meant by a katakana which stands alone: `入カ` and `出ロ`, but not `一カ所`.
#[must_use]
pub fn kanji_of(spot: Spot<'_, '_>) -> Option<char> {
    let (meant, behind, before) = kanji_like(spot.c())?;
    let (previous, next) = (spot.previous(), spot.next());
    if previous.into_iter().chain(next).any(is_katakana) {
        return None;
    }
    let is_counted = || next.is_some_and(|c| "所国月条年村店".contains(c));
    let ends_word = previous.is_some_and(|c| behind.contains(c)) && !is_counted();
    let begins_word = !previous.is_some_and(text::is_kanji) && next.is_some_and(|c| before.contains(c));
    (ends_word || begins_word).then_some(meant)
}
