//! A text has the headings that its kind of text has to have.

use crate::document::NodeRef;
use crate::platform::pattern::Pattern;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// The headings in order, and whether case counts.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HeadingRequired {
    headings: Option<Vec<Wanted>>,
    match_case: bool,
}

/// An entry of the list.
#[derive(Deserialize)]
#[serde(try_from = "String")]
enum Wanted {
    /// `*`: any headings or none.
    Any,
    /// `+`: one heading or more.
    Some,
    /// `?`: one heading.
    One,
    /// `^`, `^^`, …: where the next heading does not match, back to the one before.
    Loop(usize),
    /// `## text`.
    Text(String),
    /// `%% pattern`, without and with regard to case.
    Matching(String, Pattern, Pattern),
}

impl TryFrom<String> for Wanted {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let is_all = |mark: char| !text.is_empty() && text.chars().all(|c| c == mark);
        let rest = text.trim_start_matches(['#', '%']);
        let marks = text.len() - rest.len();
        let has_text = (1..=6).contains(&marks) && rest.starts_with(char::is_whitespace) && !rest.trim().is_empty();
        match text.as_str() {
            "*" => Ok(Self::Any),
            "+" => Ok(Self::Some),
            "?" => Ok(Self::One),
            _ if is_all('^') => Ok(Self::Loop(text.len())),
            _ if has_text && text.starts_with('%') => {
                let pattern = rest.trim_start();
                Pattern::from(pattern).check()?;
                let (any, exact) = (format!("(?i){pattern}").into(), pattern.into());
                Ok(Self::Matching(text, any, exact))
            }
            _ if has_text => Ok(Self::Text(text)),
            _ => Err(format!("`{text}` is no heading: `## text`, `%% pattern`, `*`, `+`, `?` or `^`")),
        }
    }
}

impl Wanted {
    /// Whether a heading, written as `## text`, is the one that is wanted.
    fn is(&self, heading: &str, match_case: bool) -> bool {
        match self {
            Self::Text(text) => text == heading || !match_case && text.to_lowercase() == heading.to_lowercase(),
            Self::Matching(wanted, any, exact) => {
                let text = heading.trim_start_matches('#');
                let is_level = wanted.len() - wanted.trim_start_matches('%').len() == heading.len() - text.len();
                is_level && if match_case { exact } else { any }.matches(text.trim_start())
            }
            _ => false,
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Any => "*",
            Self::Some => "+",
            Self::One => "?",
            Self::Loop(_) => "^",
            Self::Text(text) | Self::Matching(text, ..) => text,
        }
    }
}

impl Rule for HeadingRequired {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let Some(wanted) = &self.headings else { return };
        let written = |(heading, level): (NodeRef<'_>, usize)| (heading.span, format!("{} {}", "#".repeat(level), heading.marked_text()));
        let headings: Vec<(Span, String)> = cx.outline().map(written).collect();
        let texts: Vec<&str> = headings.iter().map(|(_, text)| text.as_str()).collect();
        let Some((at, wanted)) = first_wrong(wanted, &texts, self.match_case) else { return };
        let is_later = |wanted: &Wanted| texts.iter().skip(at + 1).any(|text| wanted.is(text, self.match_case));
        let text = cx.doc.source.text();
        let last = if cx.is_markdownlint() { text.len() } else { text.trim_end().len() };
        let end = || Span::at(last.max(cx.doc.body.start));
        let span = headings.get(at).map_or_else(end, |(span, _)| *span);
        let found = texts.get(at).copied().unwrap_or_default();
        match wanted {
            None => report.at(span).say("extra", [("found", found)]),
            Some(wanted) if is_later(wanted) => report.at(span).say("order", [("wanted", wanted.name()), ("found", found)]),
            Some(wanted) => report.at(span).say("missing", [("wanted", wanted.name())]),
        };
    }
}

/// Gives up where a list goes round more often than this.
const MOST_LOOPS: usize = 1000;

/// The first heading that is not the one that is wanted, by its number, with what is wanted there; the number behind the last stands for the end.
fn first_wrong<'w>(list: &'w [Wanted], headings: &[&str], match_case: bool) -> Option<(usize, Option<&'w Wanted>)> {
    let is = |wanted: Option<&Wanted>, heading: &str| wanted.is_some_and(|wanted| wanted.is(heading, match_case));
    let is_loop = |wanted: &Wanted| matches!(wanted, Wanted::Loop(_));
    // The first entry from `at` on that is no loop, and its number.
    let next = |at: usize| (at + list.iter().skip(at).take_while(|wanted| is_loop(wanted)).count()).min(list.len());
    let (mut at, mut loops, mut is_any) = (0, 0, false);
    for (number, heading) in headings.iter().enumerate() {
        let mut wanted = list.get(at);
        if wanted.is_some_and(is_loop) {
            let behind = next(at + 1);
            let is_same = |earlier: &Wanted| matches!((earlier, wanted), (Wanted::Loop(one), Some(Wanted::Loop(other))) if one == other);
            let back = || list[..at].iter().rposition(is_same);
            at = if is(list.get(behind), heading) {
                behind
            } else {
                loops += 1;
                back().map_or(behind, |marker| marker + 1)
            };
            wanted = list.get(at);
        }
        at += 1;
        match wanted {
            _ if loops > MOST_LOOPS => return Some((number, wanted)),
            Some(Wanted::Any) => {
                let behind = next(at);
                is_any |= !is(list.get(behind), heading);
                at = if is(list.get(behind), heading) { behind + 1 } else { behind };
            }
            Some(Wanted::Some) => is_any = true,
            Some(Wanted::One) => {}
            wanted if is(wanted, heading) => is_any = false,
            _ if is_any => at -= 1,
            wanted => return Some((number, wanted)),
        }
    }
    let may_lack = |wanted: &&Wanted| matches!(wanted, Wanted::Any | Wanted::Loop(_));
    list.iter().skip(at).find(|wanted| !may_lack(wanted)).map(|wanted| (headings.len(), Some(wanted)))
}
