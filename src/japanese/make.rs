//! Makes the table of words of `rules/words/*.toml`, for the build script.

use super::lexicon::{BUCKET_BITS, FILTER, FILTER_BITS, HEADS, List, hash};
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

/// The beginning that a word is found by.
fn head(word: &[u8]) -> &[u8] {
    HEADS.iter().find_map(|length| word.get(..*length)).unwrap_or(word)
}

/// Lines of text, each of them once.
#[derive(Default)]
struct Notes {
    text: String,
    places: BTreeMap<String, usize>,
}

impl Notes {
    fn place(&mut self, note: &str) -> usize {
        *self.places.entry(note.to_owned()).or_insert_with(|| {
            let place = self.text.len();
            self.text.extend([note, "\n"]);
            place
        })
    }
}

/// Adds the records of a file: the word, the number of its list and how sure it is, what is right (of variants: what this one is called), the
/// place of the reason (the ending or the group), and the exceptions, with tabs between.
fn records(list: usize, text: &str, notes: &mut Notes, into: &mut Vec<String>) -> Result<(), toml::de::Error> {
    let mut add = |pattern: &str, trust: usize, right: &str, why: &str, except: &[String]| {
        let why = notes.place(why);
        for (word, chosen) in expand(pattern) {
            let except = except.iter().map(|longer| fill(longer, &chosen));
            let sides = |longer: String| {
                let places = longer.match_indices(&word).map(|(at, _)| format!("{}>{}", &longer[..at], &longer[at + word.len()..]));
                places.collect::<Vec<_>>()
            };
            let except: Vec<String> = except.flat_map(sides).collect();
            into.push(format!("{word}\t{list}{trust}\t{}\t{why}\t{}", fill(right, &chosen), except.join("|")));
        }
    };
    if matches!(List::ALL[list].0, List::Misuse | List::Redundant) {
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
    for (number, (_, name)) in List::ALL.into_iter().enumerate().filter(|(_, (list, _))| lists.contains(list)) {
        self::records(number, &read(name), &mut notes, &mut records).map_err(|error| format!("{name}.toml: {error}"))?;
    }
    let word = |record: &String| record.split('\t').next().unwrap_or_default().to_owned();
    if let Some(short) = records.iter().find(|record| word(record).len() < HEADS[1] || !matches!(record.as_bytes()[0], 0xe3..=0xe9)) {
        return Err(format!("a word begins with a kana or kanji and is no shorter than two of them: {short}"));
    }
    let hash_of = |record: &String| hash(head(word(record).as_bytes()));
    let bucket = |record: &String| hash_of(record) >> (32 - BUCKET_BITS);
    // The longest word that begins at a place counts.
    records.sort_by_key(|record| (bucket(record), std::cmp::Reverse(word(record).len()), record.clone()));
    let kind = |record: &String| record.split('\t').nth(1).unwrap_or_default().to_owned();
    let twice = records.iter().zip(records.iter().skip(1)).find(|(one, next)| word(one) == word(next) && kind(one) == kind(next));
    if let Some((twice, _)) = twice {
        return Err(format!("twice: {twice}"));
    }
    let mut filter = vec![0_u8; FILTER];
    // The first two characters of every word are looked for before the first three of the long ones.
    let hashes = records.iter().flat_map(|record| [hash_of(record), hash(&word(record).as_bytes()[..HEADS[1]])]);
    for bit in hashes.map(|hash| hash >> (32 - FILTER_BITS)) {
        filter[bit as usize >> 3] |= 1 << (bit & 7);
    }
    let (mut text, mut words) = (notes.text, Vec::new());
    let number = |value: usize| u32::try_from(value).map(u32::to_le_bytes).map_err(|_| "too many words".to_owned());
    let start = FILTER + 4 * ((1 << BUCKET_BITS) + 1);
    let mut rest = records.iter().peekable();
    for bucket_number in 0..=1 << BUCKET_BITS {
        filter.extend(number(start + words.len())?);
        while let Some(record) = rest.next_if(|record| bucket(record) == bucket_number) {
            let word = word(record);
            words.push(u8::try_from(word.len()).map_err(|_| format!("too long: {word}"))?);
            words.extend_from_slice(word.as_bytes());
            words.extend(number(text.len())?);
            text += record;
            text.push('\n');
        }
    }
    filter.append(&mut words);
    Ok((filter, text))
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
