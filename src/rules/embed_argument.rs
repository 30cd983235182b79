//! An embed has the argument that the platform takes.

use crate::diagnostic::{Edit, Level};
use crate::document::construct::Form;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EmbedArgument {}

impl Rule for EmbedArgument {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let Some(dialect) = &cx.platform.dialect.embeds else { return };
        for construct in cx.doc.constructs() {
            let Form::Embed { name, argument: place } = construct.form else { continue };
            let (name, argument) = (cx.doc.source.slice(name), cx.doc.source.slice(place));
            let Some(kind) = dialect.kinds.get(name) else { continue };
            let longest = dialect.longest.filter(|longest| !kind.any_length && argument.encode_utf16().count() > *longest);
            if let Some(longest) = longest {
                report.construct(place).say("long", [("name", name), ("longest", &longest.to_string())]);
            } else if !kind.takes(argument) {
                let args = [("name", name), ("platform", &cx.platform.title), ("example", &kind.example)];
                let said = report.construct(place).say(if kind.by_id { "id" } else { "refused" }, args);
                said.fix(Level::Suggest, kind.mended(argument).map(|mended| Edit::replace(place, mended)));
            }
        }
    }
}
