//! What a fix would change, as a unified diff that `git apply` and `patch -p1` take.

use crate::text::is_hostile;
use similar::TextDiff;
use std::fmt::Write;

/// Lines shown around a change.
const CONTEXT: usize = 3;

/// The diff from `old` to `new` of the file at `path`, which has `/` between its parts; empty where they are equal.
#[must_use]
pub fn unified(path: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    let path = path.trim_start_matches("./").trim_start_matches('/');
    let diff = TextDiff::from_slices(&lines(old), &lines(new));
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "--- {}\n+++ {}", name("a/", path), name("b/", path));
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        let _ = writeln!(text, "{}", hunk.header());
        for change in hunk.iter_changes() {
            let line = change.value();
            let _ = write!(text, "{}{line}", change.tag());
            if !line.ends_with('\n') {
                text.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    text
}

/// Lines as `git` and `patch` see them: only `\n` ends one.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// A file name as `git` writes it in a header: quoted where a quote, a backslash or a control character would be misread.
fn name(side: &str, path: &str) -> String {
    let is_plain = |c: char| !is_obeyed(c) && !matches!(c, '"' | '\\');
    if path.chars().all(is_plain) {
        // `patch` takes the name to end at a tab, and so lets it have blanks.
        let end = if path.contains(' ') { "\t" } else { "" };
        return format!("{side}{path}{end}");
    }
    let mut quoted = format!("\"{side}");
    for c in path.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            _ if is_obeyed(c) => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(quoted, "\\{byte:03o}");
                }
            }
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

const fn is_obeyed(c: char) -> bool {
    c == '\t' || is_hostile(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carriage_returns_and_a_missing_newline_are_kept() {
        let diff = unified("./a.md", "a\r\nb", "a\r\nb\n");
        assert_eq!(diff, "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n+b\n");
    }

    #[test]
    fn odd_names_are_quoted() {
        assert_eq!(name("a/", "日本 語.md"), "a/日本 語.md\t");
        assert_eq!(name("a/", "a\n\u{1b}\"b.md"), "\"a/a\\n\\033\\\"b.md\"");
        assert_eq!(name("a/", "\t\u{202e}.md"), "\"a/\\t\\342\\200\\256.md\"");
    }

    #[test]
    fn nothing_changed_is_nothing() {
        assert_eq!(unified("a.md", "a", "a"), "");
    }
}
