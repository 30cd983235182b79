//! A notation of another platform is printed as it stands.

use crate::document::{Kind, Kinds, NodeRef};
use crate::platform::dialect::Foreign;
use crate::platform::foreign::{hatena, shortcode};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::first;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NotationForeign {}

impl Rule for NotationForeign {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let doc = cx.doc;
        let mut found: Vec<(Span, &'static str)> = Vec::new();
        for foreign in &cx.platform.dialect.foreign {
            match foreign {
                Foreign::Alert => found.extend(doc.nodes_of(Kinds::QUOTE).filter_map(alert).map(|span| (span, "GitHub"))),
                Foreign::Hatena => found.extend(bracketed(cx, "[", hatena).map(|span| (span, "Hatena Blog"))),
                Foreign::Shortcode => found.extend(bracketed(cx, "{{", shortcode).map(|span| (span, "Hugo"))),
            }
        }
        found.sort_by_key(|(span, _)| *span);
        for (span, owner) in found {
            report.at(span).say("printed", [("notation", doc.source.slice(span)), ("owner", owner)]);
        }
    }
}

/// `[!NOTE]` alone in the first line of a quote.
fn alert(quote: NodeRef<'_>) -> Option<Span> {
    const NAMES: [&str; 5] = ["[!NOTE]", "[!TIP]", "[!IMPORTANT]", "[!WARNING]", "[!CAUTION]"];
    let first = quote.children().next().filter(|first| first.kind == Kind::Paragraph)?;
    let line = first.source().lines().next().unwrap_or_default().trim_end();
    let is_name = NAMES.iter().any(|name| line.eq_ignore_ascii_case(name));
    is_name.then(|| Span::new(first.span.start, first.span.start + line.len()))
}

/// More than such a notation takes.
const LONGEST: usize = 500;

/// The places in prose where `open` begins such a notation; `length` tells how long it is.
fn bracketed<'c>(cx: &'c Context<'_>, open: &'c str, length: fn(&str) -> Option<usize>) -> impl Iterator<Item = Span> + 'c {
    let text = cx.doc.source.text();
    let code: Vec<Span> = cx.doc.nodes_of(Kinds::CODE).map(|code| code.span).collect();
    let in_code = move |at: usize| code.get(code.partition_point(|code| code.end <= at)).is_some_and(|code| code.start <= at);
    memchr::memmem::find_iter(text.as_bytes(), open).filter_map(move |at| {
        let length = length(first(&text[at..], LONGEST).lines().next().unwrap_or_default())?;
        let is_prose = !cx.doc.is_verbatim(at) && !in_code(at) && !text[..at].ends_with('\\');
        is_prose.then(|| Span::new(at, at + length))
    })
}
