//! The keys of the front matter have the values that their platform takes.

use crate::diagnostic::{Arg, Edit, Level};
use crate::front_matter::data::{Style, Value, ValueData};
use crate::front_matter::kind::Kind;
use crate::platform::check::{Violation, fits, is_as_missing, violations};
use crate::platform::schema::{DocumentKind, Effect, Key, KeyType, Reaction};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrontMatterSchema {}

impl Rule for FrontMatterSchema {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let (Some(kind), Some(block), Some(header)) = (cx.kind(), &cx.doc.front_matter, cx.doc.header()) else { return };
        if !header.mistakes.is_empty() {
            return;
        }
        let opening = cx.doc.source.line_content(cx.doc.source.line_at(block.span.start));
        let opening = Span::new(block.span.start, opening.end.max(block.span.start));
        for (name, key) in &kind.keys {
            match kind.entry(&header.table, name) {
                Some(entry) if !is_as_missing(&entry.value, kind, key) => {
                    for (span, violation) in violations(kind, key, entry, &header.table) {
                        report_violation(kind, (name, key), (span, &violation), value_at(&entry.value, span), report);
                    }
                }
                // What is merged may have it.
                None if header.table.get("<<").is_some() => {}
                Some(entry) => report_as_missing(kind, (name, key), (entry.key_span, &entry.value), report),
                None => report_missing(kind, (name, key), ("missing", opening), report),
            }
        }
        if kind.filled_body && cx.doc.source.slice(cx.doc.body).is_empty() {
            report.at(opening).say("body", vec![("effect", Arg::Phrase(kind.effect.id()))]);
        }
    }
}

/// The value itself, or the one in its list, that lies at `span`.
fn value_at(value: &Value, span: Span) -> &Value {
    value.items().into_iter().flatten().find(|item| item.span == span).unwrap_or(value)
}

fn text(value: impl std::fmt::Display) -> Arg {
    Arg::Text(format!("{value}").into())
}

/// A key that is there, with a value that the platform takes for none.
fn report_as_missing(kind: &DocumentKind, named: (&str, &Key), (span, value): (Span, &Value), report: &mut Report<'_>) {
    let is_of_type = named.1.types.iter().any(|wanted| wanted.takes(value.kind(kind.loader)));
    report_missing(kind, named, (if is_of_type { "empty" } else { "type" }, span), report);
}

fn report_missing(kind: &DocumentKind, (name, key): (&str, &Key), (id, span): (&'static str, Span), report: &mut Report<'_>) {
    let Some(reaction) = key.missing else { return };
    let (place, usual) = match reaction {
        Reaction::Error => (report.at(span), kind.effect),
        Reaction::Warn => (report.at(span).quieter(), Effect::Warned),
    };
    let mut args = vec![("key", text(name)), ("effect", Arg::Phrase(key.missing_effect.unwrap_or(usual).id()))];
    if id == "type" {
        args.push(("wanted", Arg::Phrase(key.wanted())));
    }
    place.say(id, args);
}

fn report_violation(
    kind: &DocumentKind,
    (name, key): (&str, &Key),
    (span, what): (Span, &Violation),
    value: &Value,
    report: &mut Report<'_>,
) {
    let (id, more) = match what {
        Violation::Type => ("type", vec![("wanted", Arg::Phrase(key.wanted()))]),
        Violation::Empty => ("empty", Vec::new()),
        Violation::Long(length, longest) => ("long", vec![("length", text(length)), ("longest", text(longest))]),
        Violation::Choice => ("choice", vec![("choices", text(key.choices.join(", ")))]),
        Violation::Form => ("form", key.form.map(|form| ("form", Arg::Phrase(form.id()))).into_iter().collect()),
        Violation::Literal => ("literal", Vec::new()),
        Violation::Item => ("item", Vec::new()),
        Violation::Range(least, most) => ("range", vec![("least", text(least)), ("most", text(most))]),
        Violation::Incomplete(keys) => ("incomplete", vec![("keys", text(keys))]),
        Violation::Conflict(other) => ("conflict", vec![("other", text(other))]),
        Violation::Requires(other) => ("requires", vec![("other", text(other))]),
    };
    let place = report.at(span).quieter_if(key.severity == Reaction::Warn);
    let effect = Arg::Phrase(key.effect.unwrap_or(kind.effect).id());
    let args = [("key", text(name)), ("effect", effect)].into_iter().chain(more).collect::<Vec<_>>();
    let said = place.say(id, args);
    let types = if *what == Violation::Item { &key.items } else { &key.types };
    if matches!(what, Violation::Type | Violation::Item)
        && let Some((level, edit)) = retyped(value, (key, types), value.kind(kind.loader))
    {
        said.fix(level, [edit]);
    } else if *what == Violation::Literal {
        said.fix(Level::Suggest, [Edit::replace(value.span, "true")]);
    }
}

/// The value as it has to be written, where that is certain.
fn retyped(value: &Value, (key, types): (&Key, &[KeyType]), found: Kind) -> Option<(Level, Edit)> {
    let ValueData::Scalar(text, style) = &value.data else { return None };
    let is_other = matches!(found, Kind::Integer | Kind::Float | Kind::Date | Kind::Boolean(_));
    if types.contains(&KeyType::Boolean) {
        // It may publish the post: that is for the author to say.
        let is_quoted = *style == Style::Quoted && matches!(text.as_str(), "true" | "false");
        return is_quoted.then(|| (Level::Suggest, Edit::replace(value.span, text.clone())));
    }
    (is_other && types.contains(&KeyType::String) && fits(key, text))
        .then(|| (Level::Repair, Edit::replace(value.span, format!("\"{text}\""))))
}
