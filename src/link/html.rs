//! Attributes in a piece of HTML, read as the HTML living standard's tokenizer does, without its entities.

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
    fn what_is_no_tag_has_none() {
        for html in ["a < b", "</a href=x>", "<", "<!-- <a href=x", "<3 href=x"] {
            assert_eq!(attributes(html).count(), 0, "{html}");
        }
    }
}
