//! Events: a series, a place, a year.

use super::english::is_one_off;
use super::mentions::Mentions;
use super::pack::Day;
use super::{Name, Role};
use crate::document::Run;

/// An event as a text names it.
#[derive(Clone, Copy, Debug)]
pub struct Event<'m> {
    /// Where it stands.
    pub run: &'m Run<'m>,
    /// The series.
    pub name: Name<'m>,
    /// The words behind the series where a place would be, in the run.
    pub place: Option<(usize, usize)>,
    /// The year, and where it stands in the run.
    pub year: Option<(u32, usize)>,
}

/// The year of a day.
#[must_use]
pub const fn year_of(day: Day) -> u32 {
    day / 10_000
}

/// The events in a text whose series a pack knows with its places.
#[must_use]
pub fn events<'m>(mentions: &'m Mentions<'m>) -> Vec<Event<'m>> {
    let with_places = mentions.iter().filter(|(_, mention)| mention.name.has_places());
    with_places.map(|(run, mention)| event(run, mention.end, mention.name)).collect()
}

fn event<'m>(run: &'m Run<'m>, series_end: usize, name: Name<'m>) -> Event<'m> {
    let text = &run.text;
    let mut event = Event { run, name, place: None, year: None };
    let mut at = series_end;
    // `North America` has two words; the longest place that is known counts, else one capitalised word.
    if let Some(next) = text[at..].strip_prefix(' ').map(|_| at + 1) {
        let begins = |place: &&str| {
            let is_it = text.get(next..next + place.len()).is_some_and(|word| word.eq_ignore_ascii_case(place));
            is_it && !text[next + place.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
        };
        let known = name.texts(Role::Place).filter(begins);
        let near = || name.texts(Role::Place).find_map(|place| near_place(&text[next..], place));
        let longest = known.max_by_key(|place| place.len()).map_or_else(|| near().unwrap_or_else(|| word(&text[next..])), str::len);
        if longest > 0 {
            event.place = Some((next, next + longest));
            at = next + longest;
        }
    }
    let digits = text[at..].trim_start_matches(' ');
    let year_at = text.len() - digits.len();
    event.year = year(digits).map(|year| (year, year_at));
    event
}

/// How many bytes `text` begins with that are a place of several words but for a letter: `Nort America`.
fn near_place(text: &str, place: &str) -> Option<usize> {
    let count = place.matches(' ').count();
    let is_end = |c: char| !c.is_ascii_alphabetic();
    let mut ends = text.match_indices(is_end);
    let end = ends.find(|(at, gap)| *gap != " " || text[..*at].matches(' ').count() == count).map_or(text.len(), |(at, _)| at);
    (count > 0 && is_one_off(&text.as_bytes()[..end], place.as_bytes())).then_some(end)
}

/// The length of the capitalised ASCII word that `text` begins with.
fn word(text: &str) -> usize {
    let length = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    if text.starts_with(|c: char| c.is_ascii_uppercase()) { length } else { 0 }
}

/// The year that a text begins with: four digits of this century that no other digit follows.
fn year(text: &str) -> Option<u32> {
    let digits = text.get(..4).filter(|digits| digits.starts_with("20") && digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    if text[4..].starts_with(|c: char| c.is_ascii_digit()) { None } else { digits.parse().ok() }
}

/// The year in an address behind a code of the event: `/cndt2022/`.
#[must_use]
pub fn year_in_address(address: &str, name: Name<'_>) -> Option<u32> {
    let address = address.to_ascii_lowercase();
    name.texts(Role::Code).find_map(|code| {
        let at = address.find(&code.to_ascii_lowercase())? + code.len();
        year(&address[at..])
    })
}
