//! Front matter that no one should write: refused quickly where it is, and the rest of the post is checked all the same.

use crate::program::{folder, run, stderr, stdout, text};
use crate::{Case, Fix, hold};

/// Headers of all sorts.
const HEADERS: &[Case] = &[
        Case {
            kind: "a list that holds itself",
            platform: "generic",
            text: "---\na: &x [b, *x]\n---\n\nGithubと\n".as_bytes(),
            code: 1,
            found: &["2:11 front-matter-syntax", "5:1 name-canonical"],
            fix: Fix::To("---\na: &x [b, *x]\n---\n\nGitHubと\n".as_bytes()),
        },
        Case {
            kind: "a key twice",
            platform: "generic",
            text: b"---\ntitle: a\ndate: 2022-11-21\ntitle: a\n---\n\nb\n",
            code: 1,
            found: &["4:1 front-matter-syntax"],
            fix: Fix::None,
        },
        Case { kind: "three dashes alone", platform: "generic", text: b"---\n", code: 0, found: &[], fix: Fix::None },
        Case { kind: "three dashes without an end", platform: "generic", text: b"---", code: 0, found: &["1:4 final-newline"], fix: Fix::To(b"---\n") },
        Case {
            kind: "an empty header",
            platform: "zenn",
            text: "---\n---\n\n本文\n".as_bytes(),
            code: 1,
            found: &["1:1 front-matter-schema"; 5],
            fix: Fix::None,
        },
        Case {
            kind: "dots close it",
            platform: "hugo",
            text: "---\ntitle: a\n...\n\n本文\n".as_bytes(),
            code: 1,
            found: &["3:1 front-matter-syntax"],
            fix: Fix::None,
        },
        Case {
            kind: "dots close it, for whoever reads it",
            platform: "generic",
            text: "---\ntitle: a\n...\n\n本文\n".as_bytes(),
            code: 0,
            found: &["3:1 front-matter-syntax"],
            fix: Fix::None,
        },
        Case {
            kind: "indented dashes are content",
            platform: "generic",
            text: "---\ntitle: a\nabout: |\n  b\n  ---\n  c \n---\n\n本文Github\n".as_bytes(),
            code: 1,
            found: &["9:3 name-canonical"],
            fix: Fix::To("---\ntitle: a\nabout: |\n  b\n  ---\n  c \n---\n\n本文GitHub\n".as_bytes()),
        },
        Case {
            kind: "words and numbers that have a type, and a day that does not exist",
            platform: "hugo",
            text: "---\ntitle: no\nversion: 1.20\nmode: 0755\ntime: 12:30:45\ndraft: off\ndate: 2023-02-29\n---\n\n本文 \n".as_bytes(),
            code: 1,
            found: &["6:8 front-matter-schema", "7:7 front-matter-date", "10:3 trailing-space"],
            fix: Fix::To("---\ntitle: no\nversion: 1.20\nmode: 0755\ntime: 12:30:45\ndraft: off\ndate: 2023-02-29\n---\n\n本文\n".as_bytes()),
        },
        Case {
            kind: "a day that does not exist, for whoever reads it",
            platform: "generic",
            text: "---\ndate: 2022-11-31\n---\n\n本文\n".as_bytes(),
            code: 1,
            found: &["2:7 front-matter-date"],
            fix: Fix::None,
        },
        Case {
            kind: "a day that does not exist, on Jekyll",
            platform: "jekyll",
            text: "---\ndate: 2022-11-31\n---\n\n本文\n".as_bytes(),
            code: 1,
            found: &["2:7 front-matter-date"],
            fix: Fix::None,
        },
        Case {
            kind: "JSON where it is read",
            platform: "hugo",
            text: "{\n  \"title\": \"a\",\n  \"date\": \"2022-11-21\"\n}\n\n本文\n".as_bytes(),
            code: 0,
            found: &[],
            fix: Fix::None,
        },
        Case {
            kind: "JSON where it is not",
            platform: "jekyll",
            text: "{\n  \"title\": \"a\"\n}\n\n本文\n".as_bytes(),
            code: 1,
            found: &["1:1 front-matter-syntax"],
            fix: Fix::None,
        },
        Case {
            kind: "a blank line above: an underlined heading that nobody wrote",
            platform: "generic",
            text: "\n---\ntitle: a\ndate: 2022-11-21\n---\n\n本文 \n".as_bytes(),
            code: 1,
            found: &["2:1 front-matter-syntax", "3:1 heading-blank-lines", "7:3 trailing-space"],
            fix: Fix::To("\n---\ntitle: a\ndate: 2022-11-21\n---\n\n本文\n".as_bytes()),
        },
        Case {
            kind: "a second header",
            platform: "generic",
            text: "---\ntitle: a\n---\n---\ntitle: b\n---\n\n本文\n".as_bytes(),
            code: 1,
            found: &["4:1 front-matter-syntax", "5:1 heading-blank-lines"],
            fix: Fix::None,
        },
        Case {
            kind: "a colon in a value",
            platform: "generic",
            text: "---\ntitle: CNDT: 二日目\n---\n\n本文\n".as_bytes(),
            code: 1,
            found: &["2:12 front-matter-syntax"],
            fix: Fix::To("---\ntitle: \"CNDT: 二日目\"\n---\n\n本文\n".as_bytes()),
        },
        Case {
            kind: "a colon in a value, and what may be a comment",
            platform: "generic",
            text: "---\ntitle: CNDT: 二日目 #2\n---\n\n本文\n".as_bytes(),
            code: 1,
            found: &["2:12 front-matter-syntax"],
            fix: Fix::None,
        },
        Case {
            kind: "blanks behind delimiters, in CRLF",
            platform: "generic",
            text: "---\t\r\ntitle: a\r\n--- \r\n\r\n本文\r\n".as_bytes(),
            code: 0,
            found: &["1:4 trailing-space", "3:4 trailing-space"],
            fix: Fix::To("---\r\ntitle: a\r\n---\r\n\r\n本文\r\n".as_bytes()),
        },
        Case {
            kind: "nothing where a text has to be",
            platform: "qiita",
            text: "---\ntitle: ~\ntags:\n  -\n  - a\nid: null\nprivate: false\nupdated_at: ''\norganization_url_name: null\nslide: false\n---\n\n本文\n".as_bytes(),
            code: 1,
            found: &["2:8 front-matter-schema", "4:3 front-matter-schema"],
            fix: Fix::None,
        },
        Case {
            kind: "keys that are no texts",
            platform: "generic",
            text: "---\n? [a]\n: b\n2: c\nfalse: d\n? {e: f}\n: g\n---\n\n本文\n".as_bytes(),
            code: 0,
            found: &[],
            fix: Fix::None,
        },
        Case {
            kind: "what is merged may hold what is missing",
            platform: "zenn",
            text: "---\nx: &x {type: tech, published: true, emoji: 🎉, topics: [a]}\n<<: *x\ntitle: a\n---\n\n本文\n".as_bytes(),
            code: 0,
            found: &[],
            fix: Fix::None,
        },
];

