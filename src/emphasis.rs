//! Emphasis that a reader of Japanese sees and `CommonMark` does not, and the ways to make it work.

pub mod marks;
pub mod style;

use crate::diagnostic::{Edit, Level, apply};
use crate::document::{Kind, NodeRef};
use crate::parse::emphases;
use crate::platform::Platform;
use crate::source::Span;
use crate::text::BRACKETS;
use std::collections::HashSet;
use std::mem::discriminant;

/// An emphasis that was meant and is not seen.
#[derive(Debug)]
pub struct Lost {
    /// From the opening to the closing marks.
    pub span: Span,
    /// Bytes of the marks on each side.
    pub marks: usize,
    /// The way out that was tried and works.
    pub fix: Option<(Level, Vec<Edit>)>,
}

/// The emphases of a paragraph, heading or cell that were meant and are not seen, in order.
#[must_use]
pub fn lost(block: NodeRef<'_>, platform: &Platform) -> Vec<Lost> {
    if !has_literal_mark(block) {
        return Vec::new();
    }
    let flat = Flat::of(block);
    let seen = emphases(&flat.text, platform, false);
    // On its own a block may read otherwise than in its place: beside a definition, or with a mark at its head.
    let in_place = block.descendants().filter(|node| is_emphasis(&node.kind)).map(|node| node.span);
    if !in_place.eq(seen.iter().map(|(_, span)| flat.span(*span))) {
        return Vec::new();
    }
    let lost = Emphasis::lost(&flat.text, &seen, platform);
    let fixes = fixes(&flat.text, &lost, platform);
    let in_source = |edit: Edit| Edit::replace(flat.span(edit.span), edit.text);
    let in_source = |(level, edits): (Level, Vec<Edit>)| (level, edits.into_iter().map(in_source).collect());
    let found = lost.iter().zip(fixes);
    found.map(|(emphasis, fix)| Lost { span: flat.span(emphasis.span), marks: emphasis.marks, fix: fix.map(in_source) }).collect()
}

/// A way out for each of `lost`. They are looked for from the left, each in the text in which those before it are mended: a mark that works
/// no longer pairs with the next.
///
/// Each try parses the block, so a block with more than [`MOST_FIXED`] gets none.
fn fixes(text: &str, lost: &[Emphasis], platform: &Platform) -> Vec<Option<(Level, Vec<Edit>)>> {
    if lost.len() > MOST_FIXED {
        return lost.iter().map(|_| None).collect();
    }
    let (mut mended, mut moved, mut left) = (text.to_owned(), 0_isize, lost.len());
    let fix = |emphasis: &Emphasis| {
        let here = Some(emphasis.moved(moved)).filter(|here| here.is_whole(&mended))?;
        let (level, edits, count) = here.fix(&mended, left, platform)?;
        mended = apply(&mended, &edits);
        left = count;
        let back = |edit: &Edit| Edit::replace(edit.span.moved(-moved), edit.text.clone());
        let fix = (level, edits.iter().map(back).collect());
        moved += edits.iter().map(|edit| edit.text.len().cast_signed() - edit.span.len().cast_signed()).sum::<isize>();
        Some(fix)
    };
    lost.iter().map(fix).collect()
}

/// More emphases than anyone writes in one paragraph.
const MOST_FIXED: usize = 64;

const fn is_emphasis(kind: &Kind) -> bool {
    matches!(kind, Kind::Emph | Kind::Strong | Kind::Strikethrough)
}

/// Whether a mark is left in the text: only then can an emphasis be lost.
fn has_literal_mark(block: NodeRef<'_>) -> bool {
    let is_mark = |text: &[u8], at: usize| text[at] == b'*' || text.get(at + 1) == Some(&b'~');
    block.descendants().filter(|node| node.kind == Kind::Text).any(|node| {
        let text = node.source().as_bytes();
        memchr::memchr2_iter(b'*', b'~', text).any(|at| is_mark(text, at))
            && node.parent().is_some_and(|parent| parent.kind != Kind::Escaped)
    })
}

/// A block's source without the quote marks and indentation that continue it, and the way back.
struct Flat {
    text: String,
    /// Where each line begins, in `text` and in the source.
    lines: Vec<(usize, usize)>,
}

impl Flat {
    fn of(block: NodeRef<'_>) -> Self {
        let mut flat = Self { text: String::new(), lines: Vec::new() };
        let mut at = block.span.start;
        for line in block.source().split_inclusive('\n') {
            let content = if at == block.span.start { line.trim_start_matches('#') } else { line }.trim_start_matches([' ', '\t', '>']);
            flat.lines.push((flat.text.len(), at + line.len() - content.len()));
            flat.text.push_str(content);
            at += line.len();
        }
        flat
    }

    fn at(&self, offset: usize) -> usize {
        let line = self.lines.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
        self.lines.get(line).map_or(0, |(flat, source)| source + offset - flat)
    }

    fn span(&self, span: Span) -> Span {
        Span::new(self.at(span.start), self.at(span.end))
    }

    /// The place in the text of a span of the source; nothing where it is of no line of the block.
    fn flat_span(&self, span: Span) -> Option<Span> {
        let flat = |offset: usize| {
            let line = self.lines.partition_point(|(_, source)| *source <= offset).checked_sub(1)?;
            let (flat, source) = self.lines[line];
            Some(flat + offset - source).filter(|at| *at <= self.text.len())
        };
        Some(Span::new(flat(span.start)?, flat(span.end)?))
    }
}

/// An emphasis that was meant.
struct Emphasis {
    span: Span,
    /// Bytes of the opening and of the closing marks.
    marks: usize,
}

