//! Arguments of the commands that tell of the tool itself and of what it is set to.

use super::{CompatArg, PlatformArg, platforms};
use clap::{Args as ClapArgs, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

#[derive(ClapArgs)]
pub(crate) struct ConfigArgs {
    /// The file
    pub(crate) file: PathBuf,
    /// How it is written
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: SettingsFormat,
    /// Where it is published [default: found out]
    #[arg(long, value_name = "NAME", value_parser = platforms())]
    pub(in crate::cli) platform: Option<PlatformArg>,
    /// Run only these rules (`heading-*` stands for several)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// Don't run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
    /// Give the answers of another tool: its rules and defaults
    #[arg(long, value_enum, value_name = "TOOL")]
    pub(in crate::cli) compat: Option<CompatArg>,
    /// Use this configuration file
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub(crate) config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    pub(crate) isolated: bool,
}

#[derive(Clone, Copy, ValueEnum, PartialEq)]
pub(crate) enum SettingsFormat {
    /// For a terminal
    Table,
    /// For tools
    Json,
}

#[derive(ClapArgs)]
pub(crate) struct CompletionsArgs {
    /// The shell that is to read it
    pub(crate) shell: Shell,
}
