//! The two ways to write an emphasis: with asterisks, and with underscores, which work at fewer places.

use crate::diagnostic::{Edit, apply};
use crate::document::flat::Flat;
use crate::document::{Document, Kinds, NodeRef};
use crate::parse::emphases;
use crate::platform::Platform;
use crate::source::Span;
use crate::text::most;
use serde::Deserialize;

/// What emphases are written with.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// What the text has.
    #[default]
    Consistent,
    /// `*`.
    Asterisk,
    /// `_`.
    Underscore,
}

/// An emphasis or a strong one.
#[derive(Clone, Copy, Debug)]
struct Styled<'d> {
    /// The node.
    node: NodeRef<'d>,
    /// The marks before and behind it.
    marks: [Span; 2],
    /// What it is written with.
    style: Style,
}

/// The nodes of `kind`, which is [`Kinds::EMPH`] or [`Kinds::STRONG`], in order.
fn all(doc: &Document, kind: Kinds) -> impl Iterator<Item = Styled<'_>> {
    let length = if kind == Kinds::STRONG { 2 } else { 1 };
    doc.nodes_of(kind).filter_map(move |node| {
        let style = match node.source().as_bytes().first()? {
            b'*' => Style::Asterisk,
            b'_' => Style::Underscore,
            _ => return None,
        };
        let Span { start, end } = node.span;
        (end - start > 2 * length).then(|| Styled { node, marks: [Span::new(start, start + length), Span::new(end - length, end)], style })
    })
}

/// The nodes of `kind` that are not written as `style` wants it and could be: the place to report, the marks wanted there, and the edits that write them.
/// With `paired`, as markdownlint has it, each mark is reported, where no ASCII word touches an underscore that is to come, and the first node
/// is what the others have to be like.
#[must_use]
pub fn deviating(doc: &Document, kind: Kinds, style: Style, platform: &Platform, paired: bool) -> Vec<(Span, &'static str, Vec<Edit>)> {
    let styled: Vec<_> = all(doc, kind).collect();
    let Some(first) = styled.first() else { return Vec::new() };
    let wanted = match style {
        Style::Consistent if paired => first.style,
        Style::Consistent => majority(&styled),
        style => style,
    };
    let mark = match (wanted, kind) {
        (Style::Underscore, Kinds::STRONG) => "__",
        (Style::Underscore, _) => "_",
        (_, Kinds::STRONG) => "**",
        _ => "*",
    };
    let rewritten = |styled: &Styled<'_>| styled.marks.map(|marks| Edit::replace(marks, mark)).to_vec();
    if paired {
        let others = styled.iter().filter(|styled| styled.style != wanted && !(wanted == Style::Underscore && is_in_word(doc, styled)));
        return others.flat_map(|styled| styled.marks.map(|marks| (marks, mark, Vec::new()))).collect();
    }
    let found = convertible(&styled, mark, wanted, platform);
    found.into_iter().map(|styled| (styled.node.span, mark, rewritten(styled))).collect()
}

/// Whether an ASCII letter, a digit or an underscore touches the marks from outside.
fn is_in_word(doc: &Document, styled: &Styled<'_>) -> bool {
    let bytes = doc.source.text().as_bytes();
    let is_word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    is_word(styled.node.span.start.checked_sub(1).and_then(|at| bytes.get(at))) || is_word(bytes.get(styled.node.span.end))
}

/// What most of `styled` are written with; of equals, what is met first.
fn majority(styled: &[Styled<'_>]) -> Style {
    most(styled.iter().map(|styled| styled.style)).map_or(Style::Asterisk, |(style, _)| style)
}

/// Those of `styled` that are written otherwise and may be written with `wanted`: then the parser sees the same.
fn convertible<'s, 'd>(styled: &'s [Styled<'d>], mark: &str, wanted: Style, platform: &Platform) -> Vec<&'s Styled<'d>> {
    let others: Vec<_> = styled.iter().filter(|styled| styled.style != wanted).collect();
    let block = |styled: &Styled<'_>| styled.node.leaf_block().map(NodeRef::index);
    let of_blocks = others.chunk_by(|a, b| block(a) == block(b));
    of_blocks.flat_map(|group| in_block(group, mark, platform)).collect()
}

/// More emphases than anyone writes in one paragraph: each try parses the block.
const MOST_TRIED: usize = 64;

fn in_block<'s, 'd>(group: &[&'s Styled<'d>], mark: &str, platform: &Platform) -> Vec<&'s Styled<'d>> {
    let Some(block) = group.first().and_then(|styled| styled.node.leaf_block()) else {
        return Vec::new();
    };
    let flat = Flat::of(block);
    let seen = emphases(&flat.text, platform, false);
    // On its own a block may read otherwise than in its place.
    let in_place = block.descendants().filter(|node| super::is_emphasis(&node.kind)).map(|node| node.span);
    if !in_place.eq(seen.iter().map(|(_, span)| flat.span(*span))) {
        return Vec::new();
    }
    let keeps = |group: &[&Styled<'_>]| {
        let edits = group.iter().flat_map(|styled| styled.marks);
        let mut edits: Vec<Edit> = edits.filter_map(|marks| Some(Edit::replace(flat.flat_span(marks)?, mark))).collect();
        edits.sort_by_key(|edit| edit.span);
        edits.len() == 2 * group.len() && emphases(&apply(&flat.text, &edits), platform, false) == seen
    };
    if keeps(group) {
        return group.to_vec();
    }
    group.iter().copied().take(MOST_TRIED).filter(|styled| keeps(&[*styled])).collect()
}
