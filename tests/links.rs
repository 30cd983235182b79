//! Paths, fragments and locks in real projects, through the program.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// Writes a project and returns its folder.
fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// What the rules say of the files in a folder, a line each; the exit code.
fn said(folder: &Path, args: &[&str]) -> (String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_cndlint"))
        .args(["--format", "concise", "--quiet", "--lang", "en", "--color", "never"])
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    (text, output.status.code().unwrap())
}

const PATHS: [&str; 2] = ["--select", "link-file,link-anchor"];

#[test]
fn paths_are_looked_up_where_github_does() {
    let text = "[a](docs/guide.md) [b](docs) [c](/docs/guide.md) [d](Docs/guide.md) [e](docs/gude.md) [f](docs/guide.md/x)\n\n\
                <img src=\"図.png\"> ![g](%E5%9B%B3.png) [h](docs/Guide.md#x)\n";
    let blog = project(&[("cndlint.toml", "platform = \"github\"\n"), ("README.md", text), ("docs/guide.md", "# x\n"), ("図.png", "")]);
    let (said, code) = said(blog.path(), &PATHS);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(code, 1);
    assert_eq!(lines.len(), 4, "{said}");
    assert!(lines[0].contains("there is no Docs/guide.md: it is named docs"), "{said}");
    assert!(lines[1].contains("did you mean docs/guide.md?"), "{said}");
    assert!(lines[2].contains("there is no docs/guide.md/x"), "{said}");
    assert!(lines[3].contains("it is named docs/guide.md"), "{said}");
}

#[test]
fn fragments_of_other_texts_are_checked_from_one_file_alone() {
    let files = [
        ("package.json", "{\"zenn-cli\": 1}"),
        ("articles/a.md", "[x](b.md#目玉新機能) [y](b.md#目玉（新機能）)\n"),
        ("articles/b.md", "## 目玉（新機能）\n"),
    ];
    let blog = project(&files);
    fs::create_dir(blog.path().join(".git")).unwrap();
    let (said, code) = said(blog.path(), &[&PATHS[..], &["articles/a.md"]].concat());
    assert_eq!((said.lines().count(), code), (1, 1), "{said}");
    assert!(said.contains("did you mean “目玉（新機能）”?"), "{said}");
}

/// Whether a file outside exists must not be told: there is one answer for both.
#[test]
fn nothing_outside_of_the_project_is_told() {
    let text = |name: &str| {
        format!("[a](../../{name}) [b](../../../../../../etc/{name}) <img src='..\\..\\{name}'> [d](%00{name}) [e](link/{name})\n")
    };
    let files = [("here.md", ""), ("blog/cndlint.toml", "platform = \"github\"\n")];
    let world = project(&[&files[..], &[("blog/posts/alpha.md", &text("here.md")), ("blog/posts/gamma.md", &text("none.md"))]].concat());
    let blog = world.path().join("blog");
    #[cfg(unix)]
    std::os::unix::fs::symlink(world.path(), blog.join("posts/link")).unwrap();
    let (here, _) = said(&blog, &[&PATHS[..], &["posts/alpha.md"]].concat());
    let (none, _) = said(&blog, &[&PATHS[..], &["posts/gamma.md"]].concat());
    assert_eq!(here.matches("leads out of the project").count(), 3, "{here}");
    assert_eq!(here.replace("here.md", "none.md").replace("alpha", "gamma"), none);
}

#[test]
fn ten_thousand_links_and_data_urls_are_no_burden() {
    let many = "[a](b.md#c)".repeat(10_000);
    let data = format!("![x](data:image/png;base64,{}) [j](javascript:x) [z](%zz) <https://xn--/> <https://[::1>", "A".repeat(1_000_000));
    let blog = project(&[("cndlint.toml", "platform = \"github\"\n"), ("README.md", &format!("{many}\n\n{data}\n"))]);
    let (said, code) = said(blog.path(), &["--select", "link-*", "--statistics"]);
    assert_eq!(code, 1);
    assert!(said.contains("10001"), "{said}");
}

#[test]
fn the_lock_is_found_beside_the_configuration_and_its_faults_are_told() {
    let gone = "# cndlint links 1\nhttps://example.com/x\tgone\t404\t2026-11-20\tfirst=2026-11-10\tn=2\n";
    let post = "[x](https://example.com/x)\n";
    let blog = project(&[("cndlint.toml", "[links]\nlock = \"data/record.lock\"\n"), ("data/record.lock", gone), ("posts/a.md", post)]);
    let (text, code) = said(blog.path(), &[]);
    assert!(text.contains("gone since 2026-11-10 (404) (link-dead)") && code == 1, "{text}");
    fs::write(blog.path().join("data/record.lock"), format!("{gone}=======\n")).unwrap();
    let (text, code) = said(blog.path(), &[]);
    assert!(text.contains("a conflict of a merge") && text.contains("record.lock:3:1") && code == 2, "{text}");
    fs::write(blog.path().join("cndlint.toml"), "[links]\nlock = \"../x.lock\"\n").unwrap();
    let (text, code) = said(blog.path(), &[]);
    assert!(text.contains("has to lie in the folder of the configuration") && code == 2, "{text}");
}

