//! `cndlint names`: the names of a set of files, the packs, and what is wrong with a pack.

use super::args::{CheckPacksArgs, InventoryFormat, NamesArgs, NamesCommand};
use super::check::tell_config;
use super::gather::{Text, each};
use super::{CLEAN, FAILED, FOUND, complain, counted, print};
use crate::config::{ConfigError, OwnPack};
use crate::files;
use crate::names::inventory::{Inventory, Judged, Uses};
use crate::names::mentions::Mentions;
use crate::names::{Choice, Names, packs};
use crate::report::names_json;
use std::fmt::Write;
use std::io;
use std::path::Path;
use std::sync::Arc;

pub(super) fn run(args: &NamesArgs) -> io::Result<u8> {
    match &args.command {
        Some(NamesCommand::Packs) => list_packs(),
        Some(NamesCommand::Check(check)) => check_packs(check),
        None => inventory(args),
    }
}

fn list_packs() -> io::Result<u8> {
    let width = packs().map(|(name, ..)| name.len()).max().unwrap_or_default();
    let line = |(name, opt_in, about): (&str, bool, &str)| {
        let when = if opt_in { "opt-in " } else { "default" };
        format!("{name:width$}  {when}  {about}\n")
    };
    print(&packs().map(line).collect::<String>())?;
    Ok(CLEAN)
}

/// Says what is wrong with packs of the user.
fn check_packs(args: &CheckPacksArgs) -> io::Result<u8> {
    let mut faults = Vec::new();
    let mut read = Vec::new();
    for path in &args.files {
        match OwnPack::read(path) {
            Ok(pack) => read.push(pack),
            Err(error) => faults.push(error),
        }
    }
    let names = Names::new(&Choice { own: read.iter().map(|pack| Arc::clone(&pack.pack)).collect(), ..Choice::default() });
    faults.extend(read.iter().flat_map(|pack| pack.review(&names)));
    faults.iter().for_each(tell_config);
    let count: usize = read.iter().map(|pack| pack.pack.name.len()).sum();
    let tests: usize = read.iter().map(|pack| pack.pack.tests.len()).sum();
    let (packs, faults_found) = (counted(args.files.len(), "pack"), counted(faults.len(), "fault"));
    print(&format!("{} and {} in {packs}, {faults_found}\n", counted(count, "name"), counted(tests, "test")))?;
    let unread = read.len() < args.files.len();
    Ok(if unread {
        FAILED
    } else if faults.is_empty() {
        CLEAN
    } else {
        FOUND
    })
}

fn inventory(args: &NamesArgs) -> io::Result<u8> {
    let (mut inventory, mut count) = (Inventory::default(), 0);
    let add = |one| {
        inventory.merge(one);
        count += 1;
    };
    let Some(mut code) = each(&args.files, false, of_file, add) else { return Ok(FAILED) };
    if let Some(path) = &args.write_pack {
        code = code.max(write_pack(path, &inventory)?);
    } else {
        print(&match args.format {
            InventoryFormat::Table => crate::report::clean_lines(&table(&inventory, count)),
            InventoryFormat::Json => names_json(&inventory),
        })?;
    }
    Ok(code)
}

/// The names of a file.
fn of_file(text: &Text<'_>) -> Result<Inventory, ConfigError> {
    let rules = text.configs.rules(&text.effective, text.platform)?;
    let mut inventory = Inventory::default();
    inventory.add(text.shown, &Mentions::of(&text.doc, &rules.names), &rules.names);
    Ok(inventory)
}

/// Writes a pack of the unknown names; never over a file that is there.
fn write_pack(path: &Path, inventory: &Inventory) -> io::Result<u8> {
    match files::write_new(path, &inventory.to_pack()) {
        Ok(()) => {
            print(&format!(
                "{} written: look at each name, then name the file under `packs` in [names] of cndlint.toml\n",
                path.display()
            ))?;
            Ok(CLEAN)
        }
        Err(message) => {
            complain(&format!("{}: {message}", path.display()));
            Ok(FAILED)
        }
    }
}

/// Known names first, each with its spellings, then unknown ones; the most frequent first.
fn table(inventory: &Inventory, files: usize) -> String {
    let mut known: Vec<_> = inventory.known.iter().collect();
    known.sort_by_key(|(name, item)| (std::cmp::Reverse(item.count()), name.as_str()));
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{} in {}", counted(known.len(), "known name"), counted(files, "file"));
    let width = known.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    for (name, item) in known {
        let pack = item.pack.unwrap_or("own");
        let spelled = item.spellings.iter().map(|((spelling, judged), uses)| match judged {
            Judged::Right => format!("{spelling} {}", uses.count),
            judged => format!("{spelling} {} ({})", uses.count, judged.name()),
        });
        let _ = writeln!(text, "{:6}  {name:width$}  {pack:10}  {}", item.count(), spelled.collect::<Vec<_>>().join(", "));
    }
    let mut unknown: Vec<(&String, &Uses)> = inventory.unknown.iter().collect();
    unknown.sort_by_key(|(word, uses)| (std::cmp::Reverse(uses.count), word.as_str()));
    let _ = writeln!(text, "\n{} that may be names no pack knows (--write-pack FILE adopts them)", counted(unknown.len(), "word"));
    for (word, uses) in unknown {
        let first = uses.files.first().map_or("", String::as_str);
        let more = if uses.files.len() > 1 { format!(" and {} more", uses.files.len() - 1) } else { String::new() };
        let _ = writeln!(text, "{:6}  {word:width$}  {first}{more}", uses.count);
    }
    text
}
