//! Options for a project that has findings already: which of them count.

use clap::Args as ClapArgs;
use std::path::PathBuf;

#[derive(ClapArgs, Default)]
pub(crate) struct BaselineArgs {
    /// Say nothing of the findings in this file, which --write-baseline wrote
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write the findings to a file that hides them from then on [default: what --baseline or the configuration names, else cndlint-baseline.toml]
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with_all = ["prune_baseline", "fix", "unsafe_fixes", "diff", "since", "staged", "statistics"])]
    #[allow(clippy::option_option, reason = "the option, and its value, may be left out")]
    pub(crate) write_baseline: Option<Option<PathBuf>>,
    /// Take out of the baseline what no longer occurs; nothing comes in
    #[arg(long, conflicts_with = "diff")]
    pub(crate) prune_baseline: bool,
    /// Write comments into the files that switch off what is found: for its line where one can stand, else for the file
    #[arg(long, conflicts_with_all = ["write_baseline", "prune_baseline", "fix", "unsafe_fixes", "diff", "statistics"])]
    pub(crate) add_disables: bool,
}

#[derive(ClapArgs, Default)]
pub(crate) struct ChangedArgs {
    /// Only findings on lines that have changed since this commit, in the working tree (`main...`: since the current branch left it)
    #[arg(long, value_name = "REV", conflicts_with = "staged", allow_hyphen_values = true)]
    pub(crate) since: Option<String>,
    /// Only findings on lines that are staged for the next commit
    #[arg(long)]
    pub(crate) staged: bool,
}
