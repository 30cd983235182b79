//! Targets that take other files: configurations, other tools' files to import, packs of names, baselines and locks, results of earlier runs.

use crate::drive::{Seen, Target};
use cndlint::baseline::Baseline;
use cndlint::cache::{Cache, Key, NewEntry, Ticket};
use cndlint::config::{ConfigError, Configs, Flags};
use cndlint::diagnostic::Level;
use cndlint::digest::Digest;
use cndlint::engine::{check, fix};
use cndlint::facts::Facts;
use cndlint::link::lock::Lock;
use cndlint::manual::Page;
use cndlint::names::pack::Pack;
use cndlint::names::{Choice, Names, review};
use cndlint::parse::parse;
use cndlint::platform::Platform;
use cndlint::probe::Asked;
use cndlint::report::config_error;
use cndlint::ruleset::{MANUAL, Purpose, RuleSet, Settings};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::{fs, str};
use tempfile::TempDir;

/// What configured rules are tried on.
const TEXT: &str = "---\ntitle: Githubの話\n---\n\n# 見出し #\n\n* a\n\t* [b](c \"d\")  \n\n```sh\n$ ls\n```\n|a|b|\n|-|-|\n|d|`e`  Github k8s|\n\n__強調。__次 _b_ <b>x</b>\n\n見出し\n---\n\nhttps://example.com/ 長い行。長い行。長い行。長い行。長い行。長い行。長い行。長い行。長い行。長い行。\n\n\n\n***\n";

pub(crate) const CONFIG: Target = Target {
    name: "config",
    variants: 3,
    pieces: &[
        "[rules]\n",
        "[format]\n",
        "[names]\n",
        "[links]\n",
        "[[overrides]]\n",
        "files = [\"**/*.md\"]\n",
        "extends = \"base.toml\"\n",
        "platform = \"zenn\"\n",
        "language = \"ja\"\n",
        "compat = \"markdownlint\"\n",
        "baseline = \"b.toml\"\n",
        "include = [\"**\"]\n",
        "exclude = [\"a[\"]\n",
        "packs = [\"default\", \"own.toml\"]\n",
        "off = [\"GitHub\"]\n",
        "words = { Foo = [\"foo\"] }\n",
        "\"*\" = \"off\"\n",
        "\"heading-*\" = \"error\"\n",
        "line-length = { severity = \"warn\", ",
        "style = \"",
        "name-canonical = ",
        "\"info\"",
        "false",
        "1979-05-27",
        "[",
        "]",
        "{",
        "}",
        "'",
        "\"\"\"",
        " = ",
        "..",
        "\u{feff}",
    ],
    seeds: options,
    cases: 300,
    share: 6,
    run: on_config,
};

pub(crate) const IMPORT: Target = Target {
    name: "import",
    variants: IMPORTED.len(),
    pieces: &[
        "{\"MD013\": ",
        "\"default\": false",
        "line_length",
        "MD0",
        "{",
        "}",
        "[",
        "]",
        ",",
        ": ",
        "\"",
        "// c\n",
        "/* c */",
        "true",
        "null",
        "1e9",
        "rules:\n",
        "  - expected: ",
        "    pattern: ",
        "    patterns: [",
        "    specs:\n",
        "/\\b[gG]ithub/",
        "[global]\n",
        "disable = [\"MD013\"]\n",
        "[tool.rumdl]\n",
        "flavor = \"mkdocs\"\n",
        "[per-file-ignores]\n",
        "\"config\": {",
    ],
    seeds: Vec::new,
    cases: 40,
    share: 4,
    run: on_import,
};

pub(crate) const NAMES: Target = Target {
    name: "names",
    variants: 1,
    pieces: &[
        "format = 1\n",
        "[[name]]\n",
        "text = \"",
        "wrong = [\"",
        "alias = [{ text = \"",
        "policy = \"",
        "mode = \"",
        "cite = \"x\"\n",
        "until = \"2022-11-21\"\n",
        "now = \"",
        "near = false\n",
        "opt-in = true\n",
        "[sources]\n",
        "[tests]\n",
        "\"a\" = \"b\"\n",
        "GitHub",
        "github",
        "Git-Hub",
        "Ｇｉｔ",
        "\"]\n",
        "\"\n",
        " }",
        "\n=====\n",
    ],
    seeds: Vec::new,
    cases: 400,
    share: 4,
    run: on_names,
};

pub(crate) const LOCKS: Target = Target {
    name: "locks",
    variants: 2,
    pieces: &[
        "# cndlint links 1\n",
        "https://example.com/",
        "\tok\t200\t2022-11-21\n",
        "\tgone\t404\t2022-11-21\tfirst=2022-01-01\n",
        "\tmoved\t301\t2022-11-21\tto=https://example.org/\n",
        "<<<<<<< a\n",
        "=======\n",
        "version = 1\n",
        "[files.\"a.md\"]\n",
        "tab-hard = [\n",
        "  \"0123456789abcdef0123456789abcdef\",\n",
        "]\n",
        "\t",
    ],
    seeds: Vec::new,
    cases: 1_500,
    share: 2,
    run: on_locks,
};

