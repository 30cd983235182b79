//! The keys of the front matter have the values that their platform takes.

use crate::diagnostic::{Arg, Edit, Level};
use crate::front_matter::data::{Style, Value, ValueData};
use crate::front_matter::kind::Kind;
use crate::platform::check::{Violation, is_as_missing, violations};
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
                entry => report_missing(kind, (name, key), entry.map_or(opening, |entry| entry.key_span), report),
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

fn report_missing(kind: &DocumentKind, (name, key): (&str, &Key), span: Span, report: &mut Report<'_>) {
    let Some(reaction) = key.missing else { return };
    let (place, usual) = match reaction {
        Reaction::Error => (report.at(span), kind.effect),
        Reaction::Warn => (report.at(span).quieter(), Effect::Warned),
    };
    place.say("missing", vec![("key", text(name)), ("effect", Arg::Phrase(key.missing_effect.unwrap_or(usual).id()))]);
}

fn report_violation(
    kind: &DocumentKind,
    (name, key): (&str, &Key),
    (span, what): (Span, &Violation),
    value: &Value,
    report: &mut Report<'_>,
) {
    let (id, more) = match what {
        Violation::Type => ("type", vec![("wanted", text(wanted(key)))]),
        Violation::Empty => ("empty", Vec::new()),
        Violation::Long(length, longest) => ("long", vec![("length", text(length)), ("longest", text(longest))]),
        Violation::Choice => ("choice", vec![("choices", text(key.choices.join(", ")))]),
        Violation::Form => ("form", Vec::new()),
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
        && let Some((level, edit)) = retyped(value, types, value.kind(kind.loader))
    {
        said.fix(level, [edit]);
    }
}

/// The types that a key may have, in words.
fn wanted(key: &Key) -> String {
    let types = key.types.iter().filter(|wanted| **wanted != KeyType::Null);
    types.map(|wanted| wanted.name()).collect::<Vec<_>>().join(" | ")
}

/// The value as it has to be written, where that is certain.
fn retyped(value: &Value, types: &[KeyType], found: Kind) -> Option<(Level, Edit)> {
    let ValueData::Scalar(text, style) = &value.data else { return None };
    let is_other = matches!(found, Kind::Integer | Kind::Float | Kind::Date | Kind::Boolean(_));
    if types.contains(&KeyType::Boolean) {
        // It may publish the post: that is for the author to say.
        let is_quoted = *style == Style::Quoted && matches!(text.as_str(), "true" | "false");
        return is_quoted.then(|| (Level::Suggest, Edit::replace(value.span, text.clone())));
    }
    (is_other && types.contains(&KeyType::String)).then(|| (Level::Repair, Edit::replace(value.span, format!("\"{text}\""))))
}
