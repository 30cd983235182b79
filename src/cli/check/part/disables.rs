//! Switching off by comments what was found in a file.

use super::{Part, UNSTAGED, guarded, written};
use crate::cli::check::Run;
use crate::diagnostic::Diagnostic;
use crate::engine::{self, Disabled};
use crate::files::{self, Aside, slashed};
use crate::parse::parse_with_html;
use crate::report::Summary;

/// Writes comments into a file that switch off what was found in it.
pub(in crate::cli::check) fn disable(run: &Run, part: &mut Part) {
    let Some(known) = part.known.take() else { return };
    let shown = part.path.clone();
    let outcome = guarded(shown, |_| {
        let held = &known.held;
        let text = known.text.clone().map_or_else(|| files::read(&held.place), Ok);
        let doc = match text {
            Ok(text) => parse_with_html(text, held.rules.platform, &slashed(&held.place)),
            Err(message) => return Some(Part::failed(message)),
        };
        let found = match known.found.unpacked(&run.spool) {
            Ok(found) => found,
            Err(message) => return Some(Part::failed(message)),
        };
        let found: Vec<Diagnostic> = known.scope.of(&doc.source, &found).into_iter().cloned().collect();
        if found.is_empty() {
            return None;
        }
        let facts = held.facts(run, &doc, known.rivals.clone());
        let Disabled { text, left } = engine::disable(&doc, &found, &facts, &held.rules, &known.scope);
        let written = match (&known.text, left.is_empty()) {
            (_, false) => {
                Err(format!("no comment can switch off {} here; `[[overrides]]` in cndlint.toml or a baseline can", left.join(", ")))
            }
            (Some(_), true) => Err(UNSTAGED.to_owned()),
            (None, true) => written(&held.place, doc.source.text(), &text),
        };
        Some(match written {
            Err(message) => Part::failed(message),
            Ok(()) => Part { changed: true, summary: Summary { files: 1, fixed: found.len(), ..Summary::default() }, ..Part::default() },
        })
    });
    match outcome {
        Some(done) if done.changed => {
            let (path, hidden) = (std::mem::take(&mut part.path), part.hidden);
            *part = Part { path, hidden, outputs: vec![Aside::default(); run.outputs.len()], ..done };
        }
        Some(failed) => part.failures.extend(failed.failures),
        None => {}
    }
}
