//! A document has the front matter without which its platform does not take it.

use crate::diagnostic::Arg;
use crate::front_matter::attempt;
use crate::platform::schema::{Effect, Reaction};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrontMatterMissing {}

impl Rule for FrontMatterMissing {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let (None, Some(kind)) = (&cx.doc.front_matter, cx.kind()) else { return };
        let Some(severity) = kind.without else { return };
        let start = cx.doc.body.start;
        if attempt(cx.doc.source.text(), start).is_some() {
            return;
        }
        let needed: Vec<&str> =
            kind.keys.iter().filter(|(_, key)| key.missing == Some(Reaction::Error)).map(|(name, _)| name.as_str()).collect();
        let line = cx.doc.source.line_content(0);
        let place = report.at(Span::new(start, line.end.max(start))).quieter_if(severity == Reaction::Warn);
        // A header that is not there is not printed.
        let effect = if kind.without_effect == Effect::Printed { Effect::Untitled } else { kind.without_effect };
        let effect = ("effect", Arg::Phrase(effect.id()));
        if needed.is_empty() {
            place.say("none", vec![effect]);
        } else {
            place.say("needed", vec![("keys", Arg::Text(needed.join(", ").into())), effect]);
        }
    }
}
