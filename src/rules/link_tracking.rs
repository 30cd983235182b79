//! A link has no parameters that only track.

use crate::diagnostic::{Edit, Level};
use crate::link::Link;
use crate::link::url::Url;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// Parameters that track on any site, besides `utm_…`.
const EVERYWHERE: [&str; 6] = ["fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "msclkid"];

/// Parameters that track on some sites: hosts, what the path has to have, names.
const SOMEWHERE: [(&[&str], &str, &[&str]); 4] = [
    (&["youtube.com", "youtu.be", "spotify.com"], "", &["si"]),
    (&["twitter.com", "x.com"], "", &["ref_src", "ref_url"]),
    (&["twitter.com", "x.com"], "/status/", &["s", "t"]),
    (&["alibabacloud.com", "aliyun.com"], "", &["spm"]),
];

/// Parameters of an address that is signed: it works only as it is.
const SIGNED: [&str; 10] =
    ["expires", "hmac", "key-pair-id", "policy", "sig", "sign", "signature", "token", "x-amz-signature", "x-goog-signature"];

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkTracking {}

impl Rule for LinkTracking {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for link in cx.links().iter().filter(|link| link.destination.contains('?')) {
            let url = Url::parse(&link.destination);
            let names: Vec<&str> = url.parameters().map(|(name, _)| name).filter(|name| tracks(&url, name)).collect();
            let is_signed = || url.parameters().any(|(name, _)| SIGNED.contains(&name.to_ascii_lowercase().as_str()));
            if names.is_empty() || !url.is_web() || is_signed() || link.is_of_embedded_post() {
                continue;
            }
            report.link(link).say("tracks", [("names", names.join(", "))]).fix(Level::Suggest, removal(link, &url));
        }
    }
}

fn tracks(url: &Url<'_>, name: &str) -> bool {
    let mut here = SOMEWHERE.iter().filter(|(hosts, part, _)| url.path.contains(*part) && hosts.iter().any(|host| url.is_on(host)));
    name.starts_with("utm_") || EVERYWHERE.contains(&name) || here.any(|(_, _, names)| names.contains(&name))
}

/// Takes those parameters away, with the `?` where no other is left.
fn removal(link: &Link<'_>, url: &Url<'_>) -> Option<Edit> {
    let (written, query) = (link.written?, url.query?);
    let is_tracking = |pair: &&str| tracks(url, pair.split('=').next().unwrap_or_default());
    let (gone, kept): (Vec<&str>, Vec<&str>) = query.split('&').partition(is_tracking);
    // An address that stands bare swallows the Japanese text behind it.
    if gone.iter().any(|pair| !pair.is_ascii()) {
        return None;
    }
    let start = written.start + link.destination.find('?')?;
    let kept = kept.join("&");
    let text = if kept.is_empty() { kept } else { format!("?{kept}") };
    Some(Edit::replace(Span::new(start, start + 1 + query.len()), text))
}
