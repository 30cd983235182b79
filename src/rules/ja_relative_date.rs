//! A day is named by its date.

use crate::japanese::is_japanese;
use crate::rule::{Context, Report, Rule};
use crate::text::is_kanji;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JaRelativeDate {}

/// In order of length, as the short ones are in the long ones.
const WORDS: [&str; 16] =
    ["一昨日", "明後日", "本日", "今日", "昨日", "明日", "先日", "先週", "今週", "来週", "先月", "今月", "来月", "昨年", "今年", "来年"];

/// Behind these the word means no day: 今日から使える, 今、日本では, 今日的.
const IDIOMS: [&str; 7] = ["から", "でも", "こそ", "本", "的", "度", "香"];

impl Rule for JaRelativeDate {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if !is_japanese(cx.doc, cx.runs()) {
            return;
        }
        for run in cx.runs() {
            let mut from = 0;
            // All of the words have one of these.
            while let Some(at) = run.text[from..].find(['本', '今', '昨', '明', '先', '来', '一']).map(|at| from + at) {
                let rest = &run.text[at..];
                let Some(word) = WORDS.into_iter().find(|word| rest.starts_with(word)) else {
                    from = at + "本".len();
                    continue;
                };
                from = at + word.len();
                let rest = &rest[word.len()..];
                let is_dated = rest.strip_prefix(['（', '(']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
                // 説明日, 優先日, 以来年
                let is_part = run.text[..at].chars().next_back().is_some_and(is_kanji);
                if is_dated || is_part || IDIOMS.iter().any(|idiom| rest.starts_with(idiom)) {
                    continue;
                }
                let place = report.at(run.span(at, from)).quieter_if(run.is_quotation(at));
                place.say("relative", [("word", word)]);
            }
        }
    }
}