#[test]
fn what_lychee_found_is_taken_and_gone_is_proven_by_a_second_day() {
    let report = include_str!("cmd/links/lychee.json");
    let blog = project(&[("r.json", report), ("a.md", "[x](https://example.com/gone)\n")]);
    fs::create_dir(blog.path().join(".git")).unwrap();
    let import = |date: &str| {
        let args = ["links", "import", "r.json", "--date", date];
        let output = Command::new(env!("CARGO_BIN_EXE_cndlint")).args(args).current_dir(blog.path()).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        said(blog.path(), &["--select", "link-dead"])
    };
    let (first, code) = import("2026-11-01");
    assert!(first.contains("info: was not there on 2026-11-01") && code == 0, "{first}");
    let (second, code) = import("2026-11-04");
    assert!(second.contains("error: gone since 2026-11-01 (404)") && code == 1, "{second}");
    let lock = fs::read_to_string(blog.path().join("cndlint-links.lock")).unwrap();
    assert!(lock.contains("https://example.com/slow\tblocked\t0\t2026-11-04\n"), "{lock}");
}

/// A server that answers by path until the test ends.
#[cfg(feature = "remote")]
fn server() -> std::net::SocketAddr {
    use std::io::{Read, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = [0; 2048];
            let length = stream.read(&mut request).unwrap_or_default();
            let request = String::from_utf8_lossy(&request[..length]).into_owned();
            let answer = match request.split(' ').nth(1) {
                Some("/ok" | "/new") => "200 OK",
                Some("/moved") => "301 Moved Permanently\r\nLocation: /new",
                Some("/wall") => "403 Forbidden",
                _ => "404 Not Found",
            };
            let _ = write!(stream, "HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    address
}

#[cfg(feature = "remote")]
#[test]
fn refresh_writes_what_servers_answer_and_forgets_what_no_text_names() {
    let host = format!("http://{}", server());
    let post = format!("[a]({host}/ok#x) [b]({host}/gone) [c]({host}/moved) [d]({host}/wall) [e](http://user:secret@{})\n", &host[7..]);
    let old = "# cndlint links 1\nhttps://example.com/old\tok\t200\t2026-01-01\n";
    let blog = project(&[("a.md", &post), ("cndlint.toml", ""), ("cndlint-links.lock", old)]);
    let refresh = |more: &[&str]| {
        let args = [&["links", "refresh", "--pause", "0.01", "--timeout", "5"], more].concat();
        Command::new(env!("CARGO_BIN_EXE_cndlint")).args(args).current_dir(blog.path()).output().unwrap()
    };
    // The guard: nothing private is asked unless that is wanted.
    let output = refresh(&[]);
    assert!(output.status.success(), "{output:?}");
    let lock = || fs::read_to_string(blog.path().join("cndlint-links.lock")).unwrap();
    assert!(lock().lines().filter(|line| line.contains("127.0.0.1")).all(|line| line.contains("\tunknown\t0\t")), "{}", lock());
    let output = refresh(&["--allow-private", "--older", "0", "--prune"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && told.contains("1 URL with a password or a token not asked"), "{told}");
    let fields = |path: &str| -> Vec<String> {
        let text = lock();
        let line = text.lines().find(|line| line.starts_with(&format!("{host}/{path}\t"))).unwrap_or_default();
        line.split('\t').skip(1).map(str::to_owned).collect()
    };
    assert_eq!(fields("ok")[..2], ["ok", "200"], "{}", lock());
    assert_eq!(fields("gone")[..2], ["gone", "404"]);
    assert_eq!(
        (&fields("moved")[..2], fields("moved").last()),
        (&["moved".to_owned(), "301".to_owned()][..], Some(&format!("to={host}/new")))
    );
    assert_eq!(fields("wall")[..2], ["blocked", "403"]);
    assert!(!lock().contains("example.com/old") && !lock().contains("secret") && !lock().contains("#x"));
    // What was asked today is not asked again, and the file stays as it is.
    let before = lock();
    assert!(refresh(&["--allow-private"]).status.success());
    assert_eq!(lock(), before);
}
