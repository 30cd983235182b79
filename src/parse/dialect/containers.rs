//! `:::name` blocks.
//!
//! All platforms that have them find their ends in one way (markdown-it-container 4.0, `qiita_marker`'s custom blocks, micromark-extension-directive): the
//! first line of as many colons or more, and nothing else, even in a fence; where there is none, the container ends with what is around it.

use super::{Found, Line, Mask, found};
use crate::document::construct::{Container, Form};
use crate::platform::dialect::{Containers, Others};
use crate::source::Span;
use std::collections::HashMap;

pub(super) fn find(text: &str, lines: &[Line], dialect: &Containers, all: &mut Vec<Found>) {
    let closers: Vec<(usize, usize)> =
        lines.iter().enumerate().filter_map(|(at, line)| Some((at, closing_colons(line.content.slice(text))?))).collect();
    // A quote ends with the first line that is in none.
    let mut unquoted = vec![lines.len(); lines.len() + 1];
    for at in (0..lines.len()).rev() {
        unquoted[at] = if lines[at].quotes == 0 { at } else { unquoted[at + 1] };
    }
    // For each kind of opening line, how many of `closers` are behind: they come in order.
    let mut passed: HashMap<(usize, usize, usize), usize> = HashMap::new();
    let mut next_closer = |after: usize, colons: usize, limit: usize| {
        let Line { quotes, indent, .. } = lines[after];
        let next = passed.entry((colons, quotes, indent)).or_default();
        // A line that is indented by four more is code.
        let is_end = |at: usize, length: usize| length >= colons && lines[at].quotes == quotes && lines[at].indent < indent + 4;
        while closers.get(*next).is_some_and(|&(at, length)| at <= after || !is_end(at, length)) {
            *next += 1;
        }
        let limit = if quotes > 0 { limit.min(unquoted[after]) } else { limit };
        closers.get(*next).map(|&(at, _)| at).filter(|&at| at < limit)
    };
    // Lines behind which the open containers end, the innermost last.
    let mut open: Vec<usize> = Vec::new();
    let mut closing: HashMap<usize, Mask> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        while open.last().is_some_and(|&end| end <= at) {
            open.pop();
        }
        if let Some(&mask) = closing.get(&at) {
            all.push(found(line.content, Form::ContainerEnd { stray: false }, mask));
            continue;
        }
        if line.in_fence {
            continue;
        }
        let content = line.content.slice(text);
        if closing_colons(content).is_some() {
            if !dialect.kinds.is_empty() {
                all.push(found(line.content, Form::ContainerEnd { stray: true }, Mask::Nothing));
            }
        } else if let Some(mut container) = opening(content, line.content.start, text, dialect) {
            let limit = open.last().copied().unwrap_or(lines.len());
            let end = next_closer(at, container.colons, limit);
            let mask = match (container.works, line.is_deep) {
                (false, _) => Mask::Nothing,
                (true, false) => Mask::Blank,
                // An item that begins with nothing is not always one, and code without its text is none.
                (true, true) => Mask::Word,
            };
            if let Some(end) = end {
                closing.insert(end, mask);
                container.end = Some(lines[end].content.start);
            }
            if container.works {
                open.push(end.unwrap_or(limit));
            }
            all.push(found(line.content, Form::Container(container), mask));
        }
    }
}

/// The colons of a line that is nothing else.
fn closing_colons(content: &str) -> Option<usize> {
    (content.len() >= 3 && content.bytes().all(|byte| byte == b':')).then_some(content.len())
}

fn opening(content: &str, start: usize, text: &str, dialect: &Containers) -> Option<Container> {
    let behind = content.trim_start_matches(':');
    let colons = content.len() - behind.len();
    let inside = behind.trim_start();
    let length = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(inside.len());
    // A row of a table may begin with nothing but colons.
    if colons < 3 || inside.starts_with('|') {
        return None;
    }
    let name = start + content.len() - inside.len();
    let argument = inside[length..].trim_start();
    let name = Span::new(name, name + length);
    let argument = Span::new(start + content.len() - argument.len(), start + content.len());
    let works = match dialect.kinds.get(name.slice(text)) {
        Some(kind) => kind.lenient || kind.takes(argument.slice(text)),
        None => dialect.others == Others::Unstyled,
    };
    Some(Container { name, argument, colons, works, end: None })
}
