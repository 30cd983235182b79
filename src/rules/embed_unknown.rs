//! The platform knows the embed that a line asks for.

use crate::diagnostic::{Edit, Level};
use crate::document::construct::Form;
use crate::link::url::behind_scheme;
use crate::platform::dialect::Others;
use crate::rule::{Context, Report, Rule};
use crate::text::nearest;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EmbedUnknown {}

impl Rule for EmbedUnknown {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let Some(dialect) = &cx.platform.dialect.embeds else { return };
        for construct in cx.doc.constructs() {
            let Form::Embed { name: place, argument } = construct.form else { continue };
            let (name, argument) = (cx.doc.source.slice(place), cx.doc.source.slice(argument).trim());
            if dialect.kinds.contains_key(name) {
                continue;
            }
            let id = if dialect.others == Others::Dropped { "dropped" } else { "printed" };
            let said = report.construct(construct.span).say(id, [("name", name), ("platform", &cx.platform.title)]);
            let is_url = behind_scheme(argument).is_some();
            if let Some(near) = nearest(name, dialect.kinds.keys().map(String::as_str)) {
                said.fix(Level::Suggest, [Edit::replace(place, near)]);
            } else if is_url {
                said.fix(Level::Suggest, [Edit::replace(construct.span, argument)]);
            }
        }
    }
}
