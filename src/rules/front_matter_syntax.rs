//! The front matter can be read.

use crate::diagnostic::{Arg, Edit, Level};
use crate::document::Document;
use crate::front_matter::data::{Mistake, Problem};
use crate::front_matter::quote::{cut_short, in_quotes, is_of_words, whole_value};
use crate::front_matter::{Attempt, Format, FrontMatter, attempt, attempt_json, stray};
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
        if let Some(header) = cx.doc.header().filter(|header| header.mistakes.is_empty() && block.format == Format::Yaml) {
            for (comment, whole) in cut_short(&header.table, &cx.doc.source) {
                let said = report.at(comment).quieter().say("comment", ());
                said.fix(Level::Suggest, [Edit::replace(whole, in_quotes(cx.doc.source.slice(whole)))]);
            }
        }
        for mistake in cx.doc.header().into_iter().flat_map(|header| &header.mistakes) {
            report_mistake(cx.doc, block.format, mistake, report);
        }
    }
}

fn report_attempt(doc: &Document, kind: Option<&DocumentKind>, report: &mut Report<'_>) {
    if let Some(span) =
        attempt_json(doc.source.text(), doc.body.start).filter(|_| kind.is_some_and(|kind| kind.formats.contains(&Format::Json)))
    {
        report.at(span).say("json", ());
    }
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
    let source = &cx.doc.source;
    let lines = (source.line_at(block.content.start)..source.line_at(block.content.end)).map(|number| source.line_content(number));
    for line in lines.filter(|line| kind.exact_start && source.slice(*line).ends_with("---")) {
        report.at(line).say("line-end", vec![("platform", platform())]);
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
        Problem::Unclosed => {
            let said = place.say("bracket", ());
            // A title may begin with a bracket that is no list's.
            let line = doc.source.line(doc.source.line_at(mistake.span.start));
            let is_list = line.split(':').next().is_some_and(|key| !is_of_words(key));
            if is_list { said.fix(Level::Repair, [Edit::insert(mistake.span.end, "]")]) } else { said }
        }
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
        && let Some(whole) = whole_value(&doc.source, mistake.span.start)
    {
        // Whether what stands behind ` #` is a comment or was meant as text only a person knows.
        let value = doc.source.slice(whole);
        let level = if value.contains(" #") { Level::Suggest } else { Level::Repair };
        said.fix(level, [Edit::replace(whole, in_quotes(value))]);
    }
}
