//! The characters that stand out of a text, found in one pass for all rules that look for some.

use super::three::Three;

/// Kana, but what combines and ・ and ー; 、 and 。 and 「 and 」; kanji, but those around 縺, 繧 and 繝.
const USUAL: Three<6> = Three::of([
    ('\u{3040}', '\u{3096}'),
    ('\u{4e00}', '\u{7dff}'),
    ('\u{7e80}', '\u{9fff}'),
    ('\u{30a0}', '\u{30fa}'),
    ('、', '。'),
    ('「', '」'),
]);

/// Every character of `text` with its first byte, but what most text is made of: printable ASCII, line ends and tabs, kana and common kanji, `、。「」`. Of `ー`
/// there are those with another one behind, and of kanji a few that mostly come from text in a wrong encoding.
///
/// Cost: one look at each byte.
#[must_use]
pub fn unusual(text: &str) -> Vec<(usize, char)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if matches!(byte, b' '..=b'~' | b'\n' | b'\t' | b'\r') {
            at += 1;
            while bytes[at..].first_chunk().is_some_and(|eight| are_printable(*eight)) {
                at += 8;
            }
            continue;
        }
        let stretch = USUAL.stretch(&bytes[at..]);
        let is_long = |text: &str| text.starts_with('ー') && !text[3..].starts_with('ー');
        if stretch > 0 || byte == 0xe3 && is_long(&text[at..]) {
            at += stretch.max(3);
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        found.push((at, c));
        at += c.len_utf8();
    }
    found
}

/// Whether all of them are `b' '..=b'~'`, told for eight at a time.
const fn are_printable(eight: [u8; 8]) -> bool {
    const ONE: u64 = u64::from_le_bytes([1; 8]);
    let eight = u64::from_le_bytes(eight);
    // The highest bit is set in bytes beyond ASCII, is borrowed by those below a blank, and reached by 0x7f.
    (eight | eight.wrapping_sub(ONE * b' ' as u64) | eight.wrapping_add(ONE)) & (ONE << 7) == 0
}

#[cfg(test)]
mod tests {
    use super::{are_printable, unusual};

    #[test]
    fn eight_bytes_are_printable_where_each_is() {
        for byte in 0..=u8::MAX {
            for at in 0..8 {
                let mut eight = *b" z~!A0{@";
                eight[at] = byte;
                assert_eq!(are_printable(eight), matches!(byte, b' '..=b'~'), "{byte} at {at}");
            }
        }
    }

    #[test]
    fn what_most_text_is_made_of_is_passed_over() {
        let chars = |text: &str| unusual(text).into_iter().map(|(_, c)| c).collect::<String>();
        assert_eq!(chars("# 見出し\n\n本文、「メモ」。ヶヴー a-b~|\t\r\n亜腕黑"), "");
        assert_eq!(chars("か\u{3099}ーー・　！é—\u{200b}🎉㐀縺\u{7}\u{7f}"), "\u{3099}ー・　！é—\u{200b}🎉㐀縺\u{7}\u{7f}");
        assert_eq!(unusual("あ！a！"), [(3, '！'), (7, '！')]);
    }
}
