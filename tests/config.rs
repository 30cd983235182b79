//! `cndlint.toml`: what it sets, what it extends, and what is said of its mistakes.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/program.rs"]
mod program;

use program::{folder, run, stderr, stdout};
use std::fs;
use std::path::Path;

/// Findings as `path:line rule`, in the order they are written.
fn found(at: &Path, args: &[&str]) -> Vec<String> {
    let output = run(at, &[&["--format", "concise", "-q"], args].concat());
    assert_ne!(output.status.code(), Some(2), "{}", stderr(&output));
    let short = |line: &str| {
        let (place, rest) = line.split_once(": ").unwrap();
        let (path_and_line, _column) = place.rsplit_once(':').unwrap();
        format!("{path_and_line} {}", rest.rsplit_once('(').unwrap().1.split(')').next().unwrap())
    };
    stdout(&output).lines().map(short).collect()
}

#[test]
fn a_mistake_is_shown_where_it_is_with_the_nearest_name() {
    for (toml, place, message) in [
        ("[rules\n", "1:7", "unclosed table"),
        ("[rules]\nheading-incremnt = \"warn\"\n", "2:1", "unknown rule `heading-incremnt`; did you mean `heading-increment`?"),
        ("[rules]\nno-such-thing = \"warn\"\n", "2:1", "unknown rule `no-such-thing`"),
        ("[rules]\ntab-hard = \"warning\"\n", "2:12", "`warning` is no severity"),
        ("[rules]\ntab-hard = 3\n", "2:12", "not to integer"),
        ("[rules]\nlist-marker-style = { stile = \"dash\" }\n", "2:23", "unknown key `stile`; did you mean `style`?"),
        ("[rules]\nlist-marker-style = { style = \"dot\" }\n", "2:23", "dot"),
        ("[rules]\ntab-hard = { severity = 1 }\n", "2:12", "`severity` is a word"),
        ("exlude = []\n", "1:1", "unknown key `exlude`; did you mean `exclude`?"),
        ("exclude = \"a\"\n", "1:11", "expected a sequence"),
        ("exclude = [\"ok\", \"{a\"]\n", "1:18", "unclosed alternate"),
        ("platform = \"zen\"\n", "1:12", "unknown platform `zen`"),
        ("language = \"fr\"\n", "1:12", "unknown language `fr`"),
        ("[names.words]\nKeycloak = [\"\"]\n", "2:1", "must not be empty"),
        ("[names.words]\n名前 = []\n", "2:1", "stands in quotes"),
        ("[names.words]\n\"フィード\" = [\"フイード\"]\n", "2:1", "Latin letters only"),
        ("[[overrides]]\nfiles = [\"a\"]\nrules = { tab-hardd = \"off\" }\n", "3:11", "did you mean `tab-hard`?"),
        ("extends = \"cndlint.toml\"\n", "1:11", "in a circle"),
        ("extends = \"missing.toml\"\n", "1:11", "No such file"),
        ("extends = \"https://example.com/a.toml\"\n", "1:11", "only a file can be extended"),
        ("extends = \"../outside.toml\"\n", "1:11", "outside of the project"),
    ] {
        let blog = folder(&[("blog/cndlint.toml", toml), ("blog/a.md", "Github\n"), ("outside.toml", ""), ("blog/.git/HEAD", "")]);
        let output = run(&blog.path().join("blog"), &["."]);
        assert_eq!(output.status.code(), Some(2), "{toml}");
        assert!(stderr(&output).contains(message), "{toml}\n{}", stderr(&output));
        assert!(stderr(&output).contains(&format!("cndlint.toml:{place}]")), "{toml}\n{}", stderr(&output));
        assert_eq!(stderr(&output).matches('×').count(), 1, "one message, however many files: {}", stderr(&output));
    }
}

