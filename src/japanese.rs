//! What stands out in Japanese prose: found in one pass over a text, for all rules that speak of it.

pub mod brackets;
mod class;
mod compatibility;
pub mod date;
pub mod habit;
pub mod joint;
mod language;
mod lexicon;
pub mod loan;
pub mod lone;
mod lookalike;
#[cfg(test)]
mod make;
pub mod particle;
pub mod sentence;
pub mod sides;
pub mod space;
pub mod variants;
mod words;

pub use compatibility::{is_radical, unified};
pub use language::is_japanese;
pub use lexicon::{List, Record, Trust};
pub use lookalike::{begins_like_katakana, kanji_like, kanji_of, katakana_of, lookalike};
pub use words::{Fit, Word, Words, edit};

use crate::document::{Document, Run};
use crate::text;
use class::{Class, class, katakana, plain};

/// What a rule may ask for. A place is that of the sign's first byte in its run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// One space between two Japanese characters.
    SpaceBetween,
    /// One space between a Japanese character and a Latin letter, a digit or something inline that is no text, either way round.
    SpaceLatin,
    /// Any other ASCII space beside Japanese: before or behind a bracket or a punctuation mark, or several in a row (the first).
    SpaceMark,
    /// The second of two characters without a space between, of which one is Japanese and the other a Latin letter, a digit or something inline.
    Joint,
    /// U+3000.
    WideSpace,
    /// `。` and `．`.
    Period,
    /// `、` and `，`.
    Comma,
    /// An ASCII comma with a Japanese character before it.
    HalfComma,
    /// An ASCII comma behind a Latin letter or digit, or something inline that is no text, with such a one or a space behind it.
    LatinComma,
    /// `！` `？` `!` `?`.
    Exclamation,
    /// A bracket of [`text::BRACKETS`], or `'` and `〝` of their kind: opening or closing.
    Bracket,
    /// `：`, and an ASCII colon behind a Japanese character.
    Colon,
    /// `…` `‥`, and the first of several `・` or `.`.
    Dots,
    /// `〜` `～`, and `~` beside a Japanese character or a digit.
    Tilde,
    /// A dash or something that looks like one: `―` `—` `–` `－` `−` `─` `ｰ`, and `-` between Japanese characters.
    Dash,
    /// The first of full-width letters and digits.
    FullwidthAlnum,
    /// The first of half-width katakana.
    HalfwidthKana,
    /// `｡` `｢` `｣` `､` `･`.
    HalfwidthMark,
    /// U+3099 or U+309A.
    CombiningMark,
    /// A compatibility ideograph or a radical: U+F900 to U+FAFF, U+2E80 to U+2FDF.
    Compatibility,
    /// The first of several katakana (ー among them).
    Katakana,
    /// Beside katakana: what looks like one or like ー, and isn't; and a katakana that stands alone behind a kanji or before one and looks like another.
    /// See [`lookalike`].
    Lookalike,
    /// The first of ASCII or full-width digits.
    Number,
}

const SIGNS: usize = Sign::Number as usize + 1;

/// The signs of a document, in order of place.
#[derive(Debug, Default)]
pub struct Signs {
    places: [Vec<(u32, u32)>; SIGNS],
    is_japanese: bool,
}

/// A place in a text.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'a, 'd> {
    /// The prose it is in.
    pub run: &'a Run<'d>,
    /// Its first byte there.
    pub at: usize,
}

impl<'a, 'd> Spot<'a, 'd> {
    /// The spot of a number of a run and a byte in it.
    fn of((run, at): (u32, u32), runs: &'a [Run<'d>]) -> Self {
        Self { run: &runs[run as usize], at: at as usize }
    }

    /// The sign.
    #[must_use]
    pub fn c(self) -> char {
        self.rest().chars().next().unwrap_or_default()
    }

    /// The text from the sign on.
    #[must_use]
    pub fn rest(self) -> &'a str {
        &self.run.text[self.at..]
    }

    /// The text before the sign.
    #[must_use]
    pub fn before(self) -> &'a str {
        &self.run.text[..self.at]
    }

    /// The character before it.
    #[must_use]
    pub fn previous(self) -> Option<char> {
        self.before().chars().next_back()
    }

    /// The katakana of words that begin there.
    #[must_use]
    pub fn katakana(self) -> &'a str {
        &self.rest()[..katakana(self.rest())]
    }

    /// The character behind it.
    #[must_use]
    pub fn next(self) -> Option<char> {
        self.rest().chars().nth(1)
    }
}

