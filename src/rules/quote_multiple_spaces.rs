//! One space stands behind the mark of a quote.

use crate::diagnostic::{Edit, Level};
use crate::document::quote::{Before, Wide};
use crate::document::relayout::Move;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;
use std::collections::HashMap;

/// What is looked at.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct QuoteMultipleSpaces {
    /// Lists in quotes too. Not where nothing is said: how far lists are indented is a style of its own.
    list_items: Option<bool>,
}

impl Rule for QuoteMultipleSpaces {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let items = self.list_items.unwrap_or_else(|| cx.is_markdownlint());
        let found: Vec<_> = cx.doc.wide_quotes().into_iter().filter(|wide| items || !wide.is_list).collect();
        let to = |by: usize| Some(Move { by: -by.cast_signed(), ..Move::default() });
        let moves: Vec<_> = found.iter().filter_map(|wide| Some((wide.item?, to(wide.span.len())))).collect();
        let mut of_lists = cx.moved(&moves).into_iter();
        // Code goes with its fence.
        let mut fenced: HashMap<usize, Vec<&Wide<'_>>> = HashMap::new();
        for wide in &found {
            if let Some(fence) = wide.fence {
                fenced.entry(fence).or_default().push(wide);
            }
        }
        for wide in &found {
            let with = wide.fence.map_or_else(|| vec![wide], |fence| fenced.remove(&fence).unwrap_or_default());
            let edits = match wide.item {
                Some(_) => of_lists.next().unwrap_or_default(),
                // Where blocks are indented by a width of their own, these spaces may be one's.
                None if cx.platform.dialect.list_indent.is_none() && with.iter().all(|wide| wide.may_go) => {
                    with.iter().map(|wide| Edit::delete(wide.span)).collect()
                }
                None => Vec::new(),
            };
            if wide.before == Before::Text || cx.is_markdownlint() && wide.before == Before::Little {
                report.at(wide.span).say("spaces", [("count", wide.span.len() + 1)]).fix(Level::Layout, edits);
            }
        }
    }
}