pub(crate) const RESULTS: Target = Target {
    name: "results",
    variants: 2,
    pieces: &["cndlint\u{1}", "\0\0\0\0", "\u{7f}"],
    seeds: kept_results,
    cases: 500,
    share: 2,
    run: on_results,
};

/// A folder of one thread, gone with it.
fn folder() -> PathBuf {
    thread_local! {
        static FOLDER: TempDir = TempDir::new().unwrap();
    }
    FOLDER.with(|folder| folder.path().to_owned())
}

/// The options in the examples of all pages.
fn options() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for entry in MANUAL.entries() {
        let blocks = Page::of(entry).body().split("````toml options").skip(1);
        let options = blocks.filter_map(|block| Some(block.split_once('\n')?.1.split_once("````")?.0));
        seeds.extend(options.map(|options| format!("[rules.{}]\nseverity = \"warn\"\n{options}", entry.name).into_bytes()));
    }
    seeds
}

fn is_there(text: &str, span: &Range<usize>, message: &str) -> Result<(), String> {
    if text.get(span.clone()).is_some() && !message.is_empty() {
        Ok(())
    } else {
        Err(format!("an error at a place that is not there: {span:?} {message}"))
    }
}

/// Each mistake has a message and a place that is there, and can be shown.
fn told(error: &ConfigError, seen: &mut Seen) -> Result<(), String> {
    for error in error.each() {
        seen.note(error.message.split(['`', '"']).step_by(2).collect::<String>());
        is_there(&error.text, error.span.as_ref().unwrap_or(&(0..0)), &error.message)?;
        if config_error(&error, false).is_empty() {
            return Err("an error that shows nothing".into());
        }
    }
    Ok(())
}

/// As the configuration of a post: checked, formatted, described.
fn on_config(input: &[u8], variant: usize, seen: &mut Seen) -> Result<(), String> {
    let folder = folder();
    fs::write(folder.join("cndlint.toml"), input).unwrap();
    fs::write(folder.join("base.toml"), "[rules]\ntab-hard = \"error\"\n").unwrap();
    fs::write(folder.join("own.toml"), "format = 1\n[[name]]\ntext = \"ExampleCorp\"\n").unwrap();
    if variant == 2 {
        // What it extends is read as it is.
        fs::write(folder.join("cndlint.toml"), "extends = \"base.toml\"\nplatform = \"hugo\"\n").unwrap();
        fs::write(folder.join("base.toml"), input).unwrap();
    }
    let purpose = if variant == 1 { Purpose::Format } else { Purpose::Check };
    configured(&folder, purpose, seen)
}

fn configured(folder: &Path, purpose: Purpose, seen: &mut Seen) -> Result<(), String> {
    let configs = Configs::new(Flags { purpose, ..Flags::default() });
    let path = folder.join("a.md");
    let effective = match configs.of(&path) {
        Err(error) => return told(&error, seen),
        Ok(effective) => effective,
    };
    let platform = effective.platform(&path, TEXT).platform;
    let _ = (configs.values(&effective), effective.baseline(), effective.lock_path(&path));
    let rules = match configs.rules(&effective, platform) {
        Err(error) => return told(&error, seen),
        Ok(rules) => rules,
    };
    let _ = configs.trace(&effective, platform);
    let fixed = fix(TEXT, &Facts::default(), &rules, if purpose == Purpose::Format { Level::Layout } else { Level::Suggest });
    seen.note(fixed.rest.found.iter().map(|found| found.rule).collect::<Vec<_>>());
    seen.note(&fixed.text);
    if fixed.broken.is_empty() { Ok(()) } else { Err(format!("fixes that break their promise: {:?}", fixed.broken)) }
}

/// The names under which other tools' files are known.
const IMPORTED: [&str; 6] = [".markdownlint.json", ".markdownlint.yaml", ".rumdl.toml", "pyproject.toml", "prh.yml", "terminology.json"];

/// What is imported can be read.
fn on_import(input: &[u8], variant: usize, seen: &mut Seen) -> Result<(), String> {
    let folder = folder();
    fs::write(folder.join(IMPORTED[variant]), input).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_cndlint"));
    command.args(["import", IMPORTED[variant]]).current_dir(&folder).env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    seen.note(said.split(['`', '"', ':']).step_by(2).take(20).collect::<String>());
    match output.status.code() {
        Some(2) if !said.is_empty() => return Ok(()),
        Some(0) => {}
        other => return Err(format!("ends with {other:?}: {said}")),
    }
    let text = String::from_utf8(output.stdout).map_err(|error| error.to_string())?;
    if text.lines().any(|line| line == "format = 1") {
        return Pack::parse(&text).map(drop).map_err(|fault| format!("a pack that cannot be read: {}", fault.message));
    }
    fs::write(folder.join("cndlint.toml"), &text).unwrap();
    let read = Configs::new(Flags::default());
    let rules = read.of(&folder.join("a.md")).and_then(|effective| read.rules(&effective, Platform::generic()));
    rules.map(drop).map_err(|error| format!("a configuration that cannot be read: {}", error.message))
}

