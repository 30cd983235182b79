//! What stands in a line: embeds, formulas, sizes of images, Hatena's brackets, attribute lists.

use super::{Found, Line, Mask, found, jsx};
use crate::document::construct::Form;
use crate::platform::dialect::{Dialect, Tags};
use crate::source::Span;

/// `@[name](argument)` at the start of a line. The argument reaches to the last bracket of the line, as Zenn's does
/// (zenn-markdown-html 0.5.2, md-custom-block.ts).
pub(super) fn embed(text: &str, line: &Line) -> Option<Found> {
    let content = line.content.slice(text);
    let rest = content.strip_prefix("@[")?;
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')?;
    let argument = rest[length..].strip_prefix("](")?;
    let close = argument.rfind(')').filter(|&close| length > 0 && close > 0)?;
    let name = line.content.start + "@[".len();
    let start = name + length + "](".len();
    let (name, argument) = (Span::new(name, name + length), Span::new(start, start + close));
    Some(found(Span::new(line.content.start, argument.end + 1), Form::Embed { name, argument }, Mask::Nothing))
}

/// A line that is all mark: an admonition, a tab, a snippet, an import.
pub(super) fn marked(text: &str, line: &Line, dialect: &Dialect) -> Option<Found> {
    let content = line.content.slice(text);
    let begins = |marks: &[&str]| marks.iter().any(|mark| content.starts_with(mark));
    let is_mark = dialect.tags.iter().any(|tags| match tags {
        Tags::Mkdocs => begins(&["!!! ", "??? ", "???+ ", "=== \"", "--8<-- "]),
        Tags::Mdx => {
            begins(&["import ", "export "]) && content.contains([';', '\'', '"', '=', '{'])
                || content.starts_with("{/*") && content.ends_with("*/}")
        }
        _ => false,
    });
    let is_attribute = || dialect.tags.contains(&Tags::Mdx) && jsx::is_attribute(content);
    let mask = if is_mark { Mask::Word } else { Mask::Nothing };
    (is_mark || is_attribute()).then(|| found(line.content, Form::Other, mask))
}

/// What to look for.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing to look for")]
pub(super) struct Wanted {
    pub(super) math: bool,
    pub(super) image_size: bool,
    pub(super) hatena: bool,
    pub(super) attributes: bool,
    pub(super) jsx: bool,
}

impl Wanted {
    pub(super) const fn any(self) -> bool {
        self.math || self.image_size || self.hatena || self.attributes || self.jsx
    }

    /// Finds them in a line, outside of its code.
    pub(super) fn find(self, text: &str, line: &Line, all: &mut Vec<Found>) {
        let content = line.content.slice(text);
        let bytes = content.as_bytes();
        let begins = |byte: u8| match byte {
            b'$' => self.math,
            b'[' => self.hatena,
            b'{' => self.attributes || self.jsx,
            b'<' => self.jsx,
            b'=' => self.image_size,
            _ => false,
        };
        // Most lines have none, and then their code does not matter.
        let any = memchr::memchr3(b'$', b'{', b'=', bytes).is_some() || self.hatena && memchr::memchr(b'[', bytes).is_some();
        let any = any || self.jsx && memchr::memchr(b'<', bytes).is_some();
        if !any || !bytes.iter().any(|byte| begins(*byte)) {
            return;
        }
        let is_wanted = |byte: u8| begins(byte) || matches!(byte, b'`' | b'\\');
        let mut at = 0;
        // No code span ends behind this.
        let mut last_tick = None;
        while at < bytes.len() {
            if !is_wanted(bytes[at]) {
                at += 1;
                continue;
            }
            let one = match bytes[at] {
                b'\\' => {
                    at += 2;
                    continue;
                }
                b'`' => {
                    at = behind_code(bytes, at, &mut last_tick);
                    continue;
                }
                b'$' => formula(content, at),
                b'[' => hatena(content, at),
                b'{' => attributes(content, at).or_else(|| self.jsx.then(|| jsx::expression(content, at))),
                b'<' => jsx::component(content, at),
                _ => image_size(content, at),
            };
            at = match one {
                Some((start, end, form, mask)) => {
                    all.push(found(Span::new(line.content.start + start, line.content.start + end), form, mask));
                    end.max(at + 1)
                }
                None => at + 1,
            };
        }
    }
}

/// Where it starts and ends in the line, and what it is.
pub(super) type InLine = (usize, usize, Form, Mask);

/// Most bytes in which the end of a construct is looked for: more than any has, so that a long line of openings costs no more than its length.
const LONGEST: usize = 2_000;

