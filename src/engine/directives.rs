//! Which findings a document's directives hide, and which directives hide none.

use crate::diagnostic::Diagnostic;
use crate::document::{Directive, Document, Scope};
use crate::rule::Idle;
use crate::ruleset::RuleSet;
use crate::source::Span;
use std::collections::HashSet;
use std::ops::Range;

/// Lines in which one rule, or all, are off.
struct Hidden {
    /// Which directive, and which of its names.
    directive: usize,
    name: Option<usize>,
    rule: Option<&'static str>,
    /// 0-based.
    lines: Range<usize>,
    used: bool,
}

/// What the directives of a document hide.
pub(super) struct Hiding<'d> {
    directives: &'d [Directive],
    hidden: Vec<Hidden>,
}

impl<'d> Hiding<'d> {
    pub(super) fn new(doc: &'d Document) -> Self {
        let mut hiding = Self { directives: &doc.directives, hidden: Vec::new() };
        for (index, directive) in doc.directives.iter().enumerate() {
            let first = doc.source.line_at(directive.span.start);
            let last = doc.source.line_at(directive.span.end.saturating_sub(1));
            match directive.scope {
                Scope::Enable => hiding.enable(directive, first),
                Scope::Disable => hiding.hide(index, first..usize::MAX),
                Scope::File => hiding.hide(index, 0..usize::MAX),
                Scope::Line => hiding.hide(index, first..first + 1),
                Scope::NextLine => hiding.hide(index, last + 1..last + 2),
            }
        }
        hiding
    }

    fn hide(&mut self, index: usize, lines: Range<usize>) {
        let names = &self.directives[index].names;
        let mut add = |name: Option<usize>, rule| {
            self.hidden.push(Hidden { directive: index, name, rule, lines: lines.clone(), used: false });
        };
        if names.is_empty() {
            add(None, None);
        }
        for (at, (_, name)) in names.iter().enumerate() {
            // A name that no rule has hides nothing: an empty rule name is no rule's. A pattern stands for several rules.
            let mut meant = RuleSet::meant(name).peekable();
            if meant.peek().is_none() {
                add(Some(at), Some(""));
            }
            meant.for_each(|rule| add(Some(at), Some(rule)));
        }
    }

    /// Ends what is open: of all rules, or of the named ones.
    fn enable(&mut self, directive: &Directive, line: usize) {
        let named: Vec<_> = directive.names.iter().flat_map(|(_, name)| RuleSet::meant(name)).collect();
        for hidden in self.hidden.iter_mut().filter(|hidden| hidden.lines.end == usize::MAX && hidden.lines.start > 0) {
            let meant = directive.names.is_empty() || hidden.rule.is_some_and(|rule| named.contains(&rule));
            if meant {
                hidden.lines.end = line;
            }
        }
    }

    /// Whether a finding of `rule` at `span` is hidden; remembers which directive did it.
    pub(super) fn hides(&mut self, doc: &Document, rule: &str, span: Span) -> bool {
        if self.hidden.is_empty() {
            return false;
        }
        let line = doc.source.line_at(span.start);
        let mut hides = false;
        for hidden in &mut self.hidden {
            if hidden.lines.contains(&line) && hidden.rule.is_none_or(|hidden| hidden == rule) {
                hidden.used = true;
                hides = true;
            }
        }
        hides
    }

    /// Whether a directive names the rule of this finding in its line. What is said of directives is hidden by name only: a comment that
    /// switches all rules off would hide that it is idle.
    pub(super) fn hides_by_name(&self, doc: &Document, diagnostic: &Diagnostic) -> bool {
        let line = doc.source.line_at(diagnostic.span.start);
        self.hidden.iter().any(|hidden| hidden.lines.contains(&line) && hidden.rule == Some(diagnostic.rule))
    }

    /// The directives that hid nothing although their rules ran.
    pub(super) fn idle(&self, rules: &RuleSet) -> Vec<Idle<'d>> {
        // A pattern is idle where none of its rules was hidden.
        let used: HashSet<_> = self.hidden.iter().filter(|hidden| hidden.used).map(|hidden| (hidden.directive, hidden.name)).collect();
        let mut told = HashSet::new();
        let idle = self.hidden.iter().filter_map(|hidden| {
            let of = (hidden.directive, hidden.name);
            let directive = &self.directives[hidden.directive];
            // markdownlint has rules that are not ours.
            if used.contains(&of) || hidden.rule == Some("") && directive.is_foreign {
                return None;
            }
            let name = hidden.name.and_then(|at| directive.names.get(at)).map(|(span, name)| (*span, name.as_str()));
            let known = hidden.rule != Some("");
            let ran = match hidden.rule {
                None | Some("") => rules.complete,
                Some(rule) => rules.runs(rule),
            };
            (ran && told.insert(of)).then_some(Idle { directive, name, known })
        });
        idle.collect()
    }
}
