//! The reports of a run: one to standard output, others to files.

use super::super::args::output::OutputArg;
use super::super::complain;
use crate::config::absolute;
use crate::files::{self, Aside, Spool};
use crate::manual::Language;
use crate::report::{Failure, Format, Frame, Summary};
use std::io;
use std::path::{Path, PathBuf};

/// Names the file that GitHub Actions shows on the page of a run.
const STEP_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// A report.
pub(super) struct Output {
    pub(super) format: Format,
    pub(super) to: To,
}

/// Where a report goes.
#[derive(PartialEq)]
pub(super) enum To {
    Stdout,
    File(PathBuf),
    /// Behind what other programs wrote.
    End(PathBuf),
}

/// The reports that are asked for. `lists` says whether the findings go to standard output.
pub(super) fn of(format: Format, lists: bool, files: &[OutputArg]) -> Vec<Output> {
    let mut outputs = Vec::new();
    if lists {
        outputs.push(Output { format, to: To::Stdout });
        let summary = std::env::var_os(STEP_SUMMARY).filter(|path| format == Format::Github && !path.is_empty());
        outputs.extend(summary.map(|path| Output { format: Format::StepSummary, to: To::End(path.into()) }));
    }
    outputs.extend(files.iter().map(|file| Output { format: file.format.into(), to: To::File(file.path.clone()) }));
    outputs
}

/// A file that two reports would go to.
pub(super) fn named_twice(files: &[OutputArg]) -> Option<&Path> {
    let path = |file: &OutputArg| absolute(&file.path);
    let is_earlier = |(at, file): &(usize, &OutputArg)| files[..*at].iter().any(|earlier| path(earlier) == path(file));
    files.iter().enumerate().find(is_earlier).map(|(_, file)| file.path.as_path())
}

/// What the reports are made of.
pub(super) struct Findings<'a> {
    /// For each report the parts of the files, in order.
    pub(super) parts: Vec<Vec<Aside>>,
    /// Where those are kept.
    pub(super) spool: &'a Spool,
    pub(super) failures: &'a [Failure],
    pub(super) total: &'a Summary,
    pub(super) language: Language,
}

/// What goes to standard output: what is kept for each file, and what stands around that.
#[derive(Default)]
pub(super) struct Listing {
    pub(super) parts: Vec<Aside>,
    pub(super) frame: Frame,
}

/// Writes the reports that go to files. Gives that for standard output, and what could not be written of what was asked for.
///
/// # Errors
/// Where what is kept cannot be read.
pub(super) fn write(outputs: &[Output], findings: Findings<'_>) -> io::Result<(Listing, Vec<Failure>)> {
    let (mut stdout, mut unwritten) = (Listing::default(), Vec::new());
    for (output, parts) in outputs.iter().zip(findings.parts) {
        if let (To::Stdout, Some(frame)) = (&output.to, output.format.frame(findings.failures, findings.total)) {
            stdout = Listing { parts, frame };
            continue;
        }
        let parts = parts.into_iter().map(|part| findings.spool.text(part)).collect::<io::Result<Vec<_>>>()?;
        let text = output.format.run(&parts, findings.failures, findings.total, findings.language);
        let (path, written) = match &output.to {
            To::Stdout => {
                stdout.frame = Frame::ending(text);
                continue;
            }
            To::File(path) => (path, files::write_report(path, &text)),
            // Nobody asked for it, so a run does not fail with it.
            To::End(path) => {
                if let Err(why) = files::append(path, &text) {
                    complain(&format!("warning: {STEP_SUMMARY}: {}: report not written: {why}", super::shown(path)));
                }
                continue;
            }
        };
        if let Err(why) = written {
            unwritten.push(Failure { path: super::shown(path), message: format!("report not written: {why}") });
        }
    }
    Ok((stdout, unwritten))
}
