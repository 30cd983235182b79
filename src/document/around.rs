//! What is around a node.

use super::{Kind, NodeRef};

impl<'d> NodeRef<'d> {
    /// Whether it stands in the document itself, in no quote, list or other block.
    #[must_use]
    pub fn is_top_level(self) -> bool {
        self.parent().is_some_and(|parent| parent.kind == Kind::Document)
    }

    /// Whether it is a block quote.
    #[must_use]
    pub fn is_quote(&self) -> bool {
        matches!(self.kind, Kind::BlockQuote | Kind::Alert)
    }

    /// The paragraph, heading or cell that it stands in.
    #[must_use]
    pub fn leaf_block(self) -> Option<NodeRef<'d>> {
        self.ancestors().find(|node| node.kind.is_leaf_block())
    }
}
