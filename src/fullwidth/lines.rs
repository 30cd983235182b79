//! Full-width marks at the head of a line: quotes, lists, tables, rules.

use super::{Candidate, Mark};
use crate::diagnostic::Edit;
use crate::document::flat::Flat;
use crate::document::{Document, Kind, NodeRef};
use crate::platform::Platform;
use crate::platform::dialect::BareUrls;
use crate::source::Span;
use crate::text::{halfwidth, is_fullwidth_ascii};
use std::collections::BTreeMap;

/// A line of a block.
#[derive(Clone, Copy)]
struct Line<'t> {
    start: usize,
    /// Without its ending and the blanks before that.
    text: &'t str,
    /// Whether nothing of it belongs to code, a link or HTML that began before.
    is_free: bool,
    /// Whether it ends in a line break that is shown.
    is_broken: bool,
}

impl Line<'_> {
    const fn end(&self) -> usize {
        self.start + self.text.len()
    }

    const fn span(&self) -> Span {
        Span::new(self.start, self.end())
    }
}

/// The candidates in the lines of a paragraph.
pub(super) fn find(flat: &Flat, block: NodeRef<'_>, platform: &Platform) -> Vec<Candidate> {
    let lines = lines(flat, block, platform);
    let mut found = Vec::new();
    if lines.is_empty() {
        return found;
    }
    found.extend(quote(&lines));
    found.extend(rule(&lines, block.doc()));
    found.extend(table(&lines));
    found.extend(runs(&lines));
    let is_item = block.parent().is_some_and(|parent| parent.kind == Kind::Item);
    if is_item && platform.dialect.tasklist {
        found.extend(lines.first().and_then(|line| task(line, platform)));
    }
    found.extend(spaces(&lines));
    found.extend(indents(&lines, flat, block));
    let line_at = |at: usize| lines[lines.partition_point(|line| line.start <= at).saturating_sub(1)];
    found.retain(|candidate| line_at(candidate.span.start).is_free);
    found
}

fn lines<'t>(flat: &'t Flat, block: NodeRef<'_>, platform: &Platform) -> Vec<Line<'t>> {
    let is_solid = |node: &NodeRef<'_>| matches!(node.kind, Kind::Code | Kind::HtmlInline | Kind::Link { .. } | Kind::Image { .. });
    let mut solid = block.descendants().filter(is_solid).map(|node| node.span).peekable();
    let mut breaks = block.descendants().filter(|node| node.kind == Kind::LineBreak).map(|node| node.span).peekable();
    let mut start = 0;
    let mut lines = Vec::new();
    for full in flat.text.split_inclusive('\n') {
        let text = full.trim_end_matches(['\n', '\r', ' ', '\t']);
        let (place, end) = (flat.at(start), flat.at(start + text.len()));
        while solid.next_if(|span| span.end <= place).is_some() {}
        while breaks.next_if(|span| span.end < end).is_some() {}
        let is_free = solid.peek().is_none_or(|span| place <= span.start);
        let is_broken = platform.dialect.hard_breaks || breaks.peek().is_some_and(|span| span.start <= end + full.len() - text.len());
        lines.push(Line { start, text, is_free, is_broken });
        start += full.len();
    }
    lines
}

/// `＞ 引用`, on every line of the paragraph. Without a space it may be a name that is called.
fn quote(lines: &[Line<'_>]) -> Option<Candidate> {
    let marks = |line: &Line<'_>| {
        let rest = line.text.strip_prefix('＞').filter(|rest| !rest.is_empty() && !rest.starts_with(['＞', '＜', '<', '>']))?;
        // `＞ 突然の死 ＜` shouts.
        let rest = Some(rest).filter(|rest| !rest.ends_with(['＜', '<']))?;
        let text = rest.trim_start_matches([' ', '\u{3000}']);
        (!text.is_empty() && !text.starts_with(char::is_numeric)).then(|| line.text.len() - text.len())
    };
    let first = lines.first().filter(|line| marks(line).is_some())?;
    let edits = lines.iter().filter_map(|line| Some(Edit::replace(Span::new(line.start, line.start + marks(line)?), "> ")));
    let edits: Vec<Edit> = edits.collect();
    let is_doubtful = edits.len() < lines.len() || edits.iter().any(|edit| edit.span.len() == '＞'.len_utf8());
    Some(Candidate::new(Mark::Quote, edits[0].span, edits, |kind| *kind == Kind::BlockQuote).doubtful(is_doubtful))
        .filter(|_| first.is_free)
}

