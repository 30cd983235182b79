//! Comments that switch rules: `<!-- cndlint-disable rule -->` and markdownlint's of the same meaning.

use crate::document::{Directive, Document, Kinds, Scope};
use crate::source::Span;

/// Finds the directives of a document and the places of configurations in comments, in order.
pub(super) fn find(doc: &Document) -> (Vec<Directive>, Vec<Span>) {
    let mut found = Found::default();
    for node in doc.nodes_of(Kinds::HTML) {
        found.comments(node.source(), node.span.start);
    }
    (found.directives, found.configurations)
}

#[derive(Default)]
struct Found {
    directives: Vec<Directive>,
    configurations: Vec<Span>,
}

impl Found {
    fn comments(&mut self, html: &str, start: usize) {
        let mut from = 0;
        while let Some(open) = html[from..].find("<!--").map(|at| from + at) {
            // `<!-->` and `<!--->` are comments too.
            let Some(close) = html[open + 2..].find("-->").map(|at| open + 2 + at) else { break };
            self.comment(html.get(open + 4..close).unwrap_or_default(), Span::new(start + open, start + close + 3));
            from = close + 3;
        }
    }

    /// `inside` is what stands between `<!--` and `-->`.
    fn comment(&mut self, inside: &str, span: Span) {
        let trimmed = inside.trim_start();
        let own = trimmed.strip_prefix("cndlint-");
        // markdownlint reads its own in any case.
        let foreign = || trimmed.split_at_checked("markdownlint-".len()).filter(|(head, _)| head.eq_ignore_ascii_case("markdownlint-"));
        let Some(command) = own.or_else(|| Some(foreign()?.1)) else { return };
        let (command, rest) = command.split_at(command.find(char::is_whitespace).unwrap_or(command.len()));
        let rest_start = span.end - "-->".len() - rest.len();
        let scope = match command.to_ascii_lowercase().as_str() {
            "disable" => Scope::Disable,
            "enable" => Scope::Enable,
            "disable-line" => Scope::Line,
            "disable-next-line" => Scope::NextLine,
            "disable-file" => Scope::File,
            "enable-file" => Scope::EnableFile,
            "capture" => Scope::Capture,
            "restore" => Scope::Restore,
            "configure-file" => {
                self.configurations.push(Span::new(rest_start, span.end - "-->".len()));
                return;
            }
            _ => return,
        };
        self.directives.push(Directive { span, scope, names: names(rest, rest_start), is_foreign: own.is_none() });
    }
}

/// The names in `text`, which begins at `start`. Behind `--` stands the reason, for people.
fn names(text: &str, start: usize) -> Vec<(Span, String)> {
    let text = text.split(" -- ").next().unwrap_or_default();
    let mut found = Vec::new();
    let mut at = 0;
    for name in text.split([',', ' ', '\t', '\n', '\r']) {
        if !name.is_empty() {
            found.push((Span::new(start + at, start + at + name.len()), name.to_owned()));
        }
        at += name.len() + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comments(html: &str, start: usize) -> Vec<Directive> {
        let mut found = Found::default();
        found.comments(html, start);
        found.directives
    }

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
        assert!(comments("<!-->", 0).is_empty() && comments("<!---><!-- x -->", 0).is_empty());
        assert_eq!(comments("<!--markdownlint-disable-->", 7)[0].span, Span::new(7, 34));
        assert_eq!(comments("<!-- Markdownlint-Disable-Line -->", 0)[0].scope, Scope::Line);
    }
}
