//! The beginning of an address where it is misspelled: `htps://`, `https//`, `https：//`, `https://example,com`.

use super::bare::end_of_url;
use super::host::leading_host;
use super::url::behind_scheme;
use crate::document::OBJECT;
use crate::text::{halfwidth, is_fullwidth_ascii};
use std::borrow::Cow;

/// What is left of `http` and `https` where letters got lost, beside what [`is_slip`] tells by its letters.
const SLIPS: [&str; 7] = ["", "h", "http", "https", "htts", "ttp", "tps"];

/// Most bytes of an address that is looked at.
const LONGEST: usize = 500;

/// What stands for `://`, longer ones first.
const MARKS: [&str; 12] = [":///", ":://", "://", "::/", "//:", "//", ":/", ";//", ".//", ":\\\\", ":\\", ":"];

/// The address that was meant where a letter, the colon, a slash or a dot of its beginning is lost or another; nothing for all other destinations.
#[must_use]
pub fn mended(destination: &str) -> Option<String> {
    // Nearly all are right, and seen to be soon.
    let behind = destination.strip_prefix("https://").or_else(|| destination.strip_prefix("http://"));
    if behind.is_some_and(is_plain) {
        return None;
    }
    let half = half_width(destination);
    let length = half.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, rest) = half.split_at(length);
    let lower = letters.to_ascii_lowercase();
    let mark = MARKS.iter().find(|mark| rest.starts_with(**mark))?;
    let behind = &rest[mark.len()..];
    let is_whole = matches!(lower.as_str(), "http" | "https");
    if *mark == "://" && is_whole {
        let is_wide = || half != destination && has_host(behind);
        return doubled(behind).or_else(|| dotted(letters, behind)).or_else(|| is_wide().then(|| half.to_string()));
    }
    if *mark == ":" && !(behind.starts_with("www.") || is_whole && leading_host(behind).is_some()) {
        return None;
    }
    // Without a host behind it, it is a path: `https//a.md` is a file in a folder only by its looks.
    let is_meant = if lower.is_empty() { *mark == "://" } else { is_slip(&lower) };
    let scheme = if lower.ends_with('p') && !lower.contains('s') { "http" } else { "https" };
    (is_meant && has_host(behind)).then(|| format!("{scheme}://{behind}"))
}

/// Whether a text begins with a host in lower case and no other scheme.
fn is_plain(text: &str) -> bool {
    let host = text.bytes().take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-')).count();
    host > 0 && text[host..].bytes().next().is_none_or(|byte| byte == b'/') && !text.starts_with("http")
}

/// Whether letters are those of `https`, some of them lost, doubled or in another order. `ssh` is a scheme.
fn is_slip(lower: &str) -> bool {
    let is_shuffled = (3..=12).contains(&lower.len())
        && lower.bytes().all(|byte| matches!(byte, b'h' | b't' | b'p' | b's'))
        && lower.contains('t')
        && lower.contains('p');
    is_shuffled || SLIPS.contains(&lower)
}

/// The text with ASCII in the place of full-width characters up to its first slashes, those included.
fn half_width(text: &str) -> Cow<'_, str> {
    let is_slash = |c: char| matches!(c, '/' | '／');
    let first = text.find(is_slash).unwrap_or(0);
    let end = text[first..].find(|c| !is_slash(c)).map_or(text.len(), |length| first + length);
    if text[..end].contains(is_fullwidth_ascii) {
        Cow::Owned(text[..end].chars().map(halfwidth).chain(text[end..].chars()).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a text begins with what may be a host.
fn has_host(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    host.contains('.')
        && !host.starts_with('.')
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':'))
}

/// The address where one scheme stands behind the other.
fn doubled(behind: &str) -> Option<String> {
    if behind_scheme(behind).is_none() {
        return mended(behind).filter(|_| behind.starts_with("http"));
    }
    // All of them at once.
    let mut last = behind;
    while let Some(next) = behind_scheme(last)
        && behind_scheme(next).is_some()
    {
        last = next;
    }
    Some(last.to_owned())
}

/// The address with dots for what was typed instead of them in its host.
fn dotted(scheme: &str, behind: &str) -> Option<String> {
    let (host, rest) = behind.split_at(behind.find(['/', '?', '#']).unwrap_or(behind.len()));
    let dotted = host.replace([',', '、', '。', '．'], ".");
    (dotted != host && leading_host(&dotted).is_some()).then(|| format!("{scheme}://{dotted}{rest}"))
}

