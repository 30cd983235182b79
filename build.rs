//! Makes the tables of the names and words that come with the tool, and what is known of platforms, so that no run has to read the TOML of `rules`.

#![allow(dead_code, unreachable_pub, reason = "the library uses the rest of these modules")]

#[path = "src/japanese/lexicon.rs"]
mod lexicon;
#[path = "src/japanese/make.rs"]
mod make;

#[path = "src/names/hash.rs"]
mod hash;
#[path = "src/names/pack.rs"]
mod pack;
#[path = "src/names/record.rs"]
mod record;
#[path = "src/names/table.rs"]
mod table;

use pack::Pack;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let folder = Path::new(&env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("rules/names");
    println!("cargo::rerun-if-changed={}", folder.display());
    let entries = fs::read_dir(&folder).expect("the packs are part of the source").flatten();
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    files.sort();
    let read = |file: &PathBuf| {
        let text = fs::read_to_string(file).expect("a file that was listed");
        Pack::parse(&text).unwrap_or_else(|fault| {
            let line = text[..fault.span.start].matches('\n').count() + 1;
            panic!("{}:{line}: {}", file.display(), fault.message)
        })
    };
    let packs: Vec<Pack> = files.iter().map(read).collect();
    let numbered = (0_u8..).zip(&packs).flat_map(|(number, pack)| pack.name.iter().map(move |entry| (number, entry.get_ref())));
    let table = table::Table::build(numbered);
    let stem = |file: &Path| file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let lines = files.iter().zip(&packs).map(|(file, pack)| format!("{} {} {}", stem(file), pack.opt_in, pack.about));
    let list = lines.collect::<Vec<_>>().join("\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("names.table"), table).expect("the folder is ours");
    fs::write(out.join("names.packs"), list).expect("the folder is ours");
    platforms(&folder.with_file_name("platforms"), &out);
    let folder = folder.with_file_name("words");
    println!("cargo::rerun-if-changed={}", folder.display());
    let read = |name: &str| fs::read_to_string(folder.join(name).with_extension("toml")).expect("the lists are part of the source");
    for (name, lists) in lexicon::List::TABLES {
        let (index, text) = make::build(lists, read).unwrap_or_else(|fault| panic!("rules/words: {fault}"));
        fs::write(out.join(name).with_extension("index"), index).expect("the folder is ours");
        fs::write(out.join(name).with_extension("text"), text).expect("the folder is ours");
    }
    let list = fs::read_to_string(folder.join("loanwords.txt")).expect("the list is part of the source");
    fs::write(out.join("loanwords.txt"), loanwords(&list)).expect("the folder is ours");
}

/// The words of both parts of the list in one order, each with a sign of its part before it.
fn loanwords(list: &str) -> String {
    let (long, others) = list.split_once("\n\n").expect("an empty line divides the list");
    let mut all: Vec<(&str, &str)> = long.lines().map(|word| (word, "+")).chain(others.lines().map(|word| (word, "-"))).collect();
    all.sort_unstable();
    all.iter().flat_map(|(word, sign)| [*sign, word, "\n"]).collect()
}

/// Writes each platform as JSON, and how it is detected on its own. What may stand there is checked where it is read.
fn platforms(folder: &Path, out: &Path) {
    println!("cargo::rerun-if-changed={}", folder.display());
    let entries = fs::read_dir(folder).expect("the platforms are part of the source").flatten();
    for path in entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        let text = fs::read_to_string(&path).expect("a file that was listed");
        let mut table: toml::Table = toml::from_str(&text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        let write = |end: &str, table: &toml::Table| {
            let json = serde_json::to_string(table).expect("a table has a form in JSON");
            fs::write(out.join(path.with_extension(end).file_name().expect("it has one")), json).expect("the folder is ours");
        };
        write("json", &table);
        let detect = table.remove("detect");
        write("detect.json", detect.as_ref().and_then(toml::Value::as_table).unwrap_or(&toml::Table::new()));
    }
}
