//! A file is named as its platform wants: the name becomes the address.

use crate::diagnostic::Arg;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrontMatterFileName {}

impl Rule for FrontMatterFileName {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mut parts = cx.facts.path.rsplit('/');
        let (name, folder) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        // Elsewhere the name is not what becomes the address.
        let (Some(kind), Some((stem, _))) = (cx.kind().filter(|kind| kind.lies_at(&cx.facts.path)), name.rsplit_once('.')) else { return };
        let start = cx.doc.front_matter.as_ref().map_or(cx.doc.body.start, |block| block.span.start);
        for (id, name, pattern) in [("name", stem, &kind.stem), ("folder", folder, &kind.folder)] {
            let Some(pattern) = pattern.as_ref().filter(|pattern| !pattern.matches(name)) else { continue };
            let text = |text: &str| Arg::Text(text.to_owned().into());
            let args = vec![("name", text(name)), ("pattern", text(&pattern.to_string())), ("effect", Arg::Phrase(kind.stem_effect.id()))];
            report.at(Span::at(start)).say(id, args);
        }
    }
}
