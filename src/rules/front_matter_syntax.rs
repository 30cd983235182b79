//! The front matter can be read.

use crate::diagnostic::{Arg, Edit, Level};
use crate::document::Document;
use crate::front_matter::data::{Mistake, Problem};
use crate::front_matter::{Attempt, Format, FrontMatter, attempt};
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
        if let Some(kind) = kind {
            report_form(cx, block, kind, report);
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
            report.at(span).say("late", ()).fix(Level::Suggest, [Edit::delete(lead)]);
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
        report.at(Span::new(block.content.end, block.content.end + 3)).say("dots", vec![("platform", platform())]);
    }
    let is_exact = block.span.start == 0 && !cx.doc.source.slice(block.span).contains('\r');
    if kind.exact_start && !is_exact {
        report.at(opening).say("exact", vec![("effect", Arg::Phrase(Effect::Printed.id()))]);
    }
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
    if by_quoting && format == Format::Yaml {
        said.fix(Level::Repair, quoted(doc, mistake.span.start));
    }
}

/// Quotes around the whole value in the line of byte `at`, where the line is a key with a value that has none.
fn quoted(doc: &Document, at: usize) -> Option<Edit> {
    let line = doc.source.line_content(doc.source.line_at(at));
    let text = doc.source.slice(line);
    let (key, value) = text.split_once(": ")?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let value = value.trim();
    let is_whole = !value.is_empty() && !value.starts_with(['"', '\'', '|', '>', '{', '&', '!']) && !value.contains(" #");
    // A list or an alias may be meant, unless a text follows the bracket.
    let is_list = value.starts_with('[') && (!value.contains(']') || value.ends_with(']'));
    let is_alias = value.starts_with('*') && !value.contains(' ');
    if !is_key || !is_whole || is_list || is_alias {
        return None;
    }
    let start = line.start + text.len() - text[key.len() + 1..].trim_start().len();
    let span = Span::new(start, start + value.len());
    Some(if value.contains(['"', '\\']) {
        Edit::replace(span, format!("'{}'", value.replace('\'', "''")))
    } else {
        Edit::replace(span, format!("\"{value}\""))
    })
}
