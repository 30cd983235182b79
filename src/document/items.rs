//! The lines of lists.

use super::{Document, Kind, Kinds, NodeRef};
use std::collections::HashSet;

impl Document {
    /// The 0-based numbers of the lines that belong to an item's text: all lines of lists, but for the blank ones behind the last paragraph of an item
    /// and those in which another block begins behind that (as markdownlint 0.42 counts them).
    ///
    /// Cost: linear in lines and nodes.
    #[must_use]
    pub fn item_lines(&self) -> HashSet<usize> {
        let lists: Vec<NodeRef<'_>> = self.nodes_of(Kinds::LIST).collect();
        let ranges: Vec<_> = lists.iter().map(|list| self.line_range(list.span).into_inner()).collect();
        // The innermost list of each line.
        let mut owners: Vec<Option<usize>> = vec![None; self.source.line_count()];
        let (mut open, mut next): (Vec<usize>, usize) = (Vec::new(), 0);
        for (line, owner) in owners.iter_mut().enumerate() {
            while ranges.get(next).is_some_and(|(first, _)| *first <= line) {
                open.push(next);
                next += 1;
            }
            while open.last().is_some_and(|list| ranges[*list].1 < line) {
                open.pop();
            }
            *owner = open.last().copied();
        }
        for (index, list) in lists.iter().enumerate() {
            let mut items = list.children().peekable();
            while let Some(item) = items.next() {
                let end = items.peek().map_or(ranges[index].1 + 1, |next| self.source.line_at(next.span.start));
                for line in self.behind_text(item, end) {
                    if owners.get(line) == Some(&Some(index)) {
                        owners[line] = None;
                    }
                }
            }
        }
        (0..owners.len()).filter(|line| owners[*line].is_some()).collect()
    }

    /// The lines behind an item's last paragraph, up to the line `end`, but for those inside of its blocks.
    fn behind_text(&self, item: NodeRef<'_>, end: usize) -> Vec<usize> {
        let range = |node: NodeRef<'_>| self.line_range(node.span).into_inner();
        let is_text = |node: &NodeRef<'_>| matches!(node.kind, Kind::Paragraph | Kind::Heading { setext: true, .. });
        let mut at = item.children().filter(is_text).last().map_or(range(item).0, |text| range(text).1) + 1;
        let mut found = Vec::new();
        for (first, last) in item.children().map(range).filter(|(first, _)| *first + 1 >= at).collect::<Vec<_>>() {
            found.extend(at..=first);
            at = at.max(last + 1);
        }
        found.extend(at..end);
        found
    }
}
