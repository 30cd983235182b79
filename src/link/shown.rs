//! What a heading shows: to its reader, and to the renderer that makes its id.

use crate::document::{Kind, NodeRef};
use crate::platform::dialect::{Dialect, HeadingIds, Html, Tags};

/// The words of a heading, as far as one renderer makes its id of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// Them.
    pub(super) text: String,
    /// Whether something is in the heading of which it is not certain what the renderer makes.
    pub(super) doubtful: bool,
}

/// What a heading shows: without images, HTML and the signs of markup.
pub(super) fn shown(heading: NodeRef<'_>) -> String {
    gathered(heading, None).text
}

/// What `way` makes the id of a heading of: by what is run or written of each renderer.
pub(super) fn words(heading: NodeRef<'_>, way: HeadingIds, dialect: &Dialect) -> Words {
    let mut words = gathered(heading, Some((way, dialect)));
    if let Some(end) = attribute_list(&words.text, dialect).map(|(start, _)| words.text[..start].trim_end().len()) {
        words.text.truncate(end);
    }
    words
}

fn gathered(heading: NodeRef<'_>, by: Option<(HeadingIds, &Dialect)>) -> Words {
    use HeadingIds::{Blackfriday, Hugo, HugoAscii};
    let is_hugo = matches!(by, Some((Hugo | HugoAscii | Blackfriday, _)));
    let mut words = Words::default();
    let mut skip = 0;
    for node in heading.descendants() {
        if node.index() < skip {
            continue;
        }
        match node.kind {
            Kind::Text => push(&mut words, node, by),
            Kind::Code => words.text.push_str(node.source().trim_matches('`').trim()),
            Kind::SoftBreak | Kind::LineBreak => words.text.push(' '),
            // Of an image Hugo takes the text; goldmark's own links are no text.
            Kind::Image { .. } if is_hugo => {}
            Kind::Link { .. } if is_hugo && !node.source().starts_with('[') => {
                words.doubtful |= !node.source().is_ascii();
                skip = node.end as usize;
            }
            Kind::Image { .. } => skip = node.end as usize,
            Kind::HtmlInline if by.is_some_and(|(_, dialect)| dialect.html == Html::Printed) => words.text.push_str(node.source()),
            _ => {}
        }
    }
    words
}

/// Adds what a text is to the renderer.
fn push(words: &mut Words, node: NodeRef<'_>, by: Option<(HeadingIds, &Dialect)>) {
    use HeadingIds::{Blackfriday, Hugo, HugoAscii, Kramdown, Zenn};
    let Some((way, dialect)) = by else {
        push_decoded(words, node.source());
        return;
    };
    let formulas: Vec<_> = node.doc().constructs_in(node.span).filter(|span| node.doc().source.slice(*span).starts_with('$')).collect();
    if way != Zenn {
        words.doubtful |= !formulas.is_empty() || dialect.footnotes && node.source().contains("^[");
        let start = words.text.len();
        push_decoded(words, node.source());
        if matches!(way, Hugo | HugoAscii | Blackfriday | Kramdown) && words.text[start..].contains("--") {
            // Two or three hyphens are one dash, which is no part of an id.
            let dashed = words.text[start..].replace("---", "—").replace("--", "–");
            words.text.replace_range(start.., &dashed);
        }
        return;
    }
    // A formula and a footnote are no text to markdown-it.
    let mut at = node.span.start;
    for formula in formulas {
        push_decoded(words, &without_footnotes(&node.source()[at - node.span.start..formula.start - node.span.start]));
        at = formula.end;
    }
    push_decoded(words, &without_footnotes(&node.source()[at - node.span.start..]));
}

/// `a^[b]` as `a`.
fn without_footnotes(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once("^[") {
        let Some((_, behind)) = inside.split_once(']') else { break };
        kept.push_str(before);
        rest = behind;
    }
    kept + rest
}

/// Adds a text with the characters that its entities stand for.
fn push_decoded(words: &mut Words, source: &str) {
    const ENTITIES: [(&str, char); 13] = [
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{a0}'),
        ("amp", '&'),
        ("copy", '©'),
        ("reg", '®'),
        ("trade", '™'),
        ("mdash", '—'),
        ("ndash", '–'),
        ("hellip", '…'),
        ("times", '×'),
    ];
    let mut rest = source;
    while let Some((before, behind)) = rest.split_once('&') {
        words.text.push_str(before);
        let is_name = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte == b'#' || byte.is_ascii_alphanumeric());
        let Some((name, after)) = behind.split_once(';').filter(|(name, _)| is_name(name)) else {
            words.text.push('&');
            rest = behind;
            continue;
        };
        let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => number.parse().ok(),
        });
        let named = || ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
        if let Some(c) = number.and_then(char::from_u32).or_else(named) {
            words.text.push(c);
            rest = after;
        } else {
            words.doubtful = true;
            words.text.push('&');
            rest = behind;
        }
    }
    words.text.push_str(rest);
}

/// The attributes that end a heading, where the dialect reads them: where they begin, and the id that is given by hand among them.
pub(super) fn attribute_list<'t>(text: &'t str, dialect: &Dialect) -> Option<(usize, Option<&'t str>)> {
    if !dialect.heading_attributes {
        return None;
    }
    let start = text.trim_end().strip_suffix('}')?.rfind('{')?;
    let id = id_in(&text[start..]);
    let has = |tag| dialect.tags.contains(&tag);
    let inside = text[start + 1..].trim_start_matches([':', ' ']);
    let is_list = inside.starts_with(['.', '#']) || inside.contains('=');
    // kramdown and MDX take an id alone; Python-Markdown wants a blank before the brace.
    let is_read = id.is_some() || is_list && !has(Tags::Liquid) && !has(Tags::Mdx) && (!has(Tags::Mkdocs) || text[..start].ends_with(' '));
    is_read.then_some((start, id))
}

/// The id in `{#id}`, `{: #id}` or `{/* #id */}` at the end of a text.
pub(super) fn id_in(text: &str) -> Option<&str> {
    let inner = text.trim_end().strip_suffix('}')?.rsplit_once('{')?.1;
    let id = inner.split([' ', '\t']).find_map(|part| part.trim_start_matches(':').strip_prefix('#'))?;
    (!id.is_empty()).then_some(id)
}

/// What kramdown reads behind a heading, in a line of its own: `{: #id .class}`.
pub(super) fn line_behind<'d>(heading: NodeRef<'d>, dialect: &Dialect) -> Option<&'d str> {
    let doc = heading.doc();
    if !dialect.tags.contains(&Tags::Liquid) {
        return None;
    }
    let line = doc.source.line_content(doc.source.line_at(heading.span.end.saturating_sub(1)) + 1);
    Some(doc.source.slice(line).trim()).filter(|line| line.starts_with("{:") && line.ends_with('}'))
}

/// The ids that attribute lists give to paragraphs and pieces of text: kramdown's `{: #id}`, Python-Markdown's `{ #id }`.
pub(super) fn ids_of_text(text: &str, dialect: &Dialect) -> Vec<String> {
    let has = |tag| dialect.tags.contains(&tag);
    if !(has(Tags::Liquid) || has(Tags::Mkdocs)) {
        return Vec::new();
    }
    let lists = text.split('}').filter_map(|part| Some((part, part.rfind('{')?)));
    let lists = lists.filter(|(part, at)| part[*at..].starts_with("{:") || has(Tags::Mkdocs));
    lists.filter_map(|(part, at)| id_in(&format!("{}}}", &part[at..])).map(str::to_owned)).collect()
}
