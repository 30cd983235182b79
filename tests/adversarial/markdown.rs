//! Markup that fixes of other tools break: the HTML stays, or what changes is the purpose.

use crate::program::{folder, run, stdout, text};
use crate::{Case, Fix, hold};

/// Markup of all sorts.
const MARKUP: &[Case] = &[
        Case {
            kind: "a fence that nothing closes",
            platform: "generic",
            text: "# a\n\n~~~sh\nls  \n# Github\n\n\n\n## b \n".as_bytes(),
            code: 1,
            found: &["3:1 fence-unclosed"],
            fix: Fix::None,
        },
        Case {
            kind: "line breaks of blanks and of backslashes",
            platform: "generic",
            text: "一行目  \n二行目\\\n三行目    \n四行目 \n\n終わり  \n".as_bytes(),
            code: 0,
            found: &["4:4 trailing-space", "6:4 trailing-space"],
            fix: Fix::To("一行目  \n二行目\\\n三行目    \n四行目\n\n終わり\n".as_bytes()),
        },
        Case {
            kind: "underlines and rules of dashes",
            platform: "generic",
            text: "見出し\n---\n\n本文\n\n---\n\n- a\n---\n".as_bytes(),
            code: 0,
            found: &[],
            fix: Fix::None,
        },
        Case {
            kind: "a year at the head of a line is no list, and a list keeps its first number",
            platform: "generic",
            text: "昨年は\n2021. まだ\n\n2021. 一\n2022. 二\n\n本文\n\n0. 零\n1. 一\n".as_bytes(),
            code: 0,
            found: &[],
            fix: Fix::None,
        },
        Case {
            kind: "emphasis beside Japanese signs",
            platform: "generic",
            text: "**「話」**です。**終。**次。**（注）**は__線__だ。\n".as_bytes(),
            code: 1,
            found: &["1:1 emphasis-ineffective", "1:11 emphasis-ineffective", "1:19 emphasis-ineffective", "1:27 emphasis-ineffective"],
            fix: Fix::To("「**話**」です。**終**。次。（**注**）は**線**だ。\n".as_bytes()),
        },
        Case {
            kind: "code over two lines, and backticks in code",
            platform: "generic",
            text: "これ`a\nb`と`` ` ``と` `` `と` `\n".as_bytes(),
 code: 0,
 found: &[],
 fix: Fix::None,
        },
        Case {
            kind: "sentences in emphasis are not wrapped",
            platform: "generic",
            text: "**一つ。二つ。三つ。** と *One. Two.* です。\n".as_bytes(),
            code: 0,
            found: &[],
            fix: Fix::None,
        },
        Case {
            kind: "lines that go on in quotes without a mark",
            platform: "generic",
            text: "> - a\n>   b \n続き\n>> c\n続き\n".as_bytes(),
            code: 0,
            found: &["2:6 trailing-space"],
            fix: Fix::To("> - a\n>   b\n続き\n>> c\n続き\n".as_bytes()),
        },
        Case {
            kind: "a shortcode over several lines",
            platform: "hugo",
            text: "{{% hero\ntitle=\"Github \"\n%}}\n\n本文Github \n\n{{% /hero %}}\n\n{{< fig alt=\"Github\" >}}\n".as_bytes(),
            code: 1,
            found: &["5:3 name-canonical", "5:9 trailing-space"],
            fix: Fix::To("{{% hero\ntitle=\"Github \"\n%}}\n\n本文GitHub\n\n{{% /hero %}}\n\n{{< fig alt=\"Github\" >}}\n".as_bytes()),
        },
        Case {
            kind: "what only Qiita and Hatena read, on neither",
            platform: "generic",
            text: ":::note warn\n本文\n:::\n\n[:contents]\n\n[https://example.com/a:embed:cite]\n\n本文((注))\n".as_bytes(),
            code: 0,
            found: &[],
            fix: Fix::None,
        },
        Case {
            kind: "templates in a line with an address",
            platform: "jekyll",
            text: "---\ntitle: a\n---\n\n{% raw %}{{ Github }}{% endraw %}と<https://example.com>{% if Github %}\n".as_bytes(),
            code: 0,
            found: &[],
            fix: Fix::None,
        },
        Case {
            kind: "a link the wrong way round",
            platform: "generic",
            text: "(資料)[https://example.com/a] と (図)[https://example.com/b_(c)]\n".as_bytes(),
            code: 1,
            found: &["1:1 link-reversed", "1:31 link-reversed"],
            fix: Fix::To("[資料](https://example.com/a) と (図)[https://example.com/b_(c)]\n".as_bytes()),
        },
        Case {
            kind: "an address that runs on into Japanese",
            platform: "generic",
            text: "動画はhttps://example.com/v（後で）、資料はhttps://example.com/s。以上\n".as_bytes(),
            code: 1,
            found: &["1:4 link-swallows-text"],
            fix: Fix::To("動画は<https://example.com/v>（後で）、資料は<https://example.com/s>。以上\n".as_bytes()),
        },
        Case {
            kind: "bars in the cells of a table",
            platform: "generic",
            text: "| a | b |\n| - | - |\n| `x\\|y` | \\| |\n| ｜ | Github |\n".as_bytes(),
            code: 1,
            found: &["4:7 name-canonical"],
            fix: Fix::To("| a | b |\n| - | - |\n| `x\\|y` | \\| |\n| ｜ | GitHub |\n".as_bytes()),
        },
        Case {
            kind: "cells too many and too few",
            platform: "generic",
            text: "| a | b |\n| - | - |\n| `x|y` | z |\n| c |\n".as_bytes(),
            code: 1,
            found: &["3:11 table-columns", "4:1 table-columns"],
            fix: Fix::None,
        },
        Case {
            kind: "HTML, comments and what is in them",
            platform: "generic",
            text: "<details><summary>Github</summary>\n\n- a \n\n</details>\n\n<!-- Github  -->\n\n<pre>\n Github  \n</pre>\n\n<a href=\"https://example.com/Github\" title=\"Github \">b</a>\n".as_bytes(),
            code: 0,
 found: &["3:4 trailing-space"],
            fix: Fix::To("<details><summary>Github</summary>\n\n- a\n\n</details>\n\n<!-- Github  -->\n\n<pre>\n Github  \n</pre>\n\n<a href=\"https://example.com/Github\" title=\"Github \">b</a>\n".as_bytes()),
        },
        Case {
            kind: "definitions: twice, of several lines, a comment",
            platform: "generic",
            text: "[Github]: https://example.com/a\n[github]: https://example.com/b\n[//]: # (note)\n[long]:\n  https://example.com/c\n  \"over\n  lines\"\n\n[Github]と[x][github]。[^1]\n\n[^1]: 注\n".as_bytes(),
            code: 1,
            found: &["2:1 link-duplicate-definition", "4:1 link-unused-definition", "9:2 name-canonical"],
            fix: Fix::None,
        },
        Case {
            kind: "names in hosts, paths, mail, variables, tags and code",
            platform: "generic",
            text: "**www.github.example** github.com `Github` me@Github.com /etc/Github/ GITHUB_HOME #Github @Github Github/x.md Githubと\n".as_bytes(),
            code: 1,
            found: &["1:111 name-canonical"],
            fix: Fix::To("**www.github.example** github.com `Github` me@Github.com /etc/Github/ GITHUB_HOME #Github @Github Github/x.md GitHubと\n".as_bytes()),
        },
        Case {
            kind: "a name in a heading that is linked to",
            platform: "generic",
            text: "# Githubの話\n\n[上](#githubの話)\n".as_bytes(),
            code: 1,
            found: &["1:3 name-canonical"],
            fix: Fix::To("# GitHubの話\n\n[上](#githubの話)\n".as_bytes()),
        },
        Case {
            kind: "headings of one text, and links to each",
            platform: "github",
            text: "# 話\n\n## まとめ\n\n## まとめ-1\n\n## まとめ\n\n[1](#まとめ) [2](#まとめ-1) [3](#まとめ-2) [4](#まとめ-3)\n".as_bytes(),
            code: 1,
            found: &["7:1 heading-duplicate", "9:35 link-anchor"],
            fix: Fix::None,
        },
        Case {
            kind: "a footnote in a heading, one in code, one twice",
            platform: "generic",
            text: "# 題[^a]\n\n[題](#題)\n\n[^a]: `[^b]`\n[^a]: 二\n".as_bytes(),
            code: 1,
            found: &["6:1 footnote-duplicate"],
            fix: Fix::None,
        },
        Case {
            kind: "marks in words",
            platform: "generic",
            text: "a_b_c と *a*b*c* と **a****b** と ***x** y* です。\n".as_bytes(),
            code: 0,
            found: &[],
            fix: Fix::None,
        },
        Case {
            kind: "a table of characters of all widths",
            platform: "generic",
            text: "|見出し|x|\n|:-|-:|\n|🇯🇵|㈱|\n|A\u{300}|ｶﾞ|\n".as_bytes(),
            code: 0,
            found: &[],
            fix: Fix::None,
        },
        Case {
            kind: "what is switched off is neither told nor mended",
            platform: "generic",
            text: "<!-- cndlint-disable -->\nGithub \n<!-- cndlint-enable -->\n\n<!-- cndlint-disable-next-line name-canonical -->\nGithub\n\n<!-- cndlint-disable no-such-rule -->\n\n<!-- cndlint-disable -->\n".as_bytes(),
            code: 1,
            found: &["8:22 directive-unused", "10:1 directive-unused"],
            fix: Fix::None,
        },
        // Told as information, nothing behind it is mended.
        Case {
            kind: "what is switched off to the end",
            platform: "generic",
            text: "# a\n\n<!-- cndlint-disable name-canonical -->\n\nGithub\n\n## b\n\nGithub\n".as_bytes(),
            code: 0,
            found: &["3:1 directive-unused"],
            fix: Fix::None,
        },
        Case {
            kind: "what is switched off for the whole text",
            platform: "generic",
            text: "---\ntitle: a\n---\n\n<!-- note -->\n<!--cndlint-disable-->Github \n\nGithub\n".as_bytes(),
            code: 0,
            found: &[],
            fix: Fix::None,
        },
];

