//! What a rule is: a struct that is its options, and one method that cannot fail.

mod context;
mod remark;

pub use context::{Compat, Context};
pub use remark::Remark;

use crate::diagnostic::{Arg, Diagnostic, Edit, Fix, Level, Message, Severity};
use crate::document::Document;
use crate::link::{Form, Link};
use crate::names::spellings::{Spelling, Spellings};
use crate::source::Span;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;

/// A rule. Its fields are its options.
pub trait Rule: Send + Sync {
    /// Reports what it finds. Must neither print nor read anything, nor depend on another rule.
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>);

    /// Whether it looks at what other files of the run say: [`rivals`](crate::facts::Facts::rivals) and
    /// [`spellings`](crate::facts::Facts::spellings) of its facts.
    fn compares(&self) -> bool {
        false
    }

    /// What the text spells that the files of a run should spell alike.
    fn spellings(&self, cx: &Context<'_>) -> Vec<Spelling> {
        let _ = cx;
        Vec::new()
    }

    /// What is to be said where one of its [`Rule::spellings`] stands as `written` in `text` and the run spells as `run` tells: asked when all files
    /// were read.
    fn compare(&self, written: &str, text: &str, run: &Spellings) -> Option<Message> {
        let _ = (written, text, run);
        None
    }

    /// Called when all rules have run and it is known what the directives hid.
    fn conclude(&self, cx: &Context<'_>, remarks: &[Remark<'_>], report: &mut Report<'_>) {
        let _ = (cx, remarks, report);
    }
}

/// A rule in the list.
#[derive(Clone, Copy)]
pub struct Entry {
    /// File, id, configuration key and anchor.
    pub name: &'static str,
    /// The text of `rules/<name>.md`.
    pub page: &'static str,
    /// Makes the rule from its options.
    pub build: fn(toml::Table) -> Result<Box<dyn Rule>, OptionError>,
}

/// Options that a rule does not take. The message names the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionError(pub String);

impl fmt::Display for OptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for OptionError {}

impl Entry {
    /// The entry of the rule `R`.
    pub const fn new<R: Rule + serde::de::DeserializeOwned + 'static>(name: &'static str, page: &'static str) -> Self {
        Self { name, page, build: build::<R> }
    }
}

fn build<R: Rule + serde::de::DeserializeOwned + 'static>(options: toml::Table) -> Result<Box<dyn Rule>, OptionError> {
    match options.try_into::<R>() {
        Ok(rule) => Ok(Box::new(rule)),
        Err(error) => Err(OptionError(error.message().to_owned())),
    }
}

/// Where a rule puts what it finds.
pub struct Report<'a> {
    rule: &'static str,
    severity: Severity,
    doc: &'a Document,
    compat: Compat,
    found: &'a mut Vec<Diagnostic>,
}

impl<'a> Report<'a> {
    /// A report of `rule`, whose findings have `severity` and go to `found`.
    pub const fn new(rule: &'static str, severity: Severity, doc: &'a Document, compat: Compat, found: &'a mut Vec<Diagnostic>) -> Self {
        Self { rule, severity, doc, compat, found }
    }

    /// Begins a finding at `span`. In a construct of the platform or a formula there is nothing to find, and no fix touches one.
    #[must_use = "a finding needs a message: call `say`"]
    pub fn at(&mut self, span: Span) -> Place<'_> {
        let everywhere = self.compat == Compat::Markdownlint;
        Place { reach: Reach::Text, everywhere, ..self.construct(span) }
    }

    /// Reports with the message `again` each place whose key an earlier one has, and that one with `first`: keys, places, and what the message calls
    /// each, by its placeholder `name`.
    pub fn repeated<K: Eq + Hash, V: ToString>(&mut self, name: &'static str, places: impl IntoIterator<Item = (K, Span, V)>) {
        let mut seen: HashMap<K, Span> = HashMap::new();
        for (key, span, value) in places {
            if let Some(first) = seen.get(&key) {
                self.at(span).say("again", [(name, value)]).also(*first, "first", ());
            } else {
                seen.insert(key, span);
            }
        }
    }

    /// Begins a finding on a link; an embed is a construct.
    #[must_use = "a finding needs a message: call `say`"]
    pub fn link(&mut self, link: &Link<'_>) -> Place<'_> {
        let span = link.written.unwrap_or(link.span);
        if link.form == Form::Embed { self.construct(span) } else { self.at(span) }
    }

    /// Begins a finding on a construct.
    #[must_use = "a finding needs a message: call `say`"]
    pub fn construct(&mut self, span: Span) -> Place<'_> {
        Place {
            rule: self.rule,
            severity: self.severity,
            inexact: self.doc.inexact_block(span),
            span,
            doc: self.doc,
            reach: Reach::Constructs,
            everywhere: false,
            found: self.found,
        }
    }
}

