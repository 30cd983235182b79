//! The ways to make an emphasis work, each tried on the parser.

use super::meant::{Emphasis, by_asterisks};
use crate::diagnostic::{Edit, Level, apply};
use crate::parse::emphases;
use crate::platform::Platform;
use crate::source::Span;
use crate::text::BRACKETS;

/// Where the marks go and where a space is put.
#[derive(Clone, Copy)]
struct Way {
    level: Level,
    /// Bytes by which the marks move inwards.
    inwards: (usize, usize),
    /// Whether a space goes before and behind.
    spaces: (bool, bool),
}

impl Emphasis {
    /// The first of the known ways out that parses as an emphasis, and how many are lost then.
    pub(super) fn fix(&self, text: &str, lost: usize, platform: &Platform) -> Option<(Level, Vec<Edit>, usize)> {
        let is_underscored = self.mark(text) == "_";
        let most = if is_underscored { lost } else { lost.checked_sub(1)? };
        let tried = self.ways(text).into_iter().filter(|way| is_underscored || way.inwards != (0, 0) || way.spaces != (false, false));
        tried.filter_map(|way| self.works(text, way, platform)).find(|(_, _, left)| *left <= most)
    }

    /// The ways in the order of how little they change for a reader.
    fn ways(&self, text: &str) -> Vec<Way> {
        let inner = self.inner();
        let behind = punctuation(inner.slice(text));
        let kept = Span::new(inner.start, inner.end - behind);
        let mut shifts = vec![(0, 0)];
        shifts.extend((behind > 0).then_some((0, behind)));
        // What is all in brackets or all link lets the marks in.
        for (content, behind) in [(inner, 0), (kept, behind)] {
            let link = self.link.filter(|(link, _)| *link == content);
            let sides = link.map(|(_, text)| (text.start - content.start, content.end - text.end));
            let sides = sides.or_else(|| brackets(content.slice(text)));
            shifts.extend(sides.map(|(open, close)| (open, close + behind)));
        }
        shifts.dedup();
        let mut ways: Vec<Way> = shifts.iter().map(|&inwards| Way { level: Level::Repair, inwards, spaces: (false, false) }).collect();
        let spaced = |inwards, spaces| Way { level: Level::Suggest, inwards, spaces };
        ways.extend([spaced((0, 0), (false, true)), spaced((0, 0), (true, false))]);
        ways.extend((behind > 0).then(|| spaced((0, behind), (true, false))));
        ways.push(spaced((0, 0), (true, true)));
        ways
    }

    /// The edits of a way and how many emphases are lost after them; nothing where this one still is.
    fn works(&self, text: &str, way: Way, platform: &Platform) -> Option<(Level, Vec<Edit>, usize)> {
        let inner = self.inner();
        let (open, close) = (inner.start + way.inwards.0, inner.end - way.inwards.1);
        let marks = text[self.span.start..inner.start].replace('_', "*");
        let (before, behind) = (if way.spaces.0 { " " } else { "" }, if way.spaces.1 { " " } else { "" });
        let edits = [
            Edit::replace(Span::new(self.span.start, open), format!("{before}{}{marks}", &text[inner.start..open])),
            Edit::replace(Span::new(close, self.span.end), format!("{marks}{}{behind}", &text[close..inner.end])),
        ];
        let edits: Vec<Edit> = edits.iter().filter_map(|edit| smallest(edit, text)).collect();
        let edited = apply(text, &edits);
        let start = self.span.start + before.len() + way.inwards.0;
        let wanted = Span::new(start, start + 2 * marks.len() + (close - open));
        let found = emphases(&edited, platform, false);
        let is_seen = found.iter().any(|(_, span)| *span == wanted);
        is_seen.then(|| (way.level, edits, by_asterisks(&edited, &found, platform).len()))
    }

    /// One of its marks.
    fn mark<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.span.start..=self.span.start).unwrap_or_default()
    }
}

/// The edit without what it leaves as it is; nothing where that is all.
fn smallest(edit: &Edit, text: &str) -> Option<Edit> {
    let old = edit.span.slice(text);
    if old == edit.text {
        return None;
    }
    // Only a space is added on one side.
    let added = edit.text.strip_prefix(old).map(|added| Edit::insert(edit.span.end, added));
    Some(added.or_else(|| edit.text.strip_suffix(old).map(|added| Edit::insert(edit.span.start, added))).unwrap_or_else(|| edit.clone()))
}

/// Bytes of the punctuation at the end of `content` that may as well stand behind the marks.
pub(super) fn punctuation(content: &str) -> usize {
    let kept = content.trim_end_matches(|c: char| "。、：！？，．；…‥:!?,.;".contains(c));
    let run = &content[kept.len()..];
    // `Yahoo!`, `Inc.` and `:memo:` are names; `Note:` is none.
    let is_name = run.starts_with(|c: char| c.is_ascii()) && kept.ends_with(|c: char| c.is_ascii_alphanumeric());
    let is_mark = matches!(run, ":" | "," | ";") && !kept.contains(':');
    if kept.is_empty() || is_name && !is_mark { 0 } else { run.len() }
}

/// Bytes of the one pair of brackets that is around all of `content`.
fn brackets(content: &str) -> Option<(usize, usize)> {
    let (first, last) = (content.chars().next()?, content.chars().next_back()?);
    let pair = BRACKETS.iter().find(|(open, close)| (*open, *close) == (first, last))?;
    let between = content.get(first.len_utf8()..content.len().checked_sub(last.len_utf8())?)?;
    // `[text]` may be a link, and `「A」と「B」` is not one pair.
    let is_one = !between.is_empty() && !between.contains([pair.0, pair.1]) && first != '[';
    is_one.then_some((first.len_utf8(), last.len_utf8()))
}
