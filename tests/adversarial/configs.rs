//! Configurations that are broken, lead out of their project or would never settle: one message with its place, and nothing is written.

use crate::program::{folder, run, stderr, stdout, text};

#[test]
fn configurations_that_cannot_be_followed() {
    for (kind, toml, place, message) in [
        ("syntax", "[rules\ntab-hard = \"warn\"\n", "1:7", "unclosed table"),
        ("not a table", "rules = 3\n", "1:9", "invalid type"),
        ("a word for a list", "exclude = \"x\"\n", "1:11", "expected a sequence"),
        ("a number out of reach", "[rules]\nblank-lines-multiple = { maximum = -5 }\n", "2:1", "-5"),
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
