//! What the platforms' own constructs do to findings and fixes, and what is looked up around a text.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/program.rs"]
mod program;

use cndlint::diagnostic::Level;
use cndlint::engine::{check, fix};
use cndlint::facts::Facts;
use cndlint::parse::parse;
use cndlint::platform::Platform;
use cndlint::ruleset::{RuleSet, Settings};
use program::{folder, run, stderr, stdout};
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

fn rules(platform: &str, select: &[&str]) -> RuleSet {
    let select = select.iter().map(ToString::to_string).collect();
    RuleSet::new(&Settings { select, ..Settings::default() }, Platform::named(platform).unwrap()).unwrap()
}

/// The sources of the constructs that are found.
fn constructs(platform: &str, text: &str) -> Vec<String> {
    let doc = parse(text, Platform::named(platform).unwrap());
    doc.constructs().iter().map(|construct| doc.source.slice(construct.span).to_owned()).collect()
}

#[test]
fn blogsync_ends_a_header_at_any_line_that_ends_in_dashes() {
    let platform = Platform::named("hatena").unwrap();
    let found = |text: &str| {
        let found = check(&parse(text, platform), &Facts::default(), &rules("hatena", &["front-matter-syntax"]));
        found.iter().map(|found| found.message.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(found("---\nTitle: 題 ---\nDate:\n---\n\n本文\n"), ["line-end"]);
    assert!(found("---\nTitle: 題 --- 続き\n---\n\n本文\n\n---\n").is_empty());
}

#[test]
fn constructs_are_those_of_the_platform() {
    for (platform, text, expected) in [
        ("zenn", "a $x_1$ b `$c$` $ d $ $5 and 6$ 7$x$", &["$x_1$", "$5 and 6$"][..]),
        ("zenn", "![](/a.png =250x) ![](b.png \"t\" =1x2) a =3x", &[" =250x", " =1x2"]),
        ("zenn", "- @[card](https://e.org) c\n\na @[b](c)", &["@[card](https://e.org)"]),
        ("zenn", "> :::message\n> a\n> :::", &[":::message", ":::"]),
        ("zenn", "```\n:::message\n@[card](a)\n```\n", &[]),
        ("zenn", "    :::message\n", &[]),
        ("zenn", "{{< a >}}", &[]),
        ("generic", ":::message\n@[card](a) $x$ {{< a >}}", &[]),
        ("generic", "# T {#id}\n\n`{#a}` {.b} {c}", &["{#id}", "{.b}"]),
        ("hugo", "`{{< a >}}` {{% b \"}}\" %}} {{</* c */>}} {{ d }}", &["{{< a >}}", "{{% b \"}}\" %}}", "{{</* c */>}}"]),
        ("hugo", "{{< highlight go >}}\n{{< a >}}\n{{< /highlight >}}", &["{{< highlight go >}}", "\n{{< a >}}\n", "{{< /highlight >}}"]),
        ("jekyll", "a {% if b %}{{ c }}{% raw %}{{ d }}{% endraw %}", &["{% if b %}", "{{ c }}", "{% raw %}{{ d }}{% endraw %}"]),
        (
            "hatena",
            "[:contents] [https://e.org:embed:cite] [f:id:a:20221121:plain] [tex: a_{[1\\]}] [a](b) [https://e.org](c)",
            &["[:contents]", "[https://e.org:embed:cite]", "[f:id:a:20221121:plain]", "[tex: a_{[1\\]}]"],
        ),
        ("mkdocs", "!!! note \"T\"\n    a\n\n=== \"Tab\"\n", &["!!! note \"T\"", "=== \"Tab\""]),
        (
            "docusaurus",
            "import A from 'b';\n\n{/* c */}\n\n:::note[T]\na\n:::\n\nimport is a word\n",
            &["import A from 'b';", "{/* c */}", ":::note[T]", ":::"],
        ),
    ] {
        assert_eq!(constructs(platform, text), expected, "{platform}: {text}");
    }
}

#[test]
fn nothing_in_a_construct_is_prose() {
    for (platform, text) in [
        ("zenn", "$Github_{kubernetes}$ @ $$Github$$\n\n@[card](https://e.org/Github)\n"),
        ("zenn", ":::details Github\n本文\n:::\n"),
        ("hugo", "{{< figure title=\"Github\" >}}\n\n{{< highlight sh >}}\nGithub  \n{{< /highlight >}}\n"),
        ("jekyll", "{% include Github.html %}\n\n{% raw %}Github{% endraw %}\n"),
        ("hatena", "[https://e.org:title=Github] [tex: Github]\n"),
        ("mkdocs", "--8<-- \"Github.md\"\n"),
        ("docusaurus", "import Github from 'x';\n"),
    ] {
        let rules = rules(platform, &["name-canonical", "trailing-space", "emphasis-ineffective", "tab-hard"]);
        let found = check(&parse(text, rules.platform), &Facts::default(), &rules);
        assert!(found.is_empty(), "{platform}: {text}\n{found:?}");
    }
}

#[test]
fn prose_around_constructs_is_checked() {
    for (platform, text, fixed) in [
        ("zenn", ":::message\nGithub\n:::\n$x$とGithubと@[x](y)\n", ":::message\nGitHub\n:::\n$x$とGitHubと@[x](y)\n"),
        ("zenn", "- a\n:::message\n- Github\n:::\n", "- a\n:::message\n- GitHub\n:::\n"),
        ("hugo", "{{< note >}}\nGithub\n{{< /note >}}\n", "{{< note >}}\nGitHub\n{{< /note >}}\n"),
        ("hugo", "{{< note >}}\na \n{{< /note >}}\n", "{{< note >}}\na \n{{< /note >}}\n"),
        ("hugo", "{{% note %}}\na \n{{% /note %}}\n", "{{% note %}}\na\n{{% /note %}}\n"),
        ("qiita", "10~20と30~40のGithub\n", "10~20と30~40のGitHub\n"),
    ] {
        let rules = rules(platform, &[]);
        assert_eq!(fix(text, &Facts::default(), &rules, Level::Repair).text, fixed, "{platform}");
    }
}

fn write(folder: &TempDir, name: &str, text: &str) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The rules of the findings in JSON output.
fn rules_of(output: &Output) -> Vec<String> {
    let output: serde_json::Value = serde_json::from_str(&stdout(output)).unwrap();
    let files = output["files"].as_array().unwrap();
    let found = files.iter().flat_map(|file| file["diagnostics"].as_array().unwrap());
    found.map(|found| found["rule"].as_str().unwrap().to_owned()).collect()
}

/// Both outputs of a run.
fn told(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, args);
    stdout(&output) + &stderr(&output)
}

#[test]
fn the_configuration_of_a_hugo_site_is_read() {
    let post = "---\ntitle: a\n---\n\n<div>a</div>\n\n:memo:\n\n{{< own >}} {{< own/part >}} {{< themes >}} {{< nosuch >}}\n";
    let every = ["html-not-rendered", "emoji-shortcode", "shortcode-syntax"];
    let unknown = ["html-not-rendered", "emoji-shortcode", "shortcode-syntax", "shortcode-syntax"];
    for (files, expected) in [
        (&[("hugo.toml", "")][..], &unknown[..]),
        (&[("hugo.toml", "theme = 'absent'")], &every[..2]),
        (&[("hugo.toml", "theme = 't'"), ("themes/t/layouts/shortcodes/themes.html", "")], &every),
        (
            &[(
                "hugo.yaml",
                "markup:\n  goldmark:\n    renderer:\n      unsafe: true\nenableEmoji: true\nmodule:\n  imports:\n    - path: x\n",
            )],
            &[],
        ),
        (&[("config/_default/markup.toml", "[goldmark.renderer]\nunsafe = true\n"), ("config/_default/hugo.toml", "")], &unknown[1..]),
        (&[("hugo.json", "{\"enableemoji\": true, \"markup\": {\"goldmark\": {\"renderer\": {\"unsafe\": true}}}}")], &unknown[2..]),
        (&[("hugo.toml", "not toml")], &unknown),
    ] {
        let blog = folder(&[]);
        write(&blog, "content/posts/a.md", post);
        write(&blog, "layouts/_shortcodes/own.html", "");
        write(&blog, "layouts/shortcodes/own/part.html", "");
        for (file, text) in files {
            write(&blog, file, text);
        }
        let found = rules_of(&run(blog.path(), &["--select", &every.join(","), "--format", "json"]));
        assert_eq!(found, expected, "{files:?}");
    }
}

#[test]
fn images_are_looked_up_in_the_project_and_nowhere_else() {
    let blog = folder(&[]);
    write(&blog, "site/images/図.png", "x");
    fs::File::create(blog.path().join("site/images/big.png")).unwrap().set_len(3 * 1024 * 1024 + 1).unwrap();
    fs::File::create(blog.path().join("site/images/fits.png")).unwrap().set_len(3 * 1024 * 1024).unwrap();
    fs::create_dir(blog.path().join("site/images/folder.png")).unwrap();
    write(&blog, "outside.png", "x");
    let images =
        ["/images/図.png", "/images/%E5%9B%B3.png", "/images/fits.png", "/images/big.png", "/images/none.png", "/images/folder.png"];
    let outside = ["/../outside.png", "/images/../../outside.png"];
    let images: Vec<_> = images.iter().chain(&outside).map(|image| format!("![a]({image})")).collect();
    let text = images.join("\n") + "\n";
    write(&blog, "site/articles/my-first-article.md", &text);
    let output = told(blog.path(), &["--select", "image-local", "--format", "concise", "--color", "never", "-q"]);
    let lines: Vec<_> = output.lines().map(|line| line.split(':').nth(1).unwrap()).collect();
    assert_eq!(lines, ["4", "5", "6"], "{output}");
}

#[test]
fn two_posts_with_one_id_are_told_of_each_other() {
    let blog = folder(&[]);
    write(&blog, "qiita.config.json", "{}");
    let post = |id: &str| format!("---\ntitle: a\ntags: [a]\nid: {id}\n---\nGithub\n");
    for (file, id) in [("a", "abc123"), ("b", "abc123"), ("c", "def456"), ("d", "null"), ("e", "null")] {
        write(&blog, &format!("public/{file}.md"), &post(id));
    }
    let run = |args: &[&str]| {
        told(blog.path(), &[args, &["--select", "front-matter-duplicate-slug,name-canonical", "--format", "concise"]].concat())
    };
    let output = run(&["-q"]);
    let told: Vec<_> = output.lines().filter(|line| line.contains("duplicate-slug")).collect();
    assert!(told.len() == 2 && told[0].contains("public/b.md") && told[1].contains("public/a.md"), "{output}");
    // What was fixed is counted once, and one file alone has no rival.
    let output = run(&["--fix"]);
    assert!(output.contains("5 fixed") && output.matches("duplicate-slug").count() == 2, "{output}");
    assert!(!run(&["public/a.md"]).contains("duplicate-slug"));
}

#[test]
fn a_book_is_checked_by_its_configuration() {
    let blog = folder(&[]);
    write(&blog, "package.json", "{\"devDependencies\": {\"zenn-cli\": \"1\"}}");
    write(&blog, "books/my-first-book/config.yaml", "title: 本\nsummary: 要約\ntopics: [a]\npublished: true\nprice: 150\n");
    write(&blog, "books/my-first-book/1.intro.md", "---\ntitle: 章\n---\n");
    write(&blog, "other/config.yaml", "a: b\n");
    let found = rules_of(&run(blog.path(), &["--format", "json"]));
    assert_eq!(found, ["image-local", "front-matter-schema"]);
    write(&blog, "books/my-first-book/cover.png", "x");
    write(&blog, "books/my-first-book/config.yaml", "title: 本\nsummary: 要約\ntopics: [a]\npublished: true\nprice: 500\n");
    assert!(rules_of(&run(blog.path(), &["--format", "json"])).is_empty());
    // Without Zenn around, it is some other program's file.
    let blog = folder(&[]);
    write(&blog, "books/my-first-book/config.yaml", "a: b\n");
    assert!(told(blog.path(), &["--format", "concise"]).contains("no Markdown files"));
}
