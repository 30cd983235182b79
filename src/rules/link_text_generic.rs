//! A link's text says where it leads.

use crate::document::Kind;
use crate::link::Link;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// Texts that say nothing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LinkTextGeneric {
    words: Vec<String>,
}

const WORDS: [&str; 43] = [
    "here",
    "click here",
    "see here",
    "this",
    "this link",
    "this page",
    "this post",
    "this article",
    "link",
    "more",
    "read more",
    "see more",
    "learn more",
    "こちら",
    "コチラ",
    "こちらから",
    "こちらの記事",
    "こちらのページ",
    "こちらのリンク",
    "こちらのサイト",
    "ここ",
    "ココ",
    "ここから",
    "ここをクリック",
    "これ",
    "この記事",
    "このページ",
    "このリンク",
    "このサイト",
    "リンク",
    "リンク先",
    "リンクはこちら",
    "詳細",
    "詳細はこちら",
    "詳しくはこちら",
    "詳しくはこちらから",
    "詳しくは",
    "続きはこちら",
    "続きを読む",
    "もっと見る",
    "下記",
    "以下",
    "クリック",
];

impl Default for LinkTextGeneric {
    fn default() -> Self {
        Self { words: Vec::from(WORDS.map(str::to_owned)) }
    }
}

impl Rule for LinkTextGeneric {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let words: Vec<String> = self.words.iter().map(|word| folded(word)).collect();
        let longest = words.iter().map(String::len).max().unwrap_or_default() + MOST_MARKS;
        // Most texts are too long to say nothing.
        let is_short = |link: &&Link<'_>| link.node.descendants().map(|node| node.span.len()).sum::<usize>() <= longest;
        for link in cx.links().iter().filter(|link| link.has_text()).filter(is_short) {
            let has_image = link.node.descendants().any(|node| matches!(node.kind, Kind::Image { .. }));
            let text = link.node.text();
            let compared = folded(&text);
            if !has_image && !compared.is_empty() && words.contains(&compared) {
                report.at(link.span).say("generic", [("text", text.trim())]);
            }
        }
    }
}

/// Bytes of marks and blanks around a text.
const MOST_MARKS: usize = 24;

/// A text as it is compared: lower case, one space between words, no marks around.
fn folded(text: &str) -> String {
    let inner = text.trim_matches(|c: char| !c.is_alphanumeric());
    inner.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
