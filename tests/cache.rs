//! Results of earlier runs: used where nothing has changed, and never where something has.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/program.rs"]
mod program;

use program::{cndlint, folder, stderr, stdout};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

const BLOG: [(&str, &str); 9] = [
    ("cndlint.toml", "[names]\npacks = [\"default\", \"own.toml\"]\n"),
    ("own.toml", "format = 1\n[[name]]\ntext = \"ExampleCorp\"\n"),
    ("hugo.toml", "title = \"Blog\"\n"),
    (
        "content/posts/a.md",
        "---\ntitle: A\nslug: one\n---\n\n# A\n\nGithubを使う。[次](b.md#節)と[図](diagram.png)。https://gone.example/x\n\n## 節\n",
    ),
    ("content/posts/b.md", "---\ntitle: B\nslug: two\n---\n\n## 節\n\n<b>太字</b>とFooBarとFooBarとFooBar。\n"),
    ("content/posts/c.md", "---\ntitle: C\nslug: three\n---\n\nFooBarとFooBarとFoobar。\n"),
    ("content/posts/diagram.png", "png"),
    ("content/posts/empty.md", ""),
    ("README.md", "# 題\n\n誤りはない。\n"),
];

/// A blog, and a place for the cache beside it.
struct Blog {
    folder: TempDir,
    cache: TempDir,
}

