//! `cndlint config`: what holds for a file, and why; `cndlint schema`: what a configuration may hold.

use super::args::about::{ConfigArgs, SettingsFormat};
use super::check::tell_config;
use super::{CLEAN, FAILED, complain, print};
use crate::config::{ConfigError, Configs, Flags, absolute, schema as schema_of_config};
use crate::files;
use crate::files::slashed;
use crate::report::{Described, config_json};
use crate::text::width;
use std::fmt::Write;
use std::io;

pub(super) fn schema() -> io::Result<u8> {
    print(&format!("{:#}\n", schema_of_config()))?;
    Ok(CLEAN)
}

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
            match args.format {
                SettingsFormat::Table => print(&crate::report::clean_lines(&table(&described)))?,
                SettingsFormat::Json => print(&config_json(&described))?,
            }
            Ok(CLEAN)
        }
        Err(error) => {
            tell_config(&error);
            Ok(FAILED)
        }
    }
}

fn describe(args: &ConfigArgs, text: &str) -> Result<Described, ConfigError> {
    let configs = Configs::new(Flags {
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        compat: args.compat.map(Into::into),
        platform: args.platform.and_then(|platform| platform.0),
        config: args.config.clone(),
        isolated: args.isolated,
        ..Flags::default()
    });
    configs.check_flags()?;
    let path = absolute(&args.file);
    let effective = configs.of(&path)?;
    let chosen = effective.platform(&path, text);
    // Told where it cannot be followed: the options of a rule are looked at here alone.
    configs.rules(&effective, chosen.platform)?;
    Ok(Described {
        path: slashed(&args.file).into_owned(),
        document: chosen.platform.document(&slashed(&path)).map(|kind| kind.name.clone()),
        file: effective.file().map(|file| file.display().to_string()),
        excluded: effective.excluded,
        values: configs.values(&effective),
        rules: configs.trace(&effective, chosen.platform),
        platform: chosen.platform.name.clone(),
        why: chosen.why.to_string(),
    })
}

fn table(described: &Described) -> String {
    let mut table = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(table, "platform       {} ({})", described.platform, described.why);
    let _ = writeln!(table, "document       {}", described.document.as_deref().unwrap_or("any"));
    let _ = writeln!(table, "configuration  {}", described.file.as_deref().unwrap_or("none; the defaults hold"));
    if described.excluded {
        table.push_str("left out       by the configuration's include and exclude\n");
    }
    let row = |table: &mut String, first: &str, origin: &str| {
        let blank = " ".repeat(48_usize.saturating_sub(width(first, 1)));
        let _ = writeln!(table, "{}", format!("  {first}{blank}  {origin}").trim_end());
    };
    if !described.values.is_empty() {
        table.push_str("settings\n");
    }
    for value in &described.values {
        row(&mut table, &format!("{} = {}", value.key, value.value), &value.origin);
    }
    table.push_str("rules\n");
    for rule in &described.rules {
        row(&mut table, &format!("{:8}  {}", rule.severity, rule.name), rule.origin.as_deref().unwrap_or_default());
        for option in &rule.options {
            row(&mut table, &format!("{:8}    {} = {}", "", option.key, option.value), &option.origin);
        }
    }
    table
}
