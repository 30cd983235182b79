//! Moves the items of a list with all their lines, so that the list says the same as before.

use super::list::Frame;
use super::{Document, Kind, NodeRef};
use crate::diagnostic::Edit;
use crate::document::construct::Form;
use crate::source::Span;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How often what cannot be moved is left where it is, to move the rest.
const MOST_TRIES: usize = 8;

/// Lists in lists beyond which nothing is moved: cost stays linear in the text.
const DEEPEST: usize = 32;

/// What is to change about an item.
#[derive(Clone, Debug, Default)]
pub struct Move {
    /// How many columns its marker goes to the right.
    pub by: isize,
    /// Its marker.
    pub marker: Option<String>,
    /// Spaces behind the marker, where something follows it.
    pub space: Option<usize>,
}

/// An item of the lists that are moved.
struct Item<'d> {
    node: NodeRef<'d>,
    /// The place of the item around it.
    parent: Option<usize>,
    /// The place of the item that stands before it at its level, in its list or in the list before that.
    before: Option<usize>,
    first: usize,
    last: usize,
    /// Column of its marker and of its content, in the container of its list: as they are and as they will be.
    old: (usize, usize),
    new: (usize, usize),
    marker: Option<String>,
    space: usize,
    /// Whether an item of its list moves: then no other fix may move it at the same time.
    is_held: bool,
    /// Where the content begins in its first line.
    content: usize,
}

