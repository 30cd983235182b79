//! The keys of the front matter have the values that their platform takes.

use crate::diagnostic::{Arg, Edit, Level};
use crate::front_matter::data::{Entry, Style, Table, Value, ValueData};
use crate::front_matter::kind::Kind;
use crate::platform::schema::{DocumentKind, Effect, Key, KeyType, Severity, matches};
use crate::rule::{Context, Report, Rule, Said};
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
        for (name, key) in &kind.keys {
            let entry = kind.entry(&header.table, name);
            let subject = Subject { kind, name, key };
            match entry {
                Some(entry) if !(key.empty_is_missing && is_as_missing(&entry.value, kind, key)) => {
                    if subject.check(entry, report) {
                        subject.check_others(entry, &header.table, report);
                    }
                }
                _ => {
                    let opening = Span::new(block.span.start, block.content.start.max(block.span.start + 1));
                    let span = entry.map_or(opening, |entry| entry.key_span);
                    subject.report_missing(cx.doc.source.slice(span).trim_end().len(), span, report);
                }
            }
        }
    }
}

/// An empty value, or one of another type, where the platform looks at neither.
fn is_as_missing(value: &Value, kind: &DocumentKind, key: &Key) -> bool {
    let found = value.kind(kind.loader);
    !key.types.iter().any(|wanted| wanted.takes(found)) || value.items().is_some_and(<[Value]>::is_empty)
}

/// A key and what it has to be.
struct Subject<'a> {
    kind: &'a DocumentKind,
    name: &'a str,
    key: &'a Key,
}

impl Subject<'_> {
    fn say<'r>(&self, span: Span, id: &'static str, more: Vec<(&'static str, Arg)>, report: &'r mut Report<'_>) -> Said<'r> {
        let place = report.at(span);
        let place = if self.key.severity == Severity::Warn { place.quieter() } else { place };
        let effect = self.key.effect.unwrap_or(self.kind.effect);
        let args = [("key", Arg::Text(self.name.to_owned().into())), ("effect", Arg::Phrase(effect.id()))];
        place.say(id, args.into_iter().chain(more).collect::<Vec<_>>())
    }

    fn report_missing(&self, length: usize, span: Span, report: &mut Report<'_>) {
        let Some(severity) = self.key.missing else { return };
        let place = report.at(Span::new(span.start, span.start + length));
        let place = if severity == Severity::Warn { place.quieter() } else { place };
        let effect = self.key.missing_effect.unwrap_or(if severity == Severity::Warn { Effect::Warned } else { self.kind.effect });
        place.say("missing", vec![("key", Arg::Text(self.name.to_owned().into())), ("effect", Arg::Phrase(effect.id()))]);
    }

    /// Reports what is wrong with the value alone; whether nothing is.
    fn check(&self, entry: &Entry, report: &mut Report<'_>) -> bool {
        let (value, key) = (&entry.value, self.key);
        let span = if value.span.is_empty() { entry.key_span } else { value.span };
        let found = value.kind(self.kind.loader);
        if !key.types.is_empty() && !key.types.iter().any(|wanted| wanted.takes(found)) {
            let names: Vec<&str> = key.types.iter().filter(|wanted| **wanted != KeyType::Null).map(|wanted| wanted.name()).collect();
            let wanted = ("wanted", Arg::Text(names.join(" | ").into()));
            let said = self.say(span, "type", vec![wanted], report);
            if let Some((level, edit)) = retyped(value, key, found) {
                said.fix(level, [edit]);
            }
            return false;
        }
        let is_empty = found == Kind::Null || value.text() == Some("") || value.items().is_some_and(<[Value]>::is_empty);
        if key.filled && is_empty {
            self.say(span, "empty", Vec::new(), report);
            return false;
        }
        let before = report.count();
        let values: Vec<&Value> = value.items().map_or_else(|| vec![value], |items| items.iter().collect());
        values.iter().for_each(|value| self.check_text(value, report));
        for item in value.items().unwrap_or_default() {
            let kind = item.kind(self.kind.loader);
            if !key.items.is_empty() && !key.items.iter().any(|wanted| wanted.takes(kind)) || key.filled_items && item.text() == Some("") {
                let said = self.say(if item.span.is_empty() { span } else { item.span }, "item", Vec::new(), report);
                let is_number = matches!(kind, Kind::Integer | Kind::Float | Kind::Date | Kind::Boolean(_));
                said.fix(Level::Repair, is_number.then(|| in_quotes(item)));
            }
        }
        report.count() == before
    }

    fn check_text(&self, value: &Value, report: &mut Report<'_>) {
        let (Some(text), key) = (value.text(), self.key) else { return };
        let units = text.encode_utf16().count();
        if let Some(longest) = key.longest.filter(|longest| units > *longest) {
            let more = vec![("longest", Arg::Text(longest.to_string().into())), ("length", Arg::Text(units.to_string().into()))];
            self.say(value.span, "long", more, report);
        }
        if !key.choices.is_empty() && !key.choices.iter().any(|choice| choice == text) {
            self.say(value.span, "choice", vec![("choices", Arg::Text(key.choices.join(", ").into()))], report);
        }
        let is_null = value.kind(self.kind.loader) == Kind::Null;
        let unlike = key.pattern.as_ref().is_some_and(|pattern| !is_null && !matches(pattern, text));
        if unlike || key.not_pattern.as_ref().is_some_and(|pattern| matches(pattern, text)) {
            self.say(value.span, "form", Vec::new(), report);
        }
        if let (Some((least, most)), Ok(number)) = (key.range, text.parse::<f64>())
            && !(least..=most).contains(&number)
        {
            let more = vec![("least", Arg::Text(least.to_string().into())), ("most", Arg::Text(most.to_string().into()))];
            self.say(value.span, "range", more, report);
        }
    }

    /// Reports what other keys do not go with it.
    fn check_others(&self, entry: &Entry, table: &Table, report: &mut Report<'_>) {
        let is = |key: &str| self.kind.entry(table, key).map(|entry| entry.value.kind(self.kind.loader));
        let kind = entry.value.kind(self.kind.loader);
        if matches!(kind, Kind::Null | Kind::Boolean(false)) || entry.value.text() == Some("") {
            return;
        }
        for (other, value) in self.key.conflicts.iter().filter(|(other, value)| is(other) == Some(Kind::Boolean(**value))) {
            self.say(entry.key_span, "conflict", vec![("other", Arg::Text(format!("{other}: {value}").into()))], report);
        }
        for (other, value) in self.key.requires.iter().filter(|(other, value)| is(other) != Some(Kind::Boolean(**value))) {
            self.say(entry.key_span, "requires", vec![("other", Arg::Text(format!("{other}: {value}").into()))], report);
        }
    }
}

/// The value as it has to be written, where that is certain.
fn retyped(value: &Value, key: &Key, found: Kind) -> Option<(Level, Edit)> {
    let takes = |wanted| key.types.contains(&wanted);
    match (&value.data, found) {
        // It may publish the post: that is for the author to say.
        (ValueData::Scalar(text, Style::Quoted), _) if takes(KeyType::Boolean) && matches!(text.as_str(), "true" | "false") => {
            Some((Level::Suggest, Edit::replace(value.span, text.clone())))
        }
        (ValueData::Scalar(..), Kind::Integer | Kind::Float | Kind::Date | Kind::Boolean(_)) if takes(KeyType::String) => {
            Some((Level::Repair, in_quotes(value)))
        }
        _ => None,
    }
}

fn in_quotes(value: &Value) -> Edit {
    Edit::replace(value.span, format!("\"{}\"", value.text().unwrap_or_default()))
}
