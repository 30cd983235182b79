//! The platform knows the container that a line opens.

use crate::diagnostic::{Edit, Level};
use crate::document::construct::Form;
use crate::platform::dialect::{Containers, Others};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::nearest;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContainerUnknown {}

impl Rule for ContainerUnknown {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let Some(dialect) = &cx.platform.dialect.containers else { return };
        for construct in cx.doc.constructs() {
            let Form::Container(container) = &construct.form else { continue };
            let (name, argument) = (cx.doc.source.slice(container.name), cx.doc.source.slice(container.argument));
            let id = match (dialect.kinds.get(name), dialect.others) {
                // Without an argument it lacks its title: that is another rule's.
                (Some(kind), _) if argument.is_empty() || kind.takes(argument) => continue,
                (Some(kind), _) if kind.lenient => "argument-ignored",
                (Some(_), _) => "argument",
                (None, Others::Printed) => "printed",
                (None, Others::Unstyled) => "unstyled",
                (None, Others::Dropped | Others::Unknown) => continue,
            };
            let place = if id.starts_with("argument") { container.argument } else { construct.span };
            let said = report.construct(place).say(id, [("name", name), ("argument", argument), ("platform", &cx.platform.title)]);
            if let Some(instead) = instead(dialect, name, argument) {
                let old = Span::new(container.name.start, container.argument.end.max(container.name.end));
                said.fix(Level::Suggest, [Edit::replace(old, instead)]);
            }
        }
    }
}

/// What to write here instead: what is known to mean the same, or the name that was mistyped.
fn instead(dialect: &Containers, name: &str, argument: &str) -> Option<String> {
    let both = format!("{name} {argument}");
    let known = dialect.instead.get(both.trim());
    let alone = dialect.instead.get(name).filter(|_| !dialect.kinds.contains_key(name));
    let mistyped = || nearest(name, dialect.kinds.keys().map(String::as_str)).filter(|near| *near != name);
    let new = known.or(alone).map(String::as_str).or_else(mistyped)?;
    // A title is kept where there is a place for it.
    let keeps = known.is_none() && !argument.is_empty();
    match dialect.kinds.get(new) {
        Some(kind) if keeps && kind.takes(argument) => Some(format!("{new} {argument}")),
        Some(kind) if kind.title && argument.is_empty() || keeps => None,
        None if keeps => None,
        _ => Some(new.to_owned()),
    }
}
