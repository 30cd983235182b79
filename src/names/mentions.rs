//! The names in a document: found once, for all rules that speak of them.

use super::pack::{Day, day_of};
use super::spellings::Sorted;
use super::{Mention, Names, Scan, Standing, Verdict, fold};
use crate::document::{Document, Run};
use std::cell::OnceCell;
use std::collections::HashSet;

/// Keys of front matter that hold the day a text was written, as the platforms call them.
const DAY_KEYS: [&str; 7] = ["date", "published_at", "Date", "publishDate", "pubDate", "created_at", "lastmod"];

/// Longest name that a text defines in brackets, in bytes.
const LONGEST_DEFINED: usize = 40;

/// The names in a document.
#[derive(Debug)]
pub struct Mentions<'a> {
    /// Stretches of prose, with what is found in each: the front matter's title and description first, then the body's blocks.
    pub runs: Vec<(Run<'a>, Scan<'a>)>,
    names: &'a Names,
    /// Short forms that the text defines for itself; looked for when it matters.
    defined: OnceCell<HashSet<String>>,
    /// The spellings of all mentions; gathered when it matters.
    spellings: OnceCell<HashSet<String>>,
    /// The unknown names; sorted when they are asked for.
    sorted: OnceCell<Sorted>,
    /// The day in the front matter; 0 where there is none.
    pub day: Day,
}

impl<'a> Mentions<'a> {
    /// Finds the names in `doc`.
    #[must_use]
    pub fn of(doc: &'a Document, names: &'a Names) -> Self {
        let runs: Vec<_> = doc
            .titles()
            .chain(doc.runs())
            .map(|run| {
                let scan = names.scan(&run.text);
                (run, scan)
            })
            .collect();
        let table = doc.header().map(|header| &header.table);
        let day = table.and_then(|table| DAY_KEYS.iter().find_map(|key| day_of(table.get(key)?.value.text()?))).unwrap_or_default();
        Self { runs, names, defined: OnceCell::new(), spellings: OnceCell::new(), sorted: OnceCell::new(), day }
    }

    /// Each mention with its run.
    pub fn iter(&self) -> impl Iterator<Item = (&Run<'a>, &Mention<'a>)> {
        self.runs.iter().flat_map(|(run, scan)| scan.mentions.iter().map(move |mention| (run, mention)))
    }

    /// Each unknown word with its run: first byte, one past the last.
    pub fn words(&self) -> impl Iterator<Item = (&Run<'a>, usize, usize)> {
        self.runs.iter().flat_map(|(run, scan)| scan.words.iter().map(move |&(start, end)| (run, start, end)))
    }

    /// What is to be said of a mention. What the text defines as a short form is right in it.
    #[must_use]
    pub fn judge(&self, run: &Run<'_>, mention: &Mention<'a>) -> Standing<'a> {
        let standing = self.names.judge(&run.text, mention, self.day);
        match standing {
            Standing::Wrong(..) if self.is_defined(&run.text[mention.start..mention.end]) => Standing::Open,
            Standing::Wrong(Verdict::Doubtful, right) if self.has(right) => Standing::Wrong(Verdict::Likely, right),
            Standing::Wrong(Verdict::Doubtful, _) => Standing::Open,
            standing => standing,
        }
    }

    pub(super) fn sorted(&self) -> &Sorted {
        self.sorted.get_or_init(|| self.sort())
    }

    /// Whether a name stands in the text with this spelling.
    fn has(&self, spelling: &str) -> bool {
        let found = || self.iter().map(|(run, mention)| run.text[mention.start..mention.end].to_owned()).collect();
        self.spellings.get_or_init(found).contains(spelling)
    }

    /// Whether the text introduces `short` itself: 「X（以下、Y）」, `X (Y)`.
    #[must_use]
    pub fn is_defined(&self, short: &str) -> bool {
        let found = || self.runs.iter().flat_map(|(run, scan)| defined(&run.text, scan)).collect();
        self.defined.get_or_init(found).contains(short)
    }
}

/// What stands behind 「XをYと」 where Y is from then on used for X.
const SAYING: [&str; 7] = ["表記", "記載", "記述", "略", "呼", "書き", "します"];

/// The short forms that a stretch of prose defines.
fn defined(text: &str, scan: &Scan<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let closing = ['）', ')', '」', '』', '”', '"', '。', '、', '\n'];
    for (at, _) in text.match_indices("以下") {
        let is_bracketed = text[..at].trim_end().ends_with(['(', '（', '、', ',']);
        let name = text[at + "以下".len()..].trim_start_matches(['、', ',', ' ', '「', '『', '“', '"', ':', '：']);
        let end = name.find(closing).unwrap_or(0);
        if is_bracketed && (1..=LONGEST_DEFINED).contains(&end) {
            found.push(name[..end].trim().to_owned());
        }
    }
    // 「Visual Studio CodeをVS Codeと表記します」
    for (at, verb) in text.match_indices('と') {
        let says = SAYING.iter().any(|word| text[at + verb.len()..].starts_with(word));
        let name =
            says.then(|| text[..at].rsplit_once('を')).flatten().map(|(_, name)| name.trim_matches(['「', '」', '『', '』', ' ', '`']));
        found.extend(name.filter(|name| (1..=LONGEST_DEFINED).contains(&name.len())).map(str::to_owned));
    }
    for mention in &scan.mentions {
        let after = &text[mention.end..];
        let Some(inner) = after.strip_prefix(" (").or_else(|| after.strip_prefix(['(', '（'])) else { continue };
        let end = inner.find(closing).unwrap_or(0);
        let same = || fold(&inner[..end]) == fold(&text[mention.start..mention.end]);
        if (1..=LONGEST_DEFINED).contains(&end) && inner[end..].starts_with([')', '）']) && !same() {
            found.push(inner[..end].trim().to_owned());
        }
    }
    found
}
