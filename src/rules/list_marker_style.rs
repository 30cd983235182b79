//! Bullet lists of one depth use one marker in a file.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kind, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::most;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The marker to use; the one most lists of the same depth have, where none is given.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ListMarkerStyle {
    style: Style,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Style {
    #[default]
    Consistent,
    Dash,
    Asterisk,
    Plus,
    Sublist,
}

impl Rule for ListMarkerStyle {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let lists: Vec<_> =
            cx.doc.lists_with_depth().filter_map(|(list, depth)| bullet(list).map(|bullet| (list, bullet, depth))).collect();
        let Some(&(_, first, _)) = lists.first() else { return };
        if self.style == Style::Consistent && lists.iter().all(|&(_, bullet, _)| bullet == first) {
            return;
        }
        let dividing = dividing(&lists);
        for ((list, bullet, _), wanted) in lists.iter().copied().zip(self.wanted(&lists, cx)) {
            let divides = dividing.contains(&list.index());
            if bullet == wanted || divides && !cx.is_markdownlint() {
                continue;
            }
            // markdownlint names every item of such a list; the fix of the first mends them all.
            let items = list.children().take(if cx.is_markdownlint() { usize::MAX } else { 1 });
            for (number, item) in items.enumerate() {
                let edits = if number == 0 && !divides { edits(list, bullet, wanted) } else { Vec::new() };
                report.at(item.marker()).say("marker", [("written", bullet), ("wanted", wanted)]).fix(Level::Layout, edits);
            }
        }
    }
}

impl ListMarkerStyle {
    /// The marker that each of the lists should have.
    fn wanted(&self, lists: &[(NodeRef<'_>, char, usize)], cx: &Context<'_>) -> Vec<char> {
        let fixed = match self.style {
            Style::Dash => Some('-'),
            Style::Asterisk => Some('*'),
            Style::Plus => Some('+'),
            Style::Consistent => cx.is_markdownlint().then_some(lists[0].1),
            Style::Sublist => None,
        };
        if let Some(wanted) = fixed {
            return vec![wanted; lists.len()];
        }
        let mut by_depth: BTreeMap<usize, Vec<char>> = BTreeMap::new();
        if self.style == Style::Consistent {
            for &(_, bullet, depth) in lists {
                by_depth.entry(depth).or_default().push(bullet);
            }
            let majorities: BTreeMap<_, _> = by_depth.iter().map(|(depth, bullets)| (*depth, majority(bullets))).collect();
            return lists.iter().map(|(_, _, depth)| majorities[depth]).collect();
        }
        // The first list of each depth sets its marker, unless the depth above has it.
        let mut markers: BTreeMap<usize, char> = BTreeMap::new();
        let of_list = |&(_, bullet, depth): &(NodeRef<'_>, char, usize)| {
            let above = depth.checked_sub(1).and_then(|above| markers.get(&above).copied());
            *markers.entry(depth).or_insert(if above == Some(bullet) { another(bullet) } else { bullet })
        };
        lists.iter().map(of_list).collect()
    }
}

/// The marker that takes turns with another.
const fn another(bullet: char) -> char {
    match bullet {
        '-' => '+',
        '+' => '*',
        _ => '-',
    }
}

fn bullet(list: NodeRef<'_>) -> Option<char> {
    match list.kind {
        Kind::List { ordered: false, bullet } => Some(bullet),
        _ => None,
    }
}

/// The marker most lists have; of equals, the one met first.
fn majority(bullets: &[char]) -> char {
    most(bullets.iter().copied()).map_or('-', |(bullet, _)| bullet)
}

/// The lists that stand directly before or behind another bullet list: there the marker is what keeps the two apart.
fn dividing(lists: &[(NodeRef<'_>, char, usize)]) -> BTreeSet<usize> {
    let pairs = lists
        .iter()
        .filter_map(|(list, _, _)| list.next_sibling().filter(|&next| bullet(next).is_some()).map(|next| [list.index(), next.index()]));
    pairs.flatten().collect()
}

/// A new marker for every item; nothing where a line would turn into a rule (`* - -`).
fn edits(list: NodeRef<'_>, written: char, wanted: char) -> Vec<Edit> {
    let starts_item = |item: NodeRef<'_>| {
        let line = item.source().lines().next().unwrap_or_default();
        line.strip_prefix(written).is_some_and(|rest| !rest.trim_matches([' ', '\t', wanted]).is_empty())
    };
    if !list.children().all(starts_item) {
        return Vec::new();
    }
    list.children().map(|item| Edit::replace(Span::new(item.span.start, item.span.start + 1), wanted)).collect()
}
