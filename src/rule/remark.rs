//! What is to be said of comments that switch rules.

use crate::document::Directive;
use crate::source::Span;

/// What is to be said of a directive, or of one name in it.
#[derive(Clone, Debug)]
pub enum Remark<'a> {
    /// It switches off all rules, and hides no finding.
    All(&'a Directive),
    /// It names this rule, here, and hides no finding of it.
    Rule(Span, &'a str),
    /// It hides findings from within the text to its end, and no other ends it: of the rules of these names, or of all where there are none.
    Open(&'a Directive, Vec<&'a str>),
    /// No rule has this name.
    Unknown(Span, &'a str),
    /// It configures, and what it says cannot be followed for this reason.
    Configuration(Span, &'a str),
}