impl Blog {
    fn new() -> Self {
        Self { folder: folder(&BLOG), cache: TempDir::new().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, args: &[&str]) -> Output {
        cndlint(self.folder.path()).args(args).env("CNDLINT_CACHE_DIR", self.cache.path()).output().unwrap()
    }

    /// How many files a run looks at, and that it says what a run without a cache says.
    fn looked_at(&self, args: &[&str]) -> usize {
        let fresh = self.run(&[args, &["--no-cache"]].concat());
        let run = self.run(&[args, &["-v"]].concat());
        assert_eq!((stdout(&run), run.status), (stdout(&fresh), fresh.status), "{args:?}");
        let told = stderr(&run);
        let words: Vec<&str> = told.lines().find(|line| line.starts_with("cache: ")).unwrap().split(' ').collect();
        words[words.len() - 3].parse().unwrap()
    }

    fn files_of_cache(&self) -> Vec<PathBuf> {
        let folders = fs::read_dir(self.cache.path()).unwrap().flatten().map(|entry| entry.path()).filter(|path| path.is_dir());
        let mut files: Vec<PathBuf> =
            folders.flat_map(|folder| fs::read_dir(folder).unwrap().flatten()).map(|entry| entry.path()).collect();
        files.sort();
        files
    }
}

const CONCISE: [&str; 2] = ["--format", "concise"];

#[test]
fn a_second_run_looks_at_nothing_and_says_the_same() {
    for format in ["full", "concise", "json", "json-lines", "github", "gitlab", "sarif", "junit", "checkstyle", "rdjson", "azure"] {
        let blog = Blog::new();
        assert_eq!(blog.looked_at(&["--format", format]), 5, "{format}");
        assert_eq!(blog.looked_at(&["--format", format]), 0, "{format}");
    }
}

#[test]
fn whatever_a_result_depends_on_is_asked_for_again() {
    let blog = Blog::new();
    blog.looked_at(&CONCISE);
    let write = |name: &str, text: &str| fs::write(blog.path(name), text).unwrap();
    let changes: [(&str, &dyn Fn(), usize); 12] = [
        ("nothing", &|| {}, 0),
        ("a text", &|| write("README.md", "# 題\n\nGithubを使う。\n"), 1),
        ("a heading that another text links to", &|| write("content/posts/b.md", "---\ntitle: B\nslug: two\n---\n\n## 章\n"), 2),
        ("a file that a text links to", &|| fs::remove_file(blog.path("content/posts/diagram.png")).unwrap(), 1),
        ("a file whose name is near to that", &|| write("content/posts/diagran.png", "png"), 1),
        ("an address that two claim", &|| write("content/posts/c.md", "---\ntitle: C\nslug: one\n---\n\nFooBarとFoobar。\n"), 1),
        ("the site", &|| write("hugo.toml", "title = \"Blog\"\n[markup.goldmark.renderer]\nunsafe = true\n"), 4),
        ("a pack of names", &|| write("own.toml", "format = 1\n[[name]]\ntext = \"ExampleCorp\"\n[[name]]\ntext = \"Foobar\"\n"), 5),
        (
            "the lock of links",
            &|| write("cndlint-links.lock", "# cndlint links 1\nhttps://gone.example/x\tgone\t404\t2026-01-02\tfirst=2026-01-01\tn=2\n"),
            5,
        ),
        ("the configuration", &|| write("cndlint.toml", "[rules]\n\"name-*\" = \"error\"\n"), 5),
        ("the platform", &|| fs::remove_file(blog.path("hugo.toml")).unwrap(), 4),
        ("nothing at last", &|| {}, 0),
    ];
    for (what, change, looked_at) in changes {
        change();
        assert_eq!(blog.looked_at(&CONCISE), looked_at, "{what}");
        assert_eq!(blog.looked_at(&CONCISE), 0, "{what}, once more");
    }
}

#[cfg(unix)]
#[test]
fn a_text_that_hides_its_change_is_looked_at_all_the_same() {
    let blog = Blog::new();
    let path = blog.path("README.md");
    blog.looked_at(&CONCISE);
    // Until the time of the last change is believed.
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!((blog.looked_at(&CONCISE), blog.looked_at(&CONCISE)), (0, 0));
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let changed = text.replace("誤りは", "Githubは");
    assert_eq!(changed.len(), text.len());
    fs::write(&path, changed).unwrap();
    File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
    assert_eq!(blog.looked_at(&CONCISE), 1);
    fs::write(&path, &text).unwrap();
    assert_eq!(blog.looked_at(&CONCISE), 1);
}

#[test]
fn what_the_command_line_says_has_results_of_its_own() {
    let blog = Blog::new();
    blog.looked_at(&CONCISE);
    assert_eq!(blog.looked_at(&["--select", "name-*"]), 5);
    assert_eq!(blog.looked_at(&["--select", "name-*", "--ignore", "name-canonical"]), 5);
    assert_eq!(blog.looked_at(&["--platform", "zenn"]), 5);
    assert_eq!(blog.looked_at(&["--compat", "markdownlint"]), 5);
    assert_eq!(blog.looked_at(&CONCISE), 0);
    assert_eq!(blog.looked_at(&["--select", "name-*"]), 0);
}

#[test]
fn what_can_be_fixed_is_looked_at_and_fixed() {
    let blog = Blog::new();
    blog.looked_at(&CONCISE);
    let fixed = blog.run(&["--fix", "-v"]);
    assert!(stderr(&fixed).contains("cache: 4 files as an earlier run found them, 1 looked at"), "{}", stderr(&fixed));
    assert!(fs::read_to_string(blog.path("content/posts/a.md")).unwrap().contains("GitHubを使う"));
    assert_eq!(blog.looked_at(&CONCISE), 1);
    assert!(stderr(&blog.run(&["--fix", "-v"])).contains("cache: 5 files as"), "nothing is left to fix");
}

#[test]
fn a_damaged_file_of_the_cache_is_named_and_made_anew() {
    type Damage = fn(&Path);
    let damages: [(&str, Damage); 4] = [
        ("cut", |path| File::options().write(true).open(path).unwrap().set_len(fs::metadata(path).unwrap().len() - 3).unwrap()),
        ("empty", |path| fs::write(path, "").unwrap()),
        ("of another version", |path| fs::write(path, [b"cndlint\x02".as_slice(), &fs::read(path).unwrap()[8..]].concat()).unwrap()),
        ("one bit", |path| {
            let mut bytes = fs::read(path).unwrap();
            *bytes.last_mut().unwrap() ^= 1;
            fs::write(path, bytes).unwrap();
        }),
    ];
    let blog = Blog::new();
    let before = blog.run(&CONCISE);
    for (what, damage) in damages {
        let files = blog.files_of_cache();
        assert!(!files.is_empty());
        for path in &files {
            damage(path);
        }
        let run = blog.run(&CONCISE);
        assert_eq!((stdout(&run), run.status), (stdout(&before), before.status), "{what}");
        assert_eq!(stderr(&run).matches("was not whole; made anew").count(), files.len(), "{what}: {}", stderr(&run));
        assert_eq!(stderr(&blog.run(&CONCISE)), "", "{what}");
        assert_eq!(blog.looked_at(&CONCISE), 0, "{what}");
    }
}

#[test]
fn a_place_that_cannot_be_written_costs_no_result() {
    let blog = Blog::new();
    let file = blog.cache.path().join("file");
    fs::write(&file, "mine").unwrap();
    let before = blog.run(&["--no-cache", "--format", "concise"]);
    let asked = blog.run(&["--format", "concise", "--cache-dir", file.to_str().unwrap()]);
    assert_eq!((stdout(&asked), asked.status), (stdout(&before), before.status));
    assert!(stderr(&asked).contains("--cache-dir: results are not kept: "), "{}", stderr(&asked));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    let unasked = cndlint(blog.folder.path()).args(CONCISE).env("CNDLINT_CACHE_DIR", &file).output().unwrap();
    assert_eq!((stdout(&unasked), stderr(&unasked).as_str()), (stdout(&before), ""));
}

#[test]
fn runs_at_the_same_time_spoil_nothing() {
    let blog = Blog::new();
    for number in 0..60 {
        fs::write(blog.path(&format!("content/posts/n{number}.md")), format!("---\ntitle: N\n---\n\nGithubの{number}番。\n")).unwrap();
    }
    let fresh = blog.run(&["--no-cache", "--format", "concise"]);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..5 {
                    let run = blog.run(&CONCISE);
                    assert_eq!((stdout(&run), stderr(&run).as_str()), (stdout(&fresh), ""));
                }
            });
        }
    });
    assert_eq!(blog.looked_at(&CONCISE), 0);
}

#[test]
fn what_nobody_asked_for_in_a_month_goes() {
    let blog = Blog::new();
    let aged = |name: &str, days: u64| {
        let path = blog.cache.path().join(name);
        fs::create_dir_all(&path).unwrap();
        fs::write(path.join("00"), "x").unwrap();
        File::open(&path).unwrap().set_modified(SystemTime::now() - Duration::from_hours(24 * days)).unwrap();
        path
    };
    let (old, young, foreign) = (aged("0123456789abcdef", 40), aged("fedcba9876543210", 20), aged("somebody's", 400));
    blog.run(&CONCISE);
    assert_eq!((old.exists(), young.exists(), foreign.exists()), (false, true, true));
    assert!(fs::read_to_string(blog.cache.path().join("CACHEDIR.TAG")).unwrap().starts_with("Signature: 8a477f597d28d172789f06886806bc55"));
}

#[test]
fn a_few_named_files_are_not_worth_a_cache() {
    let blog = Blog::new();
    blog.run(&["README.md", "content/posts/a.md"]);
    assert!(fs::read_dir(blog.cache.path()).unwrap().next().is_none());
}
