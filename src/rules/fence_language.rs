//! A fenced block of code names its language.

use crate::document::{Kinds, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// Which languages may be named, and whether anything else may stand behind a fence.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FenceLanguage {
    allowed_languages: Vec<String>,
    language_only: bool,
}

impl Rule for FenceLanguage {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let source = &cx.doc.source;
        for fence in cx.doc.nodes_of(Kinds::CODE_BLOCK).filter_map(NodeRef::fence) {
            let line = Span::new(fence.opening.start, fence.rest.end.max(fence.opening.end));
            let word = source.slice(fence.language);
            // A file's name (`js:app.js`) or attributes (`{1,3}`) may be written against the language.
            let length = if cx.is_markdownlint() { None } else { word.find([':', ',', '{']) };
            let language = &word[..length.unwrap_or(word.len())];
            if word.is_empty() {
                report.at(line).say("none", ());
            } else if !self.allowed_languages.is_empty() && !self.allowed_languages.iter().any(|allowed| allowed == language) {
                report.at(fence.language).say("other", [("language", language)]);
            }
            if self.language_only && !fence.rest.is_empty() {
                report.at(fence.rest).say("more", ());
            }
        }
    }
}
