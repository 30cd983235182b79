//! Which findings a document's directives hide, and which directives hide none.

use crate::diagnostic::Diagnostic;
use crate::document::{Directive, Document, Scope};
use crate::rule::Remark;
use crate::ruleset::RuleSet;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// Lines in which one rule, or all, are off.
#[derive(Clone)]
struct Hidden {
    /// Which directive, and which of its names; nothing where the rule is off until a directive switches it on.
    directive: Option<usize>,
    name: Option<usize>,
    rule: Option<&'static str>,
    /// 0-based.
    lines: Range<usize>,
    used: bool,
}

/// The directives that hid something, each with one of its names, or none.
type Used = HashSet<(Option<usize>, Option<usize>)>;

/// What the directives of a document hide.
pub(super) struct Hiding<'d> {
    directives: &'d [Directive],
    hidden: Vec<Hidden>,
    /// Those that are off to the end of the file, in order.
    open: Vec<usize>,
    /// Those of each rule, and those of all rules.
    of_rule: HashMap<&'static str, ByLine>,
    of_all: ByLine,
    /// For a directive and one of its names, the later names that are the same.
    repeated: HashMap<(usize, usize), Vec<usize>>,
}

/// Numbers of what is hidden, to be found by line: with a thousand comments, a look at each of them for each finding would take a million.
#[derive(Default)]
struct ByLine {
    /// Of what is on again somewhere: the first line, one past the last line of it and all before it, its number.
    ending: Vec<(usize, usize, usize)>,
    /// Of what is off to the end: the first line, its number.
    lasting: Vec<(usize, usize)>,
    /// How many of those are known to hide something.
    used: usize,
}

impl ByLine {
    fn add(&mut self, number: usize, lines: &Range<usize>) {
        if lines.end == usize::MAX {
            self.lasting.push((lines.start, number));
        } else {
            self.ending.push((lines.start, lines.end, number));
        }
    }

    /// Puts all in order, once they are there.
    fn settle(&mut self) {
        self.lasting.sort_unstable();
        self.ending.sort_unstable();
        let mut furthest = 0;
        for (_, end, _) in &mut self.ending {
            furthest = furthest.max(*end);
            *end = furthest;
        }
    }

    /// Those that may be off in a line and are on again behind it.
    fn near(&self, line: usize) -> impl Iterator<Item = usize> {
        let begun = self.ending.partition_point(|(start, ..)| *start <= line);
        self.ending[..begun].iter().rev().take_while(move |(_, furthest, _)| *furthest > line).map(|(.., number)| *number)
    }

    /// How many of those that are off to the end are so in a line.
    fn begun(&self, line: usize) -> usize {
        self.lasting.partition_point(|(start, _)| *start <= line)
    }
}

impl<'d> Hiding<'d> {
    pub(super) fn new(doc: &'d Document, rules: &RuleSet) -> Self {
        let mut hiding = Self {
            directives: &doc.directives,
            hidden: Vec::new(),
            open: Vec::new(),
            of_rule: HashMap::new(),
            of_all: ByLine::default(),
            repeated: HashMap::new(),
        };
        for rule in &rules.dormant {
            hiding.add(Hidden { directive: None, name: None, rule: Some(*rule), lines: 0..usize::MAX, used: false });
        }
        // What holds for the whole file comes first, wherever it stands.
        let is_whole = |directive: &Directive| matches!(directive.scope, Scope::File | Scope::EnableFile);
        for whole in [true, false] {
            let mut captured = hiding.open.clone();
            for (index, directive) in doc.directives.iter().enumerate().filter(|(_, directive)| is_whole(directive) == whole) {
                let first = doc.source.line_at(directive.span.start);
                let last = doc.source.line_at(directive.span.end.saturating_sub(1));
                match directive.scope {
                    Scope::EnableFile => hiding.enable(directive, 0),
                    Scope::File => hiding.hide(index, 0..usize::MAX),
                    Scope::Enable => hiding.enable(directive, first),
                    Scope::Disable => hiding.hide(index, first..usize::MAX),
                    Scope::Line => hiding.hide(index, first..first + 1),
                    Scope::NextLine => hiding.hide(index, last + 1..last + 2),
                    Scope::Capture => captured.clone_from(&hiding.open),
                    Scope::Restore => hiding.restore(&captured, first),
                }
            }
        }
        for (at, hidden) in hiding.hidden.iter().enumerate() {
            hidden.rule.map_or(&mut hiding.of_all, |rule| hiding.of_rule.entry(rule).or_default()).add(at, &hidden.lines);
        }
        hiding.of_rule.values_mut().chain([&mut hiding.of_all]).for_each(ByLine::settle);
        hiding
    }

