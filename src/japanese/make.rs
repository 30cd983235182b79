//! Makes the table of words of `rules/words/*.toml`, for the build script.

use super::lexicon::{BUCKET_BITS, ENTRY, FILTER, FILTER_BITS, HEADS, List, hash, hash_of_whole};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A file of words that are wrong, by how sure that is; keys are patterns.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct Wrong {
    certain: BTreeMap<String, Word>,
    likely: BTreeMap<String, Word>,
    doubtful: BTreeMap<String, Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Word {
    /// What to write in its place.
    right: String,
    /// Why.
    why: String,
    /// Longer texts with it in which it is right.
    #[serde(default)]
    except: Vec<String>,
}

/// A file of words that may be written in several ways.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Variants {
    /// Words that end in ー or in nothing, by how the English word ends.
    #[serde(default)]
    ending: BTreeMap<String, Vec<String>>,
    /// What the short ones are part of where they are another word; `$1` is the short one.
    #[serde(default)]
    except: Vec<String>,
    /// Others; keys are what people call the word.
    group: BTreeMap<String, Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    /// The ways: what each is called, and the patterns of it where that is not all.
    forms: Vec<Vec<String>>,
    #[serde(default)]
    except: Vec<String>,
}

/// The texts of a pattern, each with what its groups stand for: `(使い|読み)ずらい` is two.
fn expand(pattern: &str) -> Vec<(String, Vec<&str>)> {
    let Some((before, rest)) = pattern.split_once('(') else { return vec![(pattern.to_owned(), Vec::new())] };
    let (group, behind) = rest.split_once(')').unwrap_or((rest, ""));
    let ends = expand(behind);
    let with = |choice| {
        ends.iter().map(move |(end, chosen): &(String, Vec<_>)| (format!("{before}{choice}{end}"), [&[choice], &chosen[..]].concat()))
    };
    group.split('|').flat_map(with).collect()
}

/// A template with what the groups stand for in the place of `$1` and `$2`.
fn fill(template: &str, chosen: &[&str]) -> String {
    chosen.iter().zip(1..).fold(template.to_owned(), |text, (choice, number)| text.replace(&format!("${number}"), choice))
}

/// Reasons, each of them once.
#[derive(Default)]
struct Notes {
    text: String,
    places: BTreeMap<String, usize>,
}

impl Notes {
    fn place(&mut self, note: &str) -> usize {
        *self.places.entry(note.to_owned()).or_insert_with(|| {
            let place = self.text.len();
            self.text += note;
            place
        })
    }
}

/// A word for the table.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Record {
    word: String,
    list: u8,
    trust: u8,
    /// What is right; of variants what this one is called.
    right: String,
    /// The place and the length of the reason, the ending or the group.
    why: (usize, usize),
    except: String,
}

impl Record {
    /// The hash of the beginning that it is found by.
    fn hash(&self) -> u32 {
        let word = self.word.as_bytes();
        hash(HEADS.iter().find_map(|length| word.get(..*length)).unwrap_or(word))
    }

    fn bucket(&self) -> u32 {
        self.hash() >> (32 - BUCKET_BITS)
    }

    /// Its entry, where its word is at `place` in the text; nothing where something is too long.
    fn entry(&self, place: usize) -> Option<[u8; ENTRY]> {
        let mut entry = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, self.list, self.trust];
        entry[..4].copy_from_slice(&u32::try_from(place).ok()?.to_le_bytes());
        entry[4..8].copy_from_slice(&u32::try_from(self.why.0).ok()?.to_le_bytes());
        entry[8..10].copy_from_slice(&u16::try_from(self.except.len()).ok()?.to_le_bytes());
        entry[10..12].copy_from_slice(&u16::try_from(self.why.1).ok()?.to_le_bytes());
        entry[12] = u8::try_from(self.word.len()).ok()?;
        entry[13] = u8::try_from(self.right.len()).ok()?;
        Some(entry)
    }
}

