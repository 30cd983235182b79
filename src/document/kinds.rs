//! Which nodes are of some kinds: found without a look at all the others.

use super::{Document, Kind, NodeRef};

/// Kinds of nodes, a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u32);

/// So many nodes share one entry of the index.
const CHUNK: usize = 16;

impl Kinds {
    /// [`Kind::BlockQuote`] and [`Kind::Alert`].
    pub const QUOTE: Self = Self(1 << 1);
    /// [`Kind::List`].
    pub const LIST: Self = Self(1 << 2);
    /// [`Kind::CodeBlock`].
    pub const CODE_BLOCK: Self = Self(1 << 3);
    /// [`Kind::HtmlBlock`].
    pub const HTML_BLOCK: Self = Self(1 << 4);
    /// [`Kind::Paragraph`].
    pub const PARAGRAPH: Self = Self(1 << 5);
    /// [`Kind::Heading`].
    pub const HEADING: Self = Self(1 << 6);
    /// [`Kind::FootnoteDefinition`].
    pub const FOOTNOTE: Self = Self(1 << 7);
    /// [`Kind::Table`].
    pub const TABLE: Self = Self(1 << 8);
    /// [`Kind::Cell`].
    pub const CELL: Self = Self(1 << 9);
    /// [`Kind::Text`].
    pub const TEXT: Self = Self(1 << 10);
    /// [`Kind::SoftBreak`].
    pub const SOFT_BREAK: Self = Self(1 << 11);
    /// [`Kind::LineBreak`].
    pub const LINE_BREAK: Self = Self(1 << 12);
    /// [`Kind::Code`].
    pub const CODE: Self = Self(1 << 13);
    /// [`Kind::HtmlInline`].
    pub const HTML_INLINE: Self = Self(1 << 14);
    /// [`Kind::Emph`].
    pub const EMPH: Self = Self(1 << 15);
    /// [`Kind::Strong`].
    pub const STRONG: Self = Self(1 << 16);
    /// [`Kind::Strikethrough`].
    pub const STRIKETHROUGH: Self = Self(1 << 17);
    /// [`Kind::Link`].
    pub const LINK: Self = Self(1 << 18);
    /// [`Kind::Image`].
    pub const IMAGE: Self = Self(1 << 19);
    /// [`Kind::FootnoteReference`].
    pub const FOOTNOTE_REFERENCE: Self = Self(1 << 20);
    /// [`Kind::ThematicBreak`].
    pub const THEMATIC_BREAK: Self = Self(1 << 21);
    /// Those of [`Kind::is_leaf_block`].
    pub const LEAF_BLOCK: Self = Self::PARAGRAPH.or(Self::HEADING).or(Self::CELL);
    /// Both kinds of HTML.
    pub const HTML: Self = Self::HTML_BLOCK.or(Self::HTML_INLINE);
    /// All others.
    const REST: Self = Self(1);

    /// These and those.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The one kind that a node has.
    const fn of(kind: &Kind) -> Self {
        match kind {
            Kind::BlockQuote | Kind::Alert => Self::QUOTE,
            Kind::List { .. } => Self::LIST,
            Kind::CodeBlock { .. } => Self::CODE_BLOCK,
            Kind::HtmlBlock { .. } => Self::HTML_BLOCK,
            Kind::Paragraph => Self::PARAGRAPH,
            Kind::Heading { .. } => Self::HEADING,
            Kind::FootnoteDefinition => Self::FOOTNOTE,
            Kind::Table => Self::TABLE,
            Kind::Cell => Self::CELL,
            Kind::Text => Self::TEXT,
            Kind::SoftBreak => Self::SOFT_BREAK,
            Kind::LineBreak => Self::LINE_BREAK,
            Kind::Code => Self::CODE,
            Kind::HtmlInline => Self::HTML_INLINE,
            Kind::Emph => Self::EMPH,
            Kind::Strong => Self::STRONG,
            Kind::Strikethrough => Self::STRIKETHROUGH,
            Kind::Link { .. } => Self::LINK,
            Kind::Image { .. } => Self::IMAGE,
            Kind::FootnoteReference => Self::FOOTNOTE_REFERENCE,
            Kind::ThematicBreak => Self::THEMATIC_BREAK,
            Kind::Document | Kind::Item | Kind::Row | Kind::Escaped | Kind::Other => Self::REST,
        }
    }
}

