//! Heading levels go down one step at a time.

use crate::front_matter::TitlePattern;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// What in the front matter is a heading of level 1; nothing where it is not set, for markdownlint a title.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HeadingIncrement {
    front_matter_title: Option<TitlePattern>,
}

impl Rule for HeadingIncrement {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let default = cx.is_markdownlint().then(TitlePattern::default);
        let has_title = self.front_matter_title.as_ref().or(default.as_ref()).is_some_and(|pattern| cx.doc.has_title(pattern));
        let mut previous = has_title.then_some(1);
        for (heading, level) in cx.outline() {
            if let Some(previous) = previous
                && level > previous + 1
            {
                report.at(heading.span).say("skip", [("from", previous), ("to", level)]);
            }
            previous = Some(level);
        }
    }
}
