//! The command line.

pub(super) mod about;
mod adoption;
pub(super) mod links;
pub(super) mod output;

pub(super) use adoption::{BaselineArgs, ChangedArgs};

use crate::diagnostic::{Level, Severity};
use crate::manual::Language;
use crate::platform::Platform;
use crate::rule::Compat;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args as ClapArgs, ColorChoice, Parser, Subcommand, ValueEnum};
use output::{FormatArg, OutputArg};
use std::path::PathBuf;

/// Linter and formatter for Markdown writeups.
///
/// Checks headings, links, markup and project names of conference reports and blog posts, and mends what it can.
#[derive(Parser)]
#[command(name = "cndlint", version, args_conflicts_with_subcommands = true, after_help = EXIT_CODES)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) check: CheckArgs,
}

const EXIT_CODES: &str = "Exit codes: 0 nothing found, 1 findings left (with --diff: changes wanted), 2 something could not be done";

#[derive(Subcommand)]
pub(super) enum Command {
    /// Check files (the same as without a command)
    Check(Box<CheckArgs>),
    /// Format files: layout alone, nothing that a reader sees
    Fmt(Box<FmtArgs>),
    /// Show the page of a rule
    Explain(ExplainArgs),
    /// List the rules
    Rules(RulesArgs),
    /// Show what holds for a file, and where each value comes from
    Config(about::ConfigArgs),
    /// List the names in files: how they are spelled, how often, and what may be a name no pack knows
    Names(NamesArgs),
    /// List the URLs in files, and keep what they answered in a lock that checks read
    Links(links::LinksArgs),
    /// Write a configuration: a look at what is there, with the rules off that would find too much
    Init(InitArgs),
    /// Print another tool's file as ours: the configuration of markdownlint or rumdl, or a dictionary of prh (YAML) or textlint-rule-terminology (JSON)
    Import(ImportArgs),
    /// Print a JSON Schema of `cndlint.toml`, for editors
    Schema,
    /// Print what a shell needs to complete commands, options and names of rules
    Completions(about::CompletionsArgs),
    /// Print the manual page, as `man` reads it
    Man,
}

#[derive(ClapArgs)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// Apply fixes of this level and of surer ones
    #[arg(long, value_name = "LEVEL", num_args = 0..=1, require_equals = true, default_missing_value = "repair", value_parser = levels())]
    pub(super) fix: Option<Level>,
    /// Apply suggestions too: look at the result
    #[arg(long)]
    pub(super) unsafe_fixes: bool,
    /// Print what --fix would change; write nothing, even with --fix
    #[arg(long)]
    pub(super) diff: bool,
    /// Run only these rules (`heading-*` stands for several)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Don't run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// Give the answers of another tool: its rules and defaults
    #[arg(long, value_enum, value_name = "TOOL")]
    pub(super) compat: Option<CompatArg>,
    /// How findings are written
    #[arg(long, value_enum, default_value = "full")]
    pub(super) format: FormatArg,
    /// Write the findings to a file as well (`sarif=out.sarif`); may stand several times
    #[arg(long, value_name = "FORMAT=PATH", value_parser = output::output, conflicts_with = "diff")]
    pub(super) output: Vec<OutputArg>,
    /// Least severity that makes the exit code 1
    #[arg(long, value_name = "SEVERITY", default_value = "warn", value_parser = severities())]
    pub(super) fail_on: FailOn,
    /// Count findings by rule instead of listing them
    #[arg(long)]
    pub(super) statistics: bool,
    /// Check once more whenever a file changes
    #[arg(long)]
    pub(super) watch: bool,
    #[command(flatten)]
    pub(super) baseline: BaselineArgs,
    #[command(flatten)]
    pub(super) changed: ChangedArgs,
}

#[derive(ClapArgs)]
pub(super) struct FmtArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// Name the files that are not formatted; write nothing
    #[arg(long)]
    pub(super) check: bool,
    /// Print the changes; write nothing
    #[arg(long, conflicts_with = "check")]
    pub(super) diff: bool,
}

/// What is read, what holds for it, and how it is spoken of.
#[derive(ClapArgs, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(super) struct InputArgs {
    /// Files and folders; `-` is standard input
    #[arg(default_value = ".")]
    pub(super) paths: Vec<PathBuf>,
    /// No summary
    #[arg(short, long)]
    pub(super) quiet: bool,
    /// Say more: how many results of earlier runs were used, which entries of a baseline no longer occur
    #[arg(short, long, conflicts_with = "quiet")]
    pub(super) verbose: bool,
    /// Language of messages [default: the terminal's]
    #[arg(long, value_enum)]
    pub(super) lang: Option<Lang>,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorChoice,
    /// Files read at a time [default: one for each core]
    #[arg(long, value_name = "N", default_value = "0", hide_default_value = true)]
    pub(super) jobs: usize,
    /// Name of standard input in messages, and the place whose configuration holds
    #[arg(long, value_name = "PATH")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Where the posts are published [default: found out for each file]
    #[arg(long, value_name = "NAME", value_parser = platforms())]
    pub(super) platform: Option<PlatformArg>,
    /// Use this configuration file for all files
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub(super) config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    pub(super) isolated: bool,
    /// Leave out files that match, as seen from the current folder (`drafts/` is all that is in it)
    #[arg(long, value_name = "GLOB", value_delimiter = ',')]
    pub(super) exclude: Vec<String>,
    /// Read files that .gitignore and .cndlintignore name
    #[arg(long)]
    pub(super) no_ignore: bool,
    /// Look at each file, also where an earlier run has
    #[arg(long)]
    pub(super) no_cache: bool,
    /// Keep results for later runs here [default: `CNDLINT_CACHE_DIR`, else the system's place for caches]
    #[arg(long, value_name = "FOLDER", conflicts_with = "no_cache")]
    pub(super) cache_dir: Option<PathBuf>,
}

