//! A link's text says where it leads.

use crate::document::Kind;
use crate::link::Link;
use crate::link::parts::Parts;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::OnceLock;

/// Options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LinkTextGeneric {
    /// Texts that say nothing.
    words: Vec<String>,
    /// The same in markdownlint's words; where it is given, it takes the place of `words`.
    prohibited_texts: Option<Vec<String>>,
    /// The texts as they are compared.
    #[serde(skip)]
    folded: OnceLock<HashSet<String>>,
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
        Self { words: Vec::from(WORDS.map(str::to_owned)), prohibited_texts: None, folded: OnceLock::new() }
    }
}

impl Rule for LinkTextGeneric {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if cx.is_markdownlint() {
            return self.in_ascii(cx, report);
        }
        let texts = self.prohibited_texts.as_ref().unwrap_or(&self.words);
        let words = self.folded.get_or_init(|| texts.iter().map(|text| folded(text)).collect());
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

impl LinkTextGeneric {
    /// markdownlint's answer: what is not ASCII counts for nothing, and text beside code or HTML says something.
    fn in_ascii(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let words: HashSet<String> = match &self.prohibited_texts {
            Some(texts) => texts.iter().map(|text| folded_ascii(text)).collect(),
            None => ["click here", "here", "link", "more"].map(str::to_owned).into(),
        };
        if words.is_empty() {
            return;
        }
        let longest = words.iter().map(String::len).max().unwrap_or_default();
        for link in cx.links().iter().filter(|link| link.has_text()) {
            let Some(text) = Parts::of(link.node).map(|parts| cx.doc.source.slice(parts.text)) else { continue };
            // Most texts are too long; of those in other scripts nothing is left.
            let letters = text.bytes().filter(u8::is_ascii_alphanumeric).count();
            let says_more = || link.node.children().any(|node| matches!(node.kind, Kind::Code | Kind::HtmlInline));
            if letters <= longest && words.contains(&folded_ascii(text)) && !says_more() {
                report.at(link.span).say("generic", [("text", text.trim())]);
            }
        }
    }
}

/// The ASCII words of a text in lower case, with one space between.
fn folded_ascii(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_ascii_lowercase()
}

/// Bytes of marks and blanks around a text.
const MOST_MARKS: usize = 24;

/// A text as it is compared: lower case, one space between words, no marks around.
fn folded(text: &str) -> String {
    let inner = text.trim_matches(|c: char| !c.is_alphanumeric());
    inner.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