#[test]
fn options_that_contradict_each_other_are_named_and_change_nothing() {
    let text = "# 題\n\n本文。\n\n## 節\n\n本文。\n";
    let blog = folder(&[("cndlint.toml", "[rules]\nheading-blank-lines = { lines_above = 3 }\n"), ("a.md", text), (".git/HEAD", "")]);
    let output = run(blog.path(), &["--fix=layout", "--select", "heading-blank-lines,blank-lines-multiple", "a.md"]);
    assert!(stderr(&output).contains("blank-lines-multiple, heading-blank-lines undo each other"), "{}", stderr(&output));
    assert!(!stderr(&output).contains("bug in cndlint"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(blog.path().join("a.md")).unwrap(), text);
    let asked = run(blog.path(), &["fmt", "--check", "a.md"]);
    assert_eq!((stdout(&asked).as_str(), asked.status.code()), ("", Some(2)), "a look at it sees that too: {}", stderr(&asked));
    let comment = "<!-- cndlint-configure-file { \"heading-blank-lines\": { \"lines_above\": 3 } } -->\n\n";
    let of_text = folder(&[("a.md", &format!("{comment}{text}"))]);
    let asked = run(of_text.path(), &["fmt", "--check", "a.md"]);
    assert_eq!((stdout(&asked).as_str(), asked.status.code()), ("", Some(2)), "options of the text itself count: {}", stderr(&asked));
    assert!(stderr(&asked).contains("make their options agree"), "{}", stderr(&asked));
}

#[test]
fn a_broken_configuration_stops_its_own_folder_only() {
    let blog = folder(&[("bad/cndlint.toml", "x ="), ("bad/a.md", "Github\n"), ("good/a.md", "Github\n")]);
    let output = run(blog.path(), &["--format", "concise", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).starts_with("good/a.md:1:1: "), "{}", stdout(&output));
    assert!(!stdout(&output).contains("bad/a.md"));
}

#[test]
fn a_configuration_that_is_no_utf8_is_named() {
    let blog = folder(&[("a.md", "a\n")]);
    fs::write(blog.path().join("cndlint.toml"), b"# \x91\xe8\n").unwrap();
    let output = run(blog.path(), &["."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("cndlint.toml: not UTF-8: byte 2"), "{}", stderr(&output));
}

#[test]
fn the_nearest_file_holds_and_a_mark_and_line_endings_do_not_matter() {
    let blog = folder(&[
        ("cndlint.toml", "[rules]\n\"*\" = \"off\"\n"),
        ("a.md", "Github\n"),
        ("en/.cndlint.toml", "\u{feff}[rules]\r\ntrailing-space = \"off\"\r\n"),
        ("en/deep/b.md", "Github \n"),
    ]);
    assert_eq!(found(blog.path(), &["."]), ["en/deep/b.md:1 name-canonical"]);
    assert_eq!(found(&blog.path().join("en/deep"), &["b.md"]), ["b.md:1 name-canonical"]);
    assert_eq!(found(blog.path(), &["--isolated", "a.md"]), ["a.md:1 name-canonical"]);
    assert_eq!(found(blog.path(), &["--config", "cndlint.toml", "."]), Vec::<String>::new());
}

#[test]
fn overrides_and_patterns_are_relative_to_the_configuration() {
    let blog = folder(&[
        (
            "blog/cndlint.toml",
            "exclude = [\"old/\"]\n[[overrides]]\nfiles = [\"en/**\"]\nrules = { name-canonical = \"off\" }\n\
             [[overrides]]\nfiles = [\"en/x.md\"]\nrules = { name-canonical = \"error\" }\n",
        ),
        ("blog/a.md", "Github\n"),
        ("blog/en/b.md", "Github\n"),
        ("blog/en/x.md", "Github\n"),
        ("blog/old/deep/c.md", "Github\n"),
    ]);
    let expected = ["blog/a.md:1 name-canonical", "blog/en/x.md:1 name-canonical"];
    assert_eq!(found(blog.path(), &["."]), expected);
    assert_eq!(found(blog.path(), &["blog/old/deep/c.md"]), Vec::<String>::new(), "a hook names what is left out, too");
}

#[test]
fn only_what_is_included_is_checked() {
    let blog = folder(&[("cndlint.toml", "include = [\"posts/**\"]\n"), ("a.md", "Github\n"), ("posts/b.md", "Github\n")]);
    assert_eq!(found(blog.path(), &["."]), ["posts/b.md:1 name-canonical"]);
}

#[test]
fn what_extends_wins_over_what_it_extends() {
    let blog = folder(&[
        (
            "base.toml",
            "exclude = [\"old.md\"]\n[rules]\ntrailing-space = \"off\"\nname-canonical = \"off\"\n[names.words]\nKeycloak = [\"Keyclok\"]\n",
        ),
        ("cndlint.toml", "extends = \"base.toml\"\n[rules]\nname-canonical = \"error\"\n"),
        ("a.md", "GithubのKeyclok \n"),
        ("old.md", "Github\n"),
    ]);
    assert_eq!(found(blog.path(), &["."]), ["a.md:1 name-canonical", "a.md:1 name-canonical"]);
}

#[test]
fn comments_in_the_text_switch_rules_off() {
    let blog = folder(&[(
        "a.md",
        "<!-- cndlint-disable-next-line name-canonical -->\nGithub\n\nGithub <!-- cndlint-disable-line -->\n\n\
         <!-- markdownlint-disable MD009 -->\n\nGithub \n\n<!-- markdownlint-enable -->\n\n<!-- cndlint-disable tab-hard -->\n",
    )]);
    assert_eq!(found(blog.path(), &["."]), ["a.md:8 name-canonical", "a.md:12 directive-unused"]);
    run(blog.path(), &["--fix"]);
    let fixed = program::text(&blog, "a.md");
    assert!(fixed.starts_with("<!-- cndlint-disable-next-line name-canonical -->\nGithub\n\nGithub <!--"), "{fixed}");
    assert!(fixed.contains("\nGitHub \n"), "{fixed}");
}

/// The platform of a file and the reason, as `cndlint config` says them.
fn platform_of(at: &Path, args: &[&str]) -> String {
    let output = run(at, &[&["config"], args].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output).lines().next().unwrap().split_whitespace().skip(1).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_platform_is_told_by_what_lies_around_a_post() {
    for (marker, text, post, platform) in [
        ("package.json", "{ \"devDependencies\": { \"zenn-cli\": \"latest\" } }", "articles/a.md", "zenn"),
        ("package.json", "{ \"devDependencies\": { \"zenn-cli\": \"latest\" } }", "books/my-book/1.intro.md", "zenn"),
        ("package.json", "{}", "posts/a.md", "generic"),
        ("qiita.config.json", "{}", "public/sub/a.md", "qiita"),
        ("hugo.toml", "", "content/posts/a.md", "hugo"),
        ("config/_default/hugo.toml", "", "content/a/index.md", "hugo"),
        ("blogsync.yaml", "", "example.hatenablog.com/entry/2022/11/21/a.md", "hatena"),
        ("draft.template", "", "draft_entries/1.md", "hatena"),
        ("config.yaml", "baseURL: https://example.com/\n", "content/posts/a.md", "hugo"),
        ("config.yaml", "name: x\n", "content/posts/a.md", "generic"),
        ("_config.yml", "", "_posts/2022-11-21-a.md", "jekyll"),
        ("_posts/2022-11-22-b.md", "b\n", "_posts/2022-11-21-a.md", "jekyll"),
        ("Gemfile", "gem \"jekyll\"\n", "_posts/2022-11-21-a.md", "jekyll"),
        (".github/workflows/publish.yml", "uses: increments/qiita-cli/actions/publish@v1\n", "public/a.md", "qiita"),
        ("docusaurus.config.ts", "", "blog/a.md", "docusaurus"),
        ("mkdocs.yml", "", "docs/blog/posts/a.md", "mkdocs"),
        ("hugo.toml", "", "README.md", "github"),
    ] {
        let blog =
            folder(&[(&format!("blog/{marker}"), text), (&format!("blog/{post}"), "a\n"), ("mkdocs.yml", ""), ("blog/.git/HEAD", "")]);
        let told = platform_of(&blog.path().join("blog"), &[post]);
        assert!(told.starts_with(&format!("{platform} (")), "{marker} {post}: {told}");
    }
}

#[test]
fn the_nearest_project_and_what_is_said_win() {
    let blog = folder(&[
        ("hugo.toml", ""),
        ("content/zenn/package.json", "\"zenn-cli\""),
        ("content/zenn/articles/a.md", "a\n"),
        ("content/b.md", "a\n"),
        ("cndlint.toml", "[[overrides]]\nfiles = [\"content/c.md\"]\nplatform = \"qiita\"\n"),
        ("content/c.md", "a\n"),
        ("elsewhere.md", "---\nEditURL: https://example.com/atom/entry/1\n---\n"),
        ("elsewhere-as-well.md", "---\ntitle: a\norganization_url_name: null\n---\n"),
        ("elsewhere-too.md", "---\nemoji: a\ntopics: []\n---\n"),
    ]);
    let told = |args: &[&str]| platform_of(blog.path(), args).split(' ').next().unwrap().to_owned();
    assert_eq!(told(&["content/zenn/articles/a.md"]), "zenn");
    assert_eq!(told(&["content/b.md"]), "hugo");
    assert_eq!(told(&["content/c.md"]), "qiita");
    assert_eq!(told(&["content/b.md", "--platform", "jekyll"]), "jekyll");
    assert_eq!(told(&["content/c.md", "--platform", "auto"]), "qiita");
    assert_eq!(told(&["elsewhere.md"]), "hatena");
    assert_eq!(told(&["elsewhere-too.md"]), "zenn");
    assert_eq!(told(&["elsewhere-as-well.md"]), "qiita");
}

#[test]
fn a_post_is_checked_as_its_platform_does() {
    let blog = folder(&[
        ("package.json", "\"zenn-cli\""),
        ("articles/short.md", "---\ntitle: a\ntype: tech\n---\n\n本文\n"),
        ("README.md", "# a\n"),
    ]);
    let expected = ["articles/short.md:1 front-matter-file-name", "articles/short.md:1 front-matter-schema"];
    let errors: Vec<_> = found(blog.path(), &["--fail-on", "error"]).into_iter().filter(|line| line.contains("front")).collect();
    assert_eq!(errors[..2], expected);
    assert_eq!(found(blog.path(), &["--platform", "generic"]), Vec::<String>::new());
    let unknown = run(blog.path(), &["--platform", "zen"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("similar") && stderr(&unknown).contains("zenn"), "{}", stderr(&unknown));
    let nothing = run(blog.path(), &["config", "no-such.md"]);
    assert_eq!((nothing.status.code(), stderr(&nothing).as_str()), (Some(2), "cndlint: no-such.md: No such file or directory\n"));
}

#[test]
fn packs_are_chosen_and_their_mistakes_shown_before_a_text_is_read() {
    let own = "format = 1\nname = [{ text = \"Panope\", match = \"exact\", wrong = [\"PANOPE\"] }]\n";
    for (toml, pack, message) in [
        ("[names]\npacks = [\"defalt\"]\n", own, "did you mean `default`?"),
        ("[names]\npacks = [\"missing.toml\"]\n", own, "No such file"),
        ("[names]\npacks = [\"names.toml\"]\n", "format = 2\n", "names.toml:1:10"),
        ("[names]\npacks = [\"names.toml\"]\n", "format = 1\n[[name]]\ntext = \"A\"\nmatsh = \"fold\"\n", "did you mean `match`?"),
        (
            "[names]\npacks = [\"names.toml\"]\n",
            "format = 1\nname = [{ text = \"Cookie\", wrong = [\"/cookies?/\"] }]\n",
            "looks like a pattern",
        ),
        ("[names]\npacks = [\"names.toml\"]\n", "format = 1\nname = [{ text = \"A b\" }, { text = \"AB\" }]\n", "one form has one name"),
        ("[names]\npacks = [\"names.toml\"]\n", "format = 1\n[tests]\n\"PANOPE\" = \"Panope\"\n", "this becomes `PANOPE`"),
    ] {
        let blog = folder(&[("cndlint.toml", toml), ("names.toml", pack), ("a.md", "PANOPE Github\n"), (".git/HEAD", "")]);
        let output = run(blog.path(), &["."]);
        assert_eq!(output.status.code(), Some(2), "{toml} {pack}");
        assert!(stderr(&output).contains(message), "{toml} {pack}\n{}", stderr(&output));
        assert_eq!(stdout(&output), "", "{toml} {pack}");
    }
    let texts = [("a.md", "# 話\n\nPANOPEとGithubとWASMとzoetroとKuberntesx\n"), ("names.toml", own)];
    for (toml, expected) in [
        ("", vec!["Github"]),
        ("[names]\npacks = [\"default\", \"names.toml\", \"style-wasm\"]\n", vec!["PANOPE", "Github", "WASM"]),
        ("[names]\npacks = [\"names.toml\"]\n", vec!["PANOPE"]),
        ("[names]\noff = [\"GitHub\"]\n", vec![]),
        ("[names]\nallow = [\"Github\"]\n", vec![]),
    ] {
        let blog = folder(&[("cndlint.toml", toml), texts[0], texts[1]]);
        let output = stdout(&run(blog.path(), &["--format", "concise", "-q", "--lang", "en", "--select", "name-canonical", "a.md"]));
        let written: Vec<&str> = output.split('“').skip(1).step_by(2).map(|rest| rest.split('”').next().unwrap()).collect();
        assert_eq!(written, expected, "{toml}\n{output}");
    }
}

#[test]
fn the_files_of_a_run_agree_on_names_no_pack_knows() {
    let many = "OutOfSyncとOutOfSyncとOutOfSync。\n";
    let blog = folder(&[
        ("a.md", many),
        ("b.md", many),
        ("c.md", "OutofSyncです。\n"),
        ("d.md", "<!-- cndlint-disable-file name-consistent -->\nOutofSync\n"),
    ]);
    assert_eq!(found(blog.path(), &["--select", "name-consistent"]), ["c.md:1 name-consistent"]);
    assert_eq!(found(blog.path(), &["--select", "name-consistent", "c.md"]), Vec::<String>::new());
    assert_eq!(found(blog.path(), &["--select", "name-consistent", "--jobs", "1"]), ["c.md:1 name-consistent"]);
}
