//! Full-width marks in a line: emphasis, code, images.

use super::{Candidate, Mark};
use crate::diagnostic::Edit;
use crate::document::flat::Flat;
use crate::document::{Kind, NodeRef};
use crate::source::Span;

/// The candidates in the text of a block.
pub(super) fn find(flat: &Flat, block: NodeRef<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    for node in block.descendants().filter(|node| node.kind == Kind::Text) {
        let is_own = node.parent().is_some_and(|parent| !matches!(parent.kind, Kind::Escaped | Kind::Strong | Kind::Link { .. }));
        let (start, text) = (flat.offset(node.span.start), node.source());
        if !is_own || flat.text.get(start..start + text.len()) != Some(text) {
            continue;
        }
        for (at, length) in pairs(text, "＊＊", is_word) {
            found.push(pair(Mark::Strong, start + at, ("＊＊".len(), length), "**", |kind| *kind == Kind::Strong));
        }
        for (at, length) in pairs(text, "｀", is_code) {
            found.push(pair(Mark::Code, start + at, ("｀".len(), length), "`", |kind| *kind == Kind::Code));
        }
        found.extend(image(node, start));
    }
    found
}

/// A pair of marks at `at` around `content` bytes.
fn pair(mark: Mark, at: usize, (marks, content): (usize, usize), half: &str, wanted: fn(&Kind) -> bool) -> Candidate {
    let close = at + marks + content;
    let edits = [at, close].map(|place| Edit::replace(Span::new(place, place + marks), half));
    Candidate::new(mark, Span::new(at, close + marks), edits.into(), wanted)
}

/// Where a pair of `marks` begins, and how long what it encloses is.
fn pairs(text: &str, marks: &str, is_content: fn(&str) -> bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let places = text.match_indices(marks).map(|(at, _)| at);
    for at in places {
        let one = &marks[.."＊".len()];
        let is_longer = text[..at].ends_with(one) || text[at + marks.len()..].starts_with(one);
        if is_longer {
            open = None;
            continue;
        }
        match open.take().filter(|from| is_content(&text[from + marks.len()..at])) {
            Some(from) => found.push((from, at - from - marks.len())),
            None => open = Some(at),
        }
    }
    found
}

/// Whether a text may be emphasised: the particles between two words with their letters starred out are none.
fn is_word(text: &str) -> bool {
    let is_kana = |c: char| matches!(c, '\u{3041}'..='\u{309f}');
    let is_bare = !text.starts_with(char::is_whitespace) && !text.ends_with(char::is_whitespace);
    is_bare && text.contains(char::is_alphanumeric) && !text.chars().all(is_kana) && text.chars().count() <= MOST
}

/// Whether a text may be code: `｀` is also part of faces such as `(´・ω・｀)`.
fn is_code(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c == ' ' || c.is_ascii_graphic() && c != '`')
        && text.trim() == text
}

/// Characters of the longest emphasis or code.
const MOST: usize = 100;

/// `！[図](a.png)` at the start of a line.
fn image(node: NodeRef<'_>, start: usize) -> Option<Candidate> {
    let is_first = node.parent().is_some_and(|parent| parent.kind == Kind::Paragraph && parent.span.start == node.span.start);
    let is_line = is_first || node.previous().is_some_and(|before| matches!(before.kind, Kind::SoftBreak | Kind::LineBreak));
    let link = node.next_sibling().filter(|_| is_line && node.source() == "！")?;
    let path = link.destination()?.split(['?', '#']).next()?.to_ascii_lowercase();
    let is_image = matches!(link.kind, Kind::Link { .. }) && IMAGES.iter().any(|end| path.ends_with(end));
    let mark = Span::new(start, start + node.span.len());
    is_image.then(|| Candidate::new(Mark::Image, mark, vec![Edit::replace(mark, "!")], |kind| matches!(kind, Kind::Image { .. })))
}

/// How the names of images end.
const IMAGES: [&str; 7] = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"];
