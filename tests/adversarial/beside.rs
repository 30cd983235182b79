//! The hostile inputs beside the checkout, where they are at hand: what holds for every one of them.

use crate::program::{folder, run, stderr, stdout};
use crate::{assert_harmless, check_all, settled};
use std::fs;
use std::path::Path;
use std::thread;
use tempfile::TempDir;

#[test]
fn every_listed_case_is_survived() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/adversarial");
    let Ok(manifest) = fs::read_to_string(beside.join("manifest.json")) else {
        println!("skipped: no adversarial inputs beside the checkout");
        return;
    };
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let cases = manifest.as_array().unwrap();
    // Most of the time a run waits for the disk.
    thread::scope(|scope| {
        for part in cases.chunks(cases.len().div_ceil(8)) {
            let beside = &beside;
            scope.spawn(move || {
                for case in part {
                    survived(case, beside);
                }
            });
        }
    });
}

fn survived(case: &serde_json::Value, beside: &Path) {
    let name = case["file"].as_str().unwrap();
    let bytes = fs::read(beside.join(name)).unwrap();
    if Path::new(name).extension().is_some_and(|extension| extension == "toml") {
        configuration(name, &bytes, beside);
    } else {
        text(name, &bytes, case["expect"].as_str().unwrap());
    }
}

fn text(name: &str, bytes: &[u8], expected: &str) {
    let blog = TempDir::new().unwrap();
    let path = blog.path().join("a.md");
    fs::write(&path, bytes).unwrap();
    let (output, _) = check_all(&blog, &["-v", "a.md"]);
    assert!(matches!(output.status.code(), Some(0..=2)), "{name}: {:?}", output.status);
    for args in [&["--fix", "--no-cache"][..], &["--unsafe-fixes", "--no-cache"], &["fmt"]] {
        fs::write(&path, bytes).unwrap();
        let after = settled(blog.path(), name, args);
        let is_refused = std::str::from_utf8(bytes).is_err() || expected.contains("E-ENC") || expected.contains("refused as UTF-16");
        assert!(!is_refused || after == bytes, "{name}: {args:?} changes what is no text");
        assert!(is_refused || std::str::from_utf8(&after).is_ok(), "{name}: {args:?}");
    }
    // What is in the diff is what the fix writes; its lines are the text's own.
    fs::write(&path, bytes).unwrap();
    let diff = run(blog.path(), &["--diff", "a.md"]);
    assert!(matches!(diff.status.code(), Some(0..=2)), "{name}");
    assert!(fs::read(&path).unwrap() == bytes, "{name}: a diff writes nothing");
    assert_eq!(fs::read_dir(blog.path()).unwrap().count(), 1, "{name}: something is left");
}

fn configuration(name: &str, bytes: &[u8], beside: &Path) {
    let blog = folder(&[("blog/a.md", "# a\n"), ("blog/.git/HEAD", ""), ("out.md", "Github\n")]);
    let at = blog.path().join("blog");
    // Those that name each other lie side by side.
    for entry in fs::read_dir(beside.join(name).parent().unwrap()).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, at.join(path.file_name().unwrap())).unwrap();
    }
    fs::write(at.join("cndlint.toml"), bytes).unwrap();
    let output = run(&at, &["--fix", "."]);
    assert!(matches!(output.status.code(), Some(0..=2)), "{name}: {:?}", output.status);
    assert_harmless(name, &(stdout(&output) + &stderr(&output)));
    assert_eq!(fs::read_to_string(blog.path().join("out.md")).unwrap(), "Github\n", "{name}: it leads out");
}
