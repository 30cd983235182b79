//! Sets of characters that UTF-8 writes in three bytes, asked by these bytes: kana and kanji are most of a Japanese text.

/// A set of characters from U+0800 to U+FFFF: a row for each pair of first bytes, and a bit of it for the third.
pub struct Three([u64; 1 << 10]);

impl Three {
    /// The set of all characters in these ranges, the ends among them.
    #[must_use]
    pub const fn of(ranges: &[(char, char)]) -> Self {
        let mut rows = [0; 1 << 10];
        let mut number = 0;
        while number < ranges.len() {
            let (mut code, last) = (ranges[number].0 as usize, ranges[number].1 as usize);
            while code <= last {
                rows[code >> 6] |= 1 << (code & 0x3f);
                code += 1;
            }
            number += 1;
        }
        Self(rows)
    }

    /// Whether a character with these bytes is in it.
    #[must_use]
    pub const fn has(&self, bytes: [u8; 3]) -> bool {
        let [first, second, third] = bytes;
        first >> 4 == 0xe && self.0[((first & 0xf) as usize) << 6 | (second & 0x3f) as usize] >> (third & 0x3f) & 1 == 1
    }

    /// How many bytes of its characters `bytes`, which are UTF-8, begin with.
    #[must_use]
    pub fn stretch(&self, bytes: &[u8]) -> usize {
        3 * bytes.as_chunks().0.iter().take_while(|three| self.has(**three)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::Three;

    #[test]
    fn a_set_has_what_is_in_its_ranges_and_nothing_else() {
        const SET: Three = Three::of(&[('ぁ', 'ゖ'), ('ー', 'ー'), ('一', '\u{9fff}')]);
        for c in '\0'..='\u{10ffff}' {
            let is_in = matches!(c, 'ぁ'..='ゖ' | 'ー' | '一'..='\u{9fff}');
            let text = format!("{c}xy");
            assert_eq!(SET.stretch(text.as_bytes()), if is_in { 3 } else { 0 }, "{c:?}");
        }
        assert_eq!((SET.stretch("あーア".as_bytes()), SET.stretch("あ".repeat(9).as_bytes()), SET.stretch(b"")), (6, 27, 0));
    }
}
