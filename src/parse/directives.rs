//! Comments that switch rules: `<!-- cndlint-disable rule -->` and markdownlint's of the same meaning.

use crate::document::{Directive, Document, Kind, Scope};
use crate::source::Span;

/// Finds the directives of a document, in order.
pub(super) fn find(doc: &Document) -> Vec<Directive> {
    let html = doc.nodes().filter(|node| matches!(node.kind, Kind::HtmlBlock { .. } | Kind::HtmlInline));
    html.flat_map(|node| comments(node.source(), node.span.start)).collect()
}

fn comments(html: &str, start: usize) -> Vec<Directive> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = html[from..].find("<!--").map(|at| from + at) {
        let Some(close) = html[open..].find("-->").map(|at| open + at) else { break };
        found.extend(directive(&html[open + 4..close], Span::new(start + open, start + close + 3)));
        from = close + 3;
    }
    found
}

/// `inside` is what stands between `<!--` and `-->`.
fn directive(inside: &str, span: Span) -> Option<Directive> {
    let trimmed = inside.trim_start();
    let own = trimmed.strip_prefix("cndlint-");
    let command = own.or_else(|| trimmed.strip_prefix("markdownlint-"))?;
    let (command, names) = command.split_at(command.find(char::is_whitespace).unwrap_or(command.len()));
    let names_start = span.end - "-->".len() - names.len();
    let scope = match command {
        "disable" => Scope::Disable,
        "enable" => Scope::Enable,
        "disable-line" => Scope::Line,
        "disable-next-line" => Scope::NextLine,
        "disable-file" => Scope::File,
        _ => return None,
    };
    // Behind `--` stands the reason, for people.
    let names = names.split(" -- ").next().unwrap_or_default();
    let mut found = Vec::new();
    let mut at = 0;
    for name in names.split([',', ' ', '\t', '\n', '\r']) {
        if !name.is_empty() {
            found.push((Span::new(names_start + at, names_start + at + name.len()), name.to_owned()));
        }
        at += name.len() + 1;
    }
    Some(Directive { span, scope, names: found, is_foreign: own.is_none() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_their_places() {
        let text = "a <!-- cndlint-disable-line  tab-hard, MD001 -- because --> b";
        let [directive] = &comments(text, 0)[..] else { panic!() };
        assert_eq!(directive.scope, Scope::Line);
        assert_eq!(&text[directive.span.start..directive.span.end], "<!-- cndlint-disable-line  tab-hard, MD001 -- because -->");
        let names: Vec<_> = directive.names.iter().map(|(span, name)| (&text[span.start..span.end], name.as_str())).collect();
        assert_eq!(names, [("tab-hard", "tab-hard"), ("MD001", "MD001")]);
    }

    #[test]
    fn other_comments_are_no_directives() {
        assert!(comments("<!-- note --> <!-- cndlint-something a --> <!-- markdownlint-", 0).is_empty());
        assert_eq!(comments("<!--markdownlint-disable-->", 7)[0].span, Span::new(7, 34));
    }
}
