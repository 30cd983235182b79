//! The parts of a destination, cut where RFC 3986 cuts them and nowhere decoded.

use crate::text::{cut, is_fullwidth_ascii};

/// A destination cut into its parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Url<'u> {
    /// `https`; nothing where it begins otherwise.
    pub scheme: Option<&'u str>,
    /// What stands behind `//`, with user and port; nothing where there is no `//`.
    pub authority: Option<&'u str>,
    /// What stands behind that, up to `?` or `#`.
    pub path: &'u str,
    /// Between `?` and `#`.
    pub query: Option<&'u str>,
    /// Behind `#`.
    pub fragment: Option<&'u str>,
}

impl<'u> Url<'u> {
    /// Cuts any text: what cannot be told apart is path.
    #[must_use]
    pub fn parse(text: &'u str) -> Self {
        let (text, query, fragment) = match memchr::memchr2(b'?', b'#', text.as_bytes()) {
            Some(at) if text.as_bytes()[at] == b'#' => (&text[..at], None, Some(&text[at + 1..])),
            Some(at) => {
                let (query, fragment) = cut(&text[at + 1..], b'#');
                (&text[..at], Some(query), fragment)
            }
            None => (text, None, None),
        };
        let (scheme, text) = scheme(text).map_or((None, text), |scheme| (Some(scheme), &text[scheme.len() + 1..]));
        let (authority, path) = text.strip_prefix("//").map_or((None, text), |rest| {
            let (authority, path) = rest.split_at(cut(rest, b'/').0.len());
            (Some(authority), path)
        });
        Self { scheme, authority, path, query, fragment }
    }

    /// Whether it leads to a place on the web: `http`, `https`, or `//host`.
    #[must_use]
    pub fn is_web(&self) -> bool {
        self.authority.is_some_and(|authority| !authority.is_empty())
            && self.scheme.is_none_or(|scheme| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
    }

    /// Whether it is a path or a fragment on the same site.
    #[must_use]
    pub const fn is_local(&self) -> bool {
        self.scheme.is_none() && self.authority.is_none()
    }

    /// The host in lower case, without user, port and a leading `www.`; empty where there is none.
    #[must_use]
    pub fn host(&self) -> String {
        let authority = self.authority.unwrap_or_default();
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        // Colons are part of an IPv6 address.
        let end = if host.starts_with('[') { host.find(']').map(|end| end + 1) } else { host.find(':') };
        let host = &host[..end.unwrap_or(host.len())];
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
    }

    /// Whether it is on `host` or on a host below it.
    #[must_use]
    pub fn is_on(&self, host: &str) -> bool {
        let own = self.host();
        own.strip_suffix(host).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    }

    /// The names of the query's parameters with their values, as written.
    pub fn parameters(&self) -> impl Iterator<Item = (&'u str, &'u str)> {
        self.query.into_iter().flat_map(pairs)
    }

    /// The same with those that the fragment has.
    pub fn all_parameters(&self) -> impl Iterator<Item = (&'u str, &'u str)> {
        self.query.into_iter().chain(self.fragment).flat_map(pairs)
    }
}

fn pairs(parameters: &str) -> impl Iterator<Item = (&str, &str)> {
    parameters.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// The scheme that a text begins with, before its colon. One of one letter is a drive.
fn scheme(text: &str) -> Option<&str> {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let length = text.bytes().position(|byte| !is_part(byte))?;
    let is_scheme = text.as_bytes()[length] == b':' && length > 1 && text.starts_with(|c: char| c.is_ascii_alphabetic());
    is_scheme.then(|| &text[..length])
}

/// What stands behind `https://` or `http://`, in small letters; nothing for what begins otherwise.
#[must_use]
pub fn behind_scheme(text: &str) -> Option<&str> {
    text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))
}

/// Whether a destination begins as a path on a drive does: `C:\…`.
#[must_use]
pub const fn is_on_drive(destination: &str) -> bool {
    matches!(destination.as_bytes(), [drive, b':', b'/' | b'\\', ..] if drive.is_ascii_alphabetic())
}

/// Whether the host of an address, one of its escapes, a blank in it or its end is full-width: in the rest of an address that may be meant.
#[must_use]
pub fn is_wide(destination: &str) -> bool {
    let url = Url::parse(destination);
    let host = url.authority.unwrap_or_default();
    // A blank at the end is no part of the address: another rule's.
    let inside = destination.trim_end_matches('\u{3000}');
    let is_wide = || host.contains(is_fullwidth_ascii) || destination.contains('％') || inside.contains('\u{3000}');
    url.is_web() && (without_ends(destination) != destination || is_wide())
}

/// An address without what ends the sentence around it, or closes what was opened before it. With Japanese in it, an address may end so.
#[must_use]
pub fn without_ends(destination: &str) -> &str {
    let inside = destination.trim_end_matches(['。', '、', '，', '．', '）', '」']);
    if inside.is_ascii() { inside } else { destination }
}

/// Whether the parameter of this name holds what opens a door.
#[must_use]
pub fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["token", "key", "secret", "signature", "sig", "password", "auth"].iter().any(|word| name.ends_with(word))
}

/// A text with the bytes that its percent escapes stand for; as it is where they make no UTF-8.
#[must_use]
pub fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let hex = behind.get(..2).filter(|hex| first == b'%' && hex.iter().all(u8::is_ascii_hexdigit));
        let hex = hex.and_then(|hex| std::str::from_utf8(hex).ok());
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = &behind[2..];
        } else {
            bytes.push(first);
            rest = behind;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_cut_into_their_parts() {
        let parts = |text| {
            let url = Url::parse(text);
            (url.scheme, url.host(), url.path, url.query, url.fragment)
        };
        for (text, expected) in [
            ("https://u:p@WWW.Example.com:8080/a?b=c#d", (Some("https"), "example.com", "/a", Some("b=c"), Some("d"))),
            ("//example.com/a", (None, "example.com", "/a", None, None)),
            ("a/b.md#c", (None, "", "a/b.md", None, Some("c"))),
            ("#c?d", (None, "", "", None, Some("c?d"))),
            ("mailto:a@b.example", (Some("mailto"), "", "a@b.example", None, None)),
            ("http://[::1]:80/x", (Some("http"), "[::1]", "/x", None, None)),
            ("C:\\x", (None, "", "C:\\x", None, None)),
            ("図:1.png", (None, "", "図:1.png", None, None)),
            ("", (None, "", "", None, None)),
        ] {
            assert_eq!(parts(text), (expected.0, expected.1.to_owned(), expected.2, expected.3, expected.4), "{text}");
        }
        assert!(Url::parse("https://a.example.com/").is_on("example.com") && !Url::parse("https://anexample.com/").is_on("example.com"));
    }

    #[test]
    fn escapes_that_make_no_text_stay() {
        for (text, expected) in [("%E5%9B%B3.png", "図.png"), ("100%", "100%"), ("%zz", "%zz"), ("%ff", "%ff"), ("%00", "\0")] {
            assert_eq!(percent_decoded(text), expected);
        }
    }
}
