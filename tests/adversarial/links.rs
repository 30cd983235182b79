//! Addresses that lie, leak, lead nowhere or are none.

use crate::program::{folder, run, stderr, stdout};
use crate::{Case, FORMATS, Fix, check_all, hold};
use std::fs;

/// Addresses of all sorts.
const ADDRESSES: &[Case] = &[
        Case {
            kind: "schemes that run something, and those with a letter lost",
            platform: "generic",
            text: "[a](javascript:x) [b](data:text/html,x) [c](vbscript:x) [d](JavaScript:x) [e](mailto:a@example.com) [f](tel:+81) [g](ttps://example.com/) [h](https//example.com/)\n".as_bytes(),
            code: 1,
            found: &["1:5 link-scheme", "1:23 link-scheme", "1:45 link-scheme", "1:61 link-scheme", "1:118 link-scheme", "1:143 link-scheme"],
            fix: Fix::None,
        },
        Case {
            kind: "full-width characters in an address",
            platform: "generic",
            text: "[a](https://ｅxample.com/) [b](https://example.com/　x) [c](https://example.com/％４１) [d](https://日本.example/話)\n".as_bytes(),
            code: 1,
            found: &["1:5 link-fullwidth", "1:31 link-fullwidth", "1:59 link-fullwidth"],
            fix: Fix::None,
        },
        Case {
            kind: "percent signs that encode nothing",
            platform: "generic",
            text: "[a](#50%) [b](y%q.md) [c](%00.md) [d](b%2Fc.md) [e](#%E6%97) [f](%fe.md)\n".as_bytes(),
            code: 1,
            found: &["1:1 link-anchor", "1:11 link-file", "1:23 link-file", "1:35 link-file", "1:49 link-anchor", "1:62 link-file"],
            fix: Fix::None,
        },
        Case {
            kind: "links to nowhere and to the top",
            platform: "generic",
            text: "[]() [a]() [b](#) [c](<>) [](#) [d]( ) [e](#top) [f](?q=1) [g](.)\n".as_bytes(),
            code: 1,
            found: &["1:1 link-empty", "1:6 link-empty", "1:19 link-empty", "1:27 link-empty", "1:33 link-empty"],
            fix: Fix::None,
        },
        Case {
            kind: "addresses that track, and those that hide where they lead",
            platform: "generic",
            text: "[a](https://zenn.dev/x?utm_source=t&id=2#y) [b](https://bit.ly/x) [c](https://youtu.be/x?si=y&t=3)\n".as_bytes(),
            code: 0,
            found: &["1:5 link-tracking", "1:49 link-shortener", "1:71 link-tracking"],
            fix: Fix::None,
        },
        // Of a service that goes on nothing is said, nor of a host that only looks like one that has ended.
        Case {
            kind: "services that have ended",
            platform: "generic",
            text: "[a](https://twitter.com/x/status/1) [b](https://www.slideshare.net/x/y) [c](https://goo.gl/maps/x) [d](https://PLUS.google.com:443/+x) [e](http://a.b.codeplex.com./) [f](https://notkatacoda.com/) [g](https://example.com/?u=https://katacoda.com/)\n\n![h](https://giant.gfycat.com/x.gif) https://atnd.org/events/1\n".as_bytes(),
            code: 0,
            found: &["1:104 link-ended-service", "1:140 link-ended-service", "3:6 link-ended-service", "3:38 link-ended-service"],
            fix: Fix::None,
        },
        Case {
            kind: "documents that open in their editor",
            platform: "generic",
            text: "[a](https://docs.google.com/document/d/X/edit) [b](https://docs.google.com/presentation/d/X/pub)\n".as_bytes(),
            code: 1,
            found: &["1:5 link-private-document"],
            fix: Fix::None,
        },
        Case {
            kind: "a talk of another event, and one talk under two headings",
            platform: "generic",
            text: "---\ntitle: CloudNative Days Tokyo 2022 参加記\n---\n\n## 話A\n\n[資料](https://event.cloudnativedays.jp/cndt2021/talks/7)\n\n## 話B\n\n[資料](https://event.cloudnativedays.jp/cndt2022/talks/8)\n\n## 話C\n\n[資料](https://event.cloudnativedays.jp/cndt2022/talks/8)\n".as_bytes(),
            code: 1,
            found: &["7:6 link-event-mismatch", "15:6 link-duplicate-talk"],
            fix: Fix::None,
        },
        Case {
            kind: "an id that stands twice",
            platform: "github",
            text: "<a id=\"y\"></a>\n\n# 題\n\n<div id='y'></div>\n\n[a](#y) [b](#Y)\n".as_bytes(),
            code: 1,
            found: &["5:10 anchor-duplicate", "7:9 link-anchor"],
            fix: Fix::None,
        },
        Case {
            kind: "an id of a heading where there are such",
            platform: "hugo",
            text: "# 題 {#y}\n\n<a id=\"y\"></a>\n\n[a](#y)\n".as_bytes(),
            code: 1,
            found: &["3:8 anchor-duplicate"],
            fix: Fix::None,
        },
        Case {
            kind: "a size behind an image, where it is none",
            platform: "github",
            text: "![図](https://example.com/a.png =400x)\n\n![図](会場 図.png)\n".as_bytes(),
            code: 1,
            found: &["1:2 link-destination-space", "3:2 link-destination-space"],
            fix: Fix::To("![図](https://example.com/a.png =400x)\n\n![図](<会場 図.png>)\n".as_bytes()),
        },
];