/// Misspelled addresses that stand bare in a text, each with where it starts and ends and what was meant. Without its `h` an address is
/// often written to be no link, and stays.
pub fn slips_in(text: &str) -> impl Iterator<Item = (usize, usize, String)> {
    let mut from = 0;
    text.match_indices(['/', '／']).filter_map(move |(at, _)| {
        // The first of those in a row.
        if text[..at].ends_with(['/', '／']) {
            return None;
        }
        let behind = text[at..].trim_start_matches(['/', '／']);
        let is_double = text[at..text.len() - behind.len()].chars().nth(1).is_some();
        if at < from || !is_double {
            return None;
        }
        let head = text[from..at].trim_end_matches([':', '：', ';', '.']);
        let letters = head.chars().rev().take_while(|c| halfwidth(*c).is_ascii_alphabetic()).map(char::len_utf8).sum::<usize>();
        let start = from + head.len() - letters;
        let is_part = text[..start].ends_with(['/', '.', '-', '_', '+', ':', '=', '"', '\'', '\\', '<', '@'])
            || text[..start].ends_with("](")
            || text[..start].ends_with(|c: char| c.is_ascii_digit());
        if letters < 3 || is_part {
            return None;
        }
        let is_end = |(at, c): &(usize, char)| *at > LONGEST || c.is_whitespace() || matches!(*c, OBJECT | '\u{1}');
        let length = behind.char_indices().find(is_end).map_or(behind.len(), |(end, _)| end);
        let end = text.len() - behind.len() + end_of_url(&behind[..length]);
        let written = text[start..end].trim_end_matches(['.', ',', ':', ';', '!', '?']);
        let mended = mended(written)?;
        let is_host = behind_scheme(&mended).is_some_and(|rest| leading_host(rest).is_some());
        let is_cut = written.starts_with("ttp");
        from = end;
        (is_host && !is_cut).then(|| (start, start + written.len(), mended))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_scheme_is_mended() {
        for (destination, expected) in [
            ("ttps://a.example/b", Some("https://a.example/b")),
            ("http:/a.example", Some("http://a.example")),
            ("https//a.example/b", Some("https://a.example/b")),
            ("://a.example", Some("https://a.example")),
            ("https;//a.example", Some("https://a.example")),
            ("https.//a.example", Some("https://a.example")),
            ("https:://a.example", Some("https://a.example")),
            ("https::/a.example", Some("https://a.example")),
            ("hhtps://a.example", Some("https://a.example")),
            ("htts://a.example", Some("https://a.example")),
            ("httpss://a.example", Some("https://a.example")),
            ("httpshttps://a.example", Some("https://a.example")),
            ("https：//a.example", Some("https://a.example")),
            ("https:／／a.example/b", Some("https://a.example/b")),
            ("ｈttps://a.example", Some("https://a.example")),
            ("https:cncf.io/", Some("https://cncf.io/")),
            ("https://kubernetes,io/docs/", Some("https://kubernetes.io/docs/")),
            ("https://kubernetes。io", Some("https://kubernetes.io")),
            ("https://a.example", None),
            ("https://https://a.example/b", Some("https://a.example/b")),
            ("https://http//a.example", Some("http://a.example")),
            ("http//:a.example", Some("http://a.example")),
            ("https:www.a.example", Some("https://www.a.example")),
            ("https://httpbin.org/get", None),
            ("https://a.example/b,c", None),
            ("//a.example/b", None),
            (".//a.example/b", None),
            ("https/a.md", None),
            ("h.md", None),
            ("ftp://a.example", None),
            ("ssh://a.example", None),
            ("http://localhost:80", None),
            ("http:80", None),
            ("図／／a.example", None),
            ("", None),
        ] {
            assert_eq!(mended(destination).as_deref(), expected, "{destination}");
        }
    }

    #[test]
    fn slips_are_found_in_a_sentence() {
        for (text, expected) in [
            ("詳しくはhtps://www.cncf.io/を参照", vec![("htps://www.cncf.io/", "https://www.cncf.io/")]),
            (
                "https：//cncf.io/a、hhttp://k8s.io。",
                vec![("https：//cncf.io/a", "https://cncf.io/a"), ("hhttp://k8s.io", "http://k8s.io")],
            ),
            ("(https//www.cncf.io)", vec![("https//www.cncf.io", "https://www.cncf.io")]),
            ("ttps://www.cncf.io/ と https://cncf.io と git+htps://cncf.io", vec![]),
            ("and/or、a//b、https//a.md、ftp://cncf.io、ssh://cncf.io、http://http//", vec![]),
            ("", vec![]),
        ] {
            let found: Vec<_> = slips_in(text).map(|(start, end, meant)| (text[start..end].to_owned(), meant)).collect();
            let expected: Vec<_> = expected.into_iter().map(|(slip, meant)| (slip.to_owned(), meant.to_owned())).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
