//! Emphasis that a reader of Japanese sees and `CommonMark` does not, and the ways to make it work.

pub mod lone;
pub mod marks;
mod meant;
pub mod style;
mod ways;

use crate::diagnostic::{Edit, Level, apply};
use crate::document::flat::Flat;
use crate::document::{Kind, NodeRef};
use crate::emphasis::meant::Emphasis;
use crate::parse::emphases;
use crate::platform::Platform;
use crate::source::Span;

/// An emphasis that was meant and is not seen.
#[derive(Debug)]
pub struct Lost {
    /// From the opening to the closing marks.
    pub span: Span,
    /// Bytes of the marks on each side.
    pub marks: usize,
    /// Whether one of its marks makes an emphasis with another, so that other words are emphasised. Not looked for where too many are lost.
    pub is_crossed: bool,
    /// The way out that was tried and works.
    pub fix: Option<(Level, Vec<Edit>)>,
}

/// The emphases of a paragraph, heading or cell that were meant and are not seen, in order.
#[must_use]
pub fn lost(block: NodeRef<'_>, platform: &Platform) -> Vec<Lost> {
    if !has_literal_mark(block) {
        return Vec::new();
    }
    let flat = Flat::of(block);
    let seen = emphases(&flat.text, platform, false);
    // On its own a block may read otherwise than in its place: beside a definition, or with a mark at its head.
    let in_place = block.descendants().filter(|node| is_emphasis(&node.kind)).map(|node| node.span);
    if !in_place.eq(seen.iter().map(|(_, span)| flat.span(*span))) {
        return Vec::new();
    }
    let lost = meant::lost(&flat, block, &seen, platform);
    let fixes = fixes(&flat.text, &lost, platform);
    let in_source = |edit: Edit| Edit::replace(flat.span(edit.span), edit.text);
    let in_source = |(level, edits): (Level, Vec<Edit>)| (level, edits.into_iter().map(in_source).collect());
    let said = |(emphasis, fix): (&Emphasis, Option<(Level, Vec<Edit>)>)| Lost {
        span: flat.span(emphasis.span),
        marks: emphasis.marks,
        is_crossed: lost.len() <= MOST_FIXED && emphasis.is_crossed(&seen),
        fix: fix.map(in_source),
    };
    lost.iter().zip(fixes).map(said).collect()
}

/// A way out for each of `lost`. They are looked for from the left, each in the text in which those before it are mended: a mark that works
/// no longer pairs with the next.
///
/// Each try parses the block, so a block with more than [`MOST_FIXED`] gets none.
fn fixes(text: &str, lost: &[Emphasis], platform: &Platform) -> Vec<Option<(Level, Vec<Edit>)>> {
    if lost.len() > MOST_FIXED {
        return lost.iter().map(|_| None).collect();
    }
    let (mut mended, mut moved) = (text.to_owned(), 0_isize);
    let mut left = meant::count(text, platform);
    let fix = |emphasis: &Emphasis| {
        let here = Some(emphasis.moved(moved)).filter(|here| here.is_whole(&mended))?;
        let (level, edits, count) = here.fix(&mended, left, platform)?;
        mended = apply(&mended, &edits);
        left = count;
        let back = |edit: &Edit| Edit::replace(edit.span.moved(-moved), edit.text.clone());
        let fix = (level, edits.iter().map(back).collect());
        moved += edits.iter().map(|edit| edit.text.len().cast_signed() - edit.span.len().cast_signed()).sum::<isize>();
        Some(fix)
    };
    lost.iter().map(fix).collect()
}

/// More emphases than anyone writes in one paragraph.
const MOST_FIXED: usize = 64;

/// Whether a character stands in a block that may be a mark of emphasis.
fn has_mark(block: NodeRef<'_>) -> bool {
    memchr::memchr3(b'*', b'~', b'_', block.source().as_bytes()).is_some()
}

const fn is_emphasis(kind: &Kind) -> bool {
    matches!(kind, Kind::Emph | Kind::Strong | Kind::Strikethrough)
}

