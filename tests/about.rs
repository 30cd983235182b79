//! What the program tells of itself and of what it is set to: completions, the manual page, `cndlint config`.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "what is skipped is said")]

#[path = "common/program.rs"]
mod program;

use cndlint::ruleset::RuleSet;
use program::{folder, run, stderr, stdout, with_stdin};
use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const COMMANDS: [&str; 10] = ["", "check", "fmt", "explain", "rules", "config", "names", "links refresh", "init", "import"];

fn told(args: &[&str]) -> String {
    let output = run(Path::new("."), args);
    assert_eq!(output.status.code(), Some(0), "{args:?} {}", stderr(&output));
    stdout(&output)
}

/// The long options in the help of a command.
fn options(command: &str) -> Vec<String> {
    let help = told(&command.split_whitespace().chain(["--help"]).collect::<Vec<_>>());
    let names = help
        .lines()
        .filter_map(|line| line.trim_start().split(' ').find(|word| word.starts_with("--")).filter(|_| line.trim_start().starts_with('-')));
    names.map(|name| name.split(['[', '=', ',']).next().unwrap().to_owned()).collect()
}

/// Whether a program that may not be here takes `input`; nothing where it is not here.
fn takes(program: &str, args: &[&str], input: &str) -> Option<(bool, String)> {
    let child = Command::new(program).args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        println!("skipped: no {program}");
        return None;
    };
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Some((output.status.success(), stderr(&output)))
}

#[test]
fn shells_get_commands_options_and_rules() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = told(&["completions", shell]);
        for word in ["explain", "unsafe-fixes", "refresh"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
        // Elvish and PowerShell are told no values by clap_complete.
        assert!(script.contains("heading-increment") || ["elvish", "powershell"].contains(&shell), "{shell}");
    }
    for (shell, args) in [("bash", &["-n"][..]), ("zsh", &["-n"]), ("fish", &["--no-execute"])] {
        if let Some((is_taken, error)) = takes(shell, args, &told(&["completions", shell])) {
            assert!(is_taken, "{shell}: {error}");
        }
    }
    assert_eq!(run(Path::new("."), &["completions", "tcsh"]).status.code(), Some(2));
}

#[test]
fn bash_completes_the_name_of_a_rule() {
    let script = told(&["completions", "bash"]);
    let ask = "\nCOMP_WORDS=(cndlint explain heading-inc); COMP_CWORD=2; _cndlint cndlint heading-inc explain; test \"${COMPREPLY[*]}\" = heading-increment\n";
    if let Some((is_completed, error)) = takes("bash", &[], &(script + ask)) {
        assert!(is_completed, "{error}");
    }
    assert!(run(Path::new("."), &["explain", "md001"]).status.success(), "what is completed is not all that is taken");
}

#[test]
fn the_manual_page_has_every_command_and_option() {
    let page = told(&["man"]);
    let plain = page.replace("\\-", "-");
    for heading in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "\"EXIT STATUS\"", "FILES", "ENVIRONMENT"] {
        assert!(page.contains(&format!("\n.SH {heading}\n")), "{heading}");
    }
    for command in COMMANDS {
        let section = format!("\n.SH \"cndlint {command}\"\n");
        let of_command = if command.is_empty() { &plain } else { plain.split(&section).nth(1).unwrap_or_else(|| panic!("no {command}")) };
        let of_command = if command == "check" { &plain } else { of_command.split("\n.SH \"").next().unwrap() };
        for option in options(command).iter().filter(|option| *option != "--help") {
            assert!(of_command.contains(option.as_str()), "{command} {option}");
        }
    }
    if let Some((is_taken, error)) = takes("groff", &["-man", "-Tutf8", "-ww", "-z"], &page) {
        assert!(is_taken && error.is_empty(), "{error}");
    }
    if let Some((is_taken, error)) = takes("mandoc", &["-Tlint", "-Werror"], &page) {
        assert!(is_taken, "{error}");
    }
}

const BASE: &str = "language = \"ja\"\n[names]\noff = [\"VS Code\"]\n[rules]\ntab-hard = \"error\"\n";
const OWN: &str = "extends = \"base.toml\"\nexclude = [\"old/\"]\n\n[rules]\n\"heading-*\" = \"off\"\nheading-increment = \"error\"\n\
                   ja-misuse = { allow = [\"深堀り\"] }\n\n[names]\noff = [\"App Engine\"]\n\n[[overrides]]\nfiles = [\"b.md\"]\n\
                   platform = \"zenn\"\nrules = { ja-misuse = { severity = \"info\" } }\n";

#[test]
fn each_value_has_its_place() {
    let blog = folder(&[("base.toml", BASE), ("cndlint.toml", OWN), ("a.md", ""), ("b.md", ""), (".git/HEAD", "")]);
    let shown = |args: &[&str]| {
        let output = run(blog.path(), &[&["config"], args].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stdout(&output).lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    let own = shown(&["a.md"]);
    let holds = |shown: &[String], line: &str| assert!(shown.iter().any(|shown| shown == line), "{line}\n{shown:#?}");
    for line in [
        "exclude = \"old/\" cndlint.toml:2",
        "language = \"ja\" base.toml:1",
        "names.off = \"VS Code\" base.toml:3",
        "names.off = \"App Engine\" cndlint.toml:10",
        "error tab-hard base.toml:5",
        "off heading-empty cndlint.toml:5",
        "error heading-increment cndlint.toml:6",
        "warn ja-misuse",
        "allow = [\"深堀り\"] cndlint.toml:7",
    ] {
        holds(&own, line);
    }
    assert!(!own.iter().any(|line| line.contains("line-length")), "what is off by default is not listed");
    let overridden = shown(&["b.md"]);
    for line in [
        "platform zenn (the configuration)",
        "platform = \"zenn\" cndlint.toml:14 (overrides[0])",
        "info ja-misuse cndlint.toml:15 (overrides[0])",
    ] {
        holds(&overridden, line);
    }
    let asked = shown(&["a.md", "--select", "line-length,tab-hard", "--ignore", "tab-hard", "--isolated"]);
    let rules: Vec<&String> = asked.iter().skip_while(|line| *line != "rules").skip(1).collect();
    assert_eq!(rules, ["warn line-length --select", "off tab-hard --ignore"]);
    let compat = shown(&["a.md", "--isolated", "--compat", "markdownlint"]);
    holds(&compat, "error line-length compat markdownlint");
    assert!(!compat.iter().any(|line| line.contains("ja-misuse")));
}

#[test]
fn the_settings_as_json_are_the_rules_that_run() {
    let blog = folder(&[]);
    std::fs::write(blog.path().join("a.md"), "a\n").unwrap();
    let json: Value = serde_json::from_str(&stdout(&run(blog.path(), &["config", "a.md", "--format", "json"]))).unwrap();
    let rules: Vec<&str> = json["rules"].as_array().unwrap().iter().map(|rule| rule["name"].as_str().unwrap()).collect();
    let running: Vec<&str> = RuleSet::defaults().active.iter().map(|active| active.name).collect();
    assert_eq!(rules, running);
    assert_eq!((&json["platform"], &json["configuration"], &json["excluded"]), (&"generic".into(), &Value::Null, &false.into()));
    let unknown = run(blog.path(), &["config", "a.md", "--select", "no-such-rule"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert_eq!(with_stdin(blog.path(), &["config"], b"").status.code(), Some(2), "a file has to be named");
}
