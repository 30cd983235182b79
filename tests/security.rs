//! What SECURITY.md promises and no other test holds.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// All files of the program.
fn sources() -> Vec<PathBuf> {
    let (mut files, mut folders) = (Vec::new(), vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files
}

#[test]
fn no_program_but_git_is_started() {
    for path in sources() {
        let text = fs::read_to_string(&path).unwrap();
        let starts_git_alone = text.split("Command::new(").skip(1).all(|rest| rest.starts_with("\"git\")"));
        assert!(starts_git_alone, "{} starts a program", path.display());
    }
}

#[test]
fn what_a_configuration_names_lies_in_its_project() {
    let world = tempfile::tempdir().unwrap();
    let blog = world.path().join("blog");
    fs::create_dir(&blog).unwrap();
    fs::write(blog.join("a.md"), "# 題\n").unwrap();
    for (name, text) in
        [("base.toml", "secret = \"of a neighbour\"\n"), ("names.toml", "secret = \"of a neighbour\"\n"), ("links.lock", "secret\n")]
    {
        fs::write(world.path().join(name), text).unwrap();
    }
    let run = || {
        let output = Command::new(env!("CARGO_BIN_EXE_cndlint")).args(["--lang", "en", "a.md"]).current_dir(&blog).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout))
    };
    for (config, word) in [
        ("extends = \"../base.toml\"", "outside of the project"),
        ("[names]\npacks = [\"../names.toml\"]", "outside of the project"),
        ("[links]\nlock = \"../links.lock\"", "has to lie in the folder"),
    ] {
        fs::write(blog.join("cndlint.toml"), config).unwrap();
        let (code, said) = run();
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(word) && !said.contains("secret"), "{said}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("../base.toml", blog.join("inside.toml")).unwrap();
        fs::write(blog.join("cndlint.toml"), "extends = \"inside.toml\"").unwrap();
        let (code, said) = run();
        assert!(code == Some(2) && said.contains("outside of the project") && !said.contains("secret"), "{said}");
    }
}