/// Whether a mark is left in the text: only then can an emphasis be lost.
fn has_literal_mark(block: NodeRef<'_>) -> bool {
    if !has_mark(block) {
        return false;
    }
    let is_wide = |byte: Option<&u8>| byte.is_some_and(|byte| !byte.is_ascii());
    let is_mark = |text: &[u8], at: usize| match text[at] {
        b'~' => text.get(at + 1) == Some(&b'~'),
        // `snake_case` is common.
        b'_' => is_wide(text.get(at + 1)) || is_wide(at.checked_sub(1).and_then(|before| text.get(before))),
        _ => true,
    };
    block.descendants().filter(|node| node.kind == Kind::Text).any(|node| {
        let text = node.source().as_bytes();
        memchr::memchr3_iter(b'*', b'~', b'_', text).any(|at| is_mark(text, at))
            && node.parent().is_some_and(|parent| parent.kind != Kind::Escaped)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kinds;
    use crate::parse::parse;

    /// The text with every way out taken, and the levels of all of them; nothing where nothing is lost.
    fn mended(text: &str, platform: &str) -> Option<(String, Vec<Option<Level>>)> {
        let platform = Platform::named(platform).unwrap();
        let doc = parse(text, platform);
        let lost: Vec<Lost> = doc.nodes_of(Kinds::LEAF_BLOCK).flat_map(|block| lost(block, platform)).collect();
        let levels = lost.iter().map(|lost| lost.fix.as_ref().map(|(level, _)| *level)).collect();
        let edits: Vec<Edit> = lost.into_iter().filter_map(|lost| lost.fix).flat_map(|(_, edits)| edits).collect();
        let again = apply(text, &edits);
        (!edits.is_empty()).then_some((again, levels))
    }

    #[test]
    fn each_emphasis_gets_the_way_out_that_changes_least() {
        use Level::{Repair, Suggest};
        for (text, wanted, levels) in [
            // Punctuation stands behind the marks as well.
            ("**終わり。**次の文", "**終わり**。次の文", &[Repair][..]),
            ("**注意：**この操作は", "**注意**：この操作は", &[Repair]),
            ("**なぜ！？**次", "**なぜ**！？次", &[Repair]),
            ("**たぶん……**ね", "**たぶん**……ね", &[Repair]),
            ("**Note:**これは", "**Note**:これは", &[Repair]),
            ("*終わり。*次", "*終わり*。次", &[Repair]),
            ("***終わり。***次", "***終わり***。次", &[Repair]),
            ("~~旧。~~次", "~~旧~~。次", &[Repair]),
            // But not that of a name.
            ("**Yahoo!**は", "**Yahoo!** は", &[Suggest]),
            ("**:memo:**は", "**:memo:** は", &[Suggest]),
            // A pair of brackets around all of it lets the marks in.
            ("これは**「引用」**の意味", "これは「**引用**」の意味", &[Repair]),
            ("これは**「引用」** です", "これは「**引用**」 です", &[Repair]),
            ("これは***「引用」***です", "これは「***引用***」です", &[Repair]),
            ("これは**「引用」。**次", "これは「**引用**」。次", &[Repair]),
            ("これは**「引用」です。**次", "これは **「引用」です**。次", &[Suggest]),
            ("これは**「A」と「B」**です", "これは **「A」と「B」** です", &[Suggest]),
            ("~~旧名（注）~~は", "~~旧名（注）~~ は", &[Suggest]),
            // So does a link, but no code.
            ("**[Keycloak](https://example.com)**を使う", "[**Keycloak**](https://example.com)を使う", &[Repair]),
            ("は**[K](https://example.com)。**次", "は[**K**](https://example.com)。次", &[Repair]),
            ("**[K][r]**を\n\n[r]: https://example.com", "[**K**][r]を\n\n[r]: https://example.com", &[Repair]),
            ("**これは[K](https://example.com)**です", "**これは[K](https://example.com)** です", &[Suggest]),
            ("**`kubectl`**コマンド", "**`kubectl`** コマンド", &[Suggest]),
            ("これは**`a`と`b`**です", "これは **`a`と`b`** です", &[Suggest]),
            // What nothing else helps gets a space.
            ("**強調（注）**は", "**強調（注）** は", &[Suggest]),
            ("**注(1)**です", "**注(1)** です", &[Suggest]),
            ("**AWS（旧名）**APIと", "**AWS（旧名）** APIと", &[Suggest]),
            ("可用性は**100%**です", "可用性は**100%** です", &[Suggest]),
            ("**C++**です", "**C++** です", &[Suggest]),
            ("**か\u{3099}。**次", "**か\u{3099}**。次", &[Repair]),
            // Several, one in the other, in lines and in all kinds of blocks.
            ("**「A」**と**「B」**です", "「**A**」と「**B**」です", &[Repair, Repair]),
            ("**これは*A*です。**次", "**これは*A*です**。次", &[Repair]),
            ("これは**とても\n長い。**文", "これは**とても\n長い**。文", &[Repair]),
            ("> 引用\n> **とても\r\n> 長い。**文", "> 引用\n> **とても\r\n> 長い**。文", &[Repair]),
            ("- **項目：**説明\n  **次：**説明", "- **項目**：説明\n  **次**：説明", &[Repair, Repair]),
            ("# 見出し**「強調」**です", "# 見出し「**強調**」です", &[Repair]),
            (
                "| a | b |\n|---|---|\n| **終。**次 | \\|**「A」**の |",
                "| a | b |\n|---|---|\n| **終**。次 | \\|「**A**」の |",
                &[Repair, Repair],
            ),
            // Underscores.
            ("これは__強調__です", "これは**強調**です", &[Repair]),
            ("これは_強調_です", "これは*強調*です", &[Repair]),
            ("これは__「強調」__です", "これは「**強調**」です", &[Repair]),
            ("__注意（重要）__です", "**注意（重要）** です", &[Suggest]),
            ("_有効な_ものと**終。**次", "*有効な*ものと**終**。次", &[Repair, Repair]),
        ] {
            let levels: Vec<Option<Level>> = levels.iter().copied().map(Some).collect();
            assert_eq!(mended(text, "zenn"), Some((wanted.to_owned(), levels)), "{text}");
        }
    }

    #[test]
    fn what_is_no_emphasis_or_works_is_left_alone() {
        for text in [
            "これは**太字**です。**終わり**。次は**太字**：説明です。（**注意**）「**引用**」の",
            "これは*強調*です。5 * 6 と 5*6*7 と 2**3",
            "これは **「重要」** です。__重要__ と _重要_ です",
            "** 太字 **です",
            "**強調。次",
            "*強調。**次",
            "char **argvと、**envpです。拡張子が*.mdと*.txt、src/**/*.mdと**/test.md",
            "面積はa*（b+c）*dで、単価*（数量）*税率",
            "*1の注、*2の注。*注1：これ、*注2：それ。（*1）と（*2）。※1 ＊2",
            "名前*、住所*は必須です。項目*を入力。*は設定の項目です",
            "snake_case と __init__ と a_b_c と関数_名前_一覧と報告書_最終_v2.xlsx",
            "資料_東京_第1回、機能__権限__自由記述です。変数は__xxxと_appです。https://example.com/図_表_です",
            r"\*\*終わり。\*\*次と\_語\_です",
            "`**終わり。**次` と `は_語_です`",
            "10~20（個）~30。~~取り消し~~です",
        ] {
            assert_eq!(mended(text, "generic"), None, "{text}");
        }
    }

    #[test]
    fn platforms_differ_in_what_works() {
        for text in ["**完了🎉**しました", "**重要→**は"] {
            assert!(mended(text, "zenn").is_some() && mended(text, "hugo").is_some(), "{text}");
            assert!(mended(text, "github").is_none() && mended(text, "qiita").is_none(), "{text}");
        }
        assert!(mended("**終わり。**次", "jekyll").is_none() && mended("**終わり。**次", "mkdocs").is_none());
        assert!(mended("これは__強調__です", "jekyll").is_some());
    }

    #[test]
    fn what_is_lost_in_another_may_take_a_second_time() {
        let once = ("~~**「A」**~~ と".to_owned(), vec![Some(Level::Suggest), None]);
        assert_eq!(mended("~~**「A」**~~と", "github"), Some(once));
        assert_eq!(mended("~~**「A」**~~ と", "github"), None);
    }

    #[test]
    fn marks_that_pair_with_others_are_told_apart() {
        let crossed = |text| {
            let platform = Platform::generic();
            let doc = parse(text, platform);
            doc.nodes_of(Kinds::LEAF_BLOCK).flat_map(|block| lost(block, platform)).all(|lost| lost.is_crossed)
        };
        assert!(crossed("**「A」**と**「B」**です"));
        assert!(!crossed("これは**「A」**です"));
    }
}
