//! The word lists as one table that is read in place. The build script uses this module too, so it names no other.

use serde::Deserialize;
use std::collections::BTreeMap;

/// A list of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// `misuse.toml`: misspelled words.
    Misuse,
    /// `redundant.toml`: what says something twice.
    Redundant,
    /// `katakana.toml`: ways to write one loanword.
    Katakana,
    /// `kanji.toml`: words that are written with kanji and without.
    Kanji,
}

impl List {
    /// All of them, with their files.
    pub const ALL: [(Self, &str); 4] =
        [(Self::Misuse, "misuse"), (Self::Redundant, "redundant"), (Self::Katakana, "katakana"), (Self::Kanji, "kanji")];
}

/// How sure it is that a word is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// There is no reading in which it is right.
    Certain,
    /// It is wrong in nearly every text.
    Likely,
    /// Some accept it.
    Doubtful,
}

const TRUSTS: [Trust; 3] = [Trust::Certain, Trust::Likely, Trust::Doubtful];

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

/// A file of words that may be written in several ways; keys are what people call the word.
#[derive(Deserialize)]
struct Variants {
    #[serde(flatten)]
    groups: BTreeMap<String, Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    /// The ways: what each is called, and the patterns of it.
    forms: Vec<Vec<String>>,
    #[serde(default)]
    except: Vec<String>,
}

/// Bits of the hash that choose the place in the filter, and those that choose a bucket.
const FILTER_BITS: u32 = 14;
const BUCKET_BITS: u32 = 10;
const FILTER: usize = 1 << (FILTER_BITS - 3);
const RECORDS: usize = FILTER + 4 * ((1 << BUCKET_BITS) + 1);

/// Length of the two characters that a word is found by: no word begins with others than kana and kanji.
const HEAD: usize = 6;