#[test]
fn markup_that_fixes_break() {
    hold(MARKUP);
}

/// Where the name of a heading changes what links to it have to be called, the fix breaks none.
#[test]
fn no_fix_of_a_heading_breaks_a_link() {
    for platform in ["zenn", "qiita", "github", "hugo", "jekyll", "hatena", "mkdocs", "docusaurus", "generic"] {
        let blog = folder(&[("a.md", "## Githubの話\n\n[a](#githubの話)\n\n## K8Sと Github\n\n[b](#k8sと-github)\n")]);
        let args = ["--platform", platform, "--select", "link-anchor,name-*", "--format", "concise", "--fail-on", "never", "-q"];
        let broken =
            |blog: &tempfile::TempDir| stdout(&run(blog.path(), &args)).lines().filter(|line| line.contains("link-anchor")).count();
        let before = broken(&blog);
        run(blog.path(), &["--fix", "--platform", platform, "--select", "name-*"]);
        assert!(text(&blog, "a.md").contains("GitHubの話"));
        assert_eq!(broken(&blog), before, "{platform}: {}", text(&blog, "a.md"));
    }
}

/// What `fmt` does to a table is the same the second time, whatever the width of its characters.
#[test]
fn tables_are_laid_out_once() {
    let table = "|見出し|x|\n|:-|-:|\n|🇯🇵👨‍👩‍👧|㈱|\n|A\u{300}\u{200b}|ｶﾞ|\n|`a\\|b`|\\||\n";
    let blog = folder(&[("a.md", table)]);
    run(blog.path(), &["fmt", "a.md"]);
    let once = text(&blog, "a.md");
    assert!(once != table && once.lines().all(|line| line.starts_with("| ") && line.ends_with(" |")), "{once}");
    run(blog.path(), &["fmt", "a.md"]);
    assert_eq!(text(&blog, "a.md"), once);
}

#[test]
fn a_line_without_end_is_cut_in_a_report_and_not_in_the_file() {
    let line = format!("{}Github{}", "字".repeat(7_000), "次".repeat(7_000));
    let blog = folder(&[("a.md", &format!("{line}\n"))]);
    let report = stdout(&run(blog.path(), &[]));
    assert!(report.contains("Github") && report.lines().all(|line| line.chars().count() < 300), "{report}");
    run(blog.path(), &["--fix"]);
    assert_eq!(text(&blog, "a.md"), format!("{}\n", line.replace("Github", "GitHub")));
}
