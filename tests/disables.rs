//! `--add-disables`: afterwards a run is silent, no comment is idle, and the text reads as before.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/program.rs"]
mod program;
#[allow(dead_code, clippy::print_stdout, reason = "other tests use the rest, and one says what it skipped")]
#[path = "common/mod.rs"]
mod sample;

use program::{folder, run, stderr, stdout, text};

/// Adds comments to one text, and looks whether what is promised holds.
#[track_caller]
fn disabled(name: &str, before: &str, args: &[&str]) -> String {
    let blog = folder(&[(name, before)]);
    let added = run(blog.path(), &[&["--add-disables", "--lang", "en"], args].concat());
    assert_eq!(added.status.code(), Some(0), "{}", stderr(&added));
    let silent = run(blog.path(), &[&["--fail-on", "info", "--format", "concise"], args].concat());
    assert_eq!(silent.status.code(), Some(0), "{}\n{}", stdout(&silent), text(&blog, name));
    let after = text(&blog, name);
    run(blog.path(), &[&["--add-disables"], args].concat());
    assert_eq!(text(&blog, name), after, "twice is once");
    after
}

#[test]
fn comments_stand_where_they_can() {
    let before = "# 題\n\n### 深い\n\nGithubを使う。\nKeyclockも使う。\n\n- a\n- Githubだ\n\n> 引用のGithub\n";
    let after = "# 題\n\n<!-- cndlint-disable-next-line heading-increment -->\n### 深い\n\n\
        <!-- cndlint-disable-next-line name-canonical -->\nGithubを使う。\nKeyclockも使う。 <!-- cndlint-disable-line name-canonical -->\n\n\
        - a\n- Githubだ <!-- cndlint-disable-line name-canonical -->\n\n\
        > <!-- cndlint-disable-next-line name-canonical -->\n> 引用のGithub\n";
    assert_eq!(disabled("a.md", before, &["--select", "name-canonical,heading-increment"]), after);
    let crlf = |text: &str| text.replace('\n', "\r\n");
    assert_eq!(disabled("a.md", &crlf(before), &["--select", "name-canonical,heading-increment"]), crlf(after));
}

#[test]
fn what_has_no_line_of_its_own_is_hidden_in_the_file() {
    let table = "# 題\n\n| a | b |\n| - | - |\n| Github | x |\n\n終わり。\n";
    assert_eq!(disabled("a.md", table, &[]), format!("<!-- cndlint-disable-file name-canonical -->\n\n{table}"));
    let header = "---\ntitle: Githubの話\n---\n\n本文のGithub。\n";
    let expected = "---\ntitle: Githubの話\n---\n\n<!-- cndlint-disable-file name-canonical -->\n\n本文のGithub。\n";
    assert_eq!(disabled("a.md", header, &[]), expected);
    // In a script and in what a shortcode reads, a comment is none.
    for (open, close) in [("<script>", "</script>"), ("<pre>", "</pre>"), ("{{< mermaid >}}", "{{< /mermaid >}}")] {
        let before = format!("文。\n\n{open}\nGithub\tx \nGithub\n{close}\n");
        let after = disabled("a.md", &before, &["--platform", "hugo", "--ignore", "front-matter-*,shortcode-syntax,html-not-rendered"]);
        assert!(after.ends_with(&before[before.find(open).unwrap() + open.len()..]), "{after}");
    }
    // A card on Zenn is a URL alone in its line.
    let card = "---\ntitle: a\nemoji: 😀\ntype: tech\ntopics: [a]\npublished: true\n---\n\n文。\nhttps://example.com/?utm_source=x\n";
    let after = disabled("articles/abcdefghijklm.md", card, &["--platform", "zenn"]);
    assert!(after.contains("\nhttps://example.com/?utm_source=x\n"), "{after}");
}

#[test]
fn a_comment_that_is_not_ended_is_hidden_as_what_it_is() {
    let open = "# 題\n\nGithubと。\n\n<!-- cndlint-disable name-canonical -->\n\nGithubも。\n";
    let after = disabled("a.md", open, &["--select", "name-canonical,directive-unused"]);
    assert!(
        after.starts_with("<!-- cndlint-disable-file directive-unused") && after.ends_with(&open[open.find("<!--").unwrap()..]),
        "{after}"
    );
    // None that is written stands open.
    assert_eq!(after.matches("cndlint-disable ").count(), 1, "{after}");
}

/// zenn-markdown-html 0.5.4 makes `<p></p>` of a line that is a comment, and `<br />` where text follows.
#[test]
fn on_zenn_no_comment_stands_in_a_line_above_others() {
    let head = "---\ntitle: a\nemoji: 😀\ntype: tech\ntopics: [a]\npublished: true\n---\n\n";
    let select = ["--platform", "zenn", "--select", "name-canonical"];
    let after = disabled("articles/abcdefghijklm.md", &format!("{head}Githubを使う。\n次の行。\n\n### Github\n"), &select);
    let expected = "Githubを使う。 <!-- cndlint-disable-line name-canonical -->\n次の行。\n\n### Github\n\n<!-- cndlint-disable-file name-canonical -->\n";
    assert_eq!(after.strip_prefix(head).unwrap(), expected);
    let unended = disabled("articles/abcdefghijklm.md", &format!("{head}文。\n\n### Github"), &select);
    assert!(unended.ends_with("### Github\n\n<!-- cndlint-disable-file name-canonical -->"), "{unended}");
}

