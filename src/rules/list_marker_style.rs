//! Bullet lists of one depth use one marker in a file.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kind, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The marker to use; the one most lists of the same depth have, where none is given.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ListMarkerStyle {
    style: Style,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Style {
    #[default]
    Consistent,
    Dash,
    Asterisk,
    Plus,
}

impl Rule for ListMarkerStyle {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let lists: Vec<_> = cx.doc.nodes().filter_map(|list| bullet(list).map(|bullet| (list, bullet))).collect();
        let Some(&(_, first)) = lists.first() else { return };
        if matches!(self.style, Style::Consistent) && lists.iter().all(|&(_, bullet)| bullet == first) {
            return;
        }
        let dividing = dividing(&lists);
        let mut by_depth: BTreeMap<usize, Vec<(NodeRef<'_>, char)>> = BTreeMap::new();
        for (list, bullet) in lists {
            by_depth.entry(list.list_depth()).or_default().push((list, bullet));
        }
        for lists in by_depth.values() {
            let wanted = match self.style {
                Style::Dash => '-',
                Style::Asterisk => '*',
                Style::Plus => '+',
                Style::Consistent => majority(&lists.iter().map(|(_, bullet)| *bullet)),
            };
            for &(list, bullet) in lists {
                if bullet != wanted && !dividing.contains(&list.index()) {
                    let marker = Span::new(list.span.start, list.span.start + 1);
                    let said = report.at(marker).say("marker", [("written", bullet), ("wanted", wanted)]);
                    said.fix(Level::Layout, edits(list, bullet, wanted));
                }
            }
        }
    }
}

fn bullet(list: NodeRef<'_>) -> Option<char> {
    match list.kind {
        Kind::List { ordered: false, bullet } => Some(bullet),
        _ => None,
    }
}

/// The marker most lists have; of equals, the one met first.
fn majority(bullets: &(impl Iterator<Item = char> + Clone)) -> char {
    let count = |wanted: char| bullets.clone().filter(|&bullet| bullet == wanted).count();
    let order = bullets.clone().fold(String::new(), |seen, bullet| if seen.contains(bullet) { seen } else { format!("{seen}{bullet}") });
    order.chars().rev().max_by_key(|&bullet| count(bullet)).unwrap_or('-')
}

/// The lists that stand directly before or behind another bullet list: there the marker is what keeps the two apart.
fn dividing(lists: &[(NodeRef<'_>, char)]) -> BTreeSet<usize> {
    let pairs = lists
        .iter()
        .filter_map(|(list, _)| list.next_sibling().filter(|&next| bullet(next).is_some()).map(|next| [list.index(), next.index()]));
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
