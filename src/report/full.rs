//! miette's graphical report, with the lines of the source.

use super::{View, clean};
use crate::config::ConfigError;
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::veil::veiled;
use crate::ruleset::MANUAL;
use crate::source::{Source, Span};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, SourceCode, SourceSpan, SpanContents};
use std::borrow::Cow;
use std::fmt;

/// Characters of a line that are shown before and behind a finding.
const MOST_AROUND: usize = 120;

/// Bytes around the end of a finding in which the address may begin or end that is in what is shown.
const NEAR: usize = 4 * MOST_AROUND + 1024;

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
        let start = text.len();
        let _ = handler.render_report(&mut text, &shown);
        if let Some((before, inside)) = shown.snippet.as_ref().map(Snippet::wider).filter(|wider| *wider != (0, 0)) {
            widen(&mut text, start, before, inside);
        }
        text.push('\n');
    }
    text
}

/// A mistake in a configuration file, with its place.
#[must_use]
pub fn config_error(error: &ConfigError, color: bool) -> String {
    let path = error.path.to_string_lossy();
    let source = Source::new(error.text.to_string());
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
    let (_, after) = fix.applied(source.text())?;
    let shown = if after.trim().is_empty() { String::new() } else { format!(": `{}`", clean(&veiled(&after))) };
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
                let start_at = span.start.min(content.end);
                let (near_start, near_end) = (Near::new(source, content, start_at), Near::new(source, content, end));
                text.push_str(&around(near_start.between(content.start, start_at), true));
                let start = text.len();
                text.push_str(&clean(cut(near_start.between(start_at, end), false).0));
                shown = Span::new(start, text.len());
                text.push_str(&around(near_end.between(end, content.end), false));
            } else {
                text.push_str(&around(Near::new(source, content, content.start).between(content.start, content.end), false));
            }
            text.push('\n');
        }
        let whole = SourceSpan::new(0.into(), text.len());
        Self { text, span: shown, first_line, line, column: at.column - 1, name: clean(path).into_owned(), whole }
    }
}

/// What of a line lies near a byte, with the secrets in its addresses hidden. More of the line is not looked at: it may be very long.
struct Near<'s> {
    start: usize,
    text: Cow<'s, str>,
}

impl<'s> Near<'s> {
    fn new(source: &'s Source, line: Span, at: usize) -> Self {
        let text = source.text();
        let mut start = at.saturating_sub(NEAR).max(line.start);
        let mut end = at.saturating_add(NEAR).min(line.end).max(start);
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        while !text.is_char_boundary(end) {
            end += 1;
        }
        Self { start, text: veiled(source.get(Span::new(start, end)).unwrap_or_default()) }
    }

    /// What of the bytes from `start` to `end` is near.
    fn between(&self, start: usize, end: usize) -> &str {
        let place = |at: usize| at.saturating_sub(self.start).min(self.text.len());
        self.text.get(place(start)..place(end)).unwrap_or_default()
    }
}

/// A stretch of a line, cut to what fits.
fn around(text: &str, keep_end: bool) -> String {
    match cut(text.trim_start_matches('\u{feff}'), keep_end) {
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

/// The marks of sound of half-width kana. They have a cell of their own on every terminal; miette, which goes by Unicode, gives them none.
const SOUND: [char; 2] = ['\u{ff9e}', '\u{ff9f}'];

impl Snippet {
    /// How many cells the line of the finding has before it, and in it, that miette does not count.
    fn wider(&self) -> (usize, usize) {
        let start = self.text[..self.span.start].rfind('\n').map_or(0, |at| at + 1);
        let count = |from: usize, to: usize| self.text[from..to].matches(SOUND).count();
        (count(start, self.span.start), count(self.span.start, self.span.end))
    }
}

/// Moves and lengthens the marks under the finding of the report that begins at `start`: they are in the first line with a `·` for the number.
fn widen(text: &mut String, start: usize, before: usize, inside: usize) {
    let is_gutter = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{1b}' | '[' | ';' | 'm');
    let mut from = start;
    while let Some(line) = text[from..].split_inclusive('\n').next() {
        let end = from + line.len();
        if let Some((_, marks)) = line.split_once('·').filter(|(number, _)| number.chars().all(is_gutter)) {
            let gutter = end - marks.len();
            if let Some(mark) = marks.find('─') {
                text.insert_str(gutter + mark, &"─".repeat(inside));
            }
            text.insert_str(gutter, &" ".repeat(before));
            return;
        }
        from = end;
    }
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