/// `ーーー` alone, `＝＝＝` below a line, `---` with a full-width space.
fn rule(lines: &[Line<'_>], doc: &Document) -> Option<Candidate> {
    let last = lines.last().filter(|_| lines.len() <= 2)?;
    let bare = last.text.trim_end_matches('\u{3000}');
    let mark = bare.chars().next()?;
    if bare.chars().count() < 3 || !bare.chars().all(|c| c == mark) {
        return None;
    }
    let is_alone = lines.len() == 1;
    if is_alone && "-*_".contains(mark) && bare.len() < last.text.len() {
        let space = Span::new(last.start + bare.len(), last.end());
        // It may be the end of front matter, and bring that to life.
        let is_end = doc.front_matter.is_none() && doc.source.slice(doc.body).trim_start().starts_with("---");
        let candidate = Candidate::new(Mark::Space, last.span(), vec![Edit::delete(space)], |kind| *kind == Kind::ThematicBreak);
        return Some(candidate.suggested(is_end));
    }
    if is_alone && "ー−－―—─＿＊".contains(mark) {
        let edits = vec![Edit::replace(last.span(), "---")];
        return Some(Candidate::new(Mark::Rule, last.span(), edits, |kind| *kind == Kind::ThematicBreak).doubtful(true));
    }
    let is_underline = !is_alone && mark == '＝';
    let edits = vec![Edit::replace(last.span(), "===")];
    is_underline.then(|| Candidate::new(Mark::Rule, last.span(), edits, |_| false).doubtful(true))
}

/// `｜a｜b｜` over a line of dashes and such rows below, where one of these characters is full-width.
fn table(lines: &[Line<'_>]) -> Option<Candidate> {
    let is_row = |line: &Line<'_>| line.text.strip_prefix(['|', '｜']).is_some_and(|rest| rest.contains(['|', '｜']));
    let is_delimiter = |line: &Line<'_>| {
        let dashes = line.text.chars().filter(|c| DASHES.contains(*c)).count();
        dashes >= 2 && is_row(line) && line.text.chars().all(|c| DASHES.contains(c) || "|｜:： \u{3000}".contains(c))
    };
    let head = lines.windows(2).position(|pair| is_row(&pair[0]) && is_delimiter(&pair[1]))?;
    let rows: Vec<&Line<'_>> = lines[head..].iter().take_while(|line| is_row(line)).collect();
    let is_wide = rows[0].text.contains('｜') || !rows[1].text.is_ascii();
    // Bars that stand side by side are one edit.
    let bars = |line: &Line<'_>| -> Vec<Edit> {
        let starts = line.text.match_indices('｜').filter(|(at, _)| !line.text[..*at].ends_with('｜'));
        let run = |at: usize| line.text[at..].len() - line.text[at..].trim_start_matches('｜').len();
        starts
            .map(|(at, bar)| (line.start + at, run(at), bar.len()))
            .map(|(at, run, bar)| Edit::replace(Span::new(at, at + run), "|".repeat(run / bar)))
            .collect()
    };
    let delimiter = rows[1].text.chars().map(|c| {
        if c == '\u{3000}' {
            ' '
        } else if DASHES.contains(c) {
            '-'
        } else {
            halfwidth(c)
        }
    });
    let mut edits = bars(rows[0]);
    edits.push(Edit::replace(rows[1].span(), delimiter.collect::<String>()));
    edits.extend(rows[2..].iter().flat_map(|row| bars(row)));
    // A dash that has no half-width form may be text, and no cell is shown that the head has none for.
    let count = |line: &Line<'_>| line.text.matches(['|', '｜']).count();
    let is_suggested = rows[2..].iter().any(|row| count(row) > count(rows[0]))
        || rows[1].text.contains(|c: char| DASHES.contains(c) && !c.is_ascii() && !is_fullwidth_ascii(c));
    let span = Span::new(rows[0].start, rows[1].end());
    is_wide.then(|| Candidate::new(Mark::Table, span, edits, |kind| *kind == Kind::Table).suggested(is_suggested))
}

/// What is taken for the dashes below a table's head.
const DASHES: &str = "-ー－―—─−";