#[test]
fn comments_that_are_there_get_further_names() {
    let before = "<!-- cndlint-disable-file name-canonical -- 元のまま -->\n\n# 題\n\nGithub\n\n| a | b |\n| - | - |\n| c | d | e |\n\n\
        <!-- cndlint-disable-next-line heading-increment -->\n### 深い。\n";
    let after = disabled("a.md", before, &["--select", "name-canonical,table-columns,heading-increment,heading-trailing-punctuation"]);
    let expected = before
        .replace("file name-canonical --", "file name-canonical, table-columns --")
        .replace("line heading-increment", "line heading-increment, heading-trailing-punctuation");
    assert_eq!(after, expected);
    // One that hides nothing is a finding too.
    let idle = disabled("a.md", "# 題\n\n<!-- cndlint-disable-next-line name-canonical -->\n文。\n", &[]);
    assert!(idle.starts_with("<!-- cndlint-disable-file directive-unused -->\n\n"), "{idle}");
}

#[test]
fn it_says_what_it_did_and_what_it_cannot() {
    let book = "title: 題\nsummary: x\ntopics: [a]\npublished: yes\nprice: 1\n";
    let blog = folder(&[
        ("a.md", "# 題\n\nGithub\n\nGithub\n"),
        ("b.md", "# 題\n"),
        ("package.json", "{\"dependencies\": {\"zenn-cli\": \"1\"}}"),
        ("books/abcdefghijklm/config.yaml", book),
    ]);
    let output = run(blog.path(), &["--add-disables", "--lang", "en", "--platform", "generic", "a.md", "b.md"]);
    assert_eq!(stderr(&output), "2 files checked, 2 findings switched off by comments in 1 file, 0 left\n");
    let output = run(blog.path(), &["--add-disables", "--lang", "en", "books"]);
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    assert!(stderr(&output).contains("config.yaml: no comment can switch off front-matter-schema"), "{}", stderr(&output));
    assert_eq!(text(&blog, "books/abcdefghijklm/config.yaml"), book);
    for args in [&["--add-disables", "--fix"][..], &["--add-disables", "-"], &["--add-disables", "--write-baseline"]] {
        assert_eq!(run(blog.path(), args).status.code(), Some(2), "{args:?}");
    }
}

/// What only the comparison of files finds is switched off as well.
#[test]
fn findings_between_files() {
    let many = "# 題\n\nKubeXYZを使う。KubeXYZだ。KubeXYZ。KubeXYZは。KubeXYZ。KubeXYZ。\n";
    let blog = folder(&[("a.md", many), ("c.md", "# 題\n\nKubexyzを使う。\n")]);
    assert_eq!(run(blog.path(), &["--add-disables"]).status.code(), Some(0));
    assert!(text(&blog, "c.md").contains("disable-next-line name-consistent"), "{}", text(&blog, "c.md"));
    let silent = run(blog.path(), &[]);
    assert_eq!(silent.status.code(), Some(0), "{}", stdout(&silent));
}

#[test]
fn a_baseline_is_left_to_what_it_knows() {
    let blog = folder(&[("a.md", "# 題\n\nGithub。\n")]);
    run(blog.path(), &["--write-baseline"]);
    std::fs::write(blog.path().join("a.md"), "# 題\n\nKeyclock。\n\nGithub。\n").unwrap();
    run(blog.path(), &["--add-disables", "--baseline", "cndlint-baseline.toml"]);
    assert_eq!(text(&blog, "a.md"), "# 題\n\n<!-- cndlint-disable-next-line name-canonical -->\nKeyclock。\n\nGithub。\n");
}

/// Every page, fixture and document, with every rule that is on.
#[test]
fn real_texts_are_silent_afterwards() {
    let samples = sample::own().into_iter().chain(sample::beside().into_iter().step_by(9));
    let texts: Vec<(String, String)> = samples.enumerate().map(|(at, sample)| (format!("{at:04}.md"), sample.text)).collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let blog = folder(&files);
    let added = run(blog.path(), &["--add-disables", "--lang", "en", "--ignore", "name-consistent"]);
    let refused = stderr(&added).lines().filter(|line| line.contains("no comment can switch off")).count();
    // A header that nothing closes is none with a comment above it.
    assert!(refused * 50 <= texts.len(), "{refused} of {}: {}", texts.len(), stderr(&added));
    let silent = run(blog.path(), &["--format", "concise", "--fail-on", "info", "--ignore", "name-consistent", "-q"]);
    let heard: std::collections::BTreeSet<String> =
        stdout(&silent).lines().map(|line| line.split(':').next().unwrap().to_owned()).collect();
    assert!(heard.len() <= refused, "{heard:?} {}", stdout(&silent));
}
