//! What heads a section is a heading, not a paragraph in bold.

use crate::document::{Kind, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// The characters that a sentence ends with: what does is no heading. Nothing is the default.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct EmphasisAsHeading {
    punctuation: Option<String>,
}

/// Ours has the closing brackets too: a quotation or a remark is no heading.
const PUNCTUATION: &str = ".,;:!?。，；：！？、．）」』)";

const MARKDOWNLINT: &str = ".,;:!?。，；：！？";

impl Rule for EmphasisAsHeading {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let default = if cx.is_markdownlint() { MARKDOWNLINT } else { PUNCTUATION };
        let ends = self.punctuation.as_deref().unwrap_or(default);
        if cx.is_markdownlint() {
            let html = cx.doc.blocks().filter(|block| matches!(block.kind, Kind::HtmlBlock { .. }));
            for span in html.flat_map(|block| in_html(block, ends)) {
                report.at(span).say("emphasis", ());
            }
        }
        for paragraph in cx.doc.blocks().filter(|block| block.kind == Kind::Paragraph && !cx.doc.is_math(block.span)) {
            let Some(emphasis) = only(paragraph).filter(|only| matches!(only.kind, Kind::Emph | Kind::Strong)) else { continue };
            if cx.is_markdownlint() && ends_in_blank(paragraph) {
                continue;
            }
            let is_heading = plain(emphasis).is_some_and(|text| !text.ends_with(|c| ends.contains(c)));
            if is_heading && (cx.is_markdownlint() || heads_section(paragraph)) {
                report.at(emphasis.span).say("emphasis", ());
            }
        }
    }
}

/// What a paragraph holds besides tags and white space, where that is one node.
fn only(paragraph: NodeRef<'_>) -> Option<NodeRef<'_>> {
    let is_nothing = |node: &NodeRef<'_>| node.kind == Kind::HtmlInline || node.kind == Kind::Text && node.source().trim().is_empty();
    let mut rest = paragraph.children().filter(|node| !is_nothing(node));
    rest.next().filter(|_| rest.next().is_none())
}

/// Whether white space ends the line in which a paragraph ends: markdownlint takes that for something beside the emphasis.
fn ends_in_blank(paragraph: NodeRef<'_>) -> bool {
    let source = &paragraph.doc().source;
    source.line(source.line_at(paragraph.span.end.saturating_sub(1))).ends_with([' ', '\t'])
}

/// The text of an emphasis that holds nothing else: no code, link, escape, entity or formula.
fn plain(emphasis: NodeRef<'_>) -> Option<String> {
    let is_text = |node: NodeRef<'_>| matches!(node.kind, Kind::Text | Kind::Strikethrough);
    let text = emphasis.source().trim_matches(['*', '_']);
    let is_plain = emphasis.children().next().is_some() && emphasis.descendants().all(is_text);
    (is_plain && is_word(text)).then(|| text.to_owned())
}

fn is_word(text: &str) -> bool {
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
    let has_entity = text.split('&').skip(1).any(|rest| rest.split_once(';').is_some_and(|(name, _)| is_name(name)));
    !has_entity && !text.contains('[') && text.matches('$').count() < 2
}

/// The emphases that stand alone, but for tags, in a line between blank lines of HTML: markdownlint reads what is in a block of HTML as Markdown too.
fn in_html(block: NodeRef<'_>, ends: &str) -> Vec<Span> {
    let doc = block.doc();
    let lines: Vec<_> = doc.line_range(block.span).map(|number| doc.body_line(number).content).collect();
    let is_blank = |at: Option<&Span>| at.is_none_or(|line| doc.source.slice(*line).trim().is_empty());
    let alone = (0..lines.len()).filter(|&at| is_blank(at.checked_sub(1).and_then(|at| lines.get(at))) && is_blank(lines.get(at + 1)));
    let found = alone.filter_map(|at| {
        let mut text = doc.source.slice(lines[at]).trim_start();
        while let Some((_, rest)) = text.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
            text = rest.trim_start();
        }
        while let Some((rest, _)) = text.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
            text = rest.trim_end();
        }
        let inside = ["**", "__", "*", "_"].into_iter().find_map(|mark| text.strip_prefix(mark)?.strip_suffix(mark))?;
        let is_plain = !inside.is_empty() && !inside.contains(['*', '_', '<', '`', '\\']) && is_word(inside);
        (is_plain && !inside.ends_with(|c| ends.contains(c))).then_some(lines[at])
    });
    found.collect()
}

/// Whether a paragraph has text below it that it could be the heading of: above code, a list, a table or an image it is a caption.
fn heads_section(paragraph: NodeRef<'_>) -> bool {
    let is_image = |block: NodeRef<'_>| block.children().next().is_some_and(|first| matches!(first.kind, Kind::Image { .. }));
    paragraph.next_sibling().is_some_and(|next| next.kind == Kind::Paragraph && !is_image(next))
}