/// What a finding and its fix may touch.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// The author's text.
    Text,
    /// Constructs of the platform too.
    Constructs,
}

/// A place that waits for its message.
pub struct Place<'r> {
    rule: &'static str,
    severity: Severity,
    span: Span,
    inexact: Option<Span>,
    doc: &'r Document,
    reach: Reach,
    /// Whether it is reported in constructs too: markdownlint knows of none.
    everywhere: bool,
    found: &'r mut Vec<Diagnostic>,
}

impl<'r> Place<'r> {
    /// One severity lower; information stays information.
    #[must_use = "a finding needs a message: call `say`"]
    pub const fn quieter(mut self) -> Self {
        self.severity = match self.severity {
            Severity::Error => Severity::Warn,
            _ => Severity::Info,
        };
        self
    }

    /// The same where `is_quiet`.
    #[must_use = "a finding needs a message: call `say`"]
    pub const fn quieter_if(self, is_quiet: bool) -> Self {
        if is_quiet { self.quieter() } else { self }
    }

    /// As information, whatever the rule's severity.
    #[must_use = "a finding needs a message: call `say`"]
    pub const fn as_info(mut self) -> Self {
        self.severity = Severity::Info;
        self
    }

    /// Reports the message `id` of the rule's page, with values for its placeholders.
    ///
    /// In a block whose positions are in doubt the finding falls back to the block and loses its fix.
    pub fn say(self, id: &'static str, args: impl IntoArgs) -> Said<'r> {
        let unsaid = Said { diagnostic: None, doc: self.doc, reach: self.reach, inexact: self.inexact.is_some() };
        if self.reach == Reach::Text && !self.everywhere && self.doc.is_opaque(self.span) {
            return unsaid;
        }
        let message = Message { id, args: args.into_args() };
        let span = self.inexact.filter(|_| !self.everywhere).unwrap_or(self.span);
        self.found.push(Diagnostic { rule: self.rule, severity: self.severity, span, message, related: Vec::new(), fix: None });
        Said { diagnostic: self.found.last_mut(), ..unsaid }
    }
}

/// A finding with its message, to which a fix and other places may be added.
pub struct Said<'r> {
    /// Nothing where the place is nobody's.
    diagnostic: Option<&'r mut Diagnostic>,
    doc: &'r Document,
    reach: Reach,
    inexact: bool,
}

impl Said<'_> {
    /// Offers edits that mend it. They are put in order; none may overlap or touch another.
    pub fn fix(mut self, level: Level, edits: impl IntoIterator<Item = Edit>) -> Self {
        if let Some(diagnostic) = self.diagnostic.as_mut().filter(|_| !self.inexact) {
            let mut edits: Vec<Edit> = edits.into_iter().collect();
            edits.sort_by_key(|edit| edit.span);
            // A word is a word wherever it is read; layout is not.
            let is_free = |edit: &Edit| !self.doc.touches_opaque(edit.span) && (level == Level::Wording || !self.doc.is_raw(edit.span));
            let may = self.reach == Reach::Constructs || edits.iter().all(is_free);
            if may && edits.first().is_some_and(|first| !self.doc.source.gains_mark(first.span)) {
                diagnostic.fix = Some(Fix { level, edits });
            }
        }
        self
    }

    /// Adds another place, with a message of the same page.
    pub fn also(mut self, span: Span, id: &'static str, args: impl IntoArgs) -> Self {
        if let Some(diagnostic) = &mut self.diagnostic {
            diagnostic.related.push((span, Message { id, args: args.into_args() }));
        }
        self
    }
}

/// Values for a message's placeholders: `()`, or an array of name and value.
pub trait IntoArgs {
    /// The names and values.
    fn into_args(self) -> Vec<(&'static str, Arg)>;
}

impl IntoArgs for () {
    fn into_args(self) -> Vec<(&'static str, Arg)> {
        Vec::new()
    }
}

impl IntoArgs for Vec<(&'static str, Arg)> {
    fn into_args(self) -> Self {
        self
    }
}

impl<V: ToString, const N: usize> IntoArgs for [(&'static str, V); N] {
    fn into_args(self) -> Vec<(&'static str, Arg)> {
        self.into_iter().map(|(name, value)| (name, Arg::Text(Cow::Owned(value.to_string())))).collect()
    }
}
