//! A known name is written as its owner writes it.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kind, Run};
use crate::link::gfm::bare_urls;
use crate::link::stretches::{Wanted, stretches};
use crate::names::proper::misspelled;
use crate::names::{Mention, Standing, Verdict};
use crate::parse::parse;
use crate::platform::Platform;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// What markdownlint's answer is made of: ours are the names under `[names]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NameCanonical {
    /// The names in their right case.
    names: Vec<String>,
    /// Whether code is looked at.
    code_blocks: bool,
    /// Whether tags and comments are.
    html_elements: bool,
}

impl Default for NameCanonical {
    fn default() -> Self {
        Self { names: Vec::new(), code_blocks: true, html_elements: true }
    }
}

impl Rule for NameCanonical {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if cx.is_markdownlint() {
            return self.of_list(cx, report);
        }
        let mentions = cx.mentions();
        for (run, mention) in mentions.iter() {
            let Standing::Wrong(verdict, right) = mentions.judge(run, mention) else { continue };
            let quotation = run.is_quotation(mention.start);
            let written = &run.text[mention.start..mention.end];
            if quotation && verdict == Verdict::Likely && !written.contains(|c: char| c.is_ascii_uppercase()) {
                continue;
            }
            let span = run.span(mention.start, mention.end);
            let place = report.at(span).quieter_if(quotation);
            let said = place.say("spelling", [("written", cx.doc.source.slice(span)), ("right", right)]);
            // A name with markup inside is left to a person, and so is one in full-width letters that others would run into.
            let (before, behind) = (&cx.doc.source.text()[..span.start], &cx.doc.source.text()[span.end..]);
            let is_latin = |c: char| c.is_ascii_alphanumeric();
            let joins = !written.is_ascii() && (before.ends_with(is_latin) || behind.starts_with(is_latin));
            // Case makes no other label.
            let changes_label = run.is_label(mention.start) && !written.eq_ignore_ascii_case(right);
            if run.is_contiguous(mention.start, mention.end) && !joins && !changes_label {
                said.fix(level(run, mention, verdict, right), [Edit::replace(span, right)]);
            }
        }
    }
}

impl NameCanonical {
    /// markdownlint's answer: the names of its option, wherever they stand.
    fn of_list(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if self.names.is_empty() {
            return;
        }
        let stretches = stretches(cx.doc, Wanted { code: self.code_blocks, html: self.html_elements });
        let urls = |text: &str| bare_urls(&parse(text, Platform::generic()));
        for found in misspelled(&self.names, &cx.doc.source, &stretches, urls) {
            let written = cx.doc.source.slice(found.span);
            let said = report.at(found.span).say("spelling", [("written", written), ("right", found.right)]);
            said.fix(Level::Suggest, [Edit::replace(found.span, found.right)]);
        }
    }
}

/// Certain spellings are fixed, but for other people's words, for headings whose anchor would change, and for links to headings, which say the same.
fn level(run: &Run<'_>, mention: &Mention<'_>, verdict: Verdict, right: &str) -> Level {
    let written = &run.text[mention.start..mention.end];
    let is_heading = matches!(run.block.kind, Kind::Heading { .. }) || run.leads_inside(mention.start);
    let changes_anchor = is_heading && !written.eq_ignore_ascii_case(right);
    let is_certain = verdict == Verdict::Certain && !run.is_quotation(mention.start);
    if is_certain && !changes_anchor { Level::Wording } else { Level::Suggest }
}
