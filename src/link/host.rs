//! What the name of a host tells: examples, shorteners, and what is a host's name at all.

use super::url::Url;
use super::{Form, Link};

/// Hosts for examples (RFC 2606, RFC 6761; for `.jp` by JPRS), and the reader's own machine.
const EXAMPLES: [&str; 9] =
    ["example.com", "example.net", "example.org", "example.jp", "example.co.jp", "example", "test", "invalid", "localhost"];

/// Hosts that do nothing but lead on to another address.
const SHORTENERS: [&str; 17] = [
    "amzn.asia",
    "amzn.to",
    "bit.ly",
    "buff.ly",
    "cutt.ly",
    "dlvr.it",
    "git.io",
    "goo.gl",
    "htn.to",
    "ift.tt",
    "is.gd",
    "j.mp",
    "lnkd.in",
    "ow.ly",
    "t.co",
    "tinyurl.com",
    "v.gd",
];

/// Endings of host names in posts. Those that are as often the ending of a file's name (`.sh`, `.rs`, `.py`, `.md`, `.so`) are left out.
const ENDINGS: [&str; 28] = [
    "ai", "app", "blog", "cloud", "co", "com", "de", "dev", "edu", "eu", "fr", "gg", "gov", "info", "io", "jp", "kr", "me", "net", "org",
    "page", "site", "tech", "tv", "tw", "uk", "us", "xyz",
];

/// Those of them that a file's name may have: `logo.ai`, `Xcode.app`.
const EXTENSIONS: [&str; 4] = ["ai", "app", "info", "me"];

/// Whether it is meant as an example.
#[must_use]
pub fn is_example(url: &Url<'_>) -> bool {
    EXAMPLES.iter().any(|host| url.is_on(host))
}

/// Whether `host`, as [`Url::host`] gives it, is that of a shortener.
#[must_use]
pub fn is_shortener(host: &str) -> bool {
    SHORTENERS.contains(&host)
}

/// The host that a path without a scheme begins with: `zenn.dev` of `zenn.dev/user`. What may be a file or a folder is none.
#[must_use]
pub fn leading_host(path: &str) -> Option<&str> {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    // Most texts are none.
    path.bytes().next().filter(|first| is_letter(*first))?;
    let host = path.split('/').next()?;
    let (name, ending) = host.rsplit_once('.')?;
    let is_name = host.split('.').all(|label| !label.is_empty() && label.bytes().all(is_letter));
    let has_www = name.starts_with("www.");
    let is_file = host.len() == path.len() && EXTENSIONS.contains(&ending);
    (is_name && (has_www || ENDINGS.contains(&ending) && !is_file)).then_some(host)
}

impl Link<'_> {
    /// Whether it is in the code that Twitter hands out to embed a post: nobody wrote it, and its script knows what to make of it.
    #[must_use]
    pub fn is_of_embedded_post(&self) -> bool {
        self.form == Form::Html && self.node.source().contains("twitter-tweet")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_told_from_files() {
        for (path, host) in [
            ("zenn.dev/user", Some("zenn.dev")),
            ("www.cncf.io", Some("www.cncf.io")),
            ("www.rust.sh", Some("www.rust.sh")),
            ("www.cncf", None),
            ("README.md", None),
            ("install.sh", None),
            ("logo.ai", None),
            ("logo.ai/a", Some("logo.ai")),
            ("ASP.NET", None),
            ("../zenn.dev", None),
            ("docs/zenn.dev", None),
            (".io", None),
            ("", None),
        ] {
            assert_eq!(leading_host(path), host, "{path}");
        }
    }

    #[test]
    fn hosts_below_an_example_are_examples() {
        for (address, expected) in [("https://a.example.com/", true), ("//b.test", true), ("https://contest.dev", false), ("a.md", false)] {
            assert_eq!(is_example(&Url::parse(address)), expected, "{address}");
        }
    }
}