    fn add(&mut self, hidden: Hidden) {
        if hidden.lines.end == usize::MAX {
            self.open.push(self.hidden.len());
        }
        self.hidden.push(hidden);
    }

    fn hide(&mut self, index: usize, lines: Range<usize>) {
        let directive = &self.directives[index];
        let mut names = HashMap::new();
        let of = |name: Option<usize>, rule| Hidden { directive: Some(index), name, rule, lines: lines.clone(), used: false };
        if directive.names.is_empty() {
            self.add(of(None, None));
        }
        for (at, (_, name)) in directive.names.iter().enumerate() {
            // A pattern stands for many rules: said a thousand times, it would fill the memory.
            let first = *names.entry(name).or_insert(at);
            if first < at {
                self.repeated.entry((index, first)).or_default().push(at);
                continue;
            }
            // A name that no rule has hides nothing: an empty rule name is no rule's. A pattern stands for several rules.
            let meant = RuleSet::meant(name, directive.is_foreign);
            if meant.is_empty() {
                self.add(of(Some(at), Some("")));
            }
            for rule in meant {
                self.add(of(Some(at), Some(rule)));
            }
        }
    }

    /// Ends what is open: of all rules, or of the named ones.
    fn enable(&mut self, directive: &Directive, line: usize) {
        let named: HashSet<_> = directive.names.iter().flat_map(|(_, name)| RuleSet::meant(name, directive.is_foreign)).collect();
        let mut apart = Vec::new();
        // A rule that is off already stays so by the directive that did it: else a thousand that switch all off would leave a thousand times all rules.
        let alone = self.open.iter().filter_map(|at| self.hidden[*at].rule);
        let mut off: HashSet<&str> = if directive.names.is_empty() { HashSet::new() } else { alone.collect() };
        for at in std::mem::take(&mut self.open) {
            let hidden = &mut self.hidden[at];
            let meant = directive.names.is_empty() || hidden.rule.is_some_and(|rule| named.contains(rule));
            if meant {
                hidden.lines.end = line.max(hidden.lines.start);
            } else if hidden.rule.is_none() {
                // All rules were off: from here on, all but the named ones.
                let start = hidden.lines.start;
                hidden.lines.end = line.max(start);
                let rest = RuleSet::every().filter(|rule| !named.contains(*rule) && off.insert(rule));
                apart.extend(rest.map(|rule| Hidden { rule: Some(rule), lines: line.max(start)..usize::MAX, ..hidden.clone() }));
            } else {
                self.open.push(at);
            }
        }
        for hidden in apart {
            self.add(hidden);
        }
    }

