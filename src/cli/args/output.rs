//! How findings are written, and where to.

use crate::report::Format;
use clap::ValueEnum;
use std::path::PathBuf;

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum FormatArg {
    /// With the lines of the source
    Full,
    /// One line each
    Concise,
    /// One object with everything
    Json,
    /// One object for each finding, in a line of its own
    JsonLines,
    /// Annotations of GitHub Actions, and a summary on the page of the run
    Github,
    /// Code Quality report of GitLab
    Gitlab,
    /// SARIF 2.1.0: GitHub's code scanning, editors
    Sarif,
    /// XML of test results: a failed test for each finding
    Junit,
    /// Checkstyle's XML
    Checkstyle,
    /// For reviewdog, with fixes as suggestions
    Rdjson,
    /// Issues of Azure Pipelines
    Azure,
}

impl From<FormatArg> for Format {
    fn from(format: FormatArg) -> Self {
        match format {
            FormatArg::Full => Self::Full,
            FormatArg::Concise => Self::Concise,
            FormatArg::Json => Self::Json,
            FormatArg::JsonLines => Self::JsonLines,
            FormatArg::Github => Self::Github,
            FormatArg::Gitlab => Self::Gitlab,
            FormatArg::Sarif => Self::Sarif,
            FormatArg::Junit => Self::Junit,
            FormatArg::Checkstyle => Self::Checkstyle,
            FormatArg::Rdjson => Self::Rdjson,
            FormatArg::Azure => Self::Azure,
        }
    }
}

/// A report that goes to a file.
#[derive(Clone)]
pub(crate) struct OutputArg {
    pub(crate) format: FormatArg,
    pub(crate) path: PathBuf,
}

/// `FORMAT=PATH`
pub(super) fn output(text: &str) -> Result<OutputArg, String> {
    let Some((name, path)) = text.split_once('=') else {
        return Err("a format and a file are wanted, as in `sarif=out.sarif`".into());
    };
    let format = FormatArg::from_str(name, false).map_err(|_| {
        let names = FormatArg::value_variants().iter().filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()));
        format!("there is no format `{name}`; there are {}", names.collect::<Vec<_>>().join(", "))
    })?;
    match path {
        "" => Err(format!("a file is wanted, as in `{name}=report`")),
        "-" => Err(format!("what goes to standard output is said by `--format {name}`")),
        _ => Ok(OutputArg { format, path: path.into() }),
    }
}
