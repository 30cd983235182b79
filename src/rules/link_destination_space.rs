//! No white space in a link's destination, and none before its parenthesis.

use crate::diagnostic::{Edit, Level};
use crate::link::Form;
use crate::link::literal::{Literal, is_destination, is_web};
use crate::link::size::{Size, size};
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkDestinationSpace {}

/// How files that posts link to end.
const EXTENSIONS: [&str; 19] = [
    "md", "mdx", "markdown", "html", "htm", "pdf", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "mp4", "mov", "pptx", "docx",
    "xlsx", "zip",
];

impl Rule for LinkDestinationSpace {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        let source = &cx.doc.source;
        for literal in cx.literals().iter().filter(|literal| !literal.is_call) {
            let middle = source.slice(literal.middle);
            let is_half = source.slice(literal.open) == "[" && source.slice(literal.close) == ")";
            if !is_half || !middle.starts_with(']') || !middle.ends_with('(') {
                continue;
            }
            let destination = source.slice(literal.destination);
            if middle == "](" {
                let is_image = source.text()[..literal.open.start].ends_with('!');
                match size(destination) {
                    Some(size) => sized(cx, literal, &size, is_image, report),
                    None => spaced(literal, destination, report),
                }
            } else if is_web(destination) && is_destination(destination) && literal.text.chars().count() > 1 {
                let gap = Span::new(literal.middle.start + 1, literal.middle.end - 1);
                report.at(literal.span()).quieter().say("gap", ()).fix(Level::Suggest, [Edit::delete(gap)]);
            }
        }
        // Markdown takes a full-width space for a letter.
        for link in cx.links().iter().filter(|link| link.form == Form::Inline) {
            let trimmed = link.destination.trim_end_matches('\u{3000}');
            if let Some(written) = link.written.filter(|_| !trimmed.is_empty() && trimmed.len() < link.destination.len()) {
                let space = Span::new(written.start + trimmed.len(), written.end);
                report.at(space).say("wide", ()).fix(Level::Repair, [Edit::delete(space)]);
            }
        }
    }
}

/// Reports a size behind a destination that the platform does not take.
fn sized(cx: &Context<'_>, literal: &Literal, size: &Size<'_>, is_image: bool, report: &mut Report<'_>) {
    let place = report.at(literal.span()).quieter();
    if !cx.platform.dialect.image_size {
        // Where nothing is known of the platform, it may be Zenn.
        if cx.platform.name != "generic" && (is_image || size.mended.is_none()) {
            place.say("size", [("size", size.written)]);
        }
    } else if is_image && let Some(mended) = &size.mended {
        let start = literal.destination.start + size.start;
        let edit = Edit::replace(Span::new(start, literal.destination.end), mended.clone());
        place.say("size-form", [("size", size.written), ("mended", mended.trim_start())]).fix(Level::Suggest, [edit]);
    }
}

/// Reports a destination with a blank in it that is a file or an address. Of an address nobody knows whether the blank belongs to it.
fn spaced(literal: &Literal, destination: &str, report: &mut Report<'_>) {
    let inner = destination.trim();
    // ` =250x` is a size, and quotes begin a title.
    let is_other = !inner.contains([' ', '\t']) || inner.contains(['"', '\'', '“', ',', ';', '|']) || inner.contains(" =");
    // Before its host there can be none.
    let gap = ["https://", "http://"].iter().find_map(|scheme| inner.strip_prefix(scheme)).filter(|host| host.starts_with(' '));
    if let Some(host) = gap.filter(|host| !host.trim().is_empty() && !host.trim().contains(' ')) {
        let start = literal.destination.start + (destination.len() - destination.trim_start().len()) + (inner.len() - host.len());
        let blank = Span::new(start, start + (host.len() - host.trim_start().len()));
        report.at(literal.span()).say("space", [("destination", inner)]).fix(Level::Suggest, [Edit::delete(blank)]);
        return;
    }
    let is_address = is_web(inner) && inner.matches("://").count() == 1;
    if is_other || !is_address && !is_file(inner) {
        return;
    }
    let said = report.at(literal.span()).say("space", [("destination", inner)]);
    if !is_address {
        let start = literal.destination.start + (destination.len() - destination.trim_start().len());
        let level = if literal.is_plain { Level::Repair } else { Level::Suggest };
        said.fix(level, [Edit::insert(start, "<"), Edit::insert(start + inner.len(), ">")]);
    }
}

/// Whether a path names a file.
fn is_file(path: &str) -> bool {
    let path = path.split('#').next().unwrap_or_default();
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension)) && !path.contains("://")
}
