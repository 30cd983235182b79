//! What a link or an image in brackets is made of: `[text](destination "title")`, `[text][label]`, `[label][]`, `[label]`.

use crate::document::{Kind, NodeRef};
use crate::source::Span;
use crate::text::{last, last_word};

/// The parts of a link or an image in brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// All of it, also where the parser ends it with its first line.
    pub span: Span,
    /// What stands in the first brackets.
    pub text: Span,
    /// What says where it leads.
    pub style: Style,
}

/// How it says where it leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `[text](destination "title")`.
    Inline {
        /// The destination, without `<` and `>`; empty where there is none.
        destination: Span,
        /// Whether a title stands behind it.
        has_title: bool,
    },
    /// `[text][label]`, with what stands in the second brackets.
    Full(Span),
    /// `[label][]`.
    Collapsed,
    /// `[label]`.
    Shortcut,
}

/// Bytes of an address that are looked at.
const LONGEST: usize = 4096;

/// Whether what follows `before` would be read as the address of a link or of a definition, if there were no blank in it. Those of shortcodes are none to a
/// parser.
#[must_use]
pub fn may_be_destination(before: &str) -> bool {
    let line = last(before, LONGEST).rsplit(['\n', '\r']).next().unwrap_or(before);
    line.rsplit_once("](").is_some_and(|(_, open)| !open.contains(')'))
        || last_word(before, LONGEST).contains("](")
        || last_word(before.trim_end(), LONGEST).contains("]:")
}

impl Parts {
    /// The parts of a link or an image; nothing for what is no such thing or has no brackets, and where positions are in doubt.
    #[must_use]
    pub fn of(node: NodeRef<'_>) -> Option<Self> {
        let opening = match node.kind {
            Kind::Link { .. } => "[",
            Kind::Image { .. } => "![",
            _ => return None,
        };
        if !node.source().starts_with(opening) {
            return None;
        }
        // The parser ends a link that runs over lines too early.
        let block = node.leaf_block()?;
        let source = node.doc().source.slice(Span::new(node.span.start, block.span.end.max(node.span.end)));
        let start = opening.len();
        let inside = node.children().last().map_or(start, |child| child.span.end.saturating_sub(node.span.start)).max(start);
        let close = inside + source.get(inside..)?.find(']')?;
        let at = |offset: usize| node.span.start + offset;
        let text = Span::new(at(start), at(close));
        // What stands behind a shortcut is none of it.
        let rest = if node.span.end == at(close + 1) { "" } else { &source[close + 1..] };
        let (style, length) = if let Some(rest) = rest.strip_prefix('(') {
            resource(rest, at(close + 2)).map_or((Style::Shortcut, 0), |(style, length)| (style, length + 1))
        } else if let Some(length) = rest.strip_prefix('[').and_then(|rest| unescaped(rest, ']')) {
            let label = Span::new(at(close + 2), at(close + 2 + length));
            (if length == 0 { Style::Collapsed } else { Style::Full(label) }, length + 2)
        } else {
            (Style::Shortcut, 0)
        };
        Some(Self { span: Span::new(node.span.start, at(close + 1 + length)), text, style })
    }

    /// Where the label stands that a definition has to have; nothing for a link that needs none.
    #[must_use]
    pub const fn label(&self) -> Option<Span> {
        match self.style {
            Style::Inline { .. } => None,
            Style::Full(label) => Some(label),
            Style::Collapsed | Style::Shortcut => Some(self.text),
        }
    }
}

/// What stands in the parentheses that `rest`, which begins at `start`, is inside of, and where they close; nothing where they do not.
fn resource(rest: &str, start: usize) -> Option<(Style, usize)> {
    let written = rest.trim_start_matches(BLANKS);
    let from = rest.len() - written.len();
    let (from, length, next) = if let Some(literal) = written.strip_prefix('<') {
        let length = unescaped(literal, '>')?;
        (from + 1, length, from + length + 2)
    } else {
        let length = destination(written)?;
        (from, length, from + length)
    };
    let behind = rest[next..].trim_start_matches(BLANKS);
    let title = behind.chars().next().filter(|c| matches!(c, '"' | '\'' | '('));
    let behind = match title {
        Some('(') => &behind[unescaped(&behind[1..], ')')? + 2..],
        Some(quote) => &behind[unescaped(&behind[1..], quote)? + 2..],
        None => behind,
    };
    let style = Style::Inline { destination: Span::new(start + from, start + from + length), has_title: title.is_some() };
    let behind = behind.trim_start_matches(BLANKS).strip_prefix(')')?;
    Some((style, rest.len() - behind.len()))
}

/// What may stand between the parts, over lines of a quotation.
const BLANKS: [char; 5] = [' ', '\t', '\n', '\r', '>'];

/// How long a destination without `<` and `>` is.
fn destination(text: &str) -> Option<usize> {
    let (mut depth, mut is_escaped) = (0_usize, false);
    text.char_indices().find_map(|(at, c)| {
        let ends = c.is_ascii_whitespace() || c == ')' && depth == 0 && !is_escaped;
        depth += usize::from(c == '(' && !is_escaped);
        depth -= usize::from(c == ')' && !is_escaped && !ends);
        is_escaped = c == '\\' && !is_escaped;
        ends.then_some(at)
    })
}

/// Where the first `sign` stands that no backslash escapes.
fn unescaped(text: &str, sign: char) -> Option<usize> {
    let mut is_escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let is_it = c == sign && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_it.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use crate::platform::Platform;

    #[test]
    fn links_are_taken_apart() {
        let text = "[a](b \"c\") [ d\\] ](<e f>) [](g) [h][I j] [k][] [k] ![l [m](n)](o) <https://p.example/>\n\n> [q\n> r](s\n> 't')\n\n[I j]: x\n[k]: y\n";
        let doc = parse(text, Platform::generic());
        let slice = |span: Span| doc.source.slice(span);
        let shown = |parts: Parts| match parts.style {
            Style::Inline { destination, has_title } => format!("{}>{}>{has_title}", slice(parts.text), slice(destination)),
            Style::Full(label) => format!("{}:{}", slice(parts.text), slice(label)),
            style => format!("{} {style:?}", slice(parts.text)),
        };
        let found: Vec<String> = doc.nodes().filter_map(Parts::of).map(shown).collect();
        let expected = [
            "a>b>true",
            " d\\] >e f>false",
            ">g>false",
            "h:I j",
            "k Collapsed",
            "k Shortcut",
            "l [m](n)>o>false",
            "m>n>false",
            "q\n> r>s>true",
        ];
        assert_eq!(found, expected);
    }
}