/// The kinds of all nodes of a document, and what each stretch of them has.
#[derive(Debug, Default)]
pub(super) struct Index {
    kinds: Vec<Kinds>,
    chunks: Vec<Kinds>,
}

impl Index {
    pub(super) fn of<'n>(kinds: impl Iterator<Item = &'n Kind>) -> Self {
        let kinds: Vec<Kinds> = kinds.map(Kinds::of).collect();
        let chunks = kinds.chunks(CHUNK).map(|chunk| chunk.iter().fold(Kinds::default(), |all, one| all.or(*one))).collect();
        Self { kinds, chunks }
    }
}

impl Document {
    /// The nodes of these kinds, in order.
    ///
    /// Cost: a look at each of them and at those near by, and one at each sixteen of the others.
    pub fn nodes_of(&self, wanted: Kinds) -> impl Iterator<Item = NodeRef<'_>> {
        let Index { kinds, chunks } = &self.kinds;
        let mut at = 0;
        std::iter::from_fn(move || {
            while let Some(kind) = kinds.get(at) {
                if at % CHUNK == 0 && !chunks[at / CHUNK].meet(wanted) {
                    at += CHUNK;
                    continue;
                }
                at += 1;
                if kind.meet(wanted) {
                    return Some(self.node(at - 1));
                }
            }
            None
        })
    }

    /// Whether there is one of them.
    #[must_use]
    pub fn has(&self, wanted: Kinds) -> bool {
        self.kinds.chunks.iter().any(|chunk| chunk.meet(wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Kinds};
    use crate::parse::parse;
    use crate::platform::Platform;

    #[test]
    fn the_index_finds_what_a_look_at_each_finds() {
        let text = "# 見出し\n\n段落と`code`と*強調*と**太字**と~~消し~~と[link](/a)と![図](/b)と<b>HTML</b>。[^1]\n続き  \n終わり\n\n- 一\n- 二\n\n\
            | a | b |\n| - | - |\n| c | d |\n\n> 引用\n\n```\ncode\n```\n\n---\n\n<div>\n</div>\n\n".repeat(9) + "[^1]: 注\n";
        let doc = parse(&text, Platform::generic());
        for (wanted, is) in [
            (Kinds::LEAF_BLOCK, Kind::is_leaf_block as fn(&Kind) -> bool),
            (Kinds::LIST, |kind| matches!(kind, Kind::List { .. })),
            (Kinds::CODE.or(Kinds::EMPH), |kind| matches!(kind, Kind::Code | Kind::Emph)),
            (Kinds::HTML, |kind| matches!(kind, Kind::HtmlBlock { .. } | Kind::HtmlInline)),
            (Kinds::QUOTE, |kind| matches!(kind, Kind::BlockQuote | Kind::Alert)),
            (Kinds::CODE_BLOCK.or(Kinds::THEMATIC_BREAK), |kind| matches!(kind, Kind::CodeBlock { .. } | Kind::ThematicBreak)),
            (Kinds::FOOTNOTE.or(Kinds::FOOTNOTE_REFERENCE), |kind| matches!(kind, Kind::FootnoteDefinition | Kind::FootnoteReference)),
            (Kinds::TABLE.or(Kinds::TEXT), |kind| matches!(kind, Kind::Table | Kind::Text)),
            (Kinds::SOFT_BREAK.or(Kinds::STRONG), |kind| matches!(kind, Kind::SoftBreak | Kind::Strong)),
            (Kinds::LINE_BREAK.or(Kinds::STRIKETHROUGH), |kind| matches!(kind, Kind::LineBreak | Kind::Strikethrough)),
            (Kinds::LINK.or(Kinds::IMAGE), |kind| matches!(kind, Kind::Link { .. } | Kind::Image { .. })),
        ] {
            let found: Vec<usize> = doc.nodes_of(wanted).map(super::NodeRef::index).collect();
            let expected: Vec<usize> = doc.nodes().filter(|node| is(&node.kind)).map(super::NodeRef::index).collect();
            assert_eq!(found, expected);
            assert!(doc.has(wanted) && !expected.is_empty(), "{wanted:?}");
        }
    }
}
