//! Checkstyle's XML, which most collectors of warnings read.

use super::escape::xml;
use super::{Failure, Frame, View, clean};
use crate::diagnostic::Severity;
use std::fmt::Write;

pub(super) fn file(view: &View<'_>) -> String {
    if view.found.is_empty() {
        return String::new();
    }
    let mut text = format!("  <file name=\"{}\">\n", xml(view.path));
    for diagnostic in view.found {
        let at = view.source.position(diagnostic.span.start);
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warn => "warning",
            Severity::Info | Severity::Off => "info",
        };
        let _ = writeln!(
            text,
            "    <error line=\"{}\" column=\"{}\" severity=\"{severity}\" message=\"{}\" source=\"cndlint.{}\"/>",
            at.line,
            at.column,
            xml(&view.clean_message(diagnostic)),
            diagnostic.rule
        );
    }
    text + "  </file>\n"
}

pub(super) fn frame(failures: &[Failure]) -> Frame {
    let first = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"10.0\">\n".into();
    let mut last = String::new();
    for failure in failures {
        let (path, message) = (xml(&failure.path), xml(&clean(&failure.message)));
        let error = format!("<error line=\"1\" severity=\"error\" message=\"{message}\" source=\"cndlint\"/>");
        let _ = writeln!(last, "  <file name=\"{path}\">\n    {error}\n  </file>");
    }
    last.push_str("</checkstyle>\n");
    Frame { first, last, ..Frame::default() }
}
