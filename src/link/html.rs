//! Attributes in a piece of HTML, read as the HTML living standard's tokenizer does, without its entities.

use crate::document::{Document, Kinds};
use crate::source::Span;
use std::collections::HashMap;
use std::ops::Range;

/// An attribute with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute<'h> {
    /// Name of the element.
    pub element: &'h str,
    /// Where its attributes begin.
    pub tag: usize,
    /// Name of the attribute.
    pub name: &'h str,
    /// The bytes of its value, without quotes.
    pub value: Range<usize>,
}

/// The attributes of the opening tags in `html`, in order. Comments have none.
///
/// Cost: one pass over the bytes.
pub fn attributes(html: &str) -> impl Iterator<Item = Attribute<'_>> {
    let (mut at, mut tag) = (0, 0);
    let mut element: Option<&str> = None;
    std::iter::from_fn(move || {
        loop {
            let Some(name) = element else {
                (element, at) = next_tag(html, at)?;
                tag = at;
                continue;
            };
            match next_attribute(html, at) {
                Step::Attribute { name: attribute, value, next } => {
                    at = next;
                    return Some(Attribute { element: name, tag, name: attribute, value });
                }
                Step::Bare { next } => at = next,
                Step::End { next } => {
                    at = next;
                    element = None;
                }
            }
        }
    })
}

/// The next opening tag: its name, and where its attributes begin.
fn next_tag(html: &str, from: usize) -> Option<(Option<&str>, usize)> {
    let mut at = from;
    loop {
        at += memchr::memchr(b'<', html.as_bytes().get(at..)?)? + 1;
        let rest = &html[at..];
        if rest.starts_with("!--") {
            at += rest.find("-->")?;
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let length = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(rest.len());
            return Some((Some(&rest[..length]), at + length));
        }
    }
}

enum Step<'h> {
    Attribute {
        name: &'h str,
        value: Range<usize>,
        next: usize,
    },
    /// An attribute without a value.
    Bare {
        next: usize,
    },
    /// The tag ends.
    End {
        next: usize,
    },
}

fn next_attribute(html: &str, from: usize) -> Step<'_> {
    let skip_blanks =
        |at: usize| at + (html[at..].len() - html[at..].trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/').len());
    let start = skip_blanks(from);
    let rest = &html[start..];
    if rest.is_empty() || rest.starts_with('>') {
        return Step::End { next: (start + 1).min(html.len()) };
    }
    let length = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=')).unwrap_or(rest.len()).max(1);
    let length = if rest.is_char_boundary(length) { length } else { rest.chars().next().map_or(1, char::len_utf8) };
    let name = &rest[..length];
    let after = start + length;
    let equals = after + (html[after..].len() - html[after..].trim_start().len());
    let Some(value) = html[equals..].strip_prefix('=') else { return Step::Bare { next: after } };
    let value_start = equals + 1 + (value.len() - value.trim_start().len());
    let value = &html[value_start..];
    if let Some(quote @ ('"' | '\'')) = value.chars().next() {
        let end = value[1..].find(quote).map_or(html.len(), |end| value_start + 1 + end);
        Step::Attribute { name, value: value_start + 1..end, next: (end + 1).min(html.len()) }
    } else {
        let length = value.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(value.len());
        Step::Attribute { name, value: value_start..value_start + length, next: value_start + length }
    }
}

/// The name of the element whose tag `html` is, and whether the tag closes it; nothing for comments and the like.
#[must_use]
pub fn tag(html: &str) -> Option<(&str, bool)> {
    let inside = html.strip_prefix('<').filter(|inside| !inside.starts_with(['!', '>']))?;
    let (inside, closes) = inside.strip_prefix('/').map_or((inside, false), |inside| (inside, true));
    let length = inside.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(inside.len());
    Some((&inside[..length], closes))
}

/// What a piece of HTML is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// An opening tag.
    Tag,
    /// A comment.
    Comment,
    /// What stands between backquotes.
    Code,
}

/// The tags that open, the comments and the code in a piece of HTML, as micromark reads a paragraph. What stands between them is text, or closes something.
///
/// Cost: one pass over the bytes, but for tags that do not end.
#[must_use]
pub fn pieces(html: &str) -> Vec<(Piece, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = memchr::memchr3(b'<', b'`', b'\\', &html.as_bytes()[at..]).map(|next| at + next) {
        let rest = &html[next..];
        let piece = match rest.as_bytes()[0] {
            b'`' => {
                let length = rest.bytes().take_while(|&byte| byte == b'`').count();
                code(rest, length).map(|length| (Piece::Code, length)).ok_or(length)
            }
            b'\\' => Err(1 + usize::from(rest[1..].starts_with(|c: char| c.is_ascii_punctuation()))),
            _ if rest.starts_with("<!--") => rest[4..].find("-->").map(|end| (Piece::Comment, end + "<!---->".len())).ok_or(1),
            _ => opening_tag(rest).map(|length| (Piece::Tag, length)).ok_or(1),
        };
        match piece {
            Ok((piece, length)) => {
                found.push((piece, next..next + length));
                at = next + length;
            }
            Err(length) => at = next + length,
        }
    }
    found
}