/// `[ｘ]`, `［ ］`, or a full-width space behind `[x]`, in which goldmark sees a box.
fn task(line: &Line<'_>, platform: &Platform) -> Option<Candidate> {
    let mut chars = line.text.chars();
    let (open, inside, close) = (chars.next()?, chars.next()?, chars.next()?);
    let rest = chars.as_str();
    let text = rest.trim_start_matches([' ', '\u{3000}']);
    let is_box = matches!(open, '[' | '［') && matches!(inside, 'x' | 'X' | 'ｘ' | 'Ｘ' | ' ' | '\u{3000}') && matches!(close, ']' | '］');
    let is_wide = !(open.is_ascii() && inside.is_ascii() && close.is_ascii());
    let is_spaced = rest.starts_with('\u{3000}') && platform.dialect.bare_urls != Some(BareUrls::Goldmark);
    if !is_box || text.is_empty() || !(is_wide || is_spaced) || text.starts_with(['(', '（', '[', ':']) {
        return None;
    }
    let inside = if inside == '\u{3000}' { ' ' } else { halfwidth(inside) };
    let span = Span::new(line.start, line.end() - text.len());
    let mark = if is_wide { Mark::Task } else { Mark::Space };
    let edits = vec![Edit::replace(span, format!("[{inside}] "))];
    Some(Candidate { behind: "[x] ".len(), ..Candidate::new(mark, span, edits, |kind| *kind == Kind::Text) })
}

/// What a line that was to be an item begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Item {
    Dot,
    Bullet(char),
    Number(u32),
}

/// The item that a line is to be, and the bytes of its blanks and of all of its marks.
fn item(line: &Line<'_>) -> Option<(Item, usize, usize)> {
    let text = line.text.trim_start_matches([' ', '\u{3000}']);
    let blanks = line.text.len() - text.len();
    let first = text.chars().next()?;
    let (item, rest) = match first {
        '・' | '･' => (Item::Dot, &text[first.len_utf8()..]),
        '－' | '＊' | '＋' | '•' => (Item::Bullet(first), &text[first.len_utf8()..]),
        _ => {
            let rest = text.trim_start_matches(|c: char| halfwidth(c).is_ascii_digit());
            let digits: String = text[..text.len() - rest.len()].chars().map(halfwidth).collect();
            let mark = rest.chars().next().filter(|c| matches!(c, '．' | '.' | '）' | ')' | '、'))?;
            let is_wide = !digits.is_empty() && !text[..text.len() - rest.len() + mark.len_utf8()].is_ascii();
            (Item::Number(digits.parse().ok().filter(|_| is_wide && digits.len() <= 2)?), &rest[mark.len_utf8()..])
        }
    };
    let content = rest.trim_start_matches([' ', '\u{3000}']);
    let is_text = !content.is_empty() && !content.starts_with([first, '・', '…', '。', '、']) && !content.ends_with(first);
    is_text.then(|| (item, blanks, line.text.len() - content.len()))
}