/// A pack, and behind a line of signs a text with its names.
fn on_names(input: &[u8], _: usize, seen: &mut Seen) -> Result<(), String> {
    let input = String::from_utf8_lossy(input);
    let (written, text) = input.split_once("\n=====\n").unwrap_or((&input, TEXT));
    let pack = match Pack::parse(written) {
        Err(fault) => {
            seen.note(fault.message.split('`').step_by(2).collect::<String>());
            return is_there(written, &fault.span, &fault.message);
        }
        Ok(pack) => Arc::new(pack),
    };
    let names = Names::new(&Choice { own: vec![Arc::clone(&pack)], ..Choice::default() });
    for fault in review(&pack, &names) {
        seen.note(fault.message.split('`').step_by(2).collect::<String>());
        is_there(written, &fault.span, &fault.message)?;
    }
    let settings = Settings { names: Some(Arc::new(names)), ..Settings::default() };
    let rules = RuleSet::new(&settings, Platform::generic()).unwrap();
    let found = check(&parse(text, rules.platform), &Facts::default(), &rules);
    seen.note(found.iter().map(|found| (found.rule, found.message.id)).collect::<Vec<_>>());
    let fixed = fix(text, &Facts::default(), &rules, Level::Wording);
    if !fixed.broken.is_empty() {
        return Err(format!("fixes that break their promise: {:?}", fixed.broken));
    }
    let again = fix(&fixed.text, &Facts::default(), &rules, Level::Wording);
    if again.text == fixed.text { Ok(()) } else { Err("a second time changes more".into()) }
}

/// A baseline, and the lock of links: refused with a place, or read and written alike.
fn on_locks(input: &[u8], variant: usize, seen: &mut Seen) -> Result<(), String> {
    if variant == 0 {
        let text = String::from_utf8_lossy(input);
        let lock = match Lock::parse(&text) {
            Err(fault) => return is_there(&text, &(fault.span.start..fault.span.end), &fault.message),
            Ok(lock) => lock,
        };
        let states = lock.iter().map(|(url, state)| (url.to_owned(), state.clone())).collect();
        let again = Lock::parse(&Lock::text_of(&states)).map_err(|fault| format!("what it writes it cannot read: {}", fault.message))?;
        seen.note(states.len());
        return if again.iter().eq(lock.iter()) { Ok(()) } else { Err("written and read again, it says something else".into()) };
    }
    let path = folder().join("baseline.toml");
    fs::write(&path, input).unwrap();
    let baseline = match Baseline::read(&path) {
        Err(error) => return told(&error, seen),
        Ok(baseline) => baseline,
    };
    seen.note(baseline.len());
    baseline.write()?;
    let again = Baseline::read(&path).map_err(|error| format!("what it writes it cannot read: {}", error.message))?;
    if again.files() == baseline.files() { Ok(()) } else { Err("written and read again, it says something else".into()) }
}

/// Bytes of a file of results before those that its number is for.
const HEAD: usize = 16;

fn ticket() -> Ticket {
    Key { file: 0, settings: 2 }.with(TEXT.as_bytes(), &fs::metadata(".").unwrap())
}

/// Results as they are kept for a text.
fn kept_results() -> Vec<Vec<u8>> {
    let base = TempDir::new().unwrap();
    let cache = Cache::new(base.path().to_owned(), Path::new("top"), 1, 2);
    let rules = RuleSet::defaults();
    let found = check(&parse(TEXT, rules.platform), &Facts::default(), &rules);
    let claims = ["slug a".to_owned()];
    let entry = NewEntry { platform: "generic", asked: &Asked::default(), answers: 3, claims: &claims, found: &found, spellings: &[] };
    cache.put(&ticket(), &entry);
    cache.save().unwrap();
    vec![fs::read(file_of_results(base.path())).unwrap()]
}

fn file_of_results(base: &Path) -> PathBuf {
    let project = Digest::default().text("top").number(1).end();
    base.join(format!("{project:016x}")).join("00")
}

/// As it is, and as if it were whole. What is read is a result or nothing.
fn on_results(input: &[u8], variant: usize, seen: &mut Seen) -> Result<(), String> {
    let mut bytes = input.to_vec();
    if variant == 1 && bytes.len() >= HEAD {
        let number = Digest::of(&bytes[HEAD..]).to_le_bytes();
        bytes[HEAD - number.len()..HEAD].copy_from_slice(&number);
    }
    let base = folder();
    let file = file_of_results(&base);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, &bytes).unwrap();
    let cache = Cache::new(base, Path::new("top"), 1, 2);
    let entry = cache.get(&ticket());
    let is_damaged = cache.damaged().next().is_some();
    seen.note((entry.is_some(), is_damaged, entry.map(|entry| entry.found.len())));
    cache.save()?;
    if is_damaged && Cache::new(file.parent().unwrap().parent().unwrap().to_owned(), Path::new("top"), 1, 2).damaged().next().is_some() {
        return Err("a damaged file is not made anew".into());
    }
    Ok(())
}
