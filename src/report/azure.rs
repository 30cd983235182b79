//! Logging commands of Azure Pipelines: issues on the page of a run.

use super::{Failure, View, clean};
use crate::diagnostic::Severity;
use std::fmt::Write;

pub(super) fn file(view: &View<'_>) -> String {
    let mut text = String::new();
    for diagnostic in view.found {
        let at = view.source.position(diagnostic.span.start);
        // There is no third kind of issue for information.
        let kind = if diagnostic.severity == Severity::Error { "error" } else { "warning" };
        let _ = writeln!(
            text,
            "##vso[task.logissue type={kind};sourcepath={};linenumber={};columnnumber={};code={}]{}",
            property(view.path),
            at.line,
            at.column,
            diagnostic.rule,
            data(&view.message(diagnostic))
        );
    }
    text
}

pub(super) fn failures(failures: &[Failure]) -> String {
    failures.iter().fold(String::new(), |mut text, failure| {
        let _ = writeln!(text, "##vso[task.logissue type=error;sourcepath={}]{}", property(&failure.path), data(&failure.message));
        text
    })
}

/// Escapes as the agent's task library does (`node/taskcommand.ts`), and what a log's terminal would obey.
fn data(text: &str) -> String {
    let escaped = text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A");
    clean(&escaped).into_owned()
}

fn property(text: &str) -> String {
    data(text).replace(']', "%5D").replace(';', "%3B")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_command_can_be_smuggled_in() {
        assert_eq!(property("a;b]##vso[x]\n100%\u{1b}.md"), "a%3Bb%5D\\u{23}#vso[x%5D%0A100%AZP25\\u{1b}.md");
        assert_eq!(data("a; [b]\r\n%0A"), "a; [b]%0D%0A%AZP250A");
    }
}
