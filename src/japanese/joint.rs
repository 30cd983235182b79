//! Where Japanese and Latin text meet, with a space or without, and what kind of place that is.

use super::habit::{habit, is_unsure};
use super::particle::{goes_on, is_particle};
use super::space::{deletion, insertion, is_named};
use super::{Sign, Signs, Spot, is_katakana, is_letter};
use crate::diagnostic::Edit;
use crate::document::{Document, Kind, OBJECT, Run};
use crate::text;

/// Places of one kind are written alike; places of two kinds need not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// A Latin word beside a particle or the like: `Go を`.
    Word,
    /// A Latin word that makes up a compound with kanji or katakana: `Web サイト`.
    Compound,
    /// A number: `7 名`.
    Number,
    /// Code.
    Code,
    /// Emphasis begins or ends there.
    Emphasis,
    /// A link begins or ends there.
    Link,
}

const MEETINGS: usize = Meeting::Link as usize + 1;

/// A place where Japanese and Latin text meet.
#[derive(Clone, Copy)]
pub struct Joint<'a, 'd> {
    /// The space, or the character behind the place.
    pub spot: Spot<'a, 'd>,
    /// What is told of it.
    pub place: Place,
}

/// What is told of a [`Joint`].
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Whether a space is between.
    pub spaced: bool,
    /// Of what kind it is.
    pub meeting: Meeting,
    /// Whether it is in a title or a quotation, which have a style of their own.
    pub in_title: bool,
}

impl Joint<'_, '_> {
    /// The edit that makes the other thing of it, where it may be made.
    #[must_use]
    pub fn turned(&self, doc: &Document) -> Option<Edit> {
        let (run, at) = (self.spot.run, self.spot.at);
        if self.place.spaced { deletion(doc, run, at, at + 1) } else { insertion(doc, run, at, " ") }
    }
}

/// All joints of a text that can be told, and what it does with them.
#[derive(Debug, Default)]
pub struct Joints {
    /// Number of the run and byte in it; those with a space first.
    all: Vec<((u32, u32), Place)>,
    counts: [[usize; 2]; MEETINGS],
}