/// Adds the records of a file.
fn records(list: u8, text: &str, notes: &mut Notes, into: &mut Vec<Record>) -> Result<(), toml::de::Error> {
    let mut add = |pattern: &str, trust: u8, right: &str, why: &str, except: &[String]| {
        let why = (notes.place(why), why.len());
        for (word, chosen) in expand(pattern) {
            let except = except.iter().map(|longer| fill(longer, &chosen));
            let sides = |longer: String| {
                let places = longer.match_indices(&word).map(|(at, _)| format!("{}>{}", &longer[..at], &longer[at + word.len()..]));
                places.collect::<Vec<_>>()
            };
            let except = except.flat_map(sides).collect::<Vec<_>>().join("|");
            into.push(Record { list, trust, right: fill(right, &chosen), why, except, word });
        }
    };
    if matches!(List::ALL[usize::from(list)].0, List::Misuse | List::Redundant) {
        let file: Wrong = toml::from_str(text)?;
        for (words, trust) in [&file.certain, &file.likely, &file.doubtful].into_iter().zip(0..) {
            for (pattern, word) in words {
                add(pattern, trust, &word.right, &word.why, &word.except);
            }
        }
    } else {
        let file: Variants = toml::from_str(text)?;
        for (ending, word) in file.ending.iter().flat_map(|(ending, words)| words.iter().map(move |word| (ending, word))) {
            let short = word.trim_end_matches('ー');
            let except: Vec<String> = file.except.iter().map(|text| fill(text, &[short])).collect();
            add(word, 0, word, ending, &[]);
            add(short, 0, short, ending, &except);
        }
        for (name, group) in &file.group {
            for form in &group.forms {
                for pattern in form.iter().skip(usize::from(form.len() > 1)) {
                    add(pattern, 0, &form[0], name, &group.except);
                }
            }
        }
    }
    Ok(())
}

/// The index and the text of the table of these lists; `read` gives the text of a list's file.
///
/// # Errors
///
/// What is wrong with a file.
pub(super) fn build(lists: &[List], read: impl Fn(&str) -> String) -> Result<(Vec<u8>, String), String> {
    let (mut records, mut notes) = (Vec::new(), Notes::default());
    for (number, (_, name)) in (0..).zip(List::ALL).filter(|(_, (list, _))| lists.contains(list)) {
        self::records(number, &read(name), &mut notes, &mut records).map_err(|error| format!("{name}.toml: {error}"))?;
    }
    if let Some(short) = records.iter().find(|record| record.word.len() < HEADS[1] || !matches!(record.word.as_bytes()[0], 0xe3..=0xe9)) {
        return Err(format!("a word begins with a kana or kanji and is no shorter than two of them: {}", short.word));
    }
    // The longest word that begins at a place counts.
    records.sort();
    records.sort_by_key(|record| (record.bucket(), std::cmp::Reverse(record.word.len())));
    let kind = |record: &Record| (record.list, record.trust);
    let twice = records.iter().zip(records.iter().skip(1)).find(|(one, next)| one.word == next.word && kind(one) == kind(next));
    if let Some((twice, _)) = twice {
        return Err(format!("twice: {}", twice.word));
    }
    let mut index = vec![0_u8; FILTER];
    // The first two characters of every word are looked for before the first three of the long ones, or that there are no more.
    let hashes = records.iter().flat_map(|record| {
        let word = record.word.as_bytes();
        [hash(&word[..HEADS[1]]), word.get(..HEADS[0]).map_or_else(|| hash_of_whole(word), hash)]
    });
    for bit in hashes.map(|hash| hash >> (32 - FILTER_BITS)) {
        index[bit as usize >> 3] |= 1 << (bit & 7);
    }
    let (mut text, mut entries) = (notes.text, Vec::new());
    let start = FILTER + 4 * ((1 << BUCKET_BITS) + 1);
    let mut rest = records.iter().peekable();
    for bucket in 0..=1 << BUCKET_BITS {
        index.extend(u32::try_from(start + entries.len()).map_err(|_| "too many words")?.to_le_bytes());
        while let Some(record) = rest.next_if(|record| record.bucket() == bucket) {
            entries.extend(record.entry(text.len()).ok_or_else(|| format!("too long: {}", record.word))?);
            text.extend([&*record.word, &record.right, &record.except]);
        }
    }
    index.append(&mut entries);
    Ok((index, text))
}

#[cfg(test)]
mod tests {
    use super::super::words::TABLES;
    use super::{List, build};

    fn file(name: &str) -> String {
        let path = format!("{}/rules/words/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).expect("the lists are part of the source")
    }

    #[test]
    fn the_tables_are_those_of_the_files() {
        for ((_, lists), table) in List::TABLES.into_iter().zip(TABLES) {
            let (index, text) = build(lists, file).expect("the lists are right");
            assert!(index == table.index && text == table.text);
        }
    }

    #[test]
    fn what_is_wrong_with_a_list_is_told() {
        let with = |misuse: &str| build(&[List::Misuse], |_| misuse.to_owned()).expect_err("it is wrong");
        let word = |pattern: &str| format!("[certain]\n{pattern} = {{ right = \"それ\", why = \"訳\" }}\n");
        assert!(with(&word("\"(これ|これ)は\"")).starts_with("twice"));
        assert!(with(&word("a")).contains("two"));
        assert!(with("[certain]\n\"これ\" = 1").contains("misuse.toml"));
    }
}
