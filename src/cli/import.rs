//! `cndlint import`: other tools' files as ours.

mod markdownlint;
mod names;
mod rumdl;

use super::args::ImportArgs;
use super::{CLEAN, FAILED, complain, print};
use crate::files;
use std::io;

pub(super) fn run(args: &ImportArgs) -> io::Result<u8> {
    let shown = args.file.display();
    let name = args.file.file_name().unwrap_or_default().to_string_lossy();
    let imported = files::read(&args.file).and_then(|text| read(&text, &name));
    match imported {
        Err(message) => {
            complain(&format!("{shown}: {message}"));
            Ok(FAILED)
        }
        Ok(Imported::Names(printed)) => printed.map(|()| CLEAN),
        Ok(Imported::Configuration(text, left_out)) => {
            let printed = print(&text);
            for message in &left_out {
                complain(message);
            }
            printed.map(|()| CLEAN)
        }
    }
}

enum Imported {
    /// Of ours, and what is not in it.
    Configuration(String, Vec<String>),
    /// Names were printed, or could not be.
    Names(io::Result<()>),
}

fn read(text: &str, name: &str) -> Result<Imported, String> {
    if let Some(configuration) = markdownlint::configuration(text) {
        let (text, left_out) = markdownlint::run(&configuration?, name);
        return Ok(Imported::Configuration(text, left_out));
    }
    if name.to_ascii_lowercase().ends_with(".toml") {
        let (text, left_out) = rumdl::run(text, name)?.ok_or("says nothing that rumdl would read")?;
        return Ok(Imported::Configuration(text, left_out));
    }
    names::run(text, name).map(Imported::Names)
}
