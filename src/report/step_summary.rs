//! Markdown for the page of a run of GitHub Actions: the numbers, and a table of findings.

use super::{Failure, Summary, View, clean};
use std::fmt::Write;

/// GitHub takes 1 MiB from a step, and nothing of what is longer; another command of the step may have something to say too.
const MOST_BYTES: usize = 512 * 1024;

pub(super) fn file(view: &View<'_>) -> String {
    let mut text = String::new();
    for diagnostic in view.found {
        let at = view.source.position(diagnostic.span.start);
        let message = plain(&view.message(diagnostic));
        let _ = writeln!(
            text,
            "| {} | {}:{}:{} | {} | {message} |",
            diagnostic.severity,
            plain(view.path),
            at.line,
            at.column,
            diagnostic.rule
        );
    }
    text
}

pub(super) fn run(files: &[String], failures: &[Failure], summary: &Summary) -> String {
    let Summary { files: checked, error, warn, info, fixable, .. } = summary;
    let mut text = format!(
        "### cndlint\n\n| files | errors | warnings | info | fixable |\n| ---: | ---: | ---: | ---: | ---: |\n\
         | {checked} | {error} | {warn} | {info} | {fixable} |\n\n"
    );
    let untold = failures.iter().map(|failure| format!("- {}: {}\n", plain(&failure.path), plain(&failure.message)));
    // The findings have a half of the room for themselves.
    let untold = untold.filter(|line| {
        let fits = text.len() + line.len() <= MOST_BYTES / 2;
        text.push_str(if fits { line } else { "" });
        !fits
    });
    let untold = untold.count();
    if untold > 0 {
        let _ = writeln!(text, "- and {untold} more that could not be done");
    }
    if !failures.is_empty() {
        text.push('\n');
    }
    if !files.is_empty() {
        text.push_str("| severity | place | rule | message |\n| --- | --- | --- | --- |\n");
    }
    let mut left = 0;
    for row in files.iter().flat_map(|file| file.lines()) {
        if left > 0 || text.len() + row.len() > MOST_BYTES {
            left += 1;
        } else {
            text.push_str(row);
            text.push('\n');
        }
    }
    if left > 0 {
        let _ = writeln!(text, "\nand {left} more");
    }
    text + "\n"
}

/// `text` as Markdown that shows just that: each sign that could be markup behind a backslash.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 16);
    for c in clean(text).chars() {
        if c.is_ascii_punctuation() && !".,-/ ()".contains(c) {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_nothing_but_text() {
        assert_eq!(plain("a|b <img> `c` [d](e)\n\u{1b}"), "a\\|b \\<img\\> \\`c\\` \\[d\\](e)\\\\u\\{a\\}\\\\u\\{1b\\}");
    }

    #[test]
    fn what_is_too_long_is_counted() {
        let rows = format!("| {} |\n", "x".repeat(1000)).repeat(1000);
        let text = run(&[rows], &[], &Summary::default());
        assert!(text.len() < MOST_BYTES + 100 && text.ends_with("\nand 479 more\n\n"), "{}", &text[text.len() - 30..]);
        let failure = Failure { path: "x".repeat(1000), message: "y".into() };
        let text = run(&[], &vec![failure; 1000], &Summary::default());
        assert!(text.len() < MOST_BYTES && text.contains("\n- and 740 more that could not be done\n"), "{}", &text[text.len() - 60..]);
    }
}
