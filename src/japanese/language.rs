//! Whether a text is Japanese.

use crate::document::{Document, Run};

/// Keys of front matter that name the language of a text.
const KEYS: [&str; 3] = ["lang", "language", "locale"];

/// Whether a text is written in Japanese: its front matter says so, or its prose has kana, and not only a few beside another language that is written
/// with kanji or Hangul.
#[must_use]
pub fn is_japanese(doc: &Document, runs: &[Run<'_>]) -> bool {
    let table = doc.header().map(|header| &header.table);
    let told = KEYS.iter().find_map(|key| table?.get(key)?.value.text()).filter(|told| !told.is_empty());
    if let Some(told) = told {
        return told.len() >= 2 && told.as_bytes()[..2].eq_ignore_ascii_case(b"ja");
    }
    let (mut kana, mut kanji, mut hangul) = (0_usize, 0_usize, 0_usize);
    for run in runs {
        for c in run.text.chars().filter(|c| !c.is_ascii()) {
            match c {
                '\u{3041}'..='\u{30ff}' => kana += 1,
                '\u{4e00}'..='\u{9fff}' => kanji += 1,
                '\u{ac00}'..='\u{d7a3}' => hangul += 1,
                _ => {}
            }
        }
        // Most texts are sure after a few lines.
        if kana > 200 && kana * 5 > kanji && hangul * 5 < kana {
            return true;
        }
    }
    kana > 0 && kana * 5 > kanji && hangul * 5 < kana
}
