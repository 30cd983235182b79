//! A heading is no sentence: it does not end in a full stop, comma or colon.

use crate::diagnostic::{Edit, Level};
use crate::document::Kind;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// The characters a heading must not end with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HeadingTrailingPunctuation {
    punctuation: String,
}

impl Default for HeadingTrailingPunctuation {
    fn default() -> Self {
        Self { punctuation: ".,;:。、；：，．".to_owned() }
    }
}

impl Rule for HeadingTrailingPunctuation {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for (heading, _) in cx.doc.headings() {
            let Some(last) = heading.children().last().filter(|last| last.kind == Kind::Text) else { continue };
            let text = last.source().trim_end();
            let Some(mark) = text.chars().next_back().filter(|mark| self.punctuation.contains(*mark)) else { continue };
            let is_ellipsis = text.ends_with("..") || text.ends_with("。。") || text.ends_with("、、");
            let is_entity = mark == ';' && text.rsplit('&').next().is_some_and(|name| name.len() < 12 && text.contains('&'));
            let word = text[..text.len() - mark.len_utf8()].rsplit([' ', ':']).next().unwrap_or_default();
            // `:tada:`, `Foo, Inc.`
            let is_emoji = mark == ':' && !word.is_empty() && word.is_ascii() && text.ends_with(&format!(":{word}:"));
            let is_abbreviation = mark == '.' && word.len() <= 4 && word.is_ascii();
            if is_emoji || is_abbreviation || is_ellipsis || is_entity || text.chars().count() < 2 {
                continue;
            }
            let end = last.span.start + text.len();
            let span = Span::new(end - mark.len_utf8(), end);
            let place = report.at(span);
            // A talk's title is not ours to change.
            let place = if heading.is_talk_title() { place.quieter() } else { place };
            place.say("ends", [("mark", mark)]).fix(Level::Suggest, [Edit::delete(span)]);
        }
    }
}
