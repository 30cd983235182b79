//! TOML to [`Data`].

use super::data::{Data, Entry, Mistake, Problem, Style, Table, Type, Value, ValueData};
use crate::source::Span;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads `text`, whose first byte is byte `base` of the file. The TOML parser bounds nesting.
pub(super) fn read(text: &str, base: usize) -> Data {
    match DeTable::parse(text) {
        Ok(table) => Data { table: convert(table.get_ref(), at(&table.span(), base), base), mistakes: Vec::new() },
        Err(error) => {
            let span = error.span().unwrap_or(0..text.len());
            let message = error.message();
            let problem = match message.split_once("duplicate key") {
                Some(_) => Problem::Duplicate(text.get(span.clone()).unwrap_or_default().trim().to_owned(), None),
                None => Problem::Other(message.to_owned()),
            };
            Data { table: Table::default(), mistakes: vec![Mistake { span: at(&span, base), problem }] }
        }
    }
}

fn at(range: &std::ops::Range<usize>, base: usize) -> Span {
    Span::new(base + range.start, base + range.end)
}

/// The parser refuses nesting that would make this recursion deep.
fn convert(table: &DeTable<'_>, span: Span, base: usize) -> Table {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry { key: key.get_ref().to_string(), key_span: at(&key.span(), base), value: value_of(value, base) })
        .collect();
    entries.sort_by_key(|entry| entry.key_span);
    Table { span, entries }
}

fn value_of(value: &Spanned<DeValue<'_>>, base: usize) -> Value {
    let span = at(&value.span(), base);
    let typed = |text: String, kind| ValueData::Scalar(text, Style::Typed(kind));
    let data = match value.get_ref() {
        DeValue::String(text) => ValueData::Scalar(text.to_string(), Style::Quoted),
        DeValue::Integer(number) => typed(number.to_string(), Type::Integer),
        DeValue::Float(number) => typed(number.to_string(), Type::Float),
        DeValue::Boolean(is) => typed(is.to_string(), Type::Boolean),
        DeValue::Datetime(date) => typed(date.to_string(), Type::Date),
        DeValue::Array(items) => ValueData::List(items.iter().map(|item| value_of(item, base)).collect()),
        DeValue::Table(table) => ValueData::Table(convert(table, span, base)),
    };
    Value { span, data }
}