fn hash(head: &[u8]) -> u32 {
    let mut bytes = [0; 8];
    bytes[..HEAD].copy_from_slice(&head[..HEAD]);
    (u64::from_le_bytes(bytes).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
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

/// Adds the records of a file: the word, the number of its list and how sure it is, what is right, why, and the exceptions, with tabs between.
fn records(list: usize, text: &str, into: &mut Vec<String>) -> Result<(), toml::de::Error> {
    let mut add = |pattern: &str, trust: usize, right: &str, why: &str, except: &[String]| {
        for (word, chosen) in expand(pattern) {
            let except: Vec<String> = except.iter().map(|text| fill(text, &chosen)).filter(|text| text.contains(&word)).collect();
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
        for (group, name) in file.groups.values().zip(file.groups.keys()) {
            for form in &group.forms {
                for pattern in form.iter().skip(usize::from(form.len() > 1)) {
                    add(pattern, 0, &form[0], name, &group.except);
                }
            }
        }
    }
    Ok(())
}

/// The table of these files, in the order of [`List::ALL`].
///
/// # Errors
///
/// What is wrong with a file.
pub fn build(files: &[String]) -> Result<Vec<u8>, String> {
    let mut records = Vec::new();
    for (list, text) in files.iter().enumerate() {
        self::records(list, text, &mut records).map_err(|error| format!("{}.toml: {error}", List::ALL[list].1))?;
    }
    let word = |record: &String| record.split('\t').next().unwrap_or_default().to_owned();
    if let Some(short) = records.iter().find(|record| word(record).chars().take(2).map(char::len_utf8).sum::<usize>() != HEAD) {
        return Err(format!("a word begins with two kana or kanji: {short}"));
    }
    let bucket = |record: &String| hash(record.as_bytes()) >> (32 - BUCKET_BITS);
    // The longest word that begins at a place counts.
    records.sort_by_key(|record| (bucket(record), std::cmp::Reverse(word(record).len()), record.clone()));
    if let Some(twice) =
        records.windows(2).find(|pair| word(&pair[0]) == word(&pair[1]) && pair[0].split('\t').nth(1) == pair[1].split('\t').nth(1))
    {
        return Err(format!("twice: {}", twice[0]));
    }
    let mut filter = vec![0_u8; FILTER];
    for bit in records.iter().map(|record| hash(record.as_bytes()) >> (32 - FILTER_BITS)) {
        filter[bit as usize >> 3] |= 1 << (bit & 7);
    }
    let mut text = String::new();
    let mut rest = records.iter().peekable();
    for number in 0..=1 << BUCKET_BITS {
        filter.extend(u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
        while let Some(record) = rest.next_if(|record| bucket(record) == number) {
            text += record;
            text.push('\n');
        }
    }
    filter.extend(text.as_bytes());
    Ok(filter)
}

/// A table.
#[derive(Clone, Copy)]
pub struct Lexicon<'t>(pub &'t [u8]);

/// A word of a list.
#[derive(Clone, Copy, Debug)]
pub struct Record<'t> {
    /// Of which list it is.
    pub list: List,
    /// How sure it is that it is wrong.
    pub trust: Trust,
    /// The word.
    pub word: &'t str,
    /// What is right, or what this way of writing is called.
    pub right: &'t str,
    /// Why, or what the word is called.
    pub why: &'t str,
    except: &'t str,
}

impl<'t> Lexicon<'t> {
    /// Calls `found` for each word in `text`, with its place: at one place the longest of a list.
    ///
    /// Cost: a look at each character and a bit of a filter that few pass.
    pub fn scan(self, text: &str, mut found: impl FnMut(usize, Record<'t>)) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(head) = bytes.get(at..at + HEAD) {
            if !matches!(head[0], 0xe3..=0xe9) {
                at += 1;
                continue;
            }
            let hash = hash(head);
            let bit = hash >> (32 - FILTER_BITS);
            if self.0[bit as usize >> 3] >> (bit & 7) & 1 == 1 {
                let mut last = None;
                for record in self.bucket(hash).filter(|record| record.is_at(bytes, at)) {
                    if last.replace(record.list) != Some(record.list) {
                        found(at, record);
                    }
                }
            }
            at += 3;
        }
    }

    fn offset(self, number: usize) -> usize {
        let at = FILTER + 4 * number;
        RECORDS + u32::from_le_bytes([self.0[at], self.0[at + 1], self.0[at + 2], self.0[at + 3]]) as usize
    }

    fn bucket(self, hash: u32) -> impl Iterator<Item = Record<'t>> {
        let number = (hash >> (32 - BUCKET_BITS)) as usize;
        let bytes = &self.0[self.offset(number)..self.offset(number + 1)];
        std::str::from_utf8(bytes).unwrap_or_default().lines().filter_map(Record::read)
    }

    /// All of them.
    pub fn records(self) -> impl Iterator<Item = Record<'t>> {
        std::str::from_utf8(&self.0[RECORDS..]).unwrap_or_default().lines().filter_map(Record::read)
    }
}

impl<'t> Record<'t> {
    fn read(line: &'t str) -> Option<Self> {
        let mut fields = line.split('\t');
        let (word, kind, right) = (fields.next()?, fields.next()?.as_bytes(), fields.next()?);
        let (list, trust) = (List::ALL[usize::from(kind[0] - b'0')].0, TRUSTS[usize::from(kind[1] - b'0')]);
        Some(Self { list, trust, word, right, why: fields.next()?, except: fields.next()? })
    }

    /// Longer texts in which it is right.
    pub fn exceptions(self) -> impl Iterator<Item = &'t str> {
        self.except.split('|').filter(|text| !text.is_empty())
    }

    fn is_at(self, text: &[u8], at: usize) -> bool {
        let stands = |longer: &str, offset: usize| at.checked_sub(offset).is_some_and(|from| text[from..].starts_with(longer.as_bytes()));
        text[at..].starts_with(self.word.as_bytes())
            && !self.exceptions().any(|longer| longer.match_indices(self.word).any(|(offset, _)| stands(longer, offset)))
    }
}
