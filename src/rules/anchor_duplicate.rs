//! An id that is given by hand is given once.

use crate::link::anchors::given;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;
use std::collections::HashMap;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AnchorDuplicate {}

impl Rule for AnchorDuplicate {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let mut seen: HashMap<String, Span> = HashMap::new();
        for (id, span) in given(cx.doc, &cx.platform.dialect) {
            if let Some(first) = seen.get(&id) {
                report.at(span).say("again", [("id", &id)]).also(*first, "first", ());
            } else {
                seen.insert(id, span);
            }
        }
    }
}
