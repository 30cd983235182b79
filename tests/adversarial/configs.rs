//! Configurations that are broken, lead out of their project or would never settle: one message with its place, and nothing is written.

use crate::program::{folder, run, stderr, stdout, text};

#[test]
fn configurations_that_cannot_be_followed() {
    for (kind, toml, place, message) in [
        ("syntax", "[rules\ntab-hard = \"warn\"\n", "1:7", "unclosed table"),
        ("not a table", "rules = 3\n", "1:9", "invalid type"),
        ("a word for a list", "exclude = \"x\"\n", "1:11", "expected a sequence"),
        ("a number out of reach", "[rules]\nblank-lines-multiple = { maximum = -5 }\n", "2:26", "`-5`, expected a whole number from 0 on"),
        ("a number without end", "[rules]\nline-length = { line_length = 99999999999999999999 }\n", "2:31", "invalid type: integer"),
        ("itself", "extends = \"cndlint.toml\"\n", "1:11", "in a circle"),
        ("two that extend each other", "extends = \"b.toml\"\n", "1:11", "in a circle"),
        ("a name of nothing", "[names.words]\n\"\" = [\"a\"]\n", "2:1", "empty"),
        ("a spelling of nothing", "[names.words]\nAbc = [\"\"]\n", "2:1", "empty"),
        ("a spelling of blanks", "[names.words]\nAbc = [\" \"]\n", "2:1", ""),
        (
            "a name that would grow with each fix",
            "[names.words]\n\"Zrq (Zoo Ring Query)\" = [\"Zrq\"]\n",
            "2:1",
            "becomes `Zrq (Zoo Ring Query) (Zoo Ring Query)`",
        ),
        ("a pattern that leads out", "include = [\"a.md\", \"../**/*.md\"]\n", "1:20", "matches nothing"),
        ("a pattern from the root", "exclude = [\"/etc/**\"]\n", "1:12", "matches nothing"),
        ("a pattern that leads out by the way", "[[overrides]]\nfiles = [\"x/../../**\"]\n", "2:10", "matches nothing"),
        ("NUL", "x\0 = 1\n", "1:2", ""),
    ] {
        let files = [
            ("blog/cndlint.toml", toml),
            ("blog/b.toml", "extends = \"cndlint.toml\"\n"),
            ("blog/a.md", "Github\n"),
            ("blog/.git/HEAD", ""),
            ("out.md", "Github\n"),
        ];
        let blog = folder(&files);
        let output = run(&blog.path().join("blog"), &["--fix", "."]);
        assert_eq!(output.status.code(), Some(2), "{kind}: {}", stdout(&output) + &stderr(&output));
        assert!(stderr(&output).contains(message) && stderr(&output).contains(&format!("toml:{place}]")), "{kind}: {}", stderr(&output));
        crate::assert_harmless(kind, &(stdout(&output) + &stderr(&output)));
        assert_eq!((text(&blog, "blog/a.md"), text(&blog, "out.md")), ("Github\n".into(), "Github\n".into()), "{kind}");
    }
}

/// Places of what is wrong, in order, with the messages.
fn told(stderr: &str) -> Vec<(String, String)> {
    let messages = stderr.lines().filter_map(|line| line.trim_start().strip_prefix("× "));
    let places = stderr.lines().filter_map(|line| Some(line.split_once(".toml:")?.1.trim_end_matches(']')));
    places.map(str::to_owned).zip(messages.map(str::to_owned)).collect()
}

/// Types, ranges, keys, rules and options that are wrong, all in one file.
const MANY: &str = r#"platfrom = "zenn"
language = 3
exclude = [4, "{a", "ok"]
fail-on = "many"
[links]
timeout = -5
concurrency = 999999999999
[rules]
heading-incremnt = "warn"
tab-hard = "loud"
line-length = { line_length = -1, headings = "x" }
[rules.list-marker-style]
style = "dot"
[format]
ambiguous-width = 3
[[overrides]]
rules = { tab-hard = "off" }
[[overrides]]
files = ["../a"]
rules = { blank-lines-multiple = { maximum = "x" } }
"#;

