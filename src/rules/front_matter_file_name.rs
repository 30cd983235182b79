//! A file is named as its platform wants: the name becomes the address.

use crate::diagnostic::Arg;
use crate::platform::schema::matches;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrontMatterFileName {}

impl Rule for FrontMatterFileName {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let name = cx.facts.path.rsplit('/').next().unwrap_or_default();
        // Elsewhere the name is not what becomes the address.
        let (Some(kind), Some((stem, _))) = (cx.kind().filter(|kind| kind.lies_at(&cx.facts.path)), name.rsplit_once('.')) else { return };
        let Some(pattern) = kind.stem.as_ref().filter(|pattern| !matches(pattern, stem)) else { return };
        let text = |text: &str| Arg::Text(text.to_owned().into());
        let args = vec![("name", text(stem)), ("pattern", text(pattern)), ("effect", Arg::Phrase(kind.stem_effect.id()))];
        report
            .at(Span::at(cx.doc.body.start.min(cx.doc.front_matter.as_ref().map_or(usize::MAX, |block| block.span.start))))
            .say("name", args);
    }
}
