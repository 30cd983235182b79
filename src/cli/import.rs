//! `cndlint import`: other tools' files as ours.

mod markdownlint;
mod names;

use super::args::ImportArgs;
use super::{CLEAN, FAILED, complain};
use crate::files;
use std::io;

pub(super) fn run(args: &ImportArgs) -> io::Result<u8> {
    let shown = args.file.display();
    let name = args.file.file_name().unwrap_or_default().to_string_lossy();
    let imported = files::read(&args.file).and_then(|text| match markdownlint::configuration(&text) {
        Some(configuration) => Ok(markdownlint::run(&configuration?, &name)),
        None => names::run(&text, &name),
    });
    match imported {
        Err(message) => {
            complain(&format!("{shown}: {message}"));
            Ok(FAILED)
        }
        Ok(printed) => printed.map(|()| CLEAN),
    }
}