/// Lines that each begin as an item does, two or more: `・`, `－`, `１．`. Where line breaks are shown they look as meant.
fn runs(lines: &[Line<'_>]) -> Vec<Candidate> {
    let items: Vec<Option<(Item, usize, usize)>> = lines.iter().map(item).collect();
    let follows = |one: &Option<(Item, usize, usize)>, next: &Option<(Item, usize, usize)>| match (one, next) {
        (Some((Item::Number(one), ..)), Some((Item::Number(next), ..))) => one + 1 == *next,
        (Some((one, ..)), Some((next, ..))) => one == next,
        _ => false,
    };
    let mut found = Vec::new();
    let mut start = 0;
    for run in items.chunk_by(follows) {
        let lines = &lines[start..start + run.len()];
        start += run.len();
        // One dash with a space is no dot, but may be a dash.
        let is_dash = matches!(run[0], Some((Item::Bullet('－' | '＋'), blanks, marks)) if marks > blanks + '－'.len_utf8());
        let (Some(first), Some(last)) = (lines.first(), lines.last().filter(|_| run.len() > 1 || is_dash)) else { continue };
        let outer = run[0].map_or(0, |(_, blanks, _)| blanks);
        let edits = lines.iter().zip(run).filter_map(|(line, item)| {
            let (item, blanks, marks) = (*item)?;
            let indent = if blanks > outer { "  " } else { "" };
            let marker = if let Item::Number(number) = item { format!("{indent}{number}. ") } else { format!("{indent}- ") };
            Some(Edit::replace(Span::new(line.start, line.start + marks), marker))
        });
        let is_shown = run.len() == 1 || lines[..lines.len() - 1].iter().all(|line| line.is_broken);
        let span = Span::new(first.start, last.end());
        let candidate = Candidate::new(Mark::List, span, edits.collect(), |kind| *kind == Kind::Item);
        found.push(candidate.doubtful(is_shown).suggested(true));
    }
    found
}

/// Bytes of the half-width marker of an item at the head of `text`.
fn marker(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text.as_bytes().get(digits)? {
        b'-' | b'*' | b'+' if digits == 0 => Some(1),
        b'.' | b')' if (1..=9).contains(&digits) => Some(digits + 1),
        _ => None,
    }
}

/// `-　項目` and `1.　項目`. One alone may be a note or the title of a section, but for the first.
fn spaces(lines: &[Line<'_>]) -> Vec<Candidate> {
    let space = |line: &Line<'_>| {
        let marks = marker(line.text)?;
        let rest = line.text[marks..].strip_prefix('\u{3000}')?;
        let text = rest.trim_start_matches([' ', '\u{3000}']);
        (!text.is_empty() && !text.starts_with(['-', '*', '+'])).then(|| Span::new(line.start + marks, line.end() - text.len()))
    };
    let found: Vec<(&Line<'_>, Span)> = lines.iter().filter_map(|line| Some((line, space(line)?))).collect();
    let is_alone = found.len() == 1;
    let candidate = |(line, space): (&Line<'_>, Span)| {
        let is_doubtful = is_alone && !line.text.starts_with('-');
        let edits = vec![Edit::replace(space, " ")];
        Candidate::new(Mark::Space, Span::new(line.start, space.end), edits, |kind| *kind == Kind::Item).doubtful(is_doubtful)
    };
    found.into_iter().map(candidate).collect()
}

/// Full-width spaces before an item, a quote or a heading.
fn indents(lines: &[Line<'_>], flat: &Flat, block: NodeRef<'_>) -> Vec<Candidate> {
    let wide = '\u{3000}';
    let source = &block.doc().source;
    let column = |at: usize| at - source.line_span(source.line_at(at)).start;
    // The columns of the marker and of the content of each item around, innermost first.
    let items = block.ancestors().filter(|node| node.kind == Kind::Item);
    let content = |item: &NodeRef<'_>| item.children().next().map_or(0, |first| column(first.span.start));
    let around: Vec<(usize, usize)> = items.map(|item| (column(item.span.start), content(&item))).collect();
    let blanks = |line: &Line<'_>| line.text.len() - line.text.trim_start_matches(wide).len();
    // As wide as it looks: a full-width space takes the place of two.
    let width = |line: &Line<'_>| column(flat.at(line.start)) + blanks(line) / wide.len_utf8() * 2;
    let inside = |line: &Line<'_>| around.iter().find(|(marker, _)| *marker < width(line)).map(|(_, content)| *content);
    let mut least: BTreeMap<usize, usize> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.start > 0 && blanks(line) > 0) {
        if let Some(column) = inside(line) {
            least.entry(column).and_modify(|least| *least = width(line).min(*least)).or_insert_with(|| width(line));
        }
    }
    // Behind a list it may be an item of an item.
    let is_behind_list = block.previous().is_some_and(|before| {
        let is_before = |node: &NodeRef<'_>| node.next_sibling().is_some_and(|next| next.index() == block.index());
        std::iter::successors(Some(before), |node| node.parent()).find(is_before).is_some_and(|node| matches!(node.kind, Kind::List { .. }))
    });
    let candidate = |line: &Line<'_>| {
        let blanks = Some(blanks(line)).filter(|&blanks| blanks > 0)?;
        let text = &line.text[blanks..];
        let wanted = block_begun(text)?;
        let inside = inside(line).and_then(|column| Some((column, *least.get(&column).filter(|_| line.start > 0)?)));
        let indent = inside.map_or(0, |(inside, least)| (inside + width(line) - least).saturating_sub(column(flat.at(line.start))));
        let span = Span::new(line.start, line.start + blanks);
        let is_doubtful = text.starts_with(|c: char| c.is_ascii_digit()) && inside.is_none();
        let edits = vec![Edit::replace(span, " ".repeat(indent))];
        Some(Candidate::new(Mark::Space, span, edits, wanted).doubtful(is_doubtful).suggested(is_behind_list && line.start == 0))
    };
    lines.iter().filter_map(candidate).collect()
}

/// What the marks at the head of `text` begin.
fn block_begun(text: &str) -> Option<fn(&Kind) -> bool> {
    // Behind five blanks there is code.
    let is_spaced = |marks: usize| {
        let rest = text[marks..].trim_start_matches(' ');
        (1..=4).contains(&(text.len() - marks - rest.len())) && !rest.is_empty() && !rest.starts_with('\t')
    };
    let hashes = text.len() - text.trim_start_matches('#').len();
    if marker(text).is_some_and(is_spaced) {
        Some(|kind| *kind == Kind::Item)
    } else if text.starts_with("> ") {
        Some(|kind| *kind == Kind::BlockQuote)
    } else {
        let is_heading = (1..=6).contains(&hashes) && is_spaced(hashes);
        is_heading.then_some((|kind| matches!(kind, Kind::Heading { .. })) as fn(&Kind) -> bool)
    }
}
