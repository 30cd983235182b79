//! A heading is no sentence: it does not end in a full stop, comma or colon.

use crate::diagnostic::{Edit, Level};
use crate::document::heading::Style;
use crate::document::{Kind, NodeRef};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// The characters a heading must not end with; nothing is the default.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HeadingTrailingPunctuation {
    punctuation: Option<String>,
}

/// Ours has the Japanese full stop and comma, and no exclamation marks.
const PUNCTUATION: &str = ".,;:。、；：，．";

const MARKDOWNLINT: &str = ".,;:!。，；：！";

impl Rule for HeadingTrailingPunctuation {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let default = if cx.is_markdownlint() { MARKDOWNLINT } else { PUNCTUATION };
        let marks = self.punctuation.as_deref().unwrap_or(default);
        for (heading, _) in cx.doc.shown_headings() {
            let found = if cx.is_markdownlint() { any_end(heading, marks) } else { end(heading, marks) };
            let Some(span) = found.filter(|_| cx.is_markdownlint() || !heading.is_accidental()) else { continue };
            let place = report.at(span);
            // A talk's title is not ours to change.
            let place = place.quieter_if(heading.is_talk_title());
            place.say("ends", [("mark", cx.doc.source.slice(span))]).fix(Level::Suggest, [Edit::delete(span)]);
        }
    }
}

/// The mark that a heading ends in, where it is none of an ellipsis, an abbreviation or an emoji.
fn end(heading: NodeRef<'_>, marks: &str) -> Option<Span> {
    let last = heading.children().last().filter(|last| last.kind == Kind::Text)?;
    let text = last.source().trim_end();
    let mark = text.chars().next_back().filter(|mark| marks.contains(*mark))?;
    let is_ellipsis = text.ends_with("..") || text.ends_with("。。") || text.ends_with("、、");
    let is_entity = mark == ';' && text.rsplit('&').next().is_some_and(|name| name.len() < 12 && text.contains('&'));
    let word = text[..text.len() - mark.len_utf8()].rsplit([' ', ':']).next().unwrap_or_default();
    // `:tada:`, `Foo, Inc.`
    let is_emoji = mark == ':' && !word.is_empty() && word.is_ascii() && text.ends_with(&format!(":{word}:"));
    let is_abbreviation = mark == '.' && word.len() <= 4 && word.is_ascii();
    let is_meant = is_emoji || is_abbreviation || is_ellipsis || is_entity || text.chars().count() < 2;
    let end = last.span.start + text.len();
    (!is_meant).then(|| Span::new(end - mark.len_utf8(), end))
}

/// All marks that the source of a heading ends in, where they end no entity or code of an emoji.
fn any_end(heading: NodeRef<'_>, marks: &str) -> Option<Span> {
    let writing = heading.writing()?;
    let source = &heading.doc().source;
    // White space behind an underlined text is part of it.
    let line = source.line_content(source.line_at(writing.text.end));
    if writing.style == Style::Setext && line.end > writing.text.end {
        return None;
    }
    let text = source.slice(writing.text);
    let before = text.trim_end_matches(|c| marks.contains(c));
    let is_free = before.len() < text.len() && !ends_in_entity(text) && !ends_in_emoji(text);
    is_free.then(|| Span::new(writing.text.start + before.len(), writing.text.end))
}

fn ends_in_entity(text: &str) -> bool {
    let name = text.strip_suffix(';').and_then(|text| text.rsplit_once('&')).map_or("", |(_, name)| name);
    let code = name.strip_prefix('#').unwrap_or(name);
    !code.is_empty() && code.len() <= 31 && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether a text ends in what may be a code of an emoji on GitHub: words of letters with `_` between them, or one of the odd names.
fn ends_in_emoji(text: &str) -> bool {
    const ODD: [&str; 17] = [
        "+1",
        "-1",
        "100",
        "1234",
        "8ball",
        "e-mail",
        "non-potable_water",
        "o2",
        "t-rex",
        "a",
        "b",
        "m",
        "o",
        "v",
        "x",
        "1st_place_medal",
        "2nd_place_medal",
    ];
    let Some((_, name)) = text.strip_suffix(':').and_then(|text| text.rsplit_once(':')) else { return false };
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let has_number = |start: &str| name.strip_prefix(start).is_some_and(|rest| rest.len() == 4 || rest.parse::<u16>().is_ok());
    let single = name.strip_suffix('2').unwrap_or(name);
    let is_single = is_word(single) && (2..=15).contains(&single.len());
    let mut parts = name.split('_');
    let is_first = parts.next().is_some_and(|first| is_word(first) && first.len() <= 14);
    let is_rest =
        |part: &str| (1..=16).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let is_joined = is_first && name.contains('_') && parts.all(is_rest);
    is_single || is_joined || ODD.contains(&name) || name == "3rd_place_medal" || has_number("clock") || has_number("u")
}