#[test]
fn every_mistake_of_a_configuration_is_told_at_once() {
    let blog = folder(&[("cndlint.toml", MANY), ("a.md", "Github\n"), ("b.md", "Github\n"), (".git/HEAD", "")]);
    let output = run(blog.path(), &["--fix", "."]);
    assert_eq!((output.status.code(), text(&blog, "a.md")), (Some(2), "Github\n".to_owned()));
    let expected = [
        ("1:1", "did you mean `platform`?"),
        ("2:12", "integer `3`, expected a string"),
        ("3:12", "integer `4`, expected a string"),
        ("3:15", "unclosed alternate"),
        ("4:1", "unknown key `fail-on`: use one of extends, "),
        ("6:1", "unknown key `timeout`: use one of lock"),
        ("7:1", "unknown key `concurrency`: use one of lock"),
        ("9:1", "did you mean `heading-increment`?"),
        ("10:12", "`loud` is no severity"),
        ("11:17", "`-1`, expected a whole number from 0 on"),
        ("11:35", "expected a boolean"),
        ("13:1", "unknown variant `dot`"),
        ("15:19", "one of 1 or 2"),
        ("16:1", "the key `files` is missing"),
        ("19:10", "matches nothing"),
        ("20:36", "expected a whole number from 0 on"),
    ];
    let told = told(&stderr(&output));
    assert_eq!(told.iter().map(|(place, _)| place.as_str()).collect::<Vec<_>>(), expected.map(|(place, _)| place), "{}", stderr(&output));
    for ((place, message), (_, part)) in told.iter().zip(expected) {
        assert!(message.contains(part), "{place}: {message}");
    }
    crate::assert_harmless("many", &stderr(&output));
}

#[test]
fn mistakes_of_every_file_of_a_configuration_are_told_at_once() {
    let files = [
        ("cndlint.toml", "extends = \"base.toml\"\nplatform = 1\n[names]\npacks = [\"one.toml\", \"two.toml\", \"none.toml\"]\n"),
        ("base.toml", "languge = \"ja\"\n[rules]\nno-such = \"off\"\n"),
        ("one.toml", "format = 1\nnane = []\n"),
        ("two.toml", "format = 2\n"),
        ("a.md", "Github\n"),
        (".git/HEAD", ""),
    ];
    let blog = folder(&files);
    for command in [&["."][..], &["config", "a.md"], &["links", "list"], &["--config", "cndlint.toml", "."]] {
        let output = run(blog.path(), command);
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        let errors = stderr(&output);
        for (file, place) in [("base", "1:1"), ("base", "3:1"), ("cndlint", "2:12"), ("one", "2:1"), ("two", "1:10"), ("cndlint", "4:34")] {
            assert_eq!(errors.matches(&format!("{file}.toml:{place}]")).count(), 1, "{command:?} {file}:{place}\n{errors}");
        }
        assert_eq!(errors.matches('×').count(), 6, "{command:?}: {errors}");
    }
    // With one that is no TOML at all, the others are told too.
    std::fs::write(blog.path().join("base.toml"), "languge = \n").unwrap();
    let errors = stderr(&run(blog.path(), &["."]));
    assert!(errors.contains("base.toml:1:11]") && errors.contains("cndlint.toml:2:12]"), "{errors}");
}

#[test]
fn mistakes_without_end_are_counted() {
    let many = |line: fn(usize) -> String| (0..2_000).map(line).collect::<Vec<_>>().concat();
    let keys = many(|at| format!("k{at} = 1\n"));
    let rules = many(|at| format!("r{at} = \"loud\"\n"));
    for toml in [format!("{keys}[rules]\n{rules}"), format!("[rules]\n{rules}")] {
        let blog = folder(&[("cndlint.toml", &toml), ("a.md", "Github\n")]);
        let output = run(blog.path(), &["."]);
        assert_eq!(output.status.code(), Some(2));
        let errors = stderr(&output);
        assert!(errors.matches('×').count() <= 101 && errors.contains("more mistakes"), "{}", errors.matches('×').count());
    }
}

#[test]
fn a_mark_and_line_endings_of_windows_do_not_matter() {
    let blog = folder(&[("cndlint.toml", "\u{feff}[rules]\r\nname-canonical = \"off\"\r\n"), ("a.md", "Github\n")]);
    let output = run(blog.path(), &["a.md"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

/// A configuration without end, and one of tables in tables.
#[test]
fn configurations_without_end() {
    for toml in ["a.".repeat(20_000) + "b = 1\n", format!("a = {}\n", "[".repeat(20_000)), format!("x = \"{}\n", "y".repeat(1_000_000))] {
        let blog = folder(&[("cndlint.toml", &toml), ("a.md", "Github\n")]);
        let output = run(blog.path(), &["."]);
        assert_eq!(output.status.code(), Some(2), "{:?}", output.status);
        assert!(!stderr(&output).contains("panic") && stderr(&output).len() < 10_000, "{}", stderr(&output).len());
    }
}
