//! `cndlint config`: what holds for a file, and why.

use super::args::ConfigArgs;
use super::check::tell_config;
use super::{CLEAN, FAILED, complain, print};
use crate::config::{ConfigError, Configs, Flags};
use crate::files;
use crate::files::slashed;
use std::fmt::Write;
use std::io;

pub(super) fn show(args: &ConfigArgs) -> io::Result<u8> {
    let text = match files::read(&args.file) {
        Ok(text) => text,
        Err(message) => {
            complain(&format!("{}: {message}", args.file.display()));
            return Ok(FAILED);
        }
    };
    match describe(args, &text) {
        Ok(described) => {
            print(&crate::report::clean_lines(&described))?;
            Ok(CLEAN)
        }
        Err(error) => {
            tell_config(&error);
            Ok(FAILED)
        }
    }
}

fn describe(args: &ConfigArgs, text: &str) -> Result<String, ConfigError> {
    let configs = Configs::new(Flags { platform: args.platform.and_then(|platform| platform.0), ..Flags::default() });
    let path = std::path::absolute(&args.file).unwrap_or_else(|_| args.file.clone());
    let effective = configs.of(&path)?;
    let chosen = effective.platform(&path, text);
    let rules = configs.rules(&effective, chosen.platform)?;
    let file = effective.file().map_or_else(|| "none; the defaults hold".to_owned(), |file| file.display().to_string());
    let kind = chosen.platform.document(&slashed(&path)).map_or("any", |kind| kind.name.as_str());
    let mut described = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(described, "platform       {} ({})", chosen.platform.name, chosen.why);
    let _ = writeln!(described, "document       {kind}");
    let _ = writeln!(described, "configuration  {file}");
    if effective.excluded {
        described.push_str("left out       by the configuration's include and exclude\n");
    }
    described.push_str("rules\n");
    for active in &rules.active {
        let _ = writeln!(described, "  {:8}  {}", active.severity, active.name);
    }
    Ok(described)
}