    /// From `line` on, what was open in `captured`, which is in order, is off, and nothing else.
    fn restore(&mut self, captured: &[usize], line: usize) {
        for at in std::mem::take(&mut self.open) {
            if captured.binary_search(&at).is_ok() {
                self.open.push(at);
            } else {
                self.hidden[at].lines.end = line.max(self.hidden[at].lines.start);
            }
        }
        for at in captured {
            if self.hidden[*at].lines.end != usize::MAX {
                self.add(Hidden { lines: line..usize::MAX, ..self.hidden[*at].clone() });
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
        for of in self.of_rule.get_mut(rule).into_iter().chain([&mut self.of_all]) {
            for at in of.near(line) {
                let hidden = &mut self.hidden[at];
                if hidden.lines.contains(&line) {
                    hidden.used = true;
                    hides = true;
                }
            }
            let begun = of.begun(line);
            hides |= begun > 0;
            for (_, at) in of.lasting.get(of.used..begun).into_iter().flatten() {
                self.hidden[*at].used = true;
            }
            of.used = of.used.max(begun);
        }
        hides
    }

    /// Whether a directive names the rule of this finding in its line. What is said of directives is hidden by name only: a comment that
    /// switches all rules off would hide that it is idle.
    pub(super) fn hides_by_name(&self, doc: &Document, diagnostic: &Diagnostic) -> bool {
        let line = doc.source.line_at(diagnostic.span.start);
        let is_named = |at: usize| self.hidden[at].name.is_some() && self.hidden[at].lines.contains(&line);
        self.of_rule.get(diagnostic.rule).is_some_and(|of| {
            let lasting = of.lasting[..of.begun(line)].iter().map(|(_, at)| *at);
            of.near(line).chain(lasting).any(is_named)
        })
    }

    /// The directives that hid nothing although their rules ran, those that hide to the end what they should not, and configurations.
    pub(super) fn remarks<'i>(&self, doc: &Document, rules: &'i RuleSet) -> Vec<Remark<'i>>
    where
        'd: 'i,
    {
        // A pattern is idle where none of its rules was hidden.
        let used: Used = self.hidden.iter().filter(|hidden| hidden.used).map(|hidden| (hidden.directive, hidden.name)).collect();
        let unfollowed = rules.unfollowed.iter().map(|(span, reason)| Remark::Configuration(*span, reason));
        self.idle(rules, &used).into_iter().chain(self.open_within(doc)).chain(unfollowed).collect()
    }

    /// The directives that hide something to the end of the text. One that stands before all text is for the whole of it, and markdownlint's own do as
    /// they please.
    fn open_within<'i>(&self, doc: &Document) -> Vec<Remark<'i>>
    where
        'd: 'i,
    {
        let open = self.hidden.iter().filter(|hidden| hidden.lines.end == usize::MAX && hidden.used);
        let mut names: BTreeMap<usize, BTreeSet<Option<usize>>> = BTreeMap::new();
        for hidden in open {
            if let Some(directive) = hidden.directive {
                names.entry(directive).or_default().insert(hidden.name);
            }
        }
        let is_meant = |directive: &Directive| directive.scope == Scope::Disable && !directive.is_foreign;
        let text = doc.text_start();
        let open = names.into_iter().map(|(at, names)| (&self.directives[at], names));
        open.filter(|(directive, _)| is_meant(directive) && directive.span.start > text)
            .map(|(directive, names)| {
                Remark::Open(directive, names.into_iter().flatten().map(|at| directive.names[at].1.as_str()).collect())
            })
            .collect()
    }

    /// The directives that hid nothing although their rules ran.
    fn idle<'i>(&self, rules: &RuleSet, used: &Used) -> Vec<Remark<'i>>
    where
        'd: 'i,
    {
        let mut told = HashSet::new();
        let as_idle = |hidden: &Hidden, name: Option<usize>| {
            let directive = &self.directives[hidden.directive?];
            Some(match name.map(|at| &directive.names[at]) {
                None => Remark::All(directive),
                Some((span, name)) if hidden.rule == Some("") => Remark::Unknown(*span, name),
                Some((span, name)) => Remark::Rule(*span, name),
            })
        };
        let mut idle = Vec::new();
        for hidden in &self.hidden {
            let of = (hidden.directive, hidden.name);
            let Some(directive) = hidden.directive.map(|at| &self.directives[at]) else { continue };
            // It may be a rule that somebody added to markdownlint, or that it had once.
            if used.contains(&of) || hidden.rule == Some("") && directive.is_foreign {
                continue;
            }
            let ran = match hidden.rule {
                None | Some("") => rules.complete,
                Some(rule) => rules.runs(rule),
            };
            if ran && told.insert(of) {
                idle.extend(as_idle(hidden, hidden.name));
                let again = of.0.zip(of.1).and_then(|first| self.repeated.get(&first));
                idle.extend(again.into_iter().flatten().filter_map(|at| as_idle(hidden, Some(*at))));
            }
        }
        idle
    }
}
