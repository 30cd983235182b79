//! All fences are made of the same mark.

use crate::diagnostic::{Edit, Level};
use crate::document::code::Fence;
use crate::document::{Kinds, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::text::most;
use serde::Deserialize;

/// The mark: that of most fences where nothing is said, for markdownlint that of the first.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FenceStyle {
    style: Style,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum Style {
    #[default]
    Consistent,
    Majority,
    Tilde,
    Backtick,
}

impl Rule for FenceStyle {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let source = &cx.doc.source;
        let blocks: Vec<(NodeRef<'_>, Fence)> = cx.doc.nodes_of(Kinds::CODE_BLOCK).filter_map(|node| Some((node, node.fence()?))).collect();
        let marks = || blocks.iter().map(|(_, fence)| if source.slice(fence.opening).starts_with('~') { '~' } else { '`' });
        let wanted = match self.style {
            Style::Tilde => '~',
            Style::Backtick => '`',
            Style::Consistent if cx.is_markdownlint() => marks().next().unwrap_or('`'),
            Style::Consistent | Style::Majority => most(marks()).map_or('`', |(mark, _)| mark),
        };
        for ((block, fence), _) in blocks.iter().zip(marks()).filter(|(_, mark)| *mark != wanted) {
            let name = if wanted == '~' { "~~~" } else { "```" };
            report.at(fence.opening).say("mark", [("wanted", name)]).fix(Level::Layout, edits(*block, fence, wanted));
        }
    }
}

/// Fences of the other mark, longer than any run of it in the code; nothing where backticks stand behind the fence, which they may not there, or a replacement
/// character, which comrak 0.59 takes for a byte that ends a text.
fn edits(block: NodeRef<'_>, fence: &Fence, wanted: char) -> Vec<Edit> {
    let source = &block.doc().source;
    let info = source.slice(crate::source::Span::new(fence.opening.end, fence.rest.end.max(fence.opening.end)));
    if wanted == '`' && info.contains('`') || info.contains(['\0', '\u{fffd}']) {
        return Vec::new();
    }
    let starts = block.code_lines().into_iter().map(|line| source.slice(line).trim_start_matches([' ', '\t']));
    let longest = starts.map(|line| line.len() - line.trim_start_matches(wanted).len()).max().unwrap_or(0);
    let marks = wanted.to_string().repeat(fence.opening.len().max(longest + 1));
    std::iter::once(fence.opening).chain(fence.closing).map(|span| Edit::replace(span, &*marks)).collect()
}
