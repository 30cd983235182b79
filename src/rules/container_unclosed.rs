//! Every container is closed, and every closing line closes one.

use crate::document::construct::Form;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContainerUnclosed {}

impl Rule for ContainerUnclosed {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        // Where the containers around end, the innermost last, with the places of their first lines.
        let mut open: Vec<(usize, crate::source::Span)> = Vec::new();
        for construct in cx.doc.constructs() {
            while open.last().is_some_and(|(end, _)| *end <= construct.span.start) {
                open.pop();
            }
            match &construct.form {
                Form::Container(container) if container.works => match (container.end, open.last()) {
                    (Some(end), _) => open.push((end, construct.span)),
                    (None, Some((_, outer))) => {
                        report.construct(construct.span).say("inner", ()).also(*outer, "outer", ());
                    }
                    (None, None) => {
                        report.construct(construct.span).say("unclosed", ());
                    }
                },
                Form::ContainerEnd { stray: true } => {
                    report.construct(construct.span).say("stray", ());
                }
                _ => {}
            }
        }
    }
}