impl Signs {
    /// Finds the signs in the prose of `doc`. A text that is not Japanese has none.
    ///
    /// Cost: one pass over the bytes.
    #[must_use]
    pub fn of(doc: &Document, runs: &[Run<'_>]) -> Self {
        let mut signs = Self { is_japanese: is_japanese(doc, runs), ..Self::default() };
        if signs.is_japanese {
            for (run, number) in runs.iter().zip(0..) {
                Pass { signs: &mut signs, run: number, text: &run.text, previous: Class::Edge }.read();
            }
        }
        signs
    }

    /// Whether the text is Japanese.
    #[must_use]
    pub const fn is_japanese(&self) -> bool {
        self.is_japanese
    }

    /// The places of one sign; `runs` are those it was found in.
    pub fn iter<'a, 'd>(&'a self, sign: Sign, runs: &'a [Run<'d>]) -> impl Iterator<Item = Spot<'a, 'd>> {
        self.places(sign).iter().map(|place| Spot::of(*place, runs))
    }

    /// The same as numbers of runs and of bytes in them.
    fn places(&self, sign: Sign) -> &[(u32, u32)] {
        &self.places[sign as usize]
    }

    fn push(&mut self, sign: Sign, run: u32, at: usize) {
        self.places[sign as usize].push((run, u32::try_from(at).unwrap_or(u32::MAX)));
    }
}

struct Pass<'s, 't> {
    signs: &'s mut Signs,
    run: u32,
    text: &'t str,
    previous: Class,
}

impl Pass<'_, '_> {
    fn read(&mut self) {
        let text = self.text;
        let mut at = 0;
        while at < text.len() {
            // Most of all text: nothing stands out.
            if let Some((class, length)) = plain(&text.as_bytes()[at..]) {
                self.joint(class, at);
                self.previous = class;
                at += length;
                continue;
            }
            let Some(c) = text[at..].chars().next() else { break };
            at = if c == ' ' {
                self.spaces(at)
            } else {
                let class = class(c);
                self.joint(class, at);
                let end = self.sign(c, at, at + c.len_utf8());
                self.previous = class;
                end
            };
        }
    }

    /// Notes where what is of that class meets the other script.
    fn joint(&mut self, class: Class, at: usize) {
        if matches!((self.previous, class), (Class::Japanese, Class::Latin) | (Class::Latin, Class::Japanese)) {
            self.push(Sign::Joint, at);
        }
    }

    fn push(&mut self, sign: Sign, at: usize) {
        self.signs.push(sign, self.run, at);
    }

    fn next_is(&self, at: usize, wanted: impl FnOnce(char) -> bool) -> bool {
        self.text[at..].chars().next().is_some_and(wanted)
    }

    /// One space or several; returns where they end.
    fn spaces(&mut self, at: usize) -> usize {
        let count = self.text[at..].bytes().take_while(|byte| *byte == b' ').count();
        let end = at + count;
        let next = self.text[end..].chars().next().map_or(Class::Edge, class);
        let sign = match (self.previous, next) {
            (Class::Edge, _) | (_, Class::Edge) => None,
            (Class::Japanese, Class::Japanese) if count == 1 => Some(Sign::SpaceBetween),
            (Class::Japanese, Class::Latin) | (Class::Latin, Class::Japanese) if count == 1 => Some(Sign::SpaceLatin),
            (Class::Japanese | Class::Mark, _) | (_, Class::Japanese | Class::Mark) => Some(Sign::SpaceMark),
            _ => None,
        };
        if let Some(sign) = sign {
            self.push(sign, at);
        }
        self.previous = Class::Space;
        end
    }

    /// Notes what the character is; returns where what it begins ends.
    fn sign(&mut self, c: char, at: usize, end: usize) -> usize {
        let follows_japanese = matches!(self.previous, Class::Japanese | Class::Mark);
        match c {
            '\u{30a1}'..='\u{30fa}' | 'ー' => return self.katakana(at),
            '0'..='9' | '０'..='９' => {
                self.push(Sign::Number, at);
                if !c.is_ascii() {
                    self.push(Sign::FullwidthAlnum, at);
                }
                return self.all(end, |c| matches!(c, '0'..='9' | '０'..='９'));
            }
            '\u{3000}' => self.push(Sign::WideSpace, at),
            '。' | '．' => self.push(Sign::Period, at),
            '、' | '，' => self.push(Sign::Comma, at),
            ',' if follows_japanese => self.push(Sign::HalfComma, at),
            ',' if self.previous == Class::Latin && self.next_is(end, |next| next == ' ' || class(next) == Class::Latin) => {
                self.push(Sign::LatinComma, at);
            }
            '！' | '？' | '!' | '?' => self.push(Sign::Exclamation, at),
            '：' => self.push(Sign::Colon, at),
            ':' if follows_japanese => self.push(Sign::Colon, at),
            '…' | '‥' => {
                self.push(Sign::Dots, at);
                return self.all(end, |next| next == c);
            }
            '・' | '.' if self.next_is(end, |next| next == c) => {
                self.push(Sign::Dots, at);
                return self.all(end, |next| next == c);
            }
            '〜' | '～' => self.push(Sign::Tilde, at),
            '~' if follows_japanese || self.previous == Class::Latin || self.next_is(end, |next| class(next) == Class::Japanese) => {
                self.push(Sign::Tilde, at);
            }
            '―' | '—' | '–' | '－' | '−' | '─' | 'ｰ' => self.push(Sign::Dash, at),
            '-' if follows_japanese && self.next_is(end, |next| class(next) == Class::Japanese) => self.push(Sign::Dash, at),
            'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
                self.push(Sign::FullwidthAlnum, at);
                return self.all(end, |c| matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９'));
            }
            _ if is_halfwidth_kana(c) => {
                self.push(Sign::HalfwidthKana, at);
                return self.all(end, is_halfwidth_kana);
            }
            '\u{ff61}'..='\u{ff65}' => self.push(Sign::HalfwidthMark, at),
            '\u{3099}' | '\u{309a}' => self.push(Sign::CombiningMark, at),
            '\u{f900}'..='\u{faff}' | '\u{2e80}'..='\u{2fdf}' => self.push(Sign::Compatibility, at),
            _ if is_bracket(c) => self.push(Sign::Bracket, at),
            _ => {}
        }
        end
    }

    fn katakana(&mut self, at: usize) -> usize {
        let end = at + katakana(&self.text[at..]);
        let is_word = end - at > 'ア'.len_utf8();
        if self.previous == Class::Japanese && is_word && begins_like_katakana(&self.text[..at]) {
            self.push(Sign::Lookalike, at - 'ア'.len_utf8());
        } else if !is_word && self.next_is(at, |c| kanji_like(c).is_some()) {
            self.push(Sign::Lookalike, at);
        }
        if is_word {
            self.push(Sign::Katakana, at);
        }
        if self.next_is(end, |c| lookalike(c).is_some()) {
            self.push(Sign::Lookalike, end);
        }
        end
    }

    /// Where a stretch of such characters ends.
    fn all(&self, from: usize, wanted: impl Fn(char) -> bool) -> usize {
        from + self.text[from..].find(|c| !wanted(c)).unwrap_or(self.text.len() - from)
    }
}

/// Whether `c` is a hiragana that words are written with.
#[must_use]
pub const fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
}

/// Whether `c` is a katakana of half width, or a mark of one.
#[must_use]
pub const fn is_halfwidth_kana(c: char) -> bool {
    matches!(c, '\u{ff66}'..='\u{ff9f}')
}

/// Whether `c` is a katakana that words are written with: ー belongs to them, ・ does not.
#[must_use]
pub const fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー' | 'ヽ' | 'ヾ')
}

