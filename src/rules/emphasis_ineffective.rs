//! Emphasis that `CommonMark` does not see beside Japanese: the marks are printed.

use crate::diagnostic::{Edit, Level};
use crate::document::{Kind, NodeRef};
use crate::parse::emphases;
use crate::platform::Platform;
use crate::rule::{Context, Report, Rule};
use crate::source::Span;
use crate::text::BRACKETS;
use serde::Deserialize;

/// No options.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EmphasisIneffective {}

impl Rule for EmphasisIneffective {
    fn check(&self, cx: &Context<'_>, report: &mut Report<'_>) {
        for block in cx.doc.nodes().filter(|node| node.kind.is_leaf_block() && has_literal_mark(*node)) {
            let text = Flat::of(block);
            for emphasis in Emphasis::lost(&text.text, cx.platform) {
                let span = text.span(emphasis.span);
                let marks = &text.text[emphasis.span.start..emphasis.inner().start];
                let said = report.at(span).say("literal", [("marks", marks)]);
                if let Some((level, edits)) = emphasis.fix(&text.text, cx.platform) {
                    let edits = edits.into_iter().map(|edit| Edit::replace(text.span(edit.span), edit.text));
                    said.fix(level, edits);
                }
            }
        }
    }
}

/// Whether a mark is left in the text: only then can an emphasis be lost.
fn has_literal_mark(block: NodeRef<'_>) -> bool {
    block.descendants().any(|node| {
        let text = || node.source();
        node.kind == Kind::Text && node.parent().is_some_and(|parent| parent.kind != Kind::Escaped) && (text().contains('*') || text().contains("~~"))
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
    fn lost(text: &str, platform: &Platform) -> Vec<Self> {
        let seen = emphases(text, platform, false);
        let meant = emphases(text, platform, true);
        let lost = meant.into_iter().filter(|emphasis| !seen.contains(emphasis)).map(|(kind, span)| Self {
            span,
            marks: match kind {
                Kind::Emph => 1,
                Kind::Strikethrough if !text[span.start..].starts_with("~~") => 1,
                _ => 2,
            },
        });
        // `***a***` is two in one place: the outer one stands for both.
        let mut outer: Vec<Self> = Vec::new();
        for emphasis in lost {
            match outer.last_mut() {
                Some(last) if last.span.contains(emphasis.span) && last.inner() == emphasis.span => last.marks += emphasis.marks,
                _ => outer.push(emphasis),
            }
        }
        outer
    }

    const fn inner(&self) -> Span {
        Span::new(self.span.start + self.marks, self.span.end - self.marks)
    }

    /// The first of the known ways out that parses as an emphasis.
    fn fix(&self, text: &str, platform: &Platform) -> Option<(Level, Vec<Edit>)> {
        let ways = [(Level::Repair, self.punctuation_out(text)), (Level::Repair, self.brackets_out(text))];
        let spaces = [(false, true), (true, false), (true, true)].map(|(before, after)| (Level::Suggest, Some(self.spaced(before, after))));
        ways.into_iter().chain(spaces).filter_map(|(level, edits)| Some((level, edits?))).find(|(_, edits)| self.works(text, edits, platform))
    }

    fn works(&self, text: &str, edits: &[Edit], platform: &Platform) -> bool {
        let edited = crate::diagnostic::apply(text, edits);
        let inner = &text[self.inner().start..self.inner().end];
        let marks = &text[self.span.start..self.inner().start];
        let found = emphases(&edited, platform, false);
        found.iter().any(|(_, span)| {
            let emphasised = edited[span.start..span.end].trim_matches(['*', '~']);
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
