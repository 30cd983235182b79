//! Disable comments for findings that stay: for a line where one can stand, else for the file.

use super::directives::Hiding;
use super::scope::Scope;
use super::{look, promise};
use crate::diagnostic::{Diagnostic, Edit, apply};
use crate::document::{Directive, Document, Kinds, Scope as Reach};
use crate::facts::Facts;
use crate::parse::parse_with_html;
use crate::platform::dialect::Html;
use crate::ruleset::RuleSet;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Rounds of looking at what the comments themselves bring about.
const MOST_ROUNDS: usize = 8;

/// Rounds in which what a comment brings about is hidden in its line. What goes on longer is hidden in the file.
const LINE_ROUNDS: usize = 3;

/// A text with its comments.
#[derive(Debug)]
pub struct Disabled {
    /// The text; the one that came in where not everything could be hidden.
    pub text: String,
    /// Rules with a finding that no comment can hide: the text has no place for one.
    pub left: Vec<&'static str>,
}

/// Adds comments to a document that hide `found`, which is what counts of all findings in it by `scope`. The HTML is what it was, but for the comments, and
/// none of them is idle.
#[must_use]
pub fn disable(doc: &Document, found: &[Diagnostic], facts: &Facts, rules: &RuleSet, scope: &Scope) -> Disabled {
    let mut plan = Plan::new(doc, found, facts, rules);
    let lines: Vec<usize> = plan.wanted.keys().copied().collect();
    plan.admit(&lines, 0);
    for round in 0..MOST_ROUNDS {
        let edits = plan.edits();
        let after = plan.after(&edits);
        if !promise::is_commented(doc, &after, rules.platform) {
            break;
        }
        let unhidden = plan.unhidden(&after, &edits, found.iter().filter(|diagnostic| !plan.gone.contains(&plan.place(diagnostic))));
        let look = look(&after, facts, rules, true);
        let scope = scope.carried(&edits.iter().map(|(_, edit)| edit.clone()).collect::<Vec<_>>());
        let new = scope.of(&after.source, &look.found);
        if unhidden.is_empty() && new.is_empty() {
            return Disabled { text: after.source.text().to_owned(), left: Vec::new() };
        }
        let is_hopeless = unhidden.iter().any(|diagnostic| plan.file.contains(diagnostic.rule));
        if is_hopeless {
            break;
        }
        plan.file.extend(unhidden.iter().map(|diagnostic| diagnostic.rule));
        for diagnostic in new {
            plan.answer(diagnostic, &after, &edits, round < LINE_ROUNDS);
        }
    }
    let left: BTreeSet<&'static str> = found.iter().map(|diagnostic| diagnostic.rule).collect();
    Disabled { text: doc.source.text().to_owned(), left: left.into_iter().collect() }
}

/// How a comment stands.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// Its names behind those of a comment that is there, which end here.
    Merged(usize),
    /// In a line of its own before the line.
    Before,
    /// Behind the text of the line.
    Behind,
}

/// Whose text an edit is.
#[derive(Clone, Copy, PartialEq)]
enum Owner {
    File,
    /// Of this line.
    Line(usize),
}

