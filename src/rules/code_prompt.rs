//! Commands without their output are written without a prompt.

use crate::diagnostic::{Edit, Level};
use crate::document::Kinds;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::is_ecmascript_space;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodePrompt {}

/// Languages in which a prompt is part of the syntax.
const SESSIONS: [&str; 7] = ["console", "shell-session", "shellsession", "sh-session", "terminal", "pycon", "doscon"];

impl Rule for CodePrompt {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let source = &cx.doc.source;
        for block in cx.doc.nodes_of(Kinds::CODE_BLOCK) {
            let is_session = block.fence().is_some_and(|fence| {
                let language = source.slice(fence.language).split(':').next().unwrap_or_default();
                SESSIONS.iter().any(|session| session.eq_ignore_ascii_case(language))
            });
            if is_session && !cx.is_markdownlint() {
                continue;
            }
            let lines = block.code_lines().into_iter().filter(|line| !line.is_empty());
            let Some(prompts) = lines.map(|line| prompt(source.slice(line), line.start)).collect::<Option<Vec<Span>>>() else { continue };
            let Some(first) = prompts.first() else { continue };
            if !cx.is_markdownlint() {
                report.at(*first).say("prompt", ()).fix(Level::Suggest, prompts.iter().map(|prompt| Edit::delete(*prompt)));
                continue;
            }
            for prompt in prompts {
                report.at(prompt).say("prompt", ()).fix(Level::Suggest, [Edit::delete(prompt)]);
            }
        }
    }
}

/// The `$` that a line begins with, and the blanks behind it.
fn prompt(line: &str, start: usize) -> Option<Span> {
    let command = line.trim_start_matches(is_ecmascript_space).strip_prefix('$')?;
    let behind = command.trim_start_matches(is_ecmascript_space);
    (behind.len() < command.len()).then(|| Span::new(start + line.len() - command.len() - 1, start + line.len() - behind.len()))
}
