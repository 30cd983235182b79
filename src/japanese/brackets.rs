//! Brackets and what belongs to them, in the prose of each block.

use super::{Spot, is_halfwidth_kana, is_letter};
use crate::document::Run;

/// What opens and closes. Round ones come in two widths, which may be mixed up.
const KINDS: [(char, char); 7] = [('（', '）'), ('(', ')'), ('「', '」'), ('『', '』'), ('【', '】'), ('《', '》'), ('〈', '〉')];

/// Longer asides are not looked into.
const LONGEST: usize = 600;

/// What is in a face and hardly anywhere else.
const EYES: [char; 9] = ['∀', 'ω', 'д', 'Д', '≧', '≦', '￣', '´', 'ﾟ'];

/// Two brackets that belong together.
#[derive(Clone, Copy)]
pub struct Pair<'a, 'd> {
    /// The prose they are in.
    pub run: &'a Run<'d>,
    /// The place of the opening one.
    pub open: usize,
    /// The place of the closing one.
    pub close: usize,
}

/// The brackets of a text.
#[derive(Default)]
pub struct Brackets<'a, 'd> {
    /// Those that belong together, by the place of the closing one.
    pub pairs: Vec<Pair<'a, 'd>>,
    /// An opening one and a closing one of another kind where its own is missing.
    pub mismatched: Vec<(Spot<'a, 'd>, Spot<'a, 'd>)>,
    /// Opening ones that nothing closes.
    pub unclosed: Vec<Spot<'a, 'd>>,
    /// Closing ones that nothing opens.
    pub unopened: Vec<Spot<'a, 'd>>,
}

impl<'a> Pair<'a, '_> {
    /// What opens.
    #[must_use]
    pub fn opening(&self) -> char {
        self.run.text[self.open..].chars().next().unwrap_or_default()
    }

    /// What closes.
    #[must_use]
    pub fn closing(&self) -> char {
        self.run.text[self.close..].chars().next().unwrap_or_default()
    }

    /// Whether they are round.
    #[must_use]
    pub fn is_round(&self) -> bool {
        matches!(self.opening(), '（' | '(')
    }

    /// Whether one is in full width and the other is not.
    #[must_use]
    pub fn is_mixed(&self) -> bool {
        self.opening().is_ascii() != self.closing().is_ascii()
    }

    /// What stands between them, unless that is long.
    #[must_use]
    pub fn content(&self) -> Option<&'a str> {
        let start = self.open + self.opening().len_utf8();
        (self.close - start <= LONGEST).then(|| &self.run.text[start..self.close])
    }

    /// Whether they are round and enclose words: no face, no call, no footnote of Hatena Blog.
    #[must_use]
    pub fn is_aside(&self) -> bool {
        let Some(content) = self.content().filter(|_| self.is_round()) else { return false };
        let is_doubled = content.starts_with('(') || content.ends_with(')') || self.before() == Some('(') || self.after().starts_with(')');
        content.contains(char::is_alphanumeric) && !self.is_face() && !is_doubled
    }

    /// Whether they are the cheeks of a face: `(^_^)`, `（；´Д｀）`.
    #[must_use]
    pub fn is_face(&self) -> bool {
        let Some(content) = self.content().filter(|_| self.is_round()) else { return false };
        let is_word = |c| is_letter(c) && c != 'ー' && !is_halfwidth_kana(c);
        content.contains(EYES)
            || content.len() < 30 && content.contains(['^', '＾', '`', ';', '；', '・', '_', '*', 'Ｔ']) && !content.contains(is_word)
    }

    /// Whether they enclose Japanese text.
    #[must_use]
    pub fn has_japanese(&self) -> bool {
        self.content().is_some_and(|content| content.contains(is_letter))
    }

    /// The character before the opening one.
    #[must_use]
    pub fn before(&self) -> Option<char> {
        self.run.text[..self.open].chars().next_back()
    }

    /// What follows the closing one.
    #[must_use]
    pub fn after(&self) -> &'a str {
        &self.run.text[self.close + self.closing().len_utf8()..]
    }
}

/// Finds out what belongs together, from the places of [`Sign::Bracket`](super::Sign::Bracket).
///
/// Cost: one pass over the brackets.
pub fn brackets<'a, 'd>(spots: impl Iterator<Item = Spot<'a, 'd>>) -> Brackets<'a, 'd> {
    let mut found = Brackets::default();
    let mut stack = Stack::default();
    let mut current: Option<&Run<'_>> = None;
    for spot in spots {
        if !current.is_some_and(|run| std::ptr::eq(run, spot.run)) {
            stack.end(&mut found);
            current = Some(spot.run);
        }
        let c = spot.c();
        if let Some(kind) = KINDS.iter().position(|&(open, _)| open == c) {
            stack.push(kind, spot);
        } else if let Some(kind) = KINDS.iter().position(|&(_, close)| close == c) {
            stack.close(kind, spot, &mut found);
        }
    }
    stack.end(&mut found);
    found
}

#[derive(Default)]
struct Stack<'a, 'd> {
    open: Vec<(usize, Spot<'a, 'd>)>,
    /// How many of each kind are open, so that none is looked for in vain.
    counts: [usize; KINDS.len()],
}

impl<'a, 'd> Stack<'a, 'd> {
    fn push(&mut self, kind: usize, spot: Spot<'a, 'd>) {
        self.counts[kind] += 1;
        self.open.push((kind, spot));
    }

    fn pop(&mut self) -> Option<(usize, Spot<'a, 'd>)> {
        let last = self.open.pop();
        if let Some((kind, _)) = last {
            self.counts[kind] -= 1;
        }
        last
    }

    fn close(&mut self, kind: usize, spot: Spot<'a, 'd>, found: &mut Brackets<'a, 'd>) {
        if self.counts[kind] > 0 {
            while let Some((open, opening)) = self.pop() {
                if open == kind {
                    found.pairs.push(Pair { run: spot.run, open: opening.at, close: spot.at });
                    return;
                }
                found.unclosed.push(opening);
            }
        }
        let is_round = |kind| kind < 2;
        let is_quote = |kind| kind == 2 || kind == 3;
        match self.open.last() {
            Some(&(open, opening)) if is_round(open) && is_round(kind) => {
                self.pop();
                found.pairs.push(Pair { run: spot.run, open: opening.at, close: spot.at });
            }
            Some(&(open, opening)) if is_quote(open) && is_quote(kind) => {
                self.pop();
                found.mismatched.push((opening, spot));
            }
            _ => found.unopened.push(spot),
        }
    }

    fn end(&mut self, found: &mut Brackets<'a, 'd>) {
        found.unclosed.extend(self.open.drain(..).map(|(_, spot)| spot));
        self.counts = [0; KINDS.len()];
    }
}
