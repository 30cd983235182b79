//! What `git diff --raw --patch -z -U0` writes.

use std::ops::Range;

/// A file that has changed, as git names it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// From the top of the working tree, with `/`.
    pub(super) path: Vec<u8>,
    /// Of its new text, where that is in the index.
    pub(super) id: String,
    /// 0-based lines; nothing where all are new.
    pub(super) lines: Option<Vec<Range<usize>>>,
    /// Whether it has one new text, and not several sides of a conflict.
    pub(super) is_merged: bool,
}

/// The changed files that are there and are regular; nothing where the answer is not understood.
///
/// The list comes first, each part of it ended by NUL, then NUL, then the patches in the same order: the names in those may be ambiguous and are not read.
pub(super) fn read(answer: &[u8]) -> Option<Vec<Entry>> {
    let mut rest = answer;
    let mut field = || {
        let end = memchr::memchr(0, rest)?;
        let (field, behind) = (&rest[..end], &rest[end + 1..]);
        rest = behind;
        Some(field)
    };
    let mut listed = Vec::new();
    // An empty field parts the list from the patches.
    while let Some(head) = field().filter(|head| !head.is_empty()) {
        let mut words = std::str::from_utf8(head).ok()?.strip_prefix(':')?.split(' ');
        let (_, mode, _, id, status) = (words.next()?, words.next()?, words.next()?, words.next()?, words.next()?);
        let mut path = field()?;
        if status.starts_with(['R', 'C']) {
            path = field()?;
        }
        listed.push((mode.to_owned(), id.to_owned(), status.as_bytes().first().copied()?, path.to_owned()));
    }
    let mut patches = patches(rest).into_iter();
    let mut entries = Vec::new();
    for (mode, id, status, path) in listed {
        let lines = match status {
            // Both sides of a conflict are on hand, and no difference.
            b'U' => None,
            // What was a link and is a file: one patch takes it away, another makes it.
            b'T' => {
                patches.next()?;
                patches.next()?;
                None
            }
            b'A' => {
                patches.next()?;
                None
            }
            _ => Some(patches.next()?),
        };
        let is_regular = mode.starts_with("100") || status == b'U';
        if is_regular && status != b'D' {
            entries.push(Entry { path, id, lines, is_merged: status != b'U' });
        }
    }
    patches.next().is_none().then_some(entries)
}

/// For each patch the lines that are new, and those around what is gone.
fn patches(text: &[u8]) -> Vec<Vec<Range<usize>>> {
    let mut patches: Vec<Vec<Range<usize>>> = Vec::new();
    for line in text.split(|byte| *byte == b'\n') {
        // Without context, a line of a text has `+` or `-` in front.
        if line.starts_with(b"diff --git ") {
            patches.push(Vec::new());
        } else if let (Some(lines), Some(patch)) = (hunk(line), patches.last_mut()) {
            patch.push(lines);
        }
    }
    patches
}

/// The lines of `@@ -1,2 +3,4 @@`. Where lines are only gone, those before and behind are meant: they have new neighbours.
fn hunk(line: &[u8]) -> Option<Range<usize>> {
    let line = line.strip_prefix(b"@@ -")?;
    let new = line.split(|byte| *byte == b' ').nth(1)?.strip_prefix(b"+")?;
    let new = std::str::from_utf8(new).ok()?;
    let (first, count) = new.split_once(',').unwrap_or((new, "1"));
    let (first, count): (usize, usize) = (first.parse().ok()?, count.parse().ok()?);
    Some(if count == 0 { first.saturating_sub(1)..first + 1 } else { first - 1..first - 1 + count })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_patches_belong_together() {
        let answer = b":100644 100644 aa 00 M\0a b.md\0:100644 000000 aa 00 D\0gone.md\0:120000 100644 aa 00 T\0l.md\0:100644 100644 aa bb R080\0old.md\0\xe6.md\0\0\
            diff --git a/a b.md b/a b.md\n--- a/a b.md\n+++ b/a b.md\n@@ -2,2 +2,2 @@ a\n-diff --git\n-@@ -1 +1 @@\n+diff --git a/\n+c\n\\ No newline at end of file\n@@ -9 +8,0 @@\n-x\n\
            diff --git a/gone.md b/gone.md\ndeleted file mode 100644\n--- a/gone.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n\
            diff --git a/l.md b/l.md\ndeleted file mode 120000\n@@ -1 +0,0 @@\n-a\ndiff --git a/l.md b/l.md\nnew file mode 100644\n@@ -0,0 +1 @@\n+a\n\
            diff --git a/old.md b/x.md\nrename from old.md\n@@ -0,0 +5 @@\n+r\n";
        let entries = read(answer).unwrap();
        let seen: Vec<_> = entries.iter().map(|entry| (&entry.path[..], format!("{:?}", entry.lines))).collect();
        let expected = [(&b"a b.md"[..], "Some([1..3, 7..9])"), (b"l.md", "None"), (b"\xe6.md", "Some([4..5])")];
        assert_eq!(seen, expected.map(|(path, lines)| (path, lines.to_owned())));
        assert_eq!(read(b""), Some(Vec::new()));
        assert_eq!(read(b":100644 100644 aa 00 M\0a.md\0\0"), None, "a patch is missing");
    }
}