#[test]
fn broken_headers() {
    hold(HEADERS);
}

/// Aliases that grow, and what is nested without end. No clock: what is not refused takes all memory there is.
#[test]
fn headers_that_explode() {
    let bomb: String = ('b'..='k').fold("a: &a [x, x, x, x, x, x, x, x]\n".to_owned(), |text, name| {
        let before = char::from(name as u8 - 1);
        format!("{text}{name}: &{name} [{}]\n", vec![format!("*{before}"); 8].join(", "))
    });
    let deep = format!("a: {}\n", "[".repeat(20_000));
    for (kind, header, message) in
        [("aliases", bomb.as_str(), "grows beyond what any reader should follow"), ("depth", &deep, "too large or nested too deep")]
    {
        let blog = folder(&[("a.md", &format!("---\n{header}---\n\nGithub\n"))]);
        let output = run(blog.path(), &["--fix", "--format", "concise", "--no-cache"]);
        assert_eq!(output.status.code(), Some(1), "{kind}: {}", stderr(&output));
        assert!(stdout(&output).contains(message), "{kind}: {}", stdout(&output));
        assert_eq!(text(&blog, "a.md"), format!("---\n{header}---\n\nGitHub\n"), "{kind}: the body is mended");
    }
}

/// The report of a line without end fits a screen.
#[test]
fn a_value_without_end_is_cut() {
    let header = format!("title: {}\nemoji: 🎉\ntype: tech\ntopics: [a]\npublished: true\n", "長".repeat(30_000));
    let blog = folder(&[("articles/abcdefghijklm.md", &format!("---\n{header}---\n\n本文\n")), ("package.json", "\"zenn-cli\"")]);
    let output = run(blog.path(), &["--lang", "en", "articles"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("title has 30000 characters"), "{}", stdout(&output));
    assert!(stdout(&output).lines().all(|line| line.chars().count() < 300), "{}", stdout(&output));
}

/// A key that stands twice is shown with the first.
#[test]
fn both_places_of_a_key_are_told() {
    let blog = folder(&[("a.md", "---\ntitle: a\nx: 1\ntitle: b\n---\n\nb\n")]);
    let json: serde_json::Value = serde_json::from_str(&stdout(&run(blog.path(), &["--format", "json"]))).unwrap();
    let found = &json["files"][0]["diagnostics"][0];
    assert_eq!((&found["line"], &found["related"][0]["line"]), (&4.into(), &2.into()));
}