/// The opening tags in a piece of HTML: see [`pieces`].
pub fn opening_tags(html: &str) -> impl Iterator<Item = Range<usize>> {
    pieces(html).into_iter().filter(|(piece, _)| *piece == Piece::Tag).map(|(_, range)| range)
}

/// The length of the code that opens with `length` backquotes and is closed by as many.
fn code(text: &str, length: usize) -> Option<usize> {
    let mut at = length;
    loop {
        at += memchr::memchr(b'`', &text.as_bytes()[at..])?;
        let run = text[at..].bytes().take_while(|&byte| byte == b'`').count();
        at += run;
        if run == length {
            return Some(at);
        }
    }
}

/// Whether micromark takes for HTML what `CommonMark` does: to it a slash ends a value without quotes.
#[must_use]
pub fn is_markup(html: &str) -> bool {
    !html.get(1..).is_some_and(|inside| inside.starts_with(|c: char| c.is_ascii_alphabetic())) || opening_tag(html).is_some()
}

/// The length of the opening tag that `text` begins with (`CommonMark` 0.31.2, section 6.6).
fn opening_tag(text: &str) -> Option<usize> {
    let name = text[1..].bytes().take_while(|&byte| byte.is_ascii_alphanumeric() || byte == b'-').count();
    text[1..].starts_with(|c: char| c.is_ascii_alphabetic()).then_some(())?;
    let mut at = 1 + name;
    loop {
        let blanks = text[at..].len() - text[at..].trim_ascii_start().len();
        let rest = &text[at + blanks..];
        if let Some(length) = [">", "/>"].iter().find(|end| rest.starts_with(**end)).map(|end| end.len()) {
            return Some(at + blanks + length);
        }
        let name = rest.bytes().take_while(|&byte| byte.is_ascii_alphanumeric() || b"_:.-".contains(&byte)).count();
        if blanks == 0 || name == 0 || rest.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == '-') {
            return None;
        }
        at += blanks + name;
        let Some(value) = text[at..].trim_ascii_start().strip_prefix('=') else { continue };
        let value = value.trim_ascii_start();
        let length = match value.as_bytes().first()? {
            quote @ (b'"' | b'\'') => memchr::memchr(*quote, &value.as_bytes()[1..])? + 2,
            _ => value.find(|c: char| c.is_ascii_whitespace() || "\"'=<>`/".contains(c)).filter(|&length| length > 0)?,
        };
        at = text.len() - value.len() + length;
    }
}

/// The value of an attribute of `tag`, as a glance at the text shows it: up to a blank or a quotation mark.
#[must_use]
pub fn loose_value<'h>(tag: &'h str, name: &str) -> Option<&'h str> {
    let lower = tag.to_ascii_lowercase();
    lower.match_indices(name).find_map(|(at, _)| {
        let value = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let value = value.strip_prefix(['"', '\'']).unwrap_or(value);
        let end = value.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '>')).unwrap_or(value.len());
        lower[..at].ends_with(char::is_whitespace).then_some(&value[..end])
    })
}

/// The elements whose tags stand in the text of one paragraph, from tag to tag, in order. Of what overlaps the first is told.
#[must_use]
pub fn elements(doc: &Document) -> Vec<Span> {
    let markup = doc.nodes_of(Kinds::HTML_INLINE).filter(|node| is_markup(node.source()));
    let tags = markup.filter_map(|node| {
        let (name, closes) = tag(node.source())?;
        Some((node.parent, name.to_owned(), closes, node.span))
    });
    let mut open: HashMap<(u32, String), Vec<Span>> = HashMap::new();
    let mut found = Vec::new();
    for (parent, name, closes, span) in tags {
        let opened = open.entry((parent, name)).or_default();
        if !closes {
            opened.push(span);
        } else if let Some(start) = opened.pop() {
            found.push(Span::new(start.start, span.end));
        }
    }
    found.sort_unstable();
    let mut end = 0;
    found.retain(|element| {
        let is_first = element.start >= end;
        end = if is_first { element.end } else { end };
        is_first
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_in_any_form() {
        let html = "<a href=x.md class=\"y\" hidden><!-- <a href=no> --></a><img\n src = 'z.png'/><p id=\"未完";
        let found: Vec<_> = attributes(html).map(|found| (found.element, found.name, &html[found.value])).collect();
        assert_eq!(found, [("a", "href", "x.md"), ("a", "class", "y"), ("img", "src", "z.png"), ("p", "id", "未完")]);
    }

    #[test]
    fn tags_are_told_from_what_looks_like_one() {
        let html = "<img src=a\n alt = 'b>'><br/> <1> <a b=> `<code>` <!-- <no> --> <p c d=\"e\"f> ```\n<pre>\n``` <Q r>";
        let found: Vec<&str> = opening_tags(html).map(|tag| &html[tag]).collect();
        assert_eq!(found, ["<img src=a\n alt = 'b>'>", "<br/>", "<Q r>"]);
        assert_eq!((loose_value(found[0], "alt"), loose_value(found[0], "rc")), (Some("b"), None));
        assert_eq!(loose_value("<img\tALT=\"\">", "alt"), Some(""));
    }

    #[test]
    fn what_is_no_tag_has_none() {
        for html in ["a < b", "</a href=x>", "<", "<!-- <a href=x", "<3 href=x"] {
            assert_eq!(attributes(html).count(), 0, "{html}");
        }
    }
}
