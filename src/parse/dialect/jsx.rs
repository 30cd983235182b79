//! JSX in MDX: expressions in braces, and components with their attributes. Elements of HTML are the parser's.

use super::Mask;
use super::inline::{InLine, window};
use crate::document::construct::Form;

/// `{expression}`: to the brace that closes it, or to the end of the line where it goes on in the next.
pub(super) fn expression(content: &str, at: usize) -> InLine {
    let end = closed(window(content, at)).map_or(content.len(), |length| at + length);
    (at, end, Form::Other, Mask::Nothing)
}

/// `<Component attribute={value}>`: to its end, or to that of the line where it goes on in the next.
pub(super) fn component(content: &str, at: usize) -> Option<InLine> {
    let inside = content[at + 1..].trim_start_matches('/');
    if !inside.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let bytes = window(content, at);
    let mut next = 1;
    while let Some(byte) = bytes.get(next) {
        next += match byte {
            b'>' => return Some((at, at + next + 1, Form::Other, Mask::Nothing)),
            b'{' => closed(&bytes[next..]).unwrap_or(bytes.len()),
            b'"' | b'\'' => 1 + memchr::memchr(*byte, &bytes[next + 1..]).map_or(bytes.len(), |length| length + 1),
            _ => 1,
        };
    }
    Some((at, content.len(), Form::Other, Mask::Nothing))
}

/// Whether a line is `attribute="value"` or `attribute={value}` of a tag that began before.
pub(super) fn is_attribute(content: &str) -> bool {
    let line = content.trim_ascii();
    let name = line.len() - line.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')).len();
    let ends = |ends: &[char]| line.trim_end_matches(['>', '/']).trim_ascii_end().ends_with(ends);
    name > 0 && (line[name..].starts_with("={") && ends(&['}', '{', '[', '(', ',']) || line[name..].starts_with("=\"") && ends(&['"']))
}

/// The length of what stands in the braces that `bytes` begin with, braces and all.
fn closed(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{component, expression, is_attribute};

    #[test]
    fn what_is_jsx_ends_where_it_does() {
        let end = |content: &str| expression(content, 0).1;
        assert_eq!((end("{a} b"), end("{{a: {b}}} c"), end("{a"), end("{}")), (3, 10, 2, 2));
        let end = |content: &str| component(content, 0).map(|found| found.1);
        assert_eq!(end("<Icon src={a > b} t=\">\" /> です"), Some("<Icon src={a > b} t=\">\" />".len()));
        assert_eq!((end("</Tabs>。"), end("<Tabs a={"), end("<b>x</b>"), end("<"), end("<A \"x")), (Some(7), Some(9), None, None, Some(5)));
        assert!(is_attribute("  values={[{label: \"A\"}]}>") && is_attribute("a=\"b\"") && is_attribute("onClick={() => {"));
        assert!(!is_attribute("a = b") && !is_attribute("本文=\"b\"") && !is_attribute("x={y} です"));
    }
}
