//! No white space stands inside the marks of code.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kinds, NodeRef};
use crate::link::parts::may_be_destination;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeSpace {}

impl Rule for CodeSpace {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for node in cx.doc.nodes_of(Kinds::CODE) {
            let Some(code) = Code::of(node) else { continue };
            if cx.is_markdownlint() {
                for span in [code.head(), code.tail()].into_iter().flatten() {
                    report.at(span).say("space", ());
                }
                continue;
            }
            let edges = [code.before, code.behind].into_iter().filter(|span| !span.is_empty());
            if code.is_padding() && !may_be_destination(&cx.doc.source.text()[..node.span.start]) {
                report.at(node.span).say("padding", ()).fix(Level::Layout, edges.map(Edit::delete));
            } else if (code.head().is_some() || code.tail().is_some()) && code.says_something() {
                report.at(node.span).say("space", ()).fix(Level::Suggest, edges.map(Edit::delete));
            }
        }
    }
}

/// A code span in which there is more than blanks.
struct Code<'d> {
    /// What stands between its marks, without white space at the ends.
    text: &'d str,
    /// The white space before it and behind it.
    before: Span,
    behind: Span,
    /// Whether a blank or a line ending at each end is taken away when it is rendered.
    padded: bool,
    /// Whether a line ending is part of that white space.
    runs_over: bool,
}

impl<'d> Code<'d> {
    fn of(node: NodeRef<'d>) -> Option<Self> {
        let source = node.source();
        let marks = source.len() - source.trim_start_matches('`').len();
        let inner = source.get(marks..source.len().checked_sub(marks)?)?;
        let text = inner.trim();
        let is_blank = |c: char| matches!(c, ' ' | '\n' | '\r');
        let padded = inner.starts_with(is_blank) && inner.ends_with(is_blank) && !inner.trim_matches(is_blank).is_empty();
        let start = node.span.start + marks + inner.len() - inner.trim_start().len();
        let before = Span::new(node.span.start + marks, start);
        let behind = Span::new(start + text.len(), node.span.end - marks);
        let runs_over = [before, behind].iter().any(|span| node.doc().source.slice(*span).contains(['\n', '\r']));
        (!text.is_empty()).then_some(Self { text, before, behind, padded, runs_over })
    }

    /// The white space at the start that is rendered, but for a blank that keeps marks apart.
    fn head(&self) -> Option<Span> {
        self.rendered(self.before, self.text.starts_with('`'))
    }

    /// The white space at the end that is rendered.
    fn tail(&self) -> Option<Span> {
        self.rendered(self.behind, self.text.ends_with('`'))
    }

    fn rendered(&self, space: Span, beside_mark: bool) -> Option<Span> {
        (space.len() > usize::from(self.padded || beside_mark) && !self.runs_over).then_some(space)
    }

    /// Whether one blank stands at each end, and neither is needed.
    fn is_padding(&self) -> bool {
        self.padded
            && !self.runs_over
            && self.before.len() == 1
            && self.behind.len() == 1
            && !self.text.starts_with('`')
            && !self.text.ends_with('`')
    }

    /// Whether it is more than a mark that a blank belongs to, such as `$ ` or `- `.
    fn says_something(&self) -> bool {
        self.text.chars().filter(|c| c.is_alphanumeric()).count() > 1 && !self.text.starts_with('`') && !self.text.ends_with('`')
    }
}
