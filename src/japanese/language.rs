//! Whether a text is Japanese.

use crate::document::{Document, Run};
use crate::text;

/// Keys of front matter that name the language of a text.
const KEYS: [&str; 3] = ["lang", "language", "locale"];

/// Whether a text is written in Japanese: its front matter says so, or its prose has kana, and not only a few beside another language that is written
/// with kanji, Hangul or Latin letters.
#[must_use]
pub fn is_japanese(doc: &Document, runs: &[Run<'_>]) -> bool {
    let table = doc.header().map(|header| &header.table);
    let told = KEYS.iter().find_map(|key| table?.get(key)?.value.text()).filter(|told| !told.is_empty());
    if let Some(is_japanese) = told.and_then(told_by) {
        return is_japanese;
    }
    let mut counts = Counts::default();
    for run in runs {
        counts.add(&run.text);
        // Most texts are sure after a few lines.
        if counts.kana > 200 && counts.are_japanese() {
            return true;
        }
    }
    counts.are_japanese() || counts.may_be_japanese() && has_japanese_dates(runs, counts.kana > 0)
}

/// What no Japanese text has, and hardly any Chinese one is without.
const CHINESE: [char; 16] = ['这', '這', '们', '們', '你', '您', '没', '吗', '嗎', '为', '与', '议', '个', '时', '间', '说'];

/// Whether there are dates that are written as in Japanese: with the weekday as `（火）` or `火曜`. Where the text has kana, years and months do, which
/// Chinese has as well.
fn has_japanese_dates(runs: &[Run<'_>], has_kana: bool) -> bool {
    let is_date = |text: &str| {
        let days = text.match_indices('日').map(|(at, day)| (&text[..at], &text[at + day.len()..]));
        let mut dates = days.filter(|(before, _)| before.ends_with(|c: char| text::halfwidth(c).is_ascii_digit()));
        dates.any(|(_, behind)| has_kana || is_weekday(behind))
    };
    runs.iter().any(|run| is_date(&run.text)) && !runs.iter().any(|run| run.text.contains(CHINESE))
}

/// Whether a text begins with a weekday in the Japanese way.
fn is_weekday(text: &str) -> bool {
    let text = text.trim_start_matches(' ');
    let inside = text.strip_prefix(['(', '（']);
    let day = inside.unwrap_or(text).strip_prefix(['月', '火', '水', '木', '金', '土', '日']);
    day.is_some_and(|rest| rest.starts_with('曜') || inside.is_some() && rest.starts_with([')', '）', '・']))
}

/// Other languages that blogs beside Japanese ones are written in. `language: go` is none.
const OTHERS: [&str; 16] = ["en", "zh", "ko", "de", "fr", "es", "pt", "it", "ru", "uk", "pl", "nl", "tr", "vi", "th", "id"];

/// What a value of front matter says, where it names a language that people speak.
fn told_by(value: &str) -> Option<bool> {
    let value = value.to_ascii_lowercase();
    let primary = value.split(['-', '_', '.']).next().unwrap_or_default();
    match primary {
        "ja" | "jpn" | "japanese" => Some(true),
        _ => OTHERS.contains(&primary).then_some(false),
    }
}

/// Letters by script.
#[derive(Default)]
struct Counts {
    kana: usize,
    kanji: usize,
    hangul: usize,
    latin: usize,
}

impl Counts {
    fn add(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                'a'..='z' | 'A'..='Z' => self.latin += 1,
                '\u{3041}'..='\u{30ff}' => self.kana += 1,
                // A page of dates is made of these.
                '年' | '月' | '日' | '時' | '分' | '曜' => {}
                '\u{4e00}'..='\u{9fff}' => self.kanji += 1,
                '\u{ac00}'..='\u{d7a3}' => self.hangul += 1,
                _ => {}
            }
        }
    }

    /// A report full of English names and titles has three Latin letters to one kana, an English text with Japanese examples twenty.
    const fn are_japanese(&self) -> bool {
        self.kana > 0 && self.kana * 12 > self.kanji && self.hangul * 5 < self.kana && self.latin < self.kana * 10
    }

    /// Whether it is for want of kana alone that it is not: a page of dates and places.
    const fn may_be_japanese(&self) -> bool {
        // A Chinese text may have Japanese names.
        let is_enough = self.kana == 0 || self.kana * 60 > self.kanji;
        is_enough && self.hangul == 0 && self.latin < (self.kana + self.kanji) * 10
    }
}

#[cfg(test)]
mod tests {
    use super::is_japanese;
    use crate::parse::parse;
    use crate::platform::Platform;

    #[test]
    fn a_page_of_dates_may_do_without_kana() {
        let is = |text: &str| {
            let doc = parse(text, Platform::generic());
            is_japanese(&doc, &doc.prose())
        };
        for text in [
            "# 開催日程\n\n2022年11月21日（火）\n\n東京会場",
            "2022年11月21日 火曜日",
            "東京国際会議場大会議室特別講演会場 2022年13月45日 の",
        ] {
            assert!(is(text), "{text}");
        }
        for text in [
            "2022年11月21日（周二）北京会场",
            "2022年11月21日 星期二",
            "2022年11月21日（星期日）臺北會場",
            "2022年11月21日",
            "2022年11月21日(火) 에 서울에서",
            "这是优の良品 2022年11月21日 会议日程安排如下",
            "A test of dates such as 2022年11月21日（火） in a text that is written in English, as its many words show.",
        ] {
            assert!(!is(text), "{text}");
        }
    }
}