#[derive(ClapArgs)]
pub(super) struct ExplainArgs {
    /// A rule's name or alias (`MD001`)
    pub(super) rule: String,
}

#[derive(ClapArgs)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct NamesArgs {
    #[command(subcommand)]
    pub(super) command: Option<NamesCommand>,
    #[command(flatten)]
    pub(super) files: FilesArgs,
    /// How the list is written
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: InventoryFormat,
    /// Write the unknown names that stand more than once to a new pack, for you to look through
    #[arg(long, value_name = "FILE")]
    pub(super) write_pack: Option<PathBuf>,
}

/// Which files are read for a list.
#[derive(ClapArgs)]
pub(crate) struct FilesArgs {
    /// Files and folders
    #[arg(default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// Use this configuration file for all files
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub(crate) config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    pub(crate) isolated: bool,
    /// Files read at a time [default: one for each core]
    #[arg(long, value_name = "N", default_value = "0", hide_default_value = true)]
    pub(crate) jobs: usize,
    /// Read files that .gitignore and .cndlintignore name
    #[arg(long)]
    pub(crate) no_ignore: bool,
}

#[derive(Subcommand)]
pub(super) enum NamesCommand {
    /// List the packs that come with the tool
    Packs,
    /// Say what is wrong with packs of your own
    Check(CheckPacksArgs),
}

#[derive(ClapArgs)]
pub(super) struct CheckPacksArgs {
    /// Packs
    #[arg(required = true)]
    pub(super) files: Vec<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum InventoryFormat {
    /// For a terminal
    Table,
    /// For tools
    Json,
}

#[derive(ClapArgs)]
pub(super) struct InitArgs {
    /// The folder that the posts lie in
    #[arg(default_value = ".")]
    pub(super) folder: PathBuf,
    /// Print the configuration; write nothing
    #[arg(long)]
    pub(super) print: bool,
}

#[derive(ClapArgs)]
pub(super) struct ImportArgs {
    /// The file
    pub(super) file: PathBuf,
}

#[derive(ClapArgs)]
pub(super) struct RulesArgs {
    /// How the list is written
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: ListFormat,
    /// Language of the summaries [default: the terminal's]
    #[arg(long, value_enum)]
    pub(super) lang: Option<Lang>,
}

#[derive(Clone, Copy, ValueEnum, PartialEq)]
pub(super) enum ListFormat {
    /// For a terminal
    Table,
    /// For a README
    Markdown,
    /// For tools
    Json,
}

/// The tools whose answers can be had.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum CompatArg {
    /// markdownlint 0.42
    Markdownlint,
}

impl From<CompatArg> for Compat {
    fn from(compat: CompatArg) -> Self {
        match compat {
            CompatArg::Markdownlint => Self::Markdownlint,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Lang {
    En,
    Ja,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::En,
            Lang::Ja => Self::Ja,
        }
    }
}

/// The least severity that fails a run; nothing is `never`.
#[derive(Clone, Copy)]
pub(super) struct FailOn(pub(super) Option<Severity>);

fn severities() -> impl TypedValueParser<Value = FailOn> {
    PossibleValuesParser::new(["info", "warn", "error", "never"]).map(|name| FailOn(Severity::from_name(&name)))
}

fn levels() -> impl TypedValueParser<Value = Level> {
    let names = Level::ALL.map(Level::name);
    PossibleValuesParser::new(names).map(|name| Level::from_name(&name).expect("one of the possible values"))
}

/// A platform for all files; nothing is `auto`.
#[derive(Clone, Copy)]
pub(super) struct PlatformArg(pub(super) Option<&'static Platform>);

fn platforms() -> impl TypedValueParser<Value = PlatformArg> {
    PossibleValuesParser::new(std::iter::once("auto").chain(Platform::names())).map(|name| PlatformArg(Platform::named(&name)))
}

impl From<FmtArgs> for CheckArgs {
    fn from(args: FmtArgs) -> Self {
        Self { fix: Some(Level::Layout), diff: args.diff, fail_on: FailOn(None), ..Self::of(args.input) }
    }
}

impl CheckArgs {
    /// A check of the input with no other options.
    pub(super) fn of(input: InputArgs) -> Self {
        Self {
            input,
            fix: None,
            unsafe_fixes: false,
            diff: false,
            select: Vec::new(),
            ignore: Vec::new(),
            compat: None,
            format: FormatArg::Full,
            output: Vec::new(),
            fail_on: FailOn(Some(Severity::Warn)),
            statistics: false,
            watch: false,
            baseline: BaselineArgs::default(),
            changed: ChangedArgs::default(),
        }
    }

    /// The least level of the fixes to apply or to show.
    pub(super) fn level(&self) -> Level {
        if self.unsafe_fixes { Level::Suggest } else { self.fix.unwrap_or(Level::Repair) }
    }

    pub(super) fn reads_stdin(&self) -> bool {
        self.input.paths.iter().any(|path| path.as_os_str() == "-")
    }
}