/// Whether `c` is a kana or a kanji, or a mark that belongs to one: no punctuation, no bracket, no full-width letter.
#[must_use]
pub const fn is_letter(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{3099}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}')
}

fn is_bracket(c: char) -> bool {
    matches!(c, '\'' | '〝' | '〟' | '‘' | '’') || text::BRACKETS.iter().any(|&(open, close)| c == open || c == close)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use crate::platform::Platform;

    fn found(text: &str, sign: Sign) -> Vec<String> {
        let doc = parse(text, Platform::generic());
        let runs = doc.prose();
        let signs = Signs::of(&doc, &runs);
        signs.iter(sign, &runs).map(|spot| spot.rest().chars().take(3).collect()).collect()
    }

    #[test]
    fn spaces_are_told_apart() {
        let text = "参加する ことを、Go で書く。 次は （注） と  二つ。`a` を";
        assert_eq!(found(text, Sign::SpaceBetween), [" こと"]);
        assert_eq!(found(text, Sign::SpaceLatin), [" で書", " を"]);
        assert_eq!(found(text, Sign::SpaceMark), [" 次は", " （注", " と ", "  二"]);
        assert_eq!(found(text, Sign::Joint), ["\u{fffc} を"; 0]);
        assert_eq!(found("日本語とGoと`a`を使う", Sign::Joint), ["Goと", "と\u{fffc}を", "\u{fffc}を使", "を使う"]);
    }

    #[test]
    fn stretches_are_found_once() {
        assert_eq!(found("これはサーバーとユーザとア", Sign::Katakana), ["サーバ", "ユーザ"]);
        assert_eq!(found("２０２２年１１月21日です", Sign::Number), ["２０２", "１１月", "21日"]);
        assert_eq!(found("ｶﾀｶﾅはＡＢです……・・・", Sign::HalfwidthKana), ["ｶﾀｶ"]);
        assert_eq!(found("これは……と・・・と...です", Sign::Dots), ["……と", "・・・", "..."]);
    }

    #[test]
    fn what_is_not_japanese_has_no_signs() {
        assert!(found("这是 一个 测试，没有假名。", Sign::SpaceBetween).is_empty());
        assert!(found("이것은 테스트 입니다, 漢字!", Sign::Exclamation).is_empty());
        assert!(found("plain! English, text", Sign::Exclamation).is_empty());
        assert!(found("A rule on the marks 。 and 、 and on words such as ユーザー, for those who write them.", Sign::Period).is_empty());
    }
}
