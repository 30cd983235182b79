//! `path:line:column: severity: message (rule)`, which editors can click.

use super::{View, clean};
use crate::diagnostic::Severity;
use crate::ruleset::MANUAL;
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

pub(super) fn file(view: &View<'_>) -> String {
    let mut text = String::new();
    // At the start of a line GitHub's runner would take this for a command.
    let here = if view.path.trim_start().starts_with("::") { "./" } else { "" };
    let path = clean(view.path);
    for diagnostic in view.found {
        let at = view.source.position(diagnostic.span.start);
        let message = MANUAL.message(diagnostic, view.language);
        let fix = diagnostic.fix.as_ref().map_or_else(String::new, |fix| format!(" [{}]", fix.level));
        let style = if view.color { style(diagnostic.severity) } else { Style::new() };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{here}{path}:{}:{}: {style}{}{style:#}: {} ({}){fix}",
            at.line,
            at.column,
            diagnostic.severity,
            clean(&message),
            diagnostic.rule
        );
    }
    text
}

const fn style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warn => AnsiColor::Yellow,
        Severity::Info | Severity::Off => AnsiColor::Cyan,
    };
    color.on_default().bold()
}
