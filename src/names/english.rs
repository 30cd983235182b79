//! Which words are English, or names that no pack has: a word one letter off a name is most likely one of these.

/// Words of 4 to 15 letters in order, one a line: those of SCOWL up to size 50 (`rules/words/english.LICENSE`).
const ENGLISH: &str = include_str!("../../rules/words/english.txt");

/// Words of technology that are in no dictionary, and names of brands: titles of simple-icons 16.37.0 (CC0).
const KNOWN: &str = include_str!("../../rules/words/known.txt");

/// Shortest word in the lists.
const SHORTEST: usize = 4;

/// Whether a word in lower case is English, or known as a word or a brand. Cost: two binary searches.
pub(super) fn is_word(word: &str) -> bool {
    has(ENGLISH, word) || has(KNOWN, word)
}

/// Whether a word in lower case is English.
pub(super) fn is_english(word: &str) -> bool {
    has(ENGLISH, word)
}

/// Whether a word in lower case is in a list of lines that are in order.
fn has(list: &str, word: &str) -> bool {
    let bytes = list.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low.midpoint(high);
        let start = bytes[low..middle].iter().rposition(|&byte| byte == b'\n').map_or(low, |at| low + at + 1);
        let end = memchr::memchr(b'\n', &bytes[start..high]).map_or(high, |at| start + at);
        match bytes[start..end].cmp(word.as_bytes()) {
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
            std::cmp::Ordering::Equal => return true,
        }
    }
    false
}

/// Whether the part of a name can be an English word. Too short a word is in no list and counts as one.
pub(super) fn may_be_word(part: &str) -> bool {
    part.len() < SHORTEST || is_word(part)
}

/// Whether an English word other than `except` is one letter off `word`: one more, less or other, or two that changed places. Lower case.
///
/// Cost: some fifty searches for each letter; asked only of words that are near to a name.
pub(super) fn is_near_word(word: &str, except: &str) -> bool {
    let letters = word.as_bytes();
    let mut near: Vec<u8> = Vec::with_capacity(letters.len() + 1);
    let is_other = |bytes: &[u8]| std::str::from_utf8(bytes).is_ok_and(|near| near != except && has(ENGLISH, near));
    for at in 0..=letters.len() {
        let (before, after) = letters.split_at(at);
        if let [_, rest @ ..] = after {
            near.clear();
            near.extend(before.iter().chain(rest));
            if is_other(&near) {
                return true;
            }
        }
        if let [first, second, rest @ ..] = after {
            near.clear();
            near.extend(before.iter().chain([second, first]).chain(rest));
            if is_other(&near) {
                return true;
            }
        }
        for letter in b'a'..=b'z' {
            for rest in [after, after.get(1..).unwrap_or(after)] {
                near.clear();
                near.extend(before.iter().chain([&letter]).chain(rest));
                if near != letters && is_other(&near) {
                    return true;
                }
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_order_and_searched_to_both_ends() {
        for list in [ENGLISH, KNOWN] {
            let words: Vec<&str> = list.lines().collect();
            assert!(words.is_sorted() && words.len() > 300);
            assert!(words.iter().all(|word| has(list, word)));
            assert!(!has(list, "") && !has(list, "zzzzz") && !has(list, "aaaa"));
        }
    }

    #[test]
    fn neighbours_of_english_words_are_known() {
        for (word, except) in [("contaier", ""), ("conainer", "containerd"), ("lambad", "labmda")] {
            assert!(is_near_word(word, except), "{word}");
        }
        for word in ["keyclock", "kuberentes", "promethus"] {
            assert!(!is_near_word(word, ""), "{word}");
        }
    }
}
