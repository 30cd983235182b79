//! Emphasis that a reader of Japanese sees and `CommonMark` does not, and the ways to make it work.

use crate::diagnostic::{Edit, Level, apply};
use crate::document::{Kind, NodeRef};
use crate::parse::emphases;
use crate::platform::Platform;
use crate::source::Span;
use crate::text::BRACKETS;

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
    let in_source = |edit: Edit| Edit::replace(flat.span(edit.span), edit.text);
    let fix = |emphasis: &Emphasis| {
        let (level, edits) = emphasis.fix(&flat.text, lost.len(), platform)?;
        Some((level, edits.into_iter().map(in_source).collect()))
    };
    lost.iter().map(|emphasis| Lost { span: flat.span(emphasis.span), marks: emphasis.marks, fix: fix(emphasis) }).collect()
}

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
        let meant = emphases(text, platform, true);
        let lost = meant.into_iter().filter(|emphasis| !seen.contains(emphasis)).map(|(kind, span)| Self {
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
        outer.retain(|emphasis| emphasis.is_whole(text));
        outer
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

    /// The first of the known ways out that parses as an emphasis.
    fn fix(&self, text: &str, lost: usize, platform: &Platform) -> Option<(Level, Vec<Edit>)> {
        let ways = [(Level::Repair, self.punctuation_out(text)), (Level::Repair, self.brackets_out(text))];
        let spaces = [(false, true), (true, false), (true, true)].map(|(before, after)| (Level::Suggest, Some(self.spaced(before, after))));
        ways.into_iter()
            .chain(spaces)
            .filter_map(|(level, edits)| Some((level, edits?)))
            .find(|(_, edits)| self.works(text, edits, lost, platform))
    }

    /// Whether after `edits` the emphasis is seen, and fewer than `lost` are not.
    fn works(&self, text: &str, edits: &[Edit], lost: usize, platform: &Platform) -> bool {
        let edited = apply(text, edits);
        let inner = &text[self.inner().start..self.inner().end];
        let marks = &text[self.span.start..self.inner().start];
        let found = emphases(&edited, platform, false);
        Self::lost(&edited, &found, platform).len() < lost
            && found.iter().any(|(_, span)| {
                let Some(emphasised) = edited.get(span.start..span.end).map(|text| text.trim_matches(['*', '~'])) else { return false };
                edited[span.start..].starts_with(marks)
                    && inner.contains(emphasised)
                    && span.start.abs_diff(self.span.start) <= 4
                    && emphasised.len() + 8 >= inner.len()
            })
    }

    /// `**終わり。**次` to `**終わり**。次`.
    fn punctuation_out(&self, text: &str) -> Option<Vec<Edit>> {
        let inner = self.inner();
        let last = text[inner.start..inner.end].chars().next_back().filter(|last| "。、：！？，．；:!?,.".contains(*last))?;
        let kept = inner.end - last.len_utf8();
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
