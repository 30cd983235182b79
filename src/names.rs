//! Names of projects and products: the packs of `rules/names/*.toml`, those of users, and their occurrences in prose.

mod english;
pub mod event;
mod guard;
mod hash;
pub mod import;
pub mod inventory;
pub mod mentions;
mod near;
pub mod pack;
pub mod proper;
mod record;
mod review;
mod scan;
pub mod spellings;
mod table;
mod verdict;

pub use near::Near;
pub use record::{Field, Name, Role};
pub use review::review;
pub use scan::{Mention, Scan};
pub use table::{fold, words};
pub use verdict::{Standing, Verdict};

use pack::{Entry, Pack};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};
use table::Table;

/// The packs that come with the tool: name, whether it has to be asked for, what it is about.
pub fn packs() -> impl Iterator<Item = (&'static str, bool, &'static str)> {
    include_str!(concat!(env!("OUT_DIR"), "/names.packs")).lines().map(|line| {
        let mut parts = line.splitn(3, ' ');
        let mut next = || parts.next().unwrap_or_default();
        (next(), next() == "true", next())
    })
}

/// The names of the packs that come with the tool, all of them.
fn builtin() -> &'static Table {
    static BUILTIN: OnceLock<Table> = OnceLock::new();
    BUILTIN.get_or_init(|| Table::new(Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/names.table")))))
}

/// The number that stands for a user's pack.
const OWN: u8 = u8::MAX;

/// The names of a run, to be looked up by their folded form.
#[derive(Clone, Debug)]
pub struct Names {
    /// Names of the user; they win.
    own: Option<Arc<Table>>,
    /// Numbers of the packs that are used.
    used: Vec<bool>,
    /// Names of the packs that come with the tool which are not looked at.
    hidden: BTreeSet<String>,
    /// Words that nothing is said about.
    allow: BTreeSet<String>,
}

/// What a configuration says of names.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The packs that come with the tool which are used; nothing is those that need not be asked for.
    pub packs: Option<Vec<String>>,
    /// The user's own packs.
    pub own: Vec<Arc<Pack>>,
    /// Names that are not looked at.
    pub off: Vec<String>,
    /// Words that nothing is said about.
    pub allow: Vec<String>,
}

impl Default for Names {
    /// Those of the packs that come with the tool and need not be asked for.
    fn default() -> Self {
        Self::new(&Choice::default())
    }
}

impl Names {
    /// The names that `choice` asks for. The user's own names win over others with the same spelling.
    #[must_use]
    pub fn new(choice: &Choice) -> Self {
        let is_used = |name: &str, opt_in: bool| choice.packs.as_ref().map_or(!opt_in, |packs| packs.iter().any(|pack| pack == name));
        let is_on = |entry: &&Entry| !choice.off.contains(&entry.text);
        let own: Vec<&Entry> = choice.own.iter().flat_map(|pack| &pack.name).map(toml::Spanned::get_ref).filter(is_on).collect();
        let hidden = choice.off.iter().cloned().chain(own.iter().map(|entry| entry.text.clone())).collect();
        let table = (!own.is_empty()).then(|| Arc::new(Table::new(Table::build(own.into_iter().map(|entry| (OWN, entry))).into())));
        Self {
            own: table,
            used: packs().map(|(name, opt_in, _)| is_used(name, opt_in)).collect(),
            hidden,
            allow: choice.allow.iter().cloned().collect(),
        }
    }

    /// Whether the name is looked at.
    fn is_on(&self, name: Name<'_>) -> bool {
        let pack = name.pack();
        pack == OWN
            || self.used.get(usize::from(pack)).copied().unwrap_or_default()
                && (self.hidden.is_empty() || !self.hidden.contains(name.text()))
    }

    /// The user's names, then those that come with the tool.
    fn tables(&self) -> impl Iterator<Item = &Table> {
        self.own.as_deref().into_iter().chain([builtin()])
    }

