//! What the compiler cannot hold of the architecture: layers, sizes, purity, and rule = file = page = line.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use cndlint::manual::Page;
use cndlint::ruleset::MANUAL;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Modules from the lowest layer to the highest. A module names only modules of lower layers.
const LAYERS: [&[&str]; 14] = [
    &["source"],
    &["text", "diagnostic", "front_matter"],
    &["document", "platform", "fingerprint"],
    &["parse", "names", "link", "japanese"],
    &["facts", "emphasis", "fullwidth"],
    &["rule"],
    &["rules"],
    &["manual"],
    &["ruleset"],
    &["engine"],
    &["files", "diff", "digest"],
    &["config"],
    &["probe", "report", "remote", "baseline", "changed"],
    &["cache"],
];

/// Above all layers.
const TOP: [&str; 3] = ["cli", "lib", "main"];

/// Modules that touch files, the environment or a terminal.
const OUTSIDE: [&str; 11] = ["files", "diff", "cache", "config", "probe", "report", "remote", "baseline", "changed", "cli", "main"];

struct File {
    path: PathBuf,
    /// The module at the root of the crate that it belongs to.
    module: String,
    text: String,
}

impl File {
    fn lines(&self) -> usize {
        self.text.lines().count()
    }

    /// The text before its unit tests.
    fn code(&self) -> &str {
        self.text.split("#[cfg(test)]").next().unwrap_or_default()
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<File> {
    let mut files = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let relative = path.strip_prefix(root().join("src")).unwrap().with_extension("");
                let module = relative.components().next().unwrap().as_os_str().to_str().unwrap().to_owned();
                files.push(File { module, text: fs::read_to_string(&path).unwrap(), path });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(files.len() > 40);
    files
}

fn layer(module: &str) -> usize {
    let known = LAYERS.iter().position(|layer| layer.contains(&module));
    known.unwrap_or_else(|| if TOP.contains(&module) { LAYERS.len() } else { panic!("`{module}` is in no layer") })
}

/// The modules of this crate that a file names.
fn named(text: &str) -> BTreeSet<&str> {
    text.split("crate::").skip(1).filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()).collect()
}

#[test]
fn a_module_names_only_lower_ones() {
    for file in sources().iter().filter(|file| file.module != "lib" && file.module != "main") {
        for other in named(file.code()).into_iter().filter(|other| *other != file.module && !other.is_empty()) {
            assert!(layer(other) < layer(&file.module), "{} names `{other}`", file.path.display());
        }
    }
}

#[test]
fn rules_never_name_each_other() {
    for file in sources().iter().filter(|file| file.module == "rules" && !file.path.ends_with("mod.rs")) {
        assert!(!file.text.contains("super::") && !file.text.contains("rules::"), "{}", file.path.display());
    }
}

#[test]
fn the_library_reads_and_prints_nothing() {
    let forbidden =
        ["std::fs", "std::env", "std::net", "std::io", "std::process", "std::thread", "std::time", "println!", "eprintln!", "print!("];
    for file in sources().iter().filter(|file| !OUTSIDE.contains(&file.module.as_str())) {
        for word in forbidden {
            assert!(!file.code().contains(word), "{} has {word}", file.path.display());
        }
    }
}

/// A check is a function of files: what connects is one module, and one command uses it.
#[test]
fn only_one_module_opens_connections() {
    for file in sources() {
        let connects = ["ureq", "std::net", "TcpStream"].iter().any(|name| file.code().contains(name));
        let asks = file.code().contains("remote::") && file.module != "remote";
        assert!(!connects || file.module == "remote", "{} opens connections", file.path.display());
        assert!(!asks || file.path.ends_with("cli/links/refresh.rs"), "{} asks the network", file.path.display());
    }
}

#[test]
fn only_one_module_knows_the_parser() {
    for file in sources().iter().filter(|file| file.code().contains("comrak::")) {
        assert!(file.path.ends_with("src/parse.rs"), "{}", file.path.display());
    }
}

#[test]
fn files_are_small_and_say_their_job() {
    let mut rules = Vec::new();
    for file in sources() {
        assert!(file.text.starts_with("//! "), "{} does not say its job", file.path.display());
        assert!(file.lines() <= 400, "{} has {} lines", file.path.display(), file.lines());
        if file.module == "rules" && !file.path.ends_with("mod.rs") {
            assert!(file.lines() <= 150, "{} has {} lines", file.path.display(), file.lines());
            rules.push(file.lines());
        }
        let job = file.text.lines().next().unwrap();
        assert!(!["utils", "helpers", "common"].contains(&file.path.file_stem().unwrap().to_str().unwrap()), "{job}");
    }
    rules.sort_unstable();
    assert!(rules[rules.len() / 2] <= 60, "the median rule has {} lines", rules[rules.len() / 2]);
}

#[test]
fn a_rule_is_a_file_a_page_and_a_line() {
    let names = |folder: &str, extension: &str| -> BTreeSet<String> {
        let paths = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
        let named = paths.filter(|path| path.extension().is_some_and(|found| found == extension) && !path.ends_with("mod.rs"));
        named.map(|path| path.file_stem().unwrap().to_str().unwrap().replace('_', "-")).collect()
    };
    let list: Vec<String> = MANUAL.entries().map(|entry| entry.name.to_owned()).collect();
    let sorted: BTreeSet<String> = list.iter().cloned().collect();
    assert_eq!(list, sorted.iter().cloned().collect::<Vec<_>>(), "the list is sorted and has no rule twice");
    assert_eq!(names("src/rules", "rs"), sorted);
    assert_eq!(names("rules", "md"), sorted);
}

#[test]
fn no_name_means_two_rules() {
    let mut owners = BTreeMap::new();
    for entry in MANUAL.entries() {
        for name in std::iter::once(entry.name).chain(Page::of(entry).aliases()) {
            let owner = owners.insert(name.to_lowercase(), entry.name);
            assert!(owner.is_none(), "{name} is {} and {owner:?}", entry.name);
        }
    }
}

#[test]
fn pages_list_the_options_that_their_rules_take() {
    for entry in MANUAL.entries() {
        let listed: BTreeSet<&str> = Page::of(entry).get("options").map_or_else(BTreeSet::new, |names| names.split(", ").collect());
        let mut unknown = toml::Table::new();
        unknown.insert("no-such-option".into(), true.into());
        let error = (entry.build)(unknown).err().unwrap().0;
        let taken: BTreeSet<&str> = error.split('`').skip(3).step_by(2).collect();
        assert_eq!(listed, taken, "options of {}", entry.name);
        for option in listed {
            assert!(Page::of(entry).body().contains(&format!("`{option}")), "{} does not explain {option}", entry.name);
        }
    }
}

fn table(name: &str) -> toml::Table {
    fs::read_to_string(root().join(name)).unwrap().parse().unwrap()
}

#[test]
fn clippy_checks_the_stated_rust_version() {
    assert_eq!(table("clippy.toml")["msrv"], table("Cargo.toml")["package"]["rust-version"]);
}

#[test]
fn every_dependency_is_accounted_for() {
    const GIVEN: [&str; 7] = ["comrak", "serde", "toml", "clap", "miette", "ignore", "similar"];
    let architecture = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let firsts = architecture.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    let told: Vec<&str> = firsts.flat_map(|first| first.split([',', ';', ' '])).collect();
    let manifest = table("Cargo.toml");
    let targets = manifest["target"].as_table().unwrap().values().filter_map(toml::Value::as_table);
    for tables in targets.chain([&manifest]) {
        for kind in ["dependencies", "build-dependencies", "dev-dependencies"] {
            for name in tables.get(kind).and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::keys) {
                assert!(GIVEN.contains(&name.as_str()) || told.contains(&name.as_str()), "ARCHITECTURE.md does not say what {name} is for");
            }
        }
    }
}

#[test]
fn the_readme_has_the_table_of_rules() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for entry in MANUAL.entries() {
        let page = Page::of(entry);
        let row = format!("| [`{0}`](rules/{0}.md) | {1} |", entry.name, page.severity());
        assert!(readme.contains(&row), "README.md lacks {row}: paste the output of `cndlint rules --format markdown`");
    }
}
