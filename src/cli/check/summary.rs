//! The numbers of a run.

use super::super::counted;
use super::{Action, Run};
use crate::diagnostic::{Diagnostic, Level, Severity};
use crate::manual::Language;
use crate::report::{Format, Summary, statistics_json};
use crate::ruleset::Purpose;
use std::fmt::Write;
use std::io;

/// Findings by rule, in order of the rules. Each file has them, and most only a few.
#[derive(Default)]
pub(super) struct Counts(Vec<(&'static str, Count)>);

/// The findings of one rule.
#[derive(Clone, Copy)]
pub(super) struct Count {
    pub(super) found: usize,
    pub(super) fixable: usize,
    /// The worst of their severities.
    pub(super) severity: Severity,
}

impl Counts {
    pub(super) fn of(found: &[Diagnostic], level: Level) -> Self {
        let mut counts = Self::default();
        for diagnostic in found {
            let fixable = usize::from(diagnostic.fix.as_ref().is_some_and(|fix| fix.level >= level));
            counts.count(diagnostic.rule, Count { found: 1, fixable, severity: diagnostic.severity });
        }
        counts
    }

    pub(super) fn add(&mut self, other: &Self) {
        other.each().for_each(|(rule, count)| self.count(rule, count));
    }

    fn count(&mut self, rule: &'static str, more: Count) {
        let at = self.0.binary_search_by_key(&rule, |(known, _)| known).unwrap_or_else(|at| {
            self.0.insert(at, (rule, Count { found: 0, fixable: 0, severity: more.severity }));
            at
        });
        let (_, count) = &mut self.0[at];
        count.found += more.found;
        count.fixable += more.fixable;
        count.severity = count.severity.max(more.severity);
    }

    /// The rules that found something.
    pub(super) fn each(&self) -> impl Iterator<Item = (&'static str, Count)> {
        self.0.iter().copied()
    }

    /// Rule, findings and how many of them are fixable; most frequent first.
    fn rows(&self) -> Vec<(&'static str, usize, usize)> {
        let mut rows: Vec<_> = self.each().map(|(rule, count)| (rule, count.found, count.fixable)).collect();
        rows.sort_by_key(|(rule, found, _)| (usize::MAX - found, *rule));
        rows
    }

    /// The numbers as they are asked for: for tools, or for people.
    pub(super) fn shown(&self, format: Format, total: &Summary) -> String {
        if format == Format::Json { statistics_json(&self.rows(), total) } else { self.table() }
    }

    fn table(&self) -> String {
        let mut text = String::new();
        for (rule, found, fixable) in self.rows() {
            let fixable = if fixable > 0 { format!("  ({fixable} fixable)") } else { String::new() };
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{found:>7}  {rule}{fixable}");
        }
        text
    }
}

/// The line under the findings. With `--diff`, or where the text itself is the output, it must not mix with it and goes to standard error.
pub(super) fn print(run: &Run, total: &Summary, changed: usize, hidden: usize, failed: bool) -> io::Result<()> {
    let language = run.asked.unwrap_or(run.terminal);
    let mut text = match language {
        language if run.purpose == Purpose::Format => of_format(run, total.files, changed, failed, language),
        Language::En => english(run, total, changed),
        Language::Ja => japanese(run, total, changed),
    };
    if hidden > 0 {
        // Writing to a string cannot fail.
        let _ = match language {
            Language::En => writeln!(text, "{} of the baseline not shown", counted(hidden, "finding")),
            Language::Ja => writeln!(text, "ベースラインにある {hidden} 件は表示していません"),
        };
    }
    if run.action == Action::Check {
        crate::cli::print(&text)
    } else {
        super::print_aside(&text);
        Ok(())
    }
}

/// What `cndlint fmt` did or would do.
fn of_format(run: &Run, files: usize, changed: usize, failed: bool, language: Language) -> String {
    let is_done = run.action == Action::Fix;
    let of = counted(files, "file");
    match (language, changed) {
        (Language::En, 0) if !failed => format!("{of} checked, all formatted already\n"),
        (Language::En, _) => format!("{changed} of {of} {}formatted\n", if is_done { "" } else { "would be " }),
        (Language::Ja, 0) if !failed => format!("{files} ファイルを検査しました。すべて整形済みです\n"),
        (Language::Ja, _) if is_done => format!("{files} ファイル中 {changed} ファイルを整形しました\n"),
        (Language::Ja, _) => format!("{files} ファイル中 {changed} ファイルが整形されていません\n"),
    }
}

fn english(run: &Run, total: &Summary, changed: usize) -> String {
    let files = counted(total.files, "file");
    let found = total.error + total.warn + total.info;
    let severities = format!("{}, {}, {} info", counted(total.error, "error"), counted(total.warn, "warning"), total.info);
    match run.action {
        Action::Diff | Action::List if changed == 0 => format!("{files} checked, nothing to change\n"),
        Action::Diff | Action::List => format!("{} in {} of {files}\n", counted(total.fixed, "fix"), changed),
        Action::Fix if found == 0 => format!("{files} checked, {} fixed, nothing left\n", total.fixed),
        Action::Fix => format!("{files} checked, {} fixed, {found} left ({severities})\n", total.fixed),
        Action::Disable => {
            let hidden = counted(total.fixed, "finding");
            format!("{files} checked, {hidden} switched off by comments in {}, {found} left\n", counted(changed, "file"))
        }
        Action::Check if found == 0 => format!("{files} checked, nothing found\n"),
        Action::Check if total.fixable == 0 => format!("{files} checked, {} ({severities})\n", counted(found, "finding")),
        Action::Check => {
            format!("{files} checked, {} ({severities}); {} fixable with --fix\n", counted(found, "finding"), total.fixable)
        }
    }
}

fn japanese(run: &Run, total: &Summary, changed: usize) -> String {
    let Summary { files, error, warn, info, fixable, fixed } = total;
    let found = error + warn + info;
    let severities = format!("エラー {error}、警告 {warn}、情報 {info}");
    match run.action {
        Action::Diff | Action::List if changed == 0 => format!("{files} ファイルを検査しました。変更はありません\n"),
        Action::Diff | Action::List => format!("{files} ファイル中 {changed} ファイルに {fixed} 件の修正があります\n"),
        Action::Fix if found == 0 => format!("{files} ファイルを検査し、{fixed} 件を修正しました。残りはありません\n"),
        Action::Fix => format!("{files} ファイルを検査し、{fixed} 件を修正しました。残りは {found} 件です（{severities}）\n"),
        Action::Disable => {
            format!("{files} ファイルを検査し、{changed} ファイルで {fixed} 件をコメントで無効化しました。残りは {found} 件です\n")
        }
        Action::Check if found == 0 => format!("{files} ファイルを検査しました。指摘はありません\n"),
        Action::Check if *fixable == 0 => format!("{files} ファイルを検査しました。指摘は {found} 件です（{severities}）\n"),
        Action::Check => {
            format!("{files} ファイルを検査しました。指摘は {found} 件です（{severities}）。{fixable} 件は --fix で修正できます\n")
        }
    }
}
