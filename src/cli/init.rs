//! `cndlint init`: a configuration for a folder of posts as it is today.

use super::args::InitArgs;
use super::check::{Survey, Tally, survey};
use super::{CLEAN, FAILED, complain, counted, print, shown};
use crate::config::FILE_NAMES;
use crate::diagnostic::Severity;
use crate::files;
use crate::manual::{Language, Page};
use crate::ruleset::MANUAL;
use std::fmt::Write;
use std::io;

/// Fewer findings of a rule can be mended in one go.
const LEAST_NOISE: usize = 10;

/// What a few files have alone is looked at sooner there.
const LEAST_FILES: usize = 3;

/// A rule that finds something in fewer than one of so many files is no noise.
const LEAST_SHARE: usize = 10;

pub(super) fn run(args: &InitArgs) -> io::Result<u8> {
    let folder = &args.folder;
    if !folder.is_dir() {
        complain(&format!("{}: is no folder; name the one that the posts lie in", shown(folder)));
        return Ok(FAILED);
    }
    let existing = FILE_NAMES.iter().map(|name| folder.join(name)).find(|path| path.exists());
    if let Some(existing) = existing.filter(|_| !args.print) {
        complain(&format!("{}: is there already; `cndlint init --print` shows what would be written", shown(&existing)));
        return Ok(FAILED);
    }
    let survey = survey(folder);
    for failure in &survey.failures {
        complain(&format!("{}: {}", failure.path, failure.message));
    }
    if survey.files == 0 {
        complain(&format!("no Markdown files found below {}; nothing written", shown(folder)));
        return Ok(FAILED);
    }
    let text = configuration(&survey);
    if args.print {
        print(&text)?;
        return Ok(CLEAN);
    }
    let path = folder.join(FILE_NAMES[0]);
    if let Err(message) = files::write_new(&path, &text) {
        complain(&format!("{}: {message}", shown(&path)));
        return Ok(FAILED);
    }
    print(&told(&survey, &shown(&path)))?;
    Ok(CLEAN)
}

/// Whether a rule reports more than can be mended soon: not what is certainly wrong, and not what `--fix` mends.
fn is_noisy(tally: &Tally, files: usize) -> bool {
    let is_spread = tally.found >= LEAST_NOISE && tally.files >= LEAST_FILES && tally.files * LEAST_SHARE >= files;
    tally.severity < Some(Severity::Error) && tally.fixable * 2 < tally.found && is_spread
}

/// The rules that are noisy or are not, most findings first.
fn rules(survey: &Survey, noisy: bool) -> Vec<(&'static str, Tally)> {
    let mut rules: Vec<_> = survey.rules.iter().map(|(rule, tally)| (*rule, *tally)).collect();
    rules.retain(|(_, tally)| is_noisy(tally, survey.files) == noisy);
    rules.sort_by_key(|(rule, tally)| (usize::MAX - tally.found, *rule));
    rules
}

fn found(tally: &Tally) -> String {
    let fixable = if tally.fixable > 0 { format!(", {} mended by --fix", tally.fixable) } else { String::new() };
    format!("{} in {}{fixable}", tally.found, counted(tally.files, "file"))
}

/// How many findings the rules have together, and how many of them `--fix` mends.
fn sum(rules: &[(&'static str, Tally)]) -> (usize, usize) {
    rules.iter().fold((0, 0), |(found, fixable), (_, tally)| (found + tally.found, fixable + tally.fixable))
}

fn configuration(survey: &Survey) -> String {
    let mut text = String::from(
        "# The README describes every key, and `cndlint schema` prints them for editors. `cndlint config FILE` shows what holds for a file.\n\n",
    );
    let platforms: Vec<_> = survey.platforms.iter().map(|(name, files)| format!("{name} for {}", counted(*files, "file"))).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "# Found out for each file. Here it is {}.\nplatform = \"auto\"\n\n[rules]", platforms.join(", "));
    let (noisy, quiet) = (rules(survey, true), rules(survey, false));
    if !noisy.is_empty() {
        text.push_str("# Off for now: more than can be mended in one go. When the turn of one has come, take its line out; `cndlint explain RULE` says what to do.\n");
    }
    for (rule, tally) in noisy {
        let summary = MANUAL.find(rule).map_or("", |entry| Page::of(entry).summary(Language::En));
        let _ = writeln!(text, "{rule} = \"off\"  # {}: {summary}", found(&tally));
    }
    if !text.ends_with("[rules]\n") && !quiet.is_empty() {
        text.push('\n');
    }
    if !quiet.is_empty() {
        let width = quiet.iter().map(|(rule, _)| rule.len()).max().unwrap_or_default();
        let _ = writeln!(text, "# On, with what was found in {} when this was written:", counted(survey.files, "file"));
        for (rule, tally) in quiet {
            let _ = writeln!(text, "#   {rule:width$}  {}", found(&tally));
        }
    }
    text
}

/// What was done, and what comes next.
fn told(survey: &Survey, path: &str) -> String {
    let (noisy, quiet) = (rules(survey, true), rules(survey, false));
    let (found, fixable) = sum(&quiet);
    let mut text = format!("{path}: written after a look at {}\n", counted(survey.files, "file"));
    if !noisy.is_empty() {
        let names: Vec<&str> = noisy.iter().map(|(rule, _)| *rule).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "off, as they find too much: {} ({})", names.join(", "), counted(sum(&noisy).0, "finding"));
    }
    let _ = match (found, fixable) {
        (0, _) => writeln!(text, "nothing else is found"),
        (_, 0) => writeln!(text, "left: {}; `cndlint --write-baseline` sets them aside", counted(found, "finding")),
        _ => writeln!(
            text,
            "left: {}; `cndlint --diff` shows how --fix would mend {fixable} of them, and `cndlint --write-baseline` sets the rest aside",
            counted(found, "finding")
        ),
    };
    text
}