#[test]
fn addresses() {
    hold(ADDRESSES);
}

/// What opens a door is in no report, not even in the lines that one shows.
#[test]
fn secrets_are_shown_nowhere() {
    let text = "# 題\n\n[a](https://me:hunter2@example.com/x?access_token=tok3ntok3ntok3n&id=1) Github\n\n\
        [b](https://s3cretuser@example.com/) [c](https://github.com@evil.example/) \n";
    let blog = folder(&[("a.md", text)]);
    let (output, _) = check_all(&blog, &["--select", "*", "a.md"]);
    let said = stdout(&output) + &stderr(&output);
    assert!(said.contains("https://me:*******@example.com/x?access_token=***************&id=1"), "{said}");
    assert!(said.contains("github.com@evil.example"), "what misleads has to be seen: {said}");
    for format in FORMATS.iter().chain(&["full"]) {
        for command in [&["--format", format][..], &["--fix=layout", "--format", format]] {
            let output = run(blog.path(), command);
            let said = stdout(&output) + &stderr(&output);
            assert!(!["hunter2", "tok3n", "s3cretuser"].iter().any(|secret| said.contains(secret)), "{command:?}: {said}");
        }
    }
    assert_eq!(fs::read_to_string(blog.path().join("a.md")).unwrap(), text.replace(" \n", "\n"), "the text keeps them");
    for command in [&["links", "list"][..], &["links", "list", "--format", "json"], &["names"], &["--statistics"]] {
        let output = run(blog.path(), command);
        let said = stdout(&output) + &stderr(&output);
        assert!(!["hunter2", "tok3n", "s3cretuser"].iter().any(|secret| said.contains(secret)), "{command:?}: {said}");
    }
}

/// A file is named by its bytes, on every system; encoded or not is one.
#[test]
fn files_are_told_by_every_letter() {
    let text = "[a](other.md) [b](Other.MD) [c](img/Photo.PNG) [d](日本語.md) [e](%E6%97%A5%E6%9C%AC%E8%AA%9E.md) [f](カ\u{3099}.md) [g](other.md?x#y) [h](ガ.md)\n";
    let blog = folder(&[
        ("a.md", text),
        ("other.md", "# 題\n\n## y\n"),
        ("img/photo.png", ""),
        ("日本語.md", "# 題\n"),
        ("ガ.md", "# 題\n"),
        (".git/HEAD", ""),
    ]);
    let report = stdout(&run(blog.path(), &["--lang", "en", "--format", "concise", "--select", "link-file", "-q", "a.md"]));
    let columns: Vec<&str> = report.lines().map(|line| line.split(':').nth(2).unwrap()).collect();
    assert_eq!(columns, ["15", "29", "96"], "{report}");
    for hint in ["it is named other.md", "it is named img/photo.png", "one is composed, the other is not"] {
        assert!(report.contains(hint), "{hint}: {report}");
    }
}