impl Joints {
    /// The joints of a text, whose signs are found in `runs`. Those in titles and quotations don't count.
    #[must_use]
    pub fn of(doc: &Document, signs: &Signs, runs: &[Run<'_>]) -> Self {
        let mut joints = Self::default();
        let opens_title = |place: &&(u32, u32)| Spot::of(**place, runs).rest().starts_with(['「', '『']);
        let named: Vec<u32> = signs.places(Sign::Bracket).iter().filter(opens_title).map(|(run, _)| *run).collect();
        let (mut last, mut is_own, mut has_names) = (u32::MAX, false, false);
        let spaces = signs.places(Sign::SpaceLatin).iter().map(|place| (*place, true));
        for (place, spaced) in spaces.chain(signs.places(Sign::Joint).iter().map(|place| (*place, false))) {
            let (number, spot) = (place.0, Spot::of(place, runs));
            let Some(meeting) = meeting(doc, spot, spaced) else { continue };
            if last != number {
                let block = spot.run.block;
                is_own = matches!(block.kind, Kind::Paragraph | Kind::Cell) && block.quote_depth() == 0;
                (last, has_names) = (number, named.binary_search(&number).is_ok());
            }
            let is_named = || has_names && is_named(spot.run, spot.at);
            let in_title = !is_own || meeting != Meeting::Link && spot.run.is_quotation(spot.at) || is_named();
            joints.counts[meeting as usize][usize::from(spaced)] += usize::from(!in_title);
            joints.all.push((place, Place { spaced, meeting, in_title }));
        }
        joints
    }

    /// All of them, those with a space first; `runs` are those they were found in.
    pub fn iter<'a, 'd>(&'a self, runs: &'a [Run<'d>]) -> impl Iterator<Item = Joint<'a, 'd>> {
        self.all.iter().map(move |&(at, place)| Joint { spot: Spot::of(at, runs), place })
    }

    /// Whether the text puts spaces in places of this kind. A few links follow the words around them.
    #[must_use]
    pub fn habit(&self, meeting: Meeting) -> Option<bool> {
        let [without, with] = self.counts[meeting as usize];
        let counts = [(false, without), (true, with)];
        if meeting == Meeting::Link && is_unsure(&counts) {
            return self.habit(Meeting::Word);
        }
        habit(&counts)
    }
}

/// English words that stand between two Japanese ones as a sign would.
const SIGNS: [&str; 6] = ["or", "and", "vs", "by", "with", "feat"];

/// What follows the name of a person.
const TITLES: [&str; 5] = ["さん", "氏", "様", "ちゃん", "くん"];

fn meeting(doc: &Document, spot: Spot<'_, '_>, spaced: bool) -> Option<Meeting> {
    let left = spot.previous()?;
    let start = if spaced { spot.at + 1 } else { spot.at };
    let text = &spot.run.text;
    let right = text[start..].chars().next()?;
    let latin_is_left = is_letter(right) && !is_letter(left);
    let (latin, japanese) = if latin_is_left { (left, right) } else { (right, left) };
    let before = spot.at - left.len_utf8();
    let (place, other) = if latin_is_left { (before, start) } else { (start, before) };
    let length = match latin {
        OBJECT => latin.len_utf8(),
        _ if !latin.is_ascii() => return None,
        _ if latin_is_left => word_before(spot.before()).len(),
        _ => word_after(&text[start..]).len(),
    };
    let word = if latin_is_left { spot.at - length..spot.at } else { start..start + length };
    // A label and what it stands for.
    let is_label = || {
        if latin_is_left {
            text[..word.start].chars().next_back().is_none_or(|c| c == '\n') && !goes_on(&text[start..])
        } else {
            text[word.end..].chars().next().is_none_or(|c| c == '\n') && !is_particle(japanese)
        }
    };
    // `第1回 Go入門`, `その1 準備`: what is counted, and its title.
    let counted = &text[..if latin_is_left { word.start } else { before }];
    let is_counted = || {
        if latin_is_left {
            latin.is_ascii_digit() && counted.ends_with("その")
        } else {
            matches!(left, '回' | '章' | '部' | '編' | '節' | '話' | '目' | '弾')
                && counted.chars().rev().take(2).any(|c| c.is_numeric() || matches!(c, '一' | '二' | '三' | '四' | '五' | '日'))
        }
    };
    // `Hightower さん`.
    let is_person = || latin_is_left && TITLES.iter().any(|title| text[start..].starts_with(title));
    if spaced && (is_label() || is_counted() || is_person()) {
        return None;
    }
    if latin == OBJECT {
        let node = spot.run.around(doc, place).next()?;
        return (node.kind == Kind::Code).then_some(Meeting::Code);
    }
    // Where there is no markup between, nothing begins or ends.
    if !spot.run.is_contiguous(before, start + right.len_utf8()) {
        let is_link = spot.run.link(place) != spot.run.link(other);
        return Some(if is_link { Meeting::Link } else { Meeting::Emphasis });
    }
    // `Helm 3 の`: the number belongs to the name.
    let is_version =
        spaced && latin_is_left && text[..word.start].ends_with(' ') && text[..word.start - 1].ends_with(|c: char| c.is_ascii_alphabetic());
    let meeting = of_word(&text[word], japanese, latin_is_left)?;
    Some(if is_version && meeting == Meeting::Number { Meeting::Word } else { meeting })
}

fn of_word(word: &str, japanese: char, latin_is_left: bool) -> Option<Meeting> {
    let is_word = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+' | b','));
    if !is_word || SIGNS.contains(&word) {
        return None;
    }
    if !word.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return Some(Meeting::Number);
    }
    // A社, Tシャツ.
    if word.len() < 2 {
        return None;
    }
    let is_compound = is_katakana(japanese) || latin_is_left && text::is_kanji(japanese);
    Some(if is_compound { Meeting::Compound } else { Meeting::Word })
}

/// More than any word has.
const LONGEST: usize = 64;

fn word_before(text: &str) -> &str {
    let bytes = text.as_bytes();
    let length = bytes.iter().rev().take(LONGEST).take_while(|byte| byte.is_ascii_graphic()).count();
    &text[text.len() - length..]
}

fn word_after(text: &str) -> &str {
    &text[..text.bytes().take(LONGEST).take_while(u8::is_ascii_graphic).count()]
}