impl Emphasis {
    /// What a reader of Japanese sees as emphasis and `CommonMark` does not, outermost first. Positions are compared, not numbers: a
    /// mark of one emphasis may pair with that of the next.
    fn lost(text: &str, seen: &[(Kind, Span)], platform: &Platform) -> Vec<Self> {
        let known: HashSet<_> = seen.iter().map(|(kind, span)| (discriminant(kind), *span)).collect();
        let meant = emphases(text, platform, true);
        let lost = meant.into_iter().filter(|(kind, span)| !known.contains(&(discriminant(kind), *span))).map(|(kind, span)| Self {
            span,
            marks: match kind {
                Kind::Emph => 1,
                Kind::Strikethrough if text.get(span.start..span.start + 2) != Some("~~") => 1,
                _ => 2,
            },
        });
        // `***a***` is two in one place: the outer one stands for both.
        let mut outer: Vec<Self> = Vec::new();
        for emphasis in lost {
            match outer.last_mut() {
                Some(around) if around.span.contains(emphasis.span) && around.inner() == emphasis.span => around.marks += emphasis.marks,
                _ => outer.push(emphasis),
            }
        }
        outer.retain(|emphasis| emphasis.is_whole(text) && !emphasis.is_code_like(text));
        outer
    }

    /// The same, `by` bytes further on.
    const fn moved(&self, by: isize) -> Self {
        Self { span: self.span.moved(by), marks: self.marks }
    }

    /// Whether the marks are those of pointers (`**argvと**envp`) or of file patterns (`*.mdと*.txt`): then ASCII stands behind both.
    fn is_code_like(&self, text: &str) -> bool {
        let begins_in_ascii = |at: usize| {
            text.get(at..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '_')))
        };
        begins_in_ascii(self.inner().start) && begins_in_ascii(self.span.end)
    }

    /// Whether the same marks stand at both ends: else the parser's positions are not to be trusted.
    fn is_whole(&self, text: &str) -> bool {
        let inner = self.inner();
        let marks = text.get(self.span.start..inner.start);
        inner.start < inner.end && marks.is_some() && marks == text.get(inner.end..self.span.end)
    }

    const fn inner(&self) -> Span {
        Span::new(self.span.start + self.marks, self.span.end.saturating_sub(self.marks))
    }

    /// The first of the known ways out that parses as an emphasis, and how many are lost then.
    fn fix(&self, text: &str, lost: usize, platform: &Platform) -> Option<(Level, Vec<Edit>, usize)> {
        let ways = [(Level::Repair, self.punctuation_out(text)), (Level::Repair, self.brackets_out(text))];
        let spaces = [(false, true), (true, false), (true, true)].map(|(before, after)| (Level::Suggest, Some(self.spaced(before, after))));
        ways.into_iter()
            .chain(spaces)
            .filter_map(|(level, edits)| Some((level, edits?)))
            .find_map(|(level, edits)| self.works(text, &edits, platform).filter(|left| *left < lost).map(|left| (level, edits, left)))
    }

    /// How many emphases are lost after `edits`; nothing where this one still is.
    fn works(&self, text: &str, edits: &[Edit], platform: &Platform) -> Option<usize> {
        let edited = apply(text, edits);
        let inner = &text[self.inner().start..self.inner().end];
        let marks = &text[self.span.start..self.inner().start];
        let found = emphases(&edited, platform, false);
        let is_seen = found.iter().any(|(_, span)| {
            let Some(emphasised) = edited.get(span.start..span.end).map(|text| text.trim_matches(['*', '~'])) else { return false };
            edited[span.start..].starts_with(marks)
                && inner.contains(emphasised)
                && span.start.abs_diff(self.span.start) <= 4
                && emphasised.len() + 8 >= inner.len()
        });
        is_seen.then(|| Self::lost(&edited, &found, platform).len())
    }

    /// `**終わり。**次` to `**終わり**。次`.
    fn punctuation_out(&self, text: &str) -> Option<Vec<Edit>> {
        let inner = self.inner();
        let last = text[inner.start..inner.end].chars().next_back().filter(|last| "。、：！？，．；:!?,.".contains(*last))?;
        let kept = inner.end - last.len_utf8();
        // `Yahoo!` is a name.
        if last.is_ascii() && text[..kept].ends_with(|c: char| c.is_ascii_alphanumeric()) {
            return None;
        }
        let marks = &text[inner.end..self.span.end];
        (kept > inner.start).then(|| vec![Edit::replace(Span::new(kept, self.span.end), format!("{marks}{last}"))])
    }

    /// `**「引用」**の` to `「**引用**」の`.
    fn brackets_out(&self, text: &str) -> Option<Vec<Edit>> {
        let inner = self.inner();
        let content = &text[inner.start..inner.end];
        let (first, last) = (content.chars().next()?, content.chars().next_back()?);
        let pair = BRACKETS.iter().find(|(open, close)| (*open, *close) == (first, last))?;
        let between = &content[first.len_utf8()..content.len().checked_sub(last.len_utf8())?];
        // `[text]` may be a link, and `「A」と「B」` is not one pair.
        if between.is_empty() || between.contains([pair.0, pair.1]) || first == '[' {
            return None;
        }
        let marks = &text[self.span.start..inner.start];
        Some(vec![
            Edit::replace(Span::new(self.span.start, inner.start + first.len_utf8()), format!("{first}{marks}")),
            Edit::replace(Span::new(inner.end - last.len_utf8(), self.span.end), format!("{marks}{last}")),
        ])
    }

    fn spaced(&self, before: bool, after: bool) -> Vec<Edit> {
        let places = [(before, self.span.start), (after, self.span.end)];
        places.into_iter().filter(|(wanted, _)| *wanted).map(|(_, at)| Edit::insert(at, " ")).collect()
    }
}
