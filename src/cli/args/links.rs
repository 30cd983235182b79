//! The command line of `cndlint links`.

use super::FilesArgs;
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(ClapArgs)]
pub(crate) struct LinksArgs {
    #[command(subcommand)]
    pub(crate) command: LinksCommand,
}

#[derive(Subcommand)]
pub(crate) enum LinksCommand {
    /// List the URLs of files with their places
    List(ListLinksArgs),
    /// Say what the lock has of the URLs of files; exit code 1 where one is gone
    Check(CheckLinksArgs),
    /// Take the answers that lychee got (`lychee --format json`) into the lock
    Import(ImportLinksArgs),
    /// Ask the URLs of files and write the lock: the only command with a network
    #[cfg(feature = "remote")]
    Refresh(RefreshLinksArgs),
}

#[derive(ClapArgs)]
pub(crate) struct ListLinksArgs {
    #[command(flatten)]
    pub(crate) files: FilesArgs,
    /// How the list is written
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: LinksFormat,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum LinksFormat {
    /// For a terminal
    Table,
    /// For tools, with all places
    Json,
    /// One URL in a line
    Plain,
}

#[derive(ClapArgs)]
pub(crate) struct CheckLinksArgs {
    #[command(flatten)]
    pub(crate) files: FilesArgs,
    /// The lock [default: that of the configuration]
    #[arg(long, value_name = "FILE")]
    pub(crate) lock: Option<PathBuf>,
}

#[derive(ClapArgs)]
pub(crate) struct ImportLinksArgs {
    /// The report
    pub(crate) report: PathBuf,
    /// The lock [default: that of the configuration]
    #[arg(long, value_name = "FILE")]
    pub(crate) lock: Option<PathBuf>,
    /// The day of the report [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) date: Option<(u32, u32, u32)>,
}

#[cfg(feature = "remote")]
#[derive(ClapArgs)]
pub(crate) struct RefreshLinksArgs {
    #[command(flatten)]
    pub(crate) files: FilesArgs,
    /// The lock [default: that of the configuration]
    #[arg(long, value_name = "FILE")]
    pub(crate) lock: Option<PathBuf>,
    /// Ask only what was asked so many days ago or earlier, or never
    #[arg(long, value_name = "DAYS", default_value = "7")]
    pub(crate) older: u32,
    /// Forget what no text names any more: for a run over all texts of the lock
    #[arg(long)]
    pub(crate) prune: bool,
    /// End after so many seconds; what was learnt is kept
    #[arg(long, value_name = "SECONDS")]
    pub(crate) max_time: Option<u64>,
    /// Hosts asked at once
    #[arg(long, value_name = "N", default_value = "8")]
    pub(crate) hosts: usize,
    /// Seconds between two questions to one host
    #[arg(long, value_name = "SECONDS", default_value = "1")]
    pub(crate) pause: f64,
    /// Seconds that one answer may take
    #[arg(long, value_name = "SECONDS", default_value = "20")]
    pub(crate) timeout: u64,
    /// Ask addresses in private networks too
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// Go through the proxy that the environment names: it, not cndlint, then resolves the names
    #[arg(long)]
    pub(crate) allow_proxy: bool,
}

fn day(text: &str) -> Result<(u32, u32, u32), String> {
    crate::text::date(text).ok_or_else(|| "a day is written 2026-11-21".to_owned())
}
