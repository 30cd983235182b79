//! The names in a document: found once, for all rules that speak of them.

use super::pack::{Day, day_of};
use super::spellings::Sorted;
use super::{Mention, Names, Scan, Standing, Verdict, fold};
use crate::document::{Document, Run};
use crate::front_matter::DAY_KEYS;
use memchr::memmem;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// The names in a document.
#[derive(Debug)]
pub struct Mentions<'a> {
    /// Stretches of prose: see [`Document::prose`].
    pub(super) runs: Rc<[Run<'a>]>,
    /// What is found in each.
    pub(super) scans: Vec<Scan<'a>>,
    /// The texts of images, with what is found in each: names stand there too, but nothing is compared with them.
    alts: Vec<(Run<'a>, Scan<'a>)>,
    pub(super) names: &'a Names,
    /// Which words the text introduces; looked for when it matters.
    defined: RefCell<HashMap<String, bool>>,
    /// How often each spelling stands in the mentions; counted when it matters.
    spellings: OnceCell<HashMap<String, usize>>,
    /// The unknown names; sorted when they are asked for.
    sorted: OnceCell<Sorted>,
    /// The day in the front matter; 0 where there is none.
    pub day: Day,
}

impl<'a> Mentions<'a> {
    /// Finds the names in `doc`.
    #[must_use]
    pub fn of(doc: &'a Document, names: &'a Names) -> Self {
        Self::in_runs(doc, doc.prose(), names)
    }

    /// As [`Mentions::of`], where the prose of `doc` is at hand.
    pub(crate) fn in_runs(doc: &'a Document, runs: Rc<[Run<'a>]>, names: &'a Names) -> Self {
        let scans = runs.iter().map(|run| names.scan(&run.text)).collect();
        let with_scan = |run: Run<'a>| {
            let scan = names.scan(&run.text);
            (run, scan)
        };
        let alts = doc.alts().map(with_scan).collect();
        let table = doc.header().map(|header| &header.table);
        let day = table.and_then(|table| DAY_KEYS.iter().find_map(|key| day_of(table.get(key)?.value.text()?))).unwrap_or_default();
        Self { runs, scans, alts, names, defined: RefCell::default(), spellings: OnceCell::new(), sorted: OnceCell::new(), day }
    }

    fn scanned(&self) -> impl Iterator<Item = (&Run<'a>, &Scan<'a>)> {
        self.in_prose().chain(self.alts.iter().map(|(run, scan)| (run, scan)))
    }

    /// What is found in the prose itself.
    pub(super) fn in_prose(&self) -> impl Iterator<Item = (&Run<'a>, &Scan<'a>)> {
        self.runs.iter().zip(&self.scans)
    }

    /// Each mention with its run.
    pub fn iter(&self) -> impl Iterator<Item = (&Run<'a>, &Mention<'a>)> {
        self.scanned().flat_map(|(run, scan)| scan.mentions.iter().map(move |mention| (run, mention)))
    }

    /// Each unknown word with its run: first byte, one past the last.
    pub fn words(&self) -> impl Iterator<Item = (&Run<'a>, usize, usize)> {
        self.scanned().flat_map(|(run, scan)| scan.words.iter().map(move |&(start, end)| (run, start, end)))
    }

    /// What is to be said of a mention. What the text defines as a short form is right in it.
    #[must_use]
    pub fn judge(&self, run: &Run<'_>, mention: &Mention<'a>) -> Standing<'a> {
        let standing = self.names.judge(&run.text, mention, self.day);
        let written = &run.text[mention.start..mention.end];
        match standing {
            Standing::Wrong(..) if self.is_defined(written) => Standing::Open,
            Standing::Wrong(Verdict::Doubtful, right) if self.prefers(right, written) => Standing::Wrong(Verdict::Likely, right),
            Standing::Wrong(Verdict::Doubtful, _) => Standing::Open,
            standing => standing,
        }
    }

    pub(super) fn sorted(&self) -> &Sorted {
        self.sorted.get_or_init(|| self.sort())
    }

    /// Whether the text has the spelling `right`, and far more often than one in lower case, which may be another thing.
    fn prefers(&self, right: &str, written: &str) -> bool {
        let counts = self.spellings.get_or_init(|| {
            let mut counts = HashMap::new();
            for (run, mention) in self.iter() {
                *counts.entry(run.text[mention.start..mention.end].to_owned()).or_insert(0) += 1;
            }
            counts
        });
        let count = |spelling: &str| counts.get(spelling).copied().unwrap_or_default();
        let is_lower = !written.bytes().any(|byte| byte.is_ascii_uppercase());
        let least = if is_lower { (count(written) * MAJORITY).max(MAJORITY) } else { 1 };
        count(right) >= least
    }

    /// Whether the text introduces `short` itself: 「X（以下、Y）」, `X (Y)`.
    ///
    /// Cost: a search for `short` in the prose when it is first asked for; that is what would be reported.
    #[must_use]
    pub fn is_defined(&self, short: &str) -> bool {
        if let Some(known) = self.defined.borrow().get(short) {
            return *known;
        }
        let finder = memmem::Finder::new(short);
        let found = self.scanned().any(|(run, scan)| defines(&run.text, scan, &finder));
        self.defined.borrow_mut().insert(short.to_owned(), found);
        found
    }
}

/// How many times more often than in lower case a name stands where that is a slip.
const MAJORITY: usize = 3;

/// What stands behind 「XをYと」 where Y is from then on used for X.
const SAYING: [&str; 7] = ["表記", "記載", "記述", "略", "呼", "書き", "します"];

/// As [`Mentions::is_defined`] for a text whose names are not known: 「X（以下、Y）」.
#[must_use]
pub fn is_introduced(text: &str, short: &str) -> bool {
    defines(text, &Scan::default(), &memmem::Finder::new(short))
}

/// Whether a stretch of prose introduces what `short` finds.
fn defines(text: &str, scan: &Scan<'_>, short: &memmem::Finder<'_>) -> bool {
    let is_quote = |c: char| matches!(c, '「' | '『' | '“' | '"' | '」' | '』' | '”' | '`' | ' ');
    short.find_iter(text.as_bytes()).any(|start| {
        let end = start + short.needle().len();
        let (before, after) = (&text[..start], &text[end..]);
        let closes = || after.trim_start_matches(' ').starts_with(['）', ')', '」', '』', '”', '"', '。', '、', '\n']);
        let bare = before.trim_end_matches(is_quote);
        if let Some(around) = bare.trim_end_matches(['、', ',', ':', '：', ' ']).strip_suffix("以下") {
            return closes() && around.trim_end().ends_with(['(', '（', '、', ',']);
        }
        // 「Visual Studio CodeをVS Codeと表記します」
        let saying = after.trim_start_matches(is_quote).strip_prefix('と');
        if bare.ends_with('を') && saying.is_some_and(|saying| SAYING.iter().any(|word| saying.starts_with(word))) {
            return true;
        }
        let Some(around) = before.strip_suffix(['(', '（']).filter(|_| after.starts_with([')', '）'])) else { return false };
        let named = scan.mentions.iter().rfind(|mention| [around.len(), around.trim_end_matches(' ').len()].contains(&mention.end));
        named.is_some_and(|mention| fold(&text[mention.start..mention.end]) != fold(&text[start..end]))
    })
}
