//! Sets of characters that UTF-8 writes in three bytes, asked by these bytes: kana and kanji are most of a Japanese text.

/// A set of characters from U+0800 to U+FFFF: ranges of what their bytes make as a number, each as its first and the distance to its last. UTF-8 orders
/// texts as their characters are ordered.
pub struct Three<const N: usize>([(u32, u32); N]);

impl<const N: usize> Three<N> {
    /// The set of all characters in these ranges, the ends among them. Those that most texts have come first.
    #[must_use]
    pub const fn of(ranges: [(char, char); N]) -> Self {
        let mut found = [(0, 0); N];
        let mut number = 0;
        while number < N {
            let (first, last) = (encoded(ranges[number].0), encoded(ranges[number].1));
            found[number] = (first, last - first);
            number += 1;
        }
        Self(found)
    }

    /// How many bytes of its characters `bytes`, which are UTF-8, begin with.
    #[must_use]
    #[inline]
    pub fn stretch(&self, bytes: &[u8]) -> usize {
        let has = |&[first, second, third]: &[u8; 3]| {
            let code = u32::from_be_bytes([0, first, second, third]);
            self.0.iter().any(|(first, distance)| code.wrapping_sub(*first) <= *distance)
        };
        3 * bytes.as_chunks().0.iter().take_while(|three| has(three)).count()
    }
}

/// The three bytes of a character as a number.
const fn encoded(c: char) -> u32 {
    let code = c as u32;
    (0xe0 | code >> 12) << 16 | (0x80 | code >> 6 & 0x3f) << 8 | 0x80 | code & 0x3f
}

#[cfg(test)]
mod tests {
    use super::Three;

    #[test]
    fn a_set_has_what_is_in_its_ranges_and_nothing_else() {
        const SET: Three<3> = Three::of([('ぁ', 'ゖ'), ('ー', 'ー'), ('一', '\u{9fff}')]);
        for c in '\0'..='\u{10ffff}' {
            let is_in = matches!(c, 'ぁ'..='ゖ' | 'ー' | '一'..='\u{9fff}');
            let text = format!("{c}xy");
            assert_eq!(SET.stretch(text.as_bytes()), if is_in { 3 } else { 0 }, "{c:?}");
        }
        assert_eq!((SET.stretch("あーア".as_bytes()), SET.stretch("あ".repeat(9).as_bytes()), SET.stretch(b"")), (6, 27, 0));
    }
}
