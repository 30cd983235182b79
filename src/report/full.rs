//! miette's graphical report, with the lines of the source.

use super::{View, clean};
use crate::config::ConfigError;
use crate::diagnostic::{Diagnostic, Severity, apply};
use crate::ruleset::MANUAL;
use crate::source::{Source, Span};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, SourceCode, SourceSpan, SpanContents};
use std::fmt;

/// Characters of a line that are shown before and behind a finding.
const MOST_AROUND: usize = 120;

pub(super) fn file(view: &View<'_>) -> String {
    let handler = handler(view.color);
    let mut text = String::new();
    for diagnostic in view.found {
        let snippet = Snippet::new(view.source, diagnostic.span, view.path);
        let mut help: Vec<String> = Vec::new();
        for (span, message) in &diagnostic.related {
            let at = view.source.position(span.start);
            let message = MANUAL.words(diagnostic.rule, message, view.language);
            help.push(format!("{}:{}:{}: {}", clean(view.path), at.line, at.column, clean(&message)));
        }
        help.extend(fix(view, diagnostic));
        let shown = Shown {
            code: diagnostic.rule,
            severity: diagnostic.severity,
            message: clean(&MANUAL.message(diagnostic, view.language)).into_owned(),
            help: (!help.is_empty()).then(|| help.join("\n")),
            snippet: Some(snippet),
        };
        // Writing to a string cannot fail.
        let _ = handler.render_report(&mut text, &shown);
        text.push('\n');
    }
    text
}

/// A mistake in a configuration file, with its place.
#[must_use]
pub fn config_error(error: &ConfigError, color: bool) -> String {
    let path = error.path.to_string_lossy();
    let source = Source::new(error.text.clone());
    let snippet = error.span.clone().map(|span| Snippet::new(&source, Span::new(span.start, span.end), &path));
    let message = match &snippet {
        None if !path.is_empty() => format!("{path}: {}", error.message),
        _ => error.message.clone(),
    };
    let shown = Shown { code: "config", severity: Severity::Error, message: clean(&message).into_owned(), help: None, snippet };
    let mut text = String::new();
    let _ = handler(color).render_report(&mut text, &shown);
    text
}

fn handler(color: bool) -> GraphicalReportHandler {
    let theme = if color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    // Lines are not wrapped: a terminal does that, and a log needs no width.
    GraphicalReportHandler::new_themed(theme).with_links(false).with_wrap_lines(false).with_width(200)
}

/// What the fix does to the finding's first line.
fn fix(view: &View<'_>, diagnostic: &Diagnostic) -> Option<String> {
    let fix = diagnostic.fix.as_ref()?;
    let source = view.source;
    let first = source.line_at(fix.edits.first()?.span.start);
    let line = source.line_content(first);
    let inside: Vec<_> = fix.edits.iter().filter(|edit| line.contains(edit.span)).collect();
    if inside.len() != fix.edits.len() || inside.iter().any(|edit| edit.text.contains(['\n', '\r'])) {
        return Some(format!("fix ({})", fix.level));
    }
    let start = inside.first()?.span.start;
    let end = inside.last()?.span.end;
    let shifted = inside
        .iter()
        .map(|edit| crate::diagnostic::Edit::replace(Span::new(edit.span.start - start, edit.span.end - start), edit.text.clone()));
    let after = apply(source.slice(Span::new(start, end)), &shifted.collect::<Vec<_>>());
    let shown = if after.trim().is_empty() { String::new() } else { format!(": `{}`", clean(&after)) };
    Some(format!("fix ({}){shown}", fix.level))
}

/// A report as miette wants it.
#[derive(Debug)]
struct Shown {
    code: &'static str,
    severity: Severity,
    message: String,
    help: Option<String>,
    snippet: Option<Snippet>,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl miette::Diagnostic for Shown {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warn => miette::Severity::Warning,
            Severity::Info | Severity::Off => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.snippet.as_ref().map(|snippet| snippet as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let snippet = self.snippet.as_ref()?;
        let span = SourceSpan::new(snippet.span.start.into(), snippet.span.len());
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(None, span))))
    }
}

/// The lines around a finding, made safe for a terminal, with the finding's place in them.
///
/// miette's own sources scan the whole file for each report and count columns in bytes.
#[derive(Debug)]
struct Snippet {
    text: String,
    /// Of the finding, in `text`.
    span: Span,
    /// 0-based line of the file at which `text` begins.
    first_line: usize,
    /// 0-based place of the finding in the file.
    line: usize,
    column: usize,
    name: String,
    whole: SourceSpan,
}

impl Snippet {
    fn new(source: &Source, span: Span, path: &str) -> Self {
        let at = source.position(span.start);
        let line = at.line - 1;
        let first_line = line.saturating_sub(1);
        let (mut text, mut shown) = (String::new(), Span::default());
        for number in first_line..(line + 2).min(source.line_count().max(line + 1)) {
            let content = source.line_content(number);
            if number == line {
                // A finding over several lines is shown by its first.
                let end = span.end.clamp(span.start.min(content.end), content.end);
                let before = around(source, Span::new(content.start, span.start.min(content.end)), true);
                let inside = source.slice(Span::new(span.start.min(content.end), end));
                text.push_str(&before);
                let start = text.len();
                text.push_str(&clean(cut(inside, false).0));
                shown = Span::new(start, text.len());
                text.push_str(&around(source, Span::new(end, content.end), false));
            } else {
                text.push_str(&around(source, content, false));
            }
            text.push('\n');
        }
        let whole = SourceSpan::new(0.into(), text.len());
        Self { text, span: shown, first_line, line, column: at.column - 1, name: clean(path).into_owned(), whole }
    }
}

/// A stretch of a line, cut to what fits.
fn around(source: &Source, span: Span, keep_end: bool) -> String {
    let text = source.get(span).unwrap_or_default().trim_start_matches('\u{feff}');
    match cut(text, keep_end) {
        (text, false) => clean(text).into_owned(),
        (text, true) if keep_end => format!("…{}", clean(text)),
        (text, true) => format!("{}…", clean(text)),
    }
}

/// At most [`MOST_AROUND`] characters from the start, or up to the end; and whether something was left out.
fn cut(text: &str, keep_end: bool) -> (&str, bool) {
    let limit = if keep_end {
        text.char_indices().rev().nth(MOST_AROUND).map(|(at, c)| &text[at + c.len_utf8()..])
    } else {
        text.char_indices().nth(MOST_AROUND).map(|(at, _)| &text[..at])
    };
    (limit.unwrap_or(text), limit.is_some())
}

impl SourceCode for Snippet {
    /// Without context lines miette asks for the finding's own place, with them for what to show.
    fn read_span<'a>(&'a self, _: &SourceSpan, before: usize, after: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let is_header = before == 0 && after == 0;
        let (line, column) = if is_header { (self.line, self.column) } else { (self.first_line, 0) };
        Ok(Box::new(Lines { snippet: self, line, column }))
    }
}

struct Lines<'a> {
    snippet: &'a Snippet,
    line: usize,
    column: usize,
}

impl<'a> SpanContents<'a> for Lines<'a> {
    fn data(&self) -> &'a [u8] {
        self.snippet.text.as_bytes()
    }

    fn span(&self) -> &SourceSpan {
        &self.snippet.whole
    }

    fn name(&self) -> Option<&str> {
        Some(&self.snippet.name)
    }

    fn line(&self) -> usize {
        self.line
    }

    fn column(&self) -> usize {
        self.column
    }

    fn line_count(&self) -> usize {
        self.snippet.text.lines().count()
    }
}