/// The edits that move items with all their lines, as far as that can be done without harm. What hangs together is one fix: it goes to the first of its
/// items, and the others get none.
#[must_use]
pub fn edits(moves: &[(NodeRef<'_>, Option<Move>)]) -> Vec<Vec<Edit>> {
    let mut by_top: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, (item, _)) in moves.iter().enumerate() {
        if let Some(top) = top(*item) {
            by_top.entry(top.index()).or_default().push(place);
        }
    }
    let mut edits = vec![Vec::new(); moves.len()];
    for (top, places) in by_top {
        let wanted = places.iter().filter_map(|place| Some((moves[*place].0.index(), moves[*place].1.clone()?)));
        let wanted: HashMap<usize, Move> = wanted.collect();
        let doc = moves[places[0]].0.doc();
        if !wanted.is_empty()
            && let Some(mut tree) = Tree::of(doc.node(top))
        {
            edits[places[0]] = tree.edits(wanted);
        }
    }
    edits
}

/// The outermost list around `item` with nothing but lists between; nothing where it is too deep.
fn top(item: NodeRef<'_>) -> Option<NodeRef<'_>> {
    let mut list = item.parent()?;
    for _ in 0..DEEPEST {
        match list.parent()? {
            around if around.kind == Kind::Item => list = around.parent()?,
            _ => return Some(list),
        }
    }
    None
}

/// The lists under `top` with what holds for all their lines.
struct Tree<'d> {
    doc: &'d Document,
    top: NodeRef<'d>,
    frame: Frame<'d>,
    items: Vec<Item<'d>>,
    /// Fenced code, by its first line: where its fence begins in that line.
    fences: BTreeMap<usize, (usize, usize)>,
}

impl<'d> Tree<'d> {
    /// The lists under `top`; nothing where they hold what must not move.
    fn of(top: NodeRef<'d>) -> Option<Self> {
        let doc = top.doc();
        let is_container = |form: &Form| matches!(form, Form::Container(_) | Form::ContainerEnd { .. });
        let holds_container = || {
            let first = doc.constructs().partition_point(|construct| construct.span.end <= top.span.start);
            doc.constructs()[first..]
                .iter()
                .take_while(|construct| construct.span.start < top.span.end)
                .any(|construct| is_container(&construct.form))
        };
        if doc.is_raw(top.span) || doc.is_math(top.span) || holds_container() {
            return None;
        }
        let mut tree = Self { doc, top, frame: Frame::around(top)?, items: Vec::new(), fences: BTreeMap::new() };
        tree.read()?;
        Some(tree)
    }

    fn read(&mut self) -> Option<()> {
        let doc = self.doc;
        let mut open: Vec<(usize, Frame<'d>)> = Vec::new();
        let mut last_of: HashMap<usize, usize> = HashMap::new();
        for node in self.top.descendants() {
            if let Kind::CodeBlock { fenced: true, .. } = node.kind {
                let lines = doc.line_range(node.span);
                self.fences.insert(*lines.start(), (*lines.end(), node.column()));
            }
            // The parser does not know where the last two end.
            if matches!(node.kind, Kind::FootnoteDefinition | Kind::CodeBlock { closed: false, .. } | Kind::HtmlBlock { closed: false }) {
                return None;
            }
            while open.pop_if(|(place, _)| self.items[*place].node.end as usize <= node.index()).is_some() {}
            let parent = open.last().map(|(place, _)| *place);
            // What is in a quote in an item moves with it as it is.
            let list = node.parent()?;
            let is_ours = node.kind == Kind::Item && list.parent().map(NodeRef::index) == self.container(parent);
            if !is_ours {
                continue;
            }
            if open.len() > DEEPEST {
                return None;
            }
            let frame = open.last().map_or(&self.frame, |(_, frame)| frame);
            let (column, width) = (frame.column(node)?, doc.item_width(node)?);
            let old = (column, column + width);
            let before = last_of.insert(list.parent()?.index(), self.items.len());
            open.push((self.items.len(), frame.clone().within(node)?));
            let lines = doc.line_range(node.span);
            // The parser is not sure where the item before ends.
            if before.is_some_and(|before| self.items[before].last >= *lines.start()) {
                return None;
            }
            let space = node.marker_space();
            let item = Item {
                node,
                parent,
                before,
                first: *lines.start(),
                last: *lines.end(),
                old,
                new: old,
                marker: None,
                space: space.len(),
                is_held: false,
                content: space.end,
            };
            self.items.push(item);
        }
        Some(())
    }

    fn container(&self, parent: Option<usize>) -> Option<usize> {
        parent.map_or_else(|| self.top.parent().map(NodeRef::index), |place| Some(self.items[place].node.index()))
    }

    /// Edits that make the items look as `moves` say, by the index of their nodes; what cannot be done without harm stays as it is.
    fn edits(&mut self, mut moves: HashMap<usize, Move>) -> Vec<Edit> {
        for _ in 0..MOST_TRIES {
            match self.attempt(&moves) {
                Ok(edits) => return edits,
                Err(place) => {
                    // With an item the others of its list stay, so that they agree.
                    let list = self.items[place].node.parent().map(NodeRef::index);
                    let before = moves.len();
                    moves.retain(|index, _| self.doc.node(*index).parent().map(NodeRef::index) != list);
                    if moves.len() == before || moves.is_empty() {
                        return Vec::new();
                    }
                }
            }
        }
        Vec::new()
    }

    fn attempt(&mut self, moves: &HashMap<usize, Move>) -> Result<Vec<Edit>, usize> {
        let list = |node: NodeRef<'_>| node.parent().map(NodeRef::index);
        let held: HashSet<_> = moves.keys().map(|index| list(self.doc.node(*index))).collect();
        for item in &mut self.items {
            let to = moves.get(&item.node.index()).cloned().unwrap_or_default();
            let marker = to.marker.as_ref().map_or(item.node.marker().len(), String::len);
            let space = item.node.marker_space().len();
            // Behind one space, code keeps its own.
            let is_code = self.doc.source.text()[item.content..].starts_with([' ', '\t']);
            item.space = if space == 0 || is_code { space } else { to.space.unwrap_or(space) };
            item.marker = to.marker;
            item.is_held = held.contains(&list(item.node));
            let column = item.old.0.saturating_add_signed(to.by);
            item.new = (column, column + marker + item.space.max(1));
        }
        for place in 0..self.items.len() {
            if !self.may_stand(place) {
                return Err(place);
            }
        }
        self.lines()
    }

    /// Whether the item at `place` stays an item of its list, and what follows stays outside of it.
    fn may_stand(&self, place: usize) -> bool {
        let item = &self.items[place];
        let is_beside = item.parent.is_some_and(|parent| self.items[parent].first == item.first);
        if item.new == item.old && item.before.is_none_or(|before| self.items[before].new == self.items[before].old) {
            return true;
        }
        if item.new.0 > 3
            || is_beside && item.new.0 != item.old.0
            || item.before.is_some_and(|before| item.new.0 >= self.items[before].new.1)
        {
            return false;
        }
        // What stands before the first list of a top level is not ours to move.
        if item.before.is_none() && item.parent.is_none() && item.new.0 > item.old.0 && item.new.0 > 1 && self.follows_list() {
            return false;
        }
        item.new.1 >= item.old.1 || self.next_indent(item).is_none_or(|indent| indent < item.new.1)
    }

    fn follows_list(&self) -> bool {
        let siblings = self.top.parent().into_iter().flat_map(NodeRef::children);
        siblings
            .take_while(|node| node.index() < self.top.index())
            .last()
            .is_some_and(|node| !matches!(node.kind, Kind::Paragraph | Kind::Heading { .. }))
    }

    /// How far the first line behind the last of a list's items is indented in the list's container; nothing where a further item follows, or no line.
    fn next_indent(&self, item: &Item<'_>) -> Option<usize> {
        if item.node.next_sibling().is_some() {
            return None;
        }
        let text = |line: usize, at: usize| self.doc.source.get(Span::new(at, self.doc.body_line(line).content.end)).unwrap_or_default();
        let mut lines = item.last + 1..self.doc.source.line_count();
        let (line, start) = lines.find_map(|line| match self.frame.start(line) {
            Some(at) if text(line, at).trim().is_empty() => None,
            start => Some((line, start)),
        })?;
        if self.doc.has_leading_tab(line) {
            return Some(usize::MAX);
        }
        let mut at = start?;
        let mut around: Vec<usize> = std::iter::successors(item.parent, |place| self.items[*place].parent).collect();
        around.reverse();
        for place in around {
            let indent = self.items[place].old.1;
            at = Some(at + indent).filter(|_| self.spaces(at, line) >= indent)?;
        }
        Some(self.spaces(at, line))
    }

    /// White space at `at` in that line; a tab is as wide as can be.
    fn spaces(&self, at: usize, line: usize) -> usize {
        let rest = self.doc.source.slice(Span::new(at, self.doc.body_line(line).content.end.max(at)));
        rest.bytes().map_while(|byte| [(b' ', 1), (b'\t', 4)].iter().find(|(space, _)| *space == byte).map(|(_, width)| *width)).sum()
    }

    fn lines(&self) -> Result<Vec<Edit>, usize> {
        let mut edits = Vec::new();
        let mut around: Vec<usize> = Vec::new();
        let (mut next, mut fence) = (0, None);
        for line in self.doc.line_range(self.top.span) {
            while around.pop_if(|place| self.items[*place].last < line).is_some() {}
            while self.items.get(next).is_some_and(|item| item.first == line) {
                around.push(next);
                next += 1;
            }
            fence = fence.filter(|(last, _)| *last >= line);
            let edit = self.line(line, &around, fence.map(|(_, column)| column))?;
            edits.extend(edit);
            fence = self.fences.get(&line).copied().or(fence);
        }
        Ok(edits)
    }

    /// The edit of one line, which the items `around` hold; `fence` is the column of the fence it stands behind.
    fn line(&self, line: usize, around: &[usize], fence: Option<usize>) -> Result<Option<Edit>, usize> {
        let source = &self.doc.source;
        let content = self.doc.body_line(line).content;
        // A line that lacks what continues the containers around carries a paragraph on.
        let Some(start) = self.frame.start(line).filter(|start| *start <= content.end) else { return Ok(None) };
        let (mut at, mut prefix) = (start, String::new());
        let moved = around.iter().copied().rfind(|place| self.items[*place].new != self.items[*place].old);
        for &place in around {
            let item = &self.items[place];
            if item.first == line {
                prefix.extend(std::iter::repeat_n(' ', item.new.0));
                prefix.push_str(item.marker.as_deref().unwrap_or_else(|| source.slice(item.node.marker())));
                prefix.extend(std::iter::repeat_n(' ', item.space));
                at = item.content;
                continue;
            }
            let rest = source.slice(Span::new(at, content.end));
            let spaces = rest.bytes().take_while(|byte| *byte == b' ').count();
            if spaces >= item.old.1 {
                prefix.extend(std::iter::repeat_n(' ', item.new.1));
                at += item.old.1;
                continue;
            }
            // A blank line, or one that carries a paragraph on though it is not indented: it must not come to stand in the item.
            let indent = self.spaces(at, line);
            let is_text = !rest.trim_start().is_empty() || self.doc.is_verbatim(content.start);
            if is_text && item.new.1 != item.old.1 && (indent >= item.new.1.min(item.old.1) || rest.starts_with('\t')) {
                return Err(place);
            }
            break;
        }
        if let Some(place) = moved
            && self.has_tab(line, start, at, fence)
        {
            return Err(place);
        }
        let span = Span::new(start, at);
        // The mark of a quote takes one space for itself.
        if prefix.starts_with(' ') && start > content.start && source.text().as_bytes()[start - 1] == b'>' {
            prefix.insert(0, ' ');
        }
        if let Some(place) = moved
            && source.slice(Span::new(at, content.end)).trim_start().starts_with(":::")
        {
            return Err(place);
        }
        let is_held = around.iter().any(|place| self.items[*place].first == line && self.items[*place].is_held);
        Ok((is_held || source.slice(span) != prefix).then(|| Edit::replace(span, prefix)))
    }

    /// Whether a tab counts in how far what follows is indented. In fenced code it is text, from where the fence begins.
    fn has_tab(&self, line: usize, start: usize, at: usize, fence: Option<usize>) -> bool {
        if fence.is_some_and(|column| at == self.doc.body_line(line).content.start + column) {
            return self.doc.source.slice(Span::new(start, at)).contains('\t');
        }
        self.doc.has_leading_tab(line)
    }
}