    /// The name of this pack; nothing is the user's own.
    #[must_use]
    pub fn pack_of(name: Name<'_>) -> Option<&'static str> {
        packs().nth(usize::from(name.pack())).map(|(pack, ..)| pack)
    }

    /// Whether some form may begin with a word of this [`hash::hash`], or be it.
    fn may_begin(&self, hash: u32) -> bool {
        self.tables().any(|table| table.may_begin(hash))
    }

    /// The name with the form `folded` that `accept` takes, and whether a longer form begins with it.
    fn get(&self, folded: &[u8], accept: impl Fn(Name<'_>) -> bool) -> (Option<Name<'_>>, bool) {
        let (mut found, mut is_beginning) = (None, false);
        let Some(pair) = table::pair(folded) else { return (None, folded.len() < 2) };
        for table in self.tables() {
            let all = table.forms_with(pair);
            let mut at = table::first_where(all.clone(), |form| table.form(form).0 >= folded);
            while at < all.end && table.form(at).0 == folded {
                let name = table.name(table.form(at).1);
                if found.is_none() && self.is_on(name) && accept(name) {
                    found = Some(name);
                }
                at += 1;
            }
            is_beginning |= at < all.end && table.form(at).0.starts_with(folded);
        }
        (found, is_beginning)
    }

    /// The name that has this spelling, right or wrong, in any case.
    #[must_use]
    pub fn owner(&self, spelling: &str) -> Option<Name<'_>> {
        self.get(fold(spelling).as_bytes(), |_| true).0
    }

    /// Whether nothing is said about a word.
    #[must_use]
    pub fn is_allowed(&self, word: &str) -> bool {
        !self.allow.is_empty() && self.allow.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn sources() -> Vec<(String, Pack)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/names");
        let read = |(name, ..): (&str, bool, &str)| {
            let text = std::fs::read_to_string(folder.join(format!("{name}.toml"))).unwrap();
            (name.to_owned(), Pack::parse(&text).unwrap())
        };
        packs().map(read).collect()
    }

    #[test]
    fn the_packs_are_sound_and_their_tests_hold() {
        let mut all = Vec::new();
        for (name, pack) in sources() {
            let asked = packs().filter(|(pack, opt_in, _)| !opt_in || *pack == name).map(|(pack, ..)| pack.to_owned());
            let names = Names::new(&Choice { packs: Some(asked.collect()), ..Choice::default() });
            all.extend(review(&pack, &names).into_iter().map(|fault| format!("{name}: {}", fault.message)));
            assert!(!pack.about.is_empty() && pack.name.is_sorted_by_key(|entry| entry.get_ref().text.to_lowercase()), "{name}");
        }
        assert!(all.is_empty(), "{all:#?}");
    }

    #[test]
    fn there_are_enough_names_and_each_cites_its_source() {
        let packs = sources();
        let entries: Vec<_> = packs.iter().flat_map(|(_, pack)| pack.name.iter().map(move |entry| (pack, entry.get_ref()))).collect();
        assert!(entries.len() >= 700);
        for (pack, entry) in entries {
            assert!(pack.source(entry).starts_with("https://"), "{}: {}", entry.text, pack.source(entry));
        }
    }

    #[test]
    fn no_form_of_the_default_packs_has_two_owners() {
        let mut all = Pack::default();
        let defaults: Vec<_> = packs().filter(|(_, opt_in, _)| !opt_in).map(|(name, ..)| name).collect();
        for (_, pack) in sources().into_iter().filter(|(name, _)| defaults.contains(&name.as_str())) {
            all.name.extend(pack.name);
        }
        assert_eq!(review(&all, &Names::default()), []);
    }

    #[test]
    fn own_names_win_and_names_are_switched_off() {
        let own = |text: &str| Arc::new(Pack::parse(text).unwrap());
        let pack = own("format = 1\nname = [{ text = \"Kubefork\" }, { text = \"Argo CD\", alias = [\"ArgoCD\"] }]");
        let names = Names::new(&Choice { own: vec![pack], off: vec!["GitHub".into()], ..Choice::default() });
        for (written, right) in
            [("Githubの", "Githubの"), ("KubeForkの", "Kubeforkの"), ("ArgoCDの", "ArgoCDの"), ("Argo-CDの", "Argo CDの")]
        {
            assert_eq!(super::review::mended(written, &names), right);
        }
    }

    #[test]
    fn no_word_of_a_name_is_said_twice() {
        let text = "format = 1\nname = [{ text = \"Panope Cloud Store\", alias = [\"Store\"], wrong = [\"Panop\", \"Stre\"] }]";
        let names = Names::new(&Choice { own: vec![Arc::new(Pack::parse(text).unwrap())], ..Choice::default() });
        for (written, right) in [
            ("Panopの", "Panope Cloud Storeの"),
            ("Panop Cloud Storeの", "Panope Cloud Storeの"),
            ("Panop cloud-store", "Panope cloud-store"),
            ("Panope Cloud Streの", "Panope Cloud Storeの"),
            // It may be that AWS has to go.
            ("AWS Panopの", "AWS Panopの"),
        ] {
            assert_eq!(super::review::mended(written, &names), right);
        }
    }
}