/// Which comments there will be.
struct Plan<'a> {
    doc: &'a Document,
    facts: &'a Facts,
    rules: &'a RuleSet,
    found: &'a [Diagnostic],
    headings: HashSet<usize>,
    /// Lines of HTML; a comment may be no comment in it.
    html: HashSet<usize>,
    /// Rules by line for which a comment in the line is to be tried.
    wanted: BTreeMap<usize, BTreeSet<&'static str>>,
    lines: BTreeMap<usize, (Form, BTreeSet<&'static str>)>,
    file: BTreeSet<&'static str>,
    /// Lines and rules where a comment had nothing to hide: with it there, or with another, nothing is found.
    gone: HashSet<(usize, &'static str)>,
}

impl<'a> Plan<'a> {
    fn new(doc: &'a Document, found: &'a [Diagnostic], facts: &'a Facts, rules: &'a RuleSet) -> Self {
        let headings = doc.headings().flat_map(|(heading, _)| doc.line_range(heading.span)).collect();
        let html = doc.nodes_of(Kinds::HTML_BLOCK);
        let html = html.flat_map(|block| doc.line_range(block.span)).collect();
        let mut plan = Self {
            doc,
            facts,
            rules,
            found,
            headings,
            html,
            wanted: BTreeMap::new(),
            lines: BTreeMap::new(),
            file: BTreeSet::new(),
            gone: HashSet::new(),
        };
        let body = doc.body_line(doc.source.line_at(doc.body.start)).full.start;
        // What is said of directives is only hidden by name, and the comment that does so is one itself.
        let is_apart = |diagnostic: &&Diagnostic| diagnostic.span.start < body || diagnostic.rule == DIRECTIVES;
        plan.file = found.iter().filter(is_apart).map(|diagnostic| diagnostic.rule).collect();
        for diagnostic in found.iter().filter(|diagnostic| !is_apart(diagnostic) && !plan.file.contains(diagnostic.rule)) {
            plan.wanted.entry(doc.source.line_at(diagnostic.span.start)).or_default().insert(diagnostic.rule);
        }
        plan
    }

    /// How a comment may stand for a line, likeliest first.
    fn forms(&self, line: usize) -> Vec<Form> {
        let above = |directive: &&Directive| self.doc.source.line_at(directive.span.end.saturating_sub(1)) + 1 == line;
        if let Some(merged) = self.own(Reach::NextLine).find(above).and_then(|directive| directive.names.last()) {
            return vec![Form::Merged(merged.0.end)];
        }
        let Span { start, .. } = self.doc.body_line(line).content;
        let content = self.doc.source.slice(self.doc.body_line(line).content);
        let is_in_html = self.html.contains(&line) && line > 0 && self.html.contains(&(line - 1));
        if is_in_html || self.doc.is_opaque(Span::at(start)) || self.doc.is_raw(Span::at(start)) {
            return Vec::new();
        }
        // A URL alone in its line is a card on many platforms, and an embed ends with its line.
        let is_alone =
            content.trim_start().starts_with("http") || self.doc.constructs_in(self.doc.body_line(line).content).next().is_some();
        let takes_behind = !is_alone && !self.html.contains(&line) && !content.trim().is_empty() && !self.headings.contains(&line);
        let begins = line == 0 || self.headings.contains(&line) || self.doc.is_blank_line(line - 1);
        match (takes_behind, begins) {
            (is_behind, _) if self.shows_lines() => is_behind.then_some(Form::Behind).into_iter().collect(),
            (false, _) => vec![Form::Before],
            (true, true) => vec![Form::Before, Form::Behind],
            (true, false) => vec![Form::Behind, Form::Before],
        }
    }

    /// Notes that a comment had nothing to hide for the rule, in a line or anywhere.
    fn forget(&mut self, rule: &str, line: Option<usize>) {
        let places: Vec<_> = self.found.iter().map(|diagnostic| self.place(diagnostic)).collect();
        self.gone.extend(places.into_iter().filter(|place| place.1 == rule && line.is_none_or(|line| place.0 == line)));
    }

    /// The line of a finding, and its rule.
    fn place(&self, diagnostic: &Diagnostic) -> (usize, &'static str) {
        (self.doc.source.line_at(diagnostic.span.start), diagnostic.rule)
    }

    /// The comments of ours that are there already and name their rules.
    fn own(&self, reach: Reach) -> impl Iterator<Item = &'a Directive> {
        let all = self.doc.directives.iter();
        all.filter(move |directive| directive.scope == reach && !directive.is_foreign && !directive.names.is_empty())
    }

    /// Gives `lines` their comments in the first form from the `nth` on that keeps the HTML and works; the file where none does.
    fn admit(&mut self, lines: &[usize], nth: usize) {
        let mut some = Vec::new();
        let before = self.lines.clone();
        for line in lines {
            let rules = self.wanted[line].clone();
            if let Some(form) = self.forms(*line).get(nth) {
                self.lines.insert(*line, (*form, rules));
                some.push(*line);
            } else {
                self.file.extend(rules);
            }
        }
        if some.is_empty() || self.holds(&some) {
            return;
        }
        self.lines = before;
        if let [_] = some[..] {
            self.admit(&some, nth + 1);
        } else {
            let (first, second) = some.split_at(some.len() / 2);
            self.admit(first, nth);
            self.admit(second, nth);
        }
    }

    /// Whether the comments keep the HTML, and those of `lines` hide what they are for.
    fn holds(&self, lines: &[usize]) -> bool {
        let edits = self.edits();
        let after = self.after(&edits);
        let of_lines = self.found.iter().filter(|diagnostic| lines.binary_search(&self.doc.source.line_at(diagnostic.span.start)).is_ok());
        let of_lines = of_lines.filter(|diagnostic| !self.file.contains(diagnostic.rule));
        promise::is_commented(self.doc, &after, self.rules.platform) && self.unhidden(&after, &edits, of_lines).is_empty()
    }

    fn after(&self, edits: &[(Owner, Edit)]) -> Document {
        parse_with_html(apply(self.doc.source.text(), edits.iter().map(|(_, edit)| edit)), self.rules.platform, &self.facts.path)
    }

    /// Those findings that the comments in `after` don't hide.
    fn unhidden<'f>(&self, after: &Document, edits: &[(Owner, Edit)], found: impl Iterator<Item = &'f Diagnostic>) -> Vec<&'f Diagnostic> {
        let own = self.rules.of_text(after);
        let mut hiding = Hiding::new(after, own.as_ref().unwrap_or(self.rules));
        let moved = |at: usize| edits.iter().take_while(|(_, edit)| edit.span.start <= at).map(|(_, edit)| edit.text.len()).sum::<usize>();
        // A comment behind the line does not move the line.
        let is_hidden = |hiding: &mut Hiding<'_>, diagnostic: &Diagnostic| {
            let start = self.doc.source.line_span(self.place(diagnostic).0).start;
            hiding.hides(after, diagnostic.rule, Span::at(start + moved(start)))
        };
        found.filter(|diagnostic| !is_hidden(&mut hiding, diagnostic)).collect()
    }

    /// What the comments are as edits, in order.
    fn edits(&self) -> Vec<(Owner, Edit)> {
        let (source, newline) = (&self.doc.source, self.doc.source.newline());
        let mut edits: Vec<_> = self.of_file().filter(|_| !self.shows_lines()).map(|edit| (Owner::File, edit)).into_iter().collect();
        for (line, (form, rules)) in &self.lines {
            let names = rules.iter().copied().collect::<Vec<_>>().join(", ");
            let place = self.doc.body_line(*line);
            let content = source.slice(place.content);
            let edit = match form {
                Form::Merged(at) => Edit::insert(*at, format!(", {names}")),
                Form::Before => {
                    let prefix = &content[..content.len() - content.trim_start_matches([' ', '\t', '>']).len()];
                    Edit::insert(place.full.start, format!("{prefix}<!-- cndlint-disable-next-line {names} -->{newline}"))
                }
                Form::Behind => {
                    let end = place.content.start + content.trim_end().len();
                    Edit::insert(end, format!(" <!-- cndlint-disable-line {names} -->"))
                }
            };
            edits.push((Owner::Line(*line), edit));
        }
        edits.extend(self.of_file().filter(|_| self.shows_lines()).map(|edit| (Owner::File, edit)));
        // Of two at one place the sort, which is stable, keeps the order: what stands at the end of the text comes last.
        edits.sort_by_key(|(_, edit)| edit.span);
        edits
    }

    /// Whether a line that is a comment leaves an empty one in the post: Zenn's reader takes HTML for text, and comments out of it
    /// (zenn-markdown-html 0.5.4).
    fn shows_lines(&self) -> bool {
        self.rules.platform.dialect.html == Html::Printed
    }

    /// What makes the comment for the file: more names in the one that is there, or one at the top. At the end where it leaves an empty line.
    fn of_file(&self) -> Option<Edit> {
        let (source, newline) = (&self.doc.source, self.doc.source.newline());
        let names = self.file.iter().copied().collect::<Vec<_>>().join(", ");
        if names.is_empty() {
            return None;
        }
        if let Some((span, _)) = self.own(Reach::File).next().and_then(|directive| directive.names.last()) {
            return Some(Edit::insert(span.end, format!(", {names}")));
        }
        let is_ended = |at: usize| at == 0 || source.text()[..at].ends_with(['\n', '\r', '\u{feff}']);
        let comment = format!("<!-- cndlint-disable-file {names} -->");
        if self.shows_lines() {
            let end = source.text().len();
            let (before, after) = if is_ended(end) { (newline.to_owned(), newline) } else { (newline.repeat(2), "") };
            return Some(Edit::insert(end, format!("{before}{comment}{after}")));
        }
        let mut lines = self.doc.all_lines();
        let top = lines.find(|line| !source.slice(line.content).trim().is_empty()).map_or(self.doc.body.end, |line| line.full.start);
        let before = if is_ended(top) { "" } else { newline };
        Some(Edit::insert(top, format!("{before}{comment}{newline}{newline}")))
    }

    /// Changes the comments because of what is found with them: one of them is idle, or brings something about.
    fn answer(&mut self, diagnostic: &Diagnostic, after: &Document, edits: &[(Owner, Edit)], in_line: bool) {
        let mut grown = 0;
        let mut owner = None;
        for (whose, edit) in edits {
            let start = edit.span.start + grown;
            if start > diagnostic.span.start {
                break;
            }
            owner = (diagnostic.span.start < start + edit.text.len()).then_some(*whose);
            grown += edit.text.len();
        }
        let idle = owner.filter(|_| diagnostic.rule == DIRECTIVES).map(|owner| (owner, after.source.slice(diagnostic.span)));
        match idle {
            Some((Owner::File, name)) => {
                self.forget(name, None);
                self.file.retain(|rule| *rule != name);
            }
            Some((Owner::Line(line), name)) => {
                self.forget(name, Some(line));
                if let Some((_, rules)) = self.lines.get_mut(&line) {
                    rules.retain(|rule| *rule != name);
                    if rules.is_empty() {
                        self.lines.remove(&line);
                    }
                }
            }
            None => {
                let line = self.doc.source.line_at(diagnostic.span.start.saturating_sub(grown));
                match self.lines.get_mut(&line).filter(|_| in_line && owner.is_none()) {
                    Some((_, rules)) if !rules.contains(diagnostic.rule) => _ = rules.insert(diagnostic.rule),
                    _ => _ = self.file.insert(diagnostic.rule),
                }
            }
        }
    }
}

/// The rule on directives.
const DIRECTIVES: &str = "directive-unused";
