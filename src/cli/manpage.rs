//! `cndlint completions` and `cndlint man`: the arguments, for a shell and for a reader.

use super::args::Args;
use super::args::about::CompletionsArgs;
use super::{CLEAN, print};
use crate::manual::{Language, Page};
use crate::ruleset::MANUAL;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::io::{self, Write};

pub(super) fn completions(args: &CompletionsArgs) -> io::Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut with_rules(Args::command()), "cndlint", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(CLEAN)
}

/// The arguments with the rules' names as values. For completion only: the program takes patterns and aliases as well.
fn with_rules(command: Command) -> Command {
    let named = |command: Command, option: &'static str| {
        let rule = |entry: &crate::rule::Entry| PossibleValue::new(entry.name).help(Page::of(entry).summary(Language::En));
        let rules: Vec<PossibleValue> = MANUAL.entries().map(rule).collect();
        command.mut_arg(option, |arg| arg.value_parser(PossibleValuesParser::new(rules)))
    };
    let lists = |command: Command| named(named(command, "select"), "ignore");
    let command = lists(command).mut_subcommand("check", lists).mut_subcommand("config", lists);
    command.mut_subcommand("explain", |explain| named(explain, "rule"))
}

pub(super) fn man() -> io::Result<u8> {
    let mut page = Vec::new();
    write_page(&mut page)?;
    print(&String::from_utf8_lossy(&page))?;
    Ok(CLEAN)
}

/// One page for the program with all its commands.
fn write_page(page: &mut Vec<u8>) -> io::Result<()> {
    let mut program = Args::command().disable_help_subcommand(true);
    program.build();
    let exit_codes = program.get_after_help().map(ToString::to_string).unwrap_or_default();
    let whole = Man::new(program.clone());
    whole.render_title(page)?;
    whole.render_name_section(page)?;
    whole.render_synopsis_section(page)?;
    whole.render_description_section(page)?;
    whole.render_options_section(page)?;
    write_commands(page, &program)?;
    writeln!(page, ".SH \"EXIT STATUS\"\n{}", exit_codes.trim_start_matches("Exit codes: ").replace('-', "\\-"))?;
    page.write_all(FILES.as_bytes())
}

/// A section for each command, with those below it behind it.
fn write_commands(page: &mut Vec<u8>, program: &Command) -> io::Result<()> {
    let ids = |command: &Command| command.get_arguments().map(|arg| arg.get_id().clone()).collect::<Vec<_>>();
    let mut waiting: Vec<&Command> = program.get_subcommands().collect();
    waiting.reverse();
    while let Some(command) = waiting.pop() {
        writeln!(page, ".SH \"{}\"", command.get_bin_name().unwrap_or_else(|| command.get_name()))?;
        let man = Man::new(command.clone());
        let mut part = Vec::new();
        man.render_description_section(&mut part)?;
        man.render_synopsis_section(&mut part)?;
        // `check` has the options of the program itself.
        if ids(program).iter().filter(|id| *id != "version").ne(ids(command).iter()) {
            man.render_options_section(&mut part)?;
        }
        // The description stands below the heading; the other parts have headings of their own.
        let part = String::from_utf8_lossy(&part).replacen(".SH DESCRIPTION\n", "", 1).replace("\n.SH ", "\n.SS ");
        page.write_all(part.as_bytes())?;
        let at = waiting.len();
        waiting.extend(command.get_subcommands());
        waiting[at..].reverse();
    }
    Ok(())
}

const FILES: &str = r".SH FILES
.TP
\fIcndlint.toml\fR, \fI.cndlint.toml\fR
The configuration: the nearest one above a file holds for it.
.TP
\fI.cndlintignore\fR, \fI.ignore\fR, \fI.gitignore\fR
Patterns of files that are not visited; of two that speak of a file, the one named first here counts.
.TP
\fIcndlint-baseline.toml\fR
Findings that are known and not reported, where \fB--baseline\fR is given.
.TP
\fIcndlint-links.lock\fR
What URLs answered when \fBcndlint links refresh\fR last asked them.
.SH ENVIRONMENT
.TP
\fBNO_COLOR\fR
No colours.
.TP
\fBCNDLINT_CACHE_DIR\fR
Where results are kept for later runs.
.TP
\fBCNDLINT_TOKEN_\fIHOST\fR
The token that \fBcndlint links refresh\fR shows to a host, in capitals, with _ for a dot and __ for a hyphen.
.TP
\fBLC_ALL\fR, \fBLC_MESSAGES\fR, \fBLANG\fR
The language of messages.
";
