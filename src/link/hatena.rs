//! The words of Hatena's notation: `[https://example.com/:embed:cite]`, `[f:id:user:20221121100000p:plain]`.

use crate::text::nearest;

/// What may stand behind the colons of `[https://example.com/:embed:cite]`.
const WAYS: [&str; 8] = ["embed", "cite", "title", "bookmark", "plain", "image", "movie", "barcode"];

/// What a file of Hatena Fotolife is shown as.
const KINDS: [&str; 3] = ["plain", "image", "movie"];

/// Whether a text ends as a notation does before its bracket.
#[must_use]
pub fn ends_in_way(text: &str) -> bool {
    WAYS.iter().any(|way| text.strip_suffix(way).is_some_and(|before| before.ends_with(':')))
}

/// A word of a notation that is nearly right, with its place and what was meant.
#[must_use]
pub fn misspelled(notation: &str) -> Option<(usize, &str, &'static str)> {
    let inside = notation.strip_prefix('[')?.strip_suffix(']')?;
    let known: &[&str] = if inside.starts_with("http") { &WAYS } else { &KINDS };
    // A colon in an address stands before the last slash, but for that of a port.
    let skipped = if inside.starts_with("http") {
        inside.rfind('/')?
    } else {
        let photo = inside.strip_prefix("f:id:")?;
        inside.len() - photo.len() + photo.find(':')? + 1
    };
    let mut at = 1 + skipped + inside[skipped..].find(':')? + 1;
    for word in notation[at..notation.len() - 1].split(':') {
        let is_word = word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && !WAYS.contains(&word);
        if is_word && let Some(right) = known.iter().copied().find(|way| nearest(word, [*way]).is_some()) {
            return Some((at, word, right));
        }
        // What follows the kind of a photo is its size and the like, and words in a title may be any.
        if word.contains('=') || known.len() == KINDS.len() {
            return None;
        }
        at += word.len() + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_nearly_right_are_told() {
        for (notation, expected) in [
            ("[https://a.example/:embed:cit]", Some(("cit", "cite"))),
            ("[https://a.example/b:tilte]", Some(("tilte", "title"))),
            ("[f:id:user:20221121100000p:plan]", Some(("plan", "plain"))),
            ("[f:id:user:20221121100000p:plain:w400]", None),
            ("[https://a.example/:title=b:tilte]", None),
            ("[https://a.example:8080/]", None),
            ("[https://a.example/Help:Title]", None),
            ("[https://a.example]", None),
            ("[tex:x]", None),
            ("[f:id:user]", None),
            ("[]", None),
        ] {
            let found = misspelled(notation).map(|(at, wrong, right)| {
                assert_eq!(&notation[at..at + wrong.len()], wrong);
                (wrong, right)
            });
            assert_eq!(found, expected, "{notation}");
        }
    }
}