/// The bytes from `from` on in which an end is looked for.
pub(super) fn window(content: &str, from: usize) -> &[u8] {
    &content.as_bytes()[from..content.len().min(from + LONGEST)]
}

/// Behind the code span that begins at `at`, or behind its marks where nothing closes it.
fn behind_code(bytes: &[u8], at: usize, unclosed: &mut Option<usize>) -> usize {
    let ticks = |at: usize| bytes[at..].iter().take_while(|&&byte| byte == b'`').count();
    let length = ticks(at);
    // A run of this length was looked for to the end of the line already.
    if unclosed.is_some_and(|missing| missing == length) {
        return at + length;
    }
    let mut next = at + length;
    while let Some(found) = memchr::memchr(b'`', &bytes[next..]).map(|offset| next + offset) {
        let run = ticks(found);
        if run == length {
            return found + run;
        }
        next = found + run;
    }
    *unclosed = Some(length);
    at + length
}

/// `$x$`: no digit or backslash before it, no digit behind, no blank inside its marks (zenn-markdown-html, md-katex.ts).
fn formula(content: &str, at: usize) -> Option<InLine> {
    let bytes = content.as_bytes();
    let marks = if bytes[at..].starts_with(b"$$") { 2 } else { 1 };
    let is_edge = |byte: Option<&u8>| !byte.is_some_and(u8::is_ascii_digit);
    let start = at + marks;
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    if !is_edge(before) || bytes.get(start).is_none_or(u8::is_ascii_whitespace) {
        return None;
    }
    let close = memchr::memmem::find_iter(window(content, start + 1), &bytes[at..start]).map(|offset| start + 1 + offset);
    let mut close = close.filter(|&close| !bytes[close - 1].is_ascii_whitespace());
    let end = close.next()? + marks;
    (is_edge(bytes.get(end))).then_some((at, end, Form::Math, Mask::Word))
}

/// ` =250x100` behind an image's URL or title.
fn image_size(content: &str, at: usize) -> Option<InLine> {
    let bytes = content.as_bytes();
    let length = |from: usize| {
        let digits = bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        from + digits + usize::from(digits > 0 && bytes.get(from + digits) == Some(&b'%'))
    };
    let width = length(at + 1);
    let end = (bytes.get(width) == Some(&b'x')).then(|| length(width + 1))?;
    let behind = content[end..].trim_start_matches(' ');
    let start = content[..at].trim_end_matches(' ').len();
    if !behind.starts_with(')') || start == at {
        return None;
    }
    let before = &bytes[start.saturating_sub(LONGEST)..start];
    let open = memchr::memmem::rfind(before, b"](")?;
    memchr::memmem::rfind(&before[..open], b"![").map(|_| (start, end, Form::ImageSize, Mask::Blank))
}

/// `[:contents]`, `[https://example.com:embed:cite]`, `[f:id:user:20221121:plain]`, `[tex:x^2]` and their kind.
fn hatena(content: &str, at: usize) -> Option<InLine> {
    let inside = &content[at + 1..];
    let is_tex = inside.starts_with("tex:");
    let begins =
        ["http://", "https://", ":contents", "f:", "id:", "tex:", "asin:", "isbn:", "gist:", "google:", "g:", "tweet:", "twitter:"];
    if !begins.iter().any(|begin| inside.starts_with(begin)) {
        return None;
    }
    let mut escaped = false;
    let close = window(inside, 0).iter().position(|&byte| {
        let closes = byte == b']' && !(escaped && is_tex);
        escaped = byte == b'\\' && !escaped;
        closes
    })?;
    let end = at + 1 + close + 1;
    let behind = &content[end..];
    // Followed by a bracket it is the text of a link. A photo is so only where an address follows; what is to be embedded may follow it.
    let is_notation = inside.starts_with("f:id:") || [":embed", ":title", ":bookmark"].iter().any(|way| inside[..close].contains(way));
    let is_link = if is_notation { behind.starts_with("(http") } else { behind.starts_with(['(', '[']) };
    (!is_link).then_some((at, end, Form::Other, Mask::Word))
}

/// `{#id}`, `{.class}`, `{: #id .class}`.
fn attributes(content: &str, at: usize) -> Option<InLine> {
    let inside = content[at + 1..].trim_start_matches([':', ' ']);
    let is_list = inside.starts_with(['#', '.']) && inside[1..].starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-')
        || content[at..].starts_with("{:");
    let close = if is_list { memchr::memchr(b'}', window(content, at))? } else { return None };
    let end = at + close + 1;
    (!content[at + 1..end].contains(['{', '`', '<'])).then_some((at, end, Form::Other, Mask::Nothing))
}
