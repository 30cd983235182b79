//! No password and no token stands in a link.

use crate::link::url::{Url, is_secret};
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkCredentials {}

/// Characters that a token has at least.
const SHORTEST_TOKEN: usize = 12;

impl Rule for LinkCredentials {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for link in cx.links() {
            let url = Url::parse(&link.destination);
            let user = url.authority.filter(|_| url.is_web()).and_then(|authority| authority.rsplit_once('@'));
            // `git@` is how everybody logs in there.
            if let Some((user, _)) = user.filter(|(user, _)| *user != "git") {
                // `https://github.com@evil.example/` is a page of evil.example.
                let id = if user.contains('.') && !user.contains(':') { "misleading" } else { "user" };
                report.link(link).say(id, [("host", url.host())]);
            } else if let Some((name, _)) = url.all_parameters().find(|(name, value)| is_secret(name) && is_token(value)) {
                report.link(link).quieter().say("token", [("name", name)]);
            }
        }
    }
}

/// Whether a value can be a token: long, of letters and digits, and no word that stands for one.
fn is_token(value: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'%' | b'=');
    let has_both = value.bytes().any(|byte| byte.is_ascii_digit()) && value.bytes().any(|byte| byte.is_ascii_alphabetic());
    value.len() >= SHORTEST_TOKEN && value.bytes().all(is_letter) && has_both
}
