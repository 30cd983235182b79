//! A photo of Hatena Fotolife has its brackets.

use crate::diagnostic::{Edit, Level};
use crate::platform::dialect::Tags;
use crate::rule::{Context, Report, Rule};
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HatenaFotolife {}

impl Rule for HatenaFotolife {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        if !cx.platform.dialect.tags.contains(&Tags::Hatena) {
            return;
        }
        for run in cx.runs_with("f:id:") {
            for (start, _) in run.text.match_indices("f:id:") {
                let Some(end) = photo(&run.text[start..]).map(|length| start + length) else { continue };
                if run.text[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '/') || !run.is_contiguous(start, end) {
                    continue;
                }
                // `[[link:f:id:…]]` is something else, and nobody knows what the text of a link becomes.
                if run.text[..start].ends_with(':') || run.link(start).is_some() {
                    continue;
                }
                let (opens, closes) = (run.text[..start].ends_with('['), closes(&run.text[end..]));
                // Between both it is the text of a link.
                if opens && closes {
                    continue;
                }
                let span = run.span(start, end);
                let is_half = opens || run.text[end..].starts_with(']');
                let edit = (!is_half).then(|| Edit::replace(span, format!("[{}]", &run.text[start..end])));
                report.at(span).say("bare", ()).fix(Level::Suggest, edit);
            }
        }
    }
}

/// Whether brackets that opened before are closed in the same line.
fn closes(behind: &str) -> bool {
    behind.find(['[', ']', '\n']).is_some_and(|at| behind[at..].starts_with(']'))
}

/// More bytes than any photo's name has.
const LONGEST: usize = 200;

/// Bytes of `f:id:user:20221121100000p:plain` and its kind at the start of `text`, with what follows after a colon.
fn photo(text: &str) -> Option<usize> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_' | b'=');
    let end = text.bytes().take(LONGEST).take_while(is_part).count();
    let mut parts = text[..end].split(':').skip(2);
    let (user, photo, kind) = (parts.next()?, parts.next()?, parts.next()?);
    let is_photo = photo.len() >= 14 && photo.bytes().take(14).all(|byte| byte.is_ascii_digit());
    (!user.is_empty() && is_photo && ["plain", "image", "movie"].contains(&kind)).then(|| text[..end].trim_end_matches(':').len())
}
