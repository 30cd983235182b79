//! The front matter can be read.

use crate::diagnostic::{Arg, Edit, Level};
use crate::document::Document;
use crate::front_matter::data::{Mistake, Problem};
use crate::front_matter::{Attempt, Format, FrontMatter, attempt, is_key, stray};
use crate::platform::schema::{DocumentKind, Effect};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrontMatterSyntax {}

impl Rule for FrontMatterSyntax {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let kind = cx.kind();
        let Some(block) = &cx.doc.front_matter else {
            report_attempt(cx.doc, kind, report);
            return;
        };
        match kind {
            Some(kind) => report_form(cx, block, kind, report),
            None if block.closes_with_dots(cx.doc.source.text()) => report_dots(cx, block, report, true),
            None => {}
        }
        if let Some(second) = stray(cx.doc.source.text(), cx.doc.body.start) {
            report.at(cx.doc.source.line_content(cx.doc.source.line_at(second.span.start))).quieter().say("second", ());
        }
        for mistake in cx.doc.header().into_iter().flat_map(|header| &header.mistakes) {
            report_mistake(cx.doc, block.format, mistake, report);
        }
    }
}

fn report_attempt(doc: &Document, kind: Option<&DocumentKind>, report: &mut Report<'_>) {
    let Some((span, what)) = attempt(doc.source.text(), doc.body.start) else { return };
    match (what, kind) {
        (Attempt::Unclosed, _) => {
            report.at(span).say("unclosed", [("delimiter", doc.source.slice(span))]);
        }
        (Attempt::Late, Some(kind)) if !kind.late_start => {
            let lead = Span::new(doc.body.start, span.start);
            let effect = Arg::Phrase(kind.without_effect.id());
            report.construct(span).say("late", vec![("effect", effect)]).fix(Level::Suggest, [Edit::delete(lead)]);
        }
        // Nobody knows where it goes; hardly any reader takes it.
        (Attempt::Late, None) => {
            report.at(span).quieter().say("late", vec![("effect", Arg::Phrase(Effect::Printed.id()))]);
        }
        (Attempt::Dashes, Some(_)) => {
            report.at(span).say("dashes", [("delimiter", doc.source.slice(span))]);
        }
        _ => {}
    }
}

/// What one platform takes and another does not.
fn report_form(cx: &Context<'_>, block: &FrontMatter, kind: &DocumentKind, report: &mut Report<'_>) {
    let text = cx.doc.source.text();
    let opening = Span::new(block.span.start, block.content.start.max(block.span.start + 1));
    let platform = || Arg::Text(cx.platform.title.clone().into());
    if !kind.formats.contains(&block.format) {
        report.at(opening).say("format", vec![("platform", platform())]);
    }
    if block.closes_with_dots(text) && !kind.dots_close {
        report_dots(cx, block, report, false);
    }
    let is_exact = block.span.start == 0 && !cx.doc.source.slice(block.span).contains('\r');
    if kind.exact_start && !is_exact {
        report.at(opening).say("exact", vec![("effect", Arg::Phrase(Effect::Printed.id()))]);
    }
}

/// Some readers take the dots: where it is not known who reads, this is `doubtful`.
fn report_dots(cx: &Context<'_>, block: &FrontMatter, report: &mut Report<'_>, doubtful: bool) {
    let place = report.at(Span::new(block.content.end, block.content.end + 3));
    let place = if doubtful { place.as_info() } else { place };
    place.say("dots", vec![("platform", Arg::Text(cx.platform.title.clone().into()))]);
}

fn report_mistake(doc: &Document, format: Format, mistake: &Mistake, report: &mut Report<'_>) {
    let place = report.at(mistake.span);
    let said = match &mistake.problem {
        Problem::Colon => place.say("colon", ()),
        Problem::Tab => place.say("tab", ()),
        Problem::Quote => place.say("quote", ()),
        Problem::Bracket => place.say("bracket", ()),
        Problem::Start(c) => place.say("start", [("character", c)]),
        Problem::Alias => place.say("alias", ()),
        Problem::Recursive => place.say("recursive", ()),
        Problem::Growth => place.say("growth", ()),
        Problem::Indentation => place.say("indentation", ()),
        Problem::NoTable => place.say("no-keys", ()),
        Problem::TooDeep | Problem::TooLarge => place.say("limit", ()),
        Problem::Other(said) => place.say("other", [("said", said)]),
        Problem::Duplicate(key, first) => {
            let said = place.say("duplicate", [("key", key)]);
            match first {
                Some(first) => said.also(*first, "first", ()),
                None => said,
            }
        }
    };
    let by_quoting = matches!(mistake.problem, Problem::Colon | Problem::Start(_) | Problem::Alias | Problem::Indentation);
    if by_quoting
        && format == Format::Yaml
        && let Some((level, edit)) = quoted(doc, mistake.span.start)
    {
        said.fix(level, [edit]);
    }
}

/// Quotes around the whole value in the line of byte `at`, where the line is a key with a value that has none.
/// Whether what stands behind ` #` is a comment or was meant as text only a person knows.
fn quoted(doc: &Document, at: usize) -> Option<(Level, Edit)> {
    let number = doc.source.line_at(at);
    let line = doc.source.line_content(number);
    let text = doc.source.slice(line);
    let (key, value) = text.split_once(": ")?;
    let value = value.trim();
    let is_whole = !value.is_empty() && !value.starts_with(['"', '\'', '|', '>', '{', '&', '!']);
    // A list or an alias may be meant, unless a text follows the bracket.
    let is_list = value.starts_with('[') && (!value.contains(']') || value.ends_with(']'));
    let is_alias = value.starts_with('*') && !value.contains(' ');
    // An indented line may belong to the value.
    let next = doc.source.line(number + 1);
    let goes_on = next.starts_with([' ', '\t']) && !next.trim().is_empty();
    if !is_key(key) || !is_whole || is_list || is_alias || goes_on {
        return None;
    }
    let start = line.start + text.len() - text[key.len() + 1..].trim_start().len();
    let span = Span::new(start, start + value.len());
    let level = if value.contains(" #") { Level::Suggest } else { Level::Repair };
    let text = if value.contains(['"', '\\']) { format!("'{}'", value.replace('\'', "''")) } else { format!("\"{value}\"") };
    Some((level, Edit::replace(span, text)))
}
