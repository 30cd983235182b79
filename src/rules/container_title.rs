//! A container that needs a title has one.

use crate::document::construct::Form;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContainerTitle {}

impl Rule for ContainerTitle {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let Some(dialect) = &cx.platform.dialect.containers else { return };
        for construct in cx.doc.constructs() {
            let Form::Container(container) = &construct.form else { continue };
            let name = cx.doc.source.slice(container.name);
            if container.argument.is_empty() && dialect.kinds.get(name).is_some_and(|kind| kind.title) {
                report.construct(construct.span).say("missing", [("name", name), ("platform", &cx.platform.title)]);
            }
        }
    }
}
