//! An id that is given by hand is given once.

use crate::link::anchors::given;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AnchorDuplicate {}

impl Rule for AnchorDuplicate {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let ids = given(cx.doc, &cx.platform.dialect).into_iter();
        report.repeated("id", ids.map(|(id, span)| (id.clone(), span, id)));
    }
}
