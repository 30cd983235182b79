//! The tags in blocks of HTML, found as if they stood in a paragraph: in code they are none.

use super::comment::is_comment;
use super::{Kind, NodeRef};
use crate::source::Span;
use std::collections::HashMap;

impl NodeRef<'_> {
    /// The tags in a block or a piece of HTML that open an element, and processing instructions: places and names, as written.
    ///
    /// Cost: linear in the text of the node.
    #[must_use]
    pub fn opening_tags(self) -> Vec<(Span, String)> {
        let html = match self.kind {
            Kind::HtmlInline => {
                let (text, start) = (self.source(), self.span.start);
                return name(text).map(|name| (Span::new(start, start + text.len()), name.to_owned())).into_iter().collect();
            }
            Kind::HtmlBlock { .. } => self.source(),
            _ => return Vec::new(),
        };
        let inside = html.strip_prefix("<!--").and_then(|rest| rest.trim_end_matches(['\n', '\r']).strip_suffix("-->"));
        if inside.is_some_and(is_comment) {
            return Vec::new();
        }
        let quotes = self.quote_depth();
        let mut found = Vec::new();
        for (start, paragraph) in paragraphs(html, quotes) {
            for (from, to) in tags(&paragraph) {
                let span = Span::new(self.span.start + start + from, self.span.start + start + to);
                found.extend(name(&paragraph[from..to]).map(|name| (span, name.to_owned())));
            }
        }
        found
    }
}

/// The name in an opening tag.
fn name(tag: &str) -> Option<&str> {
    let inside = tag.strip_prefix('<').filter(|inside| !inside.starts_with(['!', '>', '/']))?;
    let first = inside.chars().next()?.len_utf8();
    let end = inside[first..].find(|c: char| c == '/' || c == '>' || c.is_whitespace()).map_or(inside.len(), |end| first + end);
    Some(&inside[..end])
}

/// The paragraphs of a text without blocks of fenced code, with their places. Marks of quotes are blanks.
fn paragraphs(html: &str, quotes: usize) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let (mut at, mut is_open) = (0, false);
    let mut fence: Option<(char, usize)> = None;
    for line in html.split_inclusive(['\n', '\r']) {
        let mut text = line.to_owned();
        if at > 0 && quotes > 0 {
            let end = super::code::behind_quotes(line, quotes).unwrap_or(0);
            text.replace_range(..end, &" ".repeat(end));
        }
        let bare = text.trim();
        let mark = bare.chars().next().filter(|mark| matches!(mark, '`' | '~'));
        let marks = mark.map_or(0, |mark| bare.len() - bare.trim_start_matches(mark).len());
        match fence {
            Some(open) => {
                if mark == Some(open.0) && marks >= open.1 && marks == bare.len() {
                    fence = None;
                }
                is_open = false;
            }
            None if marks > 2 && !(mark == Some('`') && bare[marks..].contains('`')) => {
                fence = mark.map(|mark| (mark, marks));
                is_open = false;
            }
            None if bare.is_empty() => is_open = false,
            None if is_open => {
                if let Some((_, paragraph)) = found.last_mut() {
                    paragraph.push_str(&text);
                }
            }
            None => {
                found.push((at, text));
                is_open = true;
            }
        }
        at += line.len();
    }
    found
}

/// The tags of a paragraph: opening and closing ones and processing instructions. Code, comments and escapes are passed over.
fn tags(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let closers = closers(text);
    let (mut found, mut at) = (Vec::new(), 0);
    // Where nothing closes one comment or instruction, nothing closes the next.
    let mut unclosed = [false; 2];
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'`' => {
                let run = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
                at = closers.get(&at).copied().unwrap_or(at + run);
            }
            b'<' => {
                let rest = &text[at..];
                let special = [("<!--", "-->"), ("<?", "?>")].iter().enumerate().find(|(_, (open, _))| rest.starts_with(open));
                let end = match special {
                    Some((kind, (open, close))) if !unclosed[kind] => {
                        let end = rest[open.len()..].find(close).map(|end| open.len() + end + close.len());
                        unclosed[kind] = end.is_none();
                        end
                    }
                    Some(_) => None,
                    None => tag(rest),
                };
                found.extend(end.map(|end| (at, at + end)));
                at += end.unwrap_or(1);
            }
            _ => at += 1,
        }
    }
    found
}

/// For each run of backticks that opens code, where that code ends.
fn closers(text: &str) -> HashMap<usize, usize> {
    let (mut runs, mut at) = (Vec::new(), 0);
    while let Some(start) = memchr::memchr(b'`', &text.as_bytes()[at..]).map(|start| at + start) {
        at = text.len() - text[start..].trim_start_matches('`').len();
        runs.push((start, at));
    }
    let mut behind: HashMap<usize, usize> = HashMap::new();
    let mut closers = HashMap::new();
    for (start, end) in runs.into_iter().rev() {
        closers.extend(behind.insert(end - start, end).map(|close| (start, close)));
    }
    closers
}

/// The length of the tag that `text` begins with (`CommonMark` 0.31.2, section 6.6).
fn tag(text: &str) -> Option<usize> {
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let inside = text.strip_prefix('<')?;
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut rest = inside.trim_start_matches(is_name);
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    loop {
        let bare = rest.trim_start_matches(is_space);
        if let Some(behind) = bare.strip_prefix("/>").or_else(|| bare.strip_prefix('>')) {
            return Some(text.len() - behind.len());
        }
        if bare.len() == rest.len() || !bare.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':')) {
            return None;
        }
        rest = bare.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '.' | '-'));
        let Some(value) = rest.trim_start_matches(is_space).strip_prefix('=') else { continue };
        let value = value.trim_start_matches(is_space);
        rest = match value.chars().next()? {
            quote @ ('"' | '\'') => &value[1 + value[1..].find(quote)? + 1..],
            _ => value.trim_start_matches(|c: char| !is_space(c) && !matches!(c, '"' | '\'' | '=' | '<' | '>' | '`')),
        };
        if rest.len() == value.len() {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{paragraphs, tags};

    #[test]
    fn tags_are_found_outside_of_code() {
        let text = "<a b='>' c>x</a> `<i>` <br/> \\<b> <3 <p class=> <!-- <u> --> ``<s>` <?x?> <http://a.b>";
        let found: Vec<_> = tags(text).into_iter().map(|(start, end)| &text[start..end]).collect();
        assert_eq!(found, ["<a b='>' c>", "</a>", "<br/>", "<!-- <u> -->", "<s>", "<?x?>"]);
    }

    #[test]
    fn fenced_code_and_blank_lines_divide() {
        let found = paragraphs("<div>\na\n```\n<b>\n```\nc\n\n> d\n", 0);
        assert_eq!(found, [(0, "<div>\na\n".to_owned()), (20, "c\n".to_owned()), (23, "> d\n".to_owned())]);
    }
}
