//! Hatena's notation is spelled as Hatena reads it, and closed.

use crate::diagnostic::{Edit, Level};
use crate::document::construct::Form;
use crate::document::{Document, Run};
use crate::link::hatena::{ends_in_way, misspelled};
use crate::link::literal::is_taken;
use crate::platform::dialect::Tags;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::nearest;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HatenaNotation {}

/// Most bytes of a notation.
const LONGEST: usize = 500;

impl Rule for HatenaNotation {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if !cx.platform.dialect.tags.contains(&Tags::Hatena) {
            return;
        }
        contents(cx, report);
        for construct in cx.doc.constructs().iter().filter(|construct| construct.form == Form::Other) {
            let text = cx.doc.source.slice(construct.span);
            let Some((start, wrong, right)) = misspelled(text) else { continue };
            let start = construct.span.start + start;
            let span = Span::new(start, start + wrong.len());
            let said = report.construct(span).say("misspelled", [("wrong", wrong), ("right", right)]);
            said.fix(Level::Suggest, [Edit::replace(span, right)]);
        }
        for run in cx.runs_with("[http") {
            unclosed(cx.doc, run, report);
        }
    }
}

/// The list of contents, which stands alone in its paragraph.
fn contents(cx: &Context<'_>, report: &mut Report<'_>) {
    for run in cx.runs_with("[:") {
        let Some(name) = run.text.strip_prefix("[:").filter(|_| run.is_contiguous(0, run.text.len())) else { continue };
        let span = run.span(0, run.text.len());
        let (name, closed) = name.strip_suffix(']').map_or((name, false), |name| (name, true));
        if name == "contents" && !closed {
            report.at(span).say("unclosed", ()).fix(Level::Suggest, [Edit::insert(span.end, "]")]);
        } else if name != "contents" && nearest(name, ["contents"]).is_some() {
            let said = report.at(span).say("misspelled", [("wrong", name), ("right", "contents")]);
            said.fix(Level::Suggest, [Edit::replace(span, "[:contents]")]);
        }
    }
}

/// `[https://example.com/:embed:cite` at the end of its line.
fn unclosed(doc: &Document, run: &Run<'_>, report: &mut Report<'_>) {
    for (at, _) in run.text.match_indices("[http") {
        let end = run.text[at..].char_indices().find(|(length, c)| *length > LONGEST || matches!(c, '\n' | ']'));
        let line = run.text[at..end.map_or(run.text.len(), |(length, _)| at + length)].trim_end();
        let is_last = end.is_none_or(|(_, c)| c == '\n');
        let is_one = !line.contains(char::is_whitespace) && run.is_contiguous(at, at + line.len());
        if is_last && ends_in_way(line) && is_one && !is_taken(doc, run, at) {
            let span = run.span(at, at + line.len());
            report.at(span).say("unclosed", ()).fix(Level::Suggest, [Edit::insert(span.end, "]")]);
        }
    }
}
