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
/// Cost: a look at all words with the same first letter, and a search for each that differs in it; asked only of words that are near to a name.
pub(super) fn is_near_word(word: &str, except: &str) -> bool {
    let Some(first) = word.bytes().next() else { return false };
    let same = &ENGLISH.as_bytes()[start_of(first)..start_of(first + 1)];
    let (beginning, ending) = (&word.as_bytes()[..word.len() / 2], &word.as_bytes()[word.len().div_ceil(2)..]);
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', same) {
        let near = &same[start..end];
        // One letter is either behind the beginning or before the end.
        let is_like = near.starts_with(beginning) || near.ends_with(ending);
        if is_like && near != except.as_bytes() && is_one_off(near, word.as_bytes()) {
            return true;
        }
        start = end + 1;
    }
    let rest = &word[1..];
    let swapped = rest.chars().next().map(|second| format!("{second}{}{}", char::from(first), &rest[1..]));
    let letters = || (b'a'..=b'z').map(char::from);
    let others = letters().map(|letter| format!("{letter}{rest}")).chain(letters().map(|letter| format!("{letter}{word}")));
    others.chain(swapped).chain([rest.to_owned()]).any(|near| near != word && near != except && is_english(&near))
}

/// Where the words that begin with `letter` stand in the list.
fn start_of(letter: u8) -> usize {
    let bytes = ENGLISH.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low.midpoint(high);
        let start = bytes[low..middle].iter().rposition(|&byte| byte == b'\n').map_or(low, |at| low + at + 1);
        if bytes[start] < letter {
            low = memchr::memchr(b'\n', &bytes[middle..high]).map_or(high, |at| middle + at + 1);
        } else {
            high = start;
        }
    }
    low
}

/// Whether the optimal string alignment distance of two ASCII words is 1, without regard to case.
pub(super) fn is_one_off(a: &[u8], b: &[u8]) -> bool {
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let common = a.iter().zip(b).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    let (a, b) = (&a[common..], &b[common..]);
    let is_same = |a: &[u8], b: &[u8]| a.eq_ignore_ascii_case(b);
    match (a, b) {
        ([], []) => false,
        ([_, a @ ..], [_, b @ ..]) if is_same(a, b) => true,
        ([first, second, a @ ..], [other_first, other_second, b @ ..])
            if first.eq_ignore_ascii_case(other_second) && second.eq_ignore_ascii_case(other_first) && is_same(a, b) =>
        {
            true
        }
        ([_, rest @ ..], b) if is_same(rest, b) => true,
        (a, [_, rest @ ..]) => is_same(rest, a),
        _ => false,
    }
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
