//! Passwords and tokens in addresses, hidden where a text is shown.

use super::url::is_secret;
use crate::source::Span;
use std::borrow::Cow;

/// `text` with an asterisk for each letter of a password, a lone user name or a token in the addresses in it.
///
/// As many bytes as before: places in the text stay, and what is not ASCII is not hidden.
#[must_use]
pub fn veiled(text: &str) -> Cow<'_, str> {
    let mut hidden: Vec<Span> = Vec::new();
    // Few lines have a colon, and to look for one costs less than to make ready for a search of three signs.
    for at in memchr::memchr_iter(b':', text.as_bytes()).filter(|at| text[*at..].starts_with("://")) {
        let start = at + "://".len();
        let is_end = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '|');
        let end = text[start..].find(is_end).map_or(text.len(), |length| start + length);
        hide(&text[start..end], start, &mut hidden);
    }
    if hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    for span in hidden {
        bytes[span.start..span.end].iter_mut().filter(|byte| byte.is_ascii()).for_each(|byte| *byte = b'*');
    }
    Cow::Owned(String::from_utf8(bytes).expect("an ASCII character took the place of another"))
}

/// The places to hide in what stands behind the `://` of an address, which begins at byte `start`.
fn hide(rest: &str, start: usize, hidden: &mut Vec<Span>) {
    let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    if let Some((user, _)) = authority.rsplit_once('@') {
        match user.split_once(':') {
            Some((name, _)) => hidden.push(Span::new(start + name.len() + 1, start + user.len())),
            // `git@` is how everybody logs in, and what looks like a host is there to mislead: that has to be seen.
            None if user != "git" && !user.contains('.') => hidden.push(Span::new(start, start + user.len())),
            None => {}
        }
    }
    let path = rest[authority.len()..].find(['?', '&', '#', ';']).unwrap_or(rest.len() - authority.len());
    let mut at = (authority.len() + path + 1).min(rest.len());
    for pair in rest[at..].split(['?', '&', '#', ';']) {
        if let Some((name, value)) = pair.split_once('=')
            && is_secret(name)
        {
            let length = value.find([')', ']', '\'', '\\', '，', '、', '。']).unwrap_or(value.len());
            let from = start + at + name.len() + 1;
            hidden.push(Span::new(from, from + length));
        }
        at += pair.len() + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_a_door_is_hidden_and_nothing_moves() {
        for (text, expected) in [
            ("[a](https://me:pässw@a.example/x) b", "[a](https://me:*ä***@a.example/x) b"),
            ("https://abcdef@a.example/", "https://******@a.example/"),
            ("https://git@a.example/ ssh://git@b", "https://git@a.example/ ssh://git@b"),
            ("https://a.example@b.example/", "https://a.example@b.example/"),
            (
                "[a](https://a.example/?q=1&api_key=abc#access_token=x) a@b=c",
                "[a](https://a.example/?q=1&api_key=***#access_token=*) a@b=c",
            ),
            ("https://a.example/?u=https://b:c@d.example/", "https://a.example/?u=https://b:*@d.example/"),
            ("https://a.example/token=abc me@b", "https://a.example/token=abc me@b"),
            ("token=abc&key=x", "token=abc&key=x"),
            ("://@ ://:@ ://?token= ://", "://@ ://:@ ://?token= ://"),
        ] {
            let shown = veiled(text);
            assert_eq!((shown.as_ref(), shown.len()), (expected, text.len()), "{text}");
        }
    }
}
