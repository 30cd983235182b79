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
    list[first_from(list, word)..].lines().next() == Some(word)
}

/// Where the first line that is not less than `beginning` stands in a list of lines that are in order.
fn first_from(list: &str, beginning: &str) -> usize {
    let bytes = list.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low.midpoint(high);
        let start = bytes[low..middle].iter().rposition(|&byte| byte == b'\n').map_or(low, |at| low + at + 1);
        let end = memchr::memchr(b'\n', &bytes[start..high]).map_or(high, |at| start + at);
        if &bytes[start..end] < beginning.as_bytes() { low = end + 1 } else { high = start }
    }
    low.min(bytes.len())
}

/// Whether the part of a name can be an English word. Too short a word is in no list and counts as one.
pub(super) fn may_be_word(part: &str) -> bool {
    part.len() < SHORTEST || is_word(part)
}

/// Whether an English word other than `except` is one letter off `word`: one more, less or other, or two that changed places. Lower case, ASCII.
///
/// One letter is either behind the beginning, and then the words with that are near by in the list, or in it, and then all that it could be is looked up.
/// Cost: some fifty searches for each letter of the beginning; asked only of words that are near to a name.
pub(super) fn is_near_word(word: &str, except: &str) -> bool {
    let beginning = &word[..BEGINNING.min(word.len())];
    let is_other = |near: &str| near != except && is_one_off(near.as_bytes(), word.as_bytes());
    if beginning_with(ENGLISH, beginning).lines().any(is_other) {
        return true;
    }
    let (mut near_by, mut near) = (ENGLISH, String::with_capacity(word.len() + 1));
    (0..beginning.len()).any(|at| {
        let (before, after) = word.split_at(at);
        near_by = beginning_with(near_by, before);
        let mut is_known = |letters: &[&str]| {
            near.clear();
            near.extend([before].iter().chain(letters).copied());
            near != word && near != except && has(near_by, &near)
        };
        let (one, rest) = after.split_at(1);
        let swapped = rest.split_at_checked(1).map(|(next, rest)| [next, one, rest]);
        let mut alphabet = LETTERS.split_inclusive(|_| true);
        is_known(&[rest])
            || swapped.is_some_and(|letters| is_known(&letters))
            || alphabet.any(|letter| is_known(&[letter, after]) || is_known(&[letter, rest]))
    })
}

/// Letters after which so few words are left that each is looked at.
const BEGINNING: usize = 3;

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";

/// The lines of a list in order that begin with `beginning`.
fn beginning_with<'l>(list: &'l str, beginning: &str) -> &'l str {
    // `{` is behind `z`.
    &list[first_from(list, beginning)..first_from(list, &format!("{beginning}{{"))]
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
