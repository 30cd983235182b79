//! Whether a text is Japanese.

use crate::document::{Document, Run};

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
    counts.are_japanese()
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
}
