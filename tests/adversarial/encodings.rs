//! Bytes that are no UTF-8, or odd UTF-8: named, placed right, and never written back as something else.

use crate::program::{folder, run, stderr, stdout, text};
use crate::{Case, Fix, hold};
use std::fs;
use tempfile::TempDir;

/// Refused: one message, every byte as it was, and the file beside is fixed.
#[test]
fn what_is_no_utf8() {
    for (kind, bytes, message) in [
        // 能, 表 and ソ end in bytes that are a backslash or a bar in ASCII.
        (
            "Shift_JIS",
            &b"---\ntitle: \x8e\x91\x97\xbf\n---\n\n\x94\x5c\x97\xcd\x82\xc6\x95\x5c\x82\xcc\x83\x5c \n"[..],
            "not UTF-8: invalid at byte 11 (line 2); looks like Shift_JIS; save the file as UTF-8",
        ),
        (
            "EUC-JP",
            b"# a\n\n\xa4\xb3\xa4\xb3\xa4\xcf \n",
            "not UTF-8: invalid at byte 5 (line 3); looks like EUC-JP; save the file as UTF-8",
        ),
        ("ISO-2022-JP", b"# a\n\n\x1b$B$3$3\x1b(B \n", "not UTF-8; looks like ISO-2022-JP; save the file as UTF-8"),
        ("UTF-16LE with a mark", b"\xff\xfe#\0 \0a\0 \0\n\0", "not UTF-8; looks like UTF-16LE; save the file as UTF-8"),
        ("UTF-16BE with a mark", b"\xfe\xff\0#\0 \0a\0 \0\n", "not UTF-8; looks like UTF-16BE; save the file as UTF-8"),
        ("UTF-16LE without", b"#\0 \0a\0 \0\n\0\n\0b\0 \0\n\0", "not UTF-8; looks like UTF-16LE; save the file as UTF-8"),
        ("UTF-16BE without", b"\0#\0 \0a\0 \0\n\0\n\0b\0 \0\n", "not UTF-8; looks like UTF-16BE; save the file as UTF-8"),
        ("cut off", b"# a\n\n\xe6\x97\xa5 \n\xe6\x97", "not UTF-8: invalid at byte 10 (line 4); save the file as UTF-8"),
        ("overlong", b"a \n\xc0\xae\xc0\xae/ \n", "not UTF-8: invalid at byte 3 (line 2); save the file as UTF-8"),
        ("a surrogate", b"a \n\xed\xa0\x80\n", "not UTF-8: invalid at byte 3 (line 2); save the file as UTF-8"),
        ("beyond Unicode", b"\xf5\x80\x80\x80 \n", "not UTF-8: invalid at byte 0 (line 1); save the file as UTF-8"),
        ("a picture", b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff", "not a text: looks like a binary file"),
    ] {
        for args in [&["--fix"][..], &["--unsafe-fixes"], &["fmt"], &["check"], &["--diff"], &["--add-disables"]] {
            let blog = folder(&[("z.md", "Github\n")]);
            fs::write(blog.path().join("a.md"), bytes).unwrap();
            let output = run(blog.path(), args);
            assert_eq!(output.status.code(), Some(2), "{kind} {args:?}");
            let of_file: Vec<String> = stderr(&output).lines().filter(|line| line.contains("a.md")).map(str::to_owned).collect();
            assert_eq!(of_file, [format!("cndlint: a.md: {message}")], "{kind} {args:?}");
            crate::assert_harmless(kind, &(stdout(&output) + &stderr(&output)));
            assert_eq!(fs::read(blog.path().join("a.md")).unwrap(), bytes, "{kind} {args:?}");
            if args == ["--fix"] {
                assert_eq!(text(&blog, "z.md"), "GitHub\n", "{kind}: the others go on");
            }
        }
    }
}

/// Every format says that a file could not be read, and which.
#[test]
fn every_report_names_what_it_could_not_read() {
    let blog = TempDir::new().unwrap();
    fs::write(blog.path().join("a.md"), b"\x82\xb1\x82\xea").unwrap();
    for format in ["full", "concise", "json", "json-lines", "github", "gitlab", "sarif", "junit", "checkstyle", "rdjson", "azure"] {
        let output = run(blog.path(), &["--format", format, "a.md"]);
        let said = stdout(&output) + &stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{format}");
        assert!(said.contains("a.md") && said.contains("Shift_JIS"), "{format}: {said}");
        crate::assert_harmless(format, &said);
    }
}

/// UTF-8 that is odd.
const ODD: &[Case] = &[
    Case {
        kind: "a byte order mark: no part of the heading, in no column, kept",
        platform: "generic",
        text: "\u{feff}# 題\n\n文。Githubと \n".as_bytes(),
        code: 1,
        found: &["3:3 name-canonical", "3:10 trailing-space"],
        fix: Fix::To("\u{feff}# 題\n\n文。GitHubと\n".as_bytes()),
    },
    Case {
        kind: "a byte order mark in the line of a finding",
        platform: "generic",
        text: "\u{feff}Githubと\n".as_bytes(),
        code: 1,
        found: &["1:1 name-canonical"],
        fix: Fix::To("\u{feff}GitHubと\n".as_bytes()),
    },
    Case {
        kind: "a byte order mark before front matter",
        platform: "generic",
        text: "\u{feff}---\ntitle: x\n---\n\n本文 \n".as_bytes(),
        code: 0,
        found: &["5:3 trailing-space"],
        fix: Fix::To("\u{feff}---\ntitle: x\n---\n\n本文\n".as_bytes()),
    },
    Case {
        kind: "NUL in a text",
        platform: "generic",
        text: b"# a\n\nb\0 Github and some more words \0 \n",
        code: 1,
        found: &["3:2 character-invisible", "3:4 name-canonical", "3:31 character-invisible", "3:32 trailing-space"],
        fix: Fix::None,
    },
    Case {
        kind: "NUL at both ends of a line",
        platform: "generic",
        text: b"# a\n\n\xe6\x97\0aaaaaaaa\0\n",
        code: 2,
        found: &[],
        fix: Fix::None,
    },
    Case { kind: "a byte order mark alone", platform: "generic", text: "\u{feff}".as_bytes(), code: 0, found: &[], fix: Fix::None },
    Case { kind: "nothing", platform: "generic", text: b"", code: 0, found: &[], fix: Fix::None },
    Case {
        kind: "line endings of both sorts: each line keeps its own, a new line gets that of the most",
        platform: "generic",
        text: "# a\r\n\r\nb \n\r\nc \r\n\r\n## d\r\ne\n".as_bytes(),
        code: 0,
        found: &["3:2 trailing-space", "5:2 trailing-space", "7:1 heading-blank-lines"],
        fix: Fix::To("# a\r\n\r\nb\n\r\nc\r\n\r\n## d\r\n\r\ne\n".as_bytes()),
    },
    Case {
        kind: "CRLF",
        platform: "generic",
        text: "---\r\ntitle: x\r\n---\r\n\r\n本文 \r\n\r\n\r\n\r\nGithub\r\n".as_bytes(),
        code: 1,
        found: &["5:3 trailing-space", "7:1 blank-lines-multiple", "9:1 name-canonical"],
        fix: Fix::To("---\r\ntitle: x\r\n---\r\n\r\n本文\r\n\r\nGitHub\r\n".as_bytes()),
    },
    Case {
        kind: "many final newlines",
        platform: "generic",
        text: b"# a\n\nb\n\n\n\n\n",
        code: 0,
        found: &["4:1 final-newline"],
        fix: Fix::To(b"# a\n\nb\n"),
    },
    Case {
        kind: "separators of Unicode end no line",
        platform: "generic",
        text: "# a\u{2028}b\n\nc\u{2029}d\u{85}Github\n".as_bytes(),
        code: 1,
        found: &["1:4 character-invisible", "3:2 character-invisible", "3:4 character-invisible", "3:5 name-canonical"],
        fix: Fix::To("# a\u{2028}b\n\nc\u{2029}d\u{85}GitHub\n".as_bytes()),
    },
    Case {
        kind: "form feed and vertical tab",
        platform: "generic",
        text: b"# a\n\nb\x0cc\x0bd\n",
        code: 1,
        found: &["3:2 character-invisible", "3:4 character-invisible"],
        fix: Fix::None,
    },
    Case {
        kind: "what turns the direction of writing",
        platform: "generic",
        text: "# a\n\nこれは\u{202e}fdp.exe\u{2066} x\u{2069}と\u{61c}と\u{200f}だ\n".as_bytes(),
        code: 1,
        found: &[
            "3:4 character-invisible",
            "3:12 character-invisible",
            "3:15 character-invisible",
            "3:17 character-invisible",
            "3:19 character-invisible",
        ],
        fix: Fix::To("# a\n\nこれは\u{202e}fdp.exe\u{2066} x\u{2069}ととだ\n".as_bytes()),
    },
    Case {
        kind: "what has no width in a name and in an address",
        platform: "generic",
        text: "# a\n\nGit\u{200b}hubと <https://exa\u{200b}mple.jp/> と Git\u{ad}hubと\u{feff}だ\n".as_bytes(),
        code: 1,
        found: &["3:4 character-invisible", "3:22 character-invisible", "3:38 character-invisible", "3:43 character-invisible"],
        fix: Fix::None,
    },
    Case {
        kind: "emoji of several characters and variants of kanji",
        platform: "generic",
        text: "# 👩‍👩‍👧‍👦🏳️‍🌈 葛󠄀城\n\n👨🏽‍💻Githubと辻󠄀 \n".as_bytes(),
        code: 1,
        found: &["3:5 name-canonical", "3:14 trailing-space"],
        fix: Fix::To("# 👩‍👩‍👧‍👦🏳️‍🌈 葛󠄀城\n\n👨🏽‍💻GitHubと辻󠄀\n".as_bytes()),
    },
    Case {
        kind: "kanji beyond the first plane",
        platform: "generic",
        text: "# 𠮷野家\n\n𩸽と𠮷のGithub𠮷 \n".as_bytes(),
        code: 1,
        found: &["3:5 name-canonical", "3:12 trailing-space"],
        fix: Fix::To("# 𠮷野家\n\n𩸽と𠮷のGitHub𠮷\n".as_bytes()),
    },
    Case {
        kind: "waves, minus signs and dashes",
        platform: "generic",
        text: "# 10〜20、−1、―と—、¢と￠\n\n本文\n".as_bytes(),
        code: 0,
        found: &[],
        fix: Fix::None,
    },
    Case {
        kind: "controls of eight bits",
        platform: "generic",
        text: "# a\u{9b}31m\n\n\u{90}q\u{9c}b\n".as_bytes(),
        code: 1,
        found: &["1:4 character-invisible", "3:1 character-invisible", "3:3 character-invisible"],
        fix: Fix::None,
    },
];

#[test]
fn what_is_odd_utf8() {
    hold(ODD);
}

/// Bytes, characters and columns on a screen are three things.
#[test]
fn places_are_right_in_every_unit() {
    for (line, characters, bytes, cells) in
        [("𠮷と👨‍👩‍👧のGithubの話", 9, 28, None), ("ｶﾞｷﾞと全角Githubの話", 8, 21, Some(10)), ("e\u{301}、Githubの話", 4, 6, Some(3))]
    {
        let blog = folder(&[("a.md", &format!("{line}\n"))]);
        let json: serde_json::Value =
            serde_json::from_str(&stdout(&run(blog.path(), &["--format", "json", "--select", "name-canonical"]))).unwrap();
        let found = &json["files"][0]["diagnostics"][0];
        assert_eq!((&found["column"], &found["start"]), (&characters.into(), &bytes.into()), "{line}");
        let full = stdout(&run(blog.path(), &["--select", "name-canonical"]));
        let marks = full.lines().find(|line| line.contains("──────")).unwrap().split("· ").nth(1).unwrap();
        if let Some(cells) = cells {
            assert_eq!(marks.trim_end(), format!("{}{}", " ".repeat(cells), "─".repeat(6)), "{full}");
        }
    }
}
