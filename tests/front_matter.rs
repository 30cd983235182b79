//! Front matter that no one writes: refused quickly, with a message at its place, and the rest of the post is checked all the same.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use cndlint::diagnostic::Level;
use cndlint::engine::{check, fix};
use cndlint::facts::Facts;
use cndlint::parse::parse;
use cndlint::platform::Platform;
use cndlint::ruleset::{RuleSet, Settings};

/// Rules and messages of the findings on a platform.
fn found(platform: &str, text: &str) -> Vec<(&'static str, &'static str)> {
    let rules = RuleSet::new(&Settings::default(), Platform::named(platform).unwrap()).unwrap();
    let doc = parse(text, rules.platform);
    check(&doc, &Facts::default(), &rules).iter().map(|found| (found.rule, found.message.id)).collect()
}

const BODY: &str = "\nGithubを使う。\n";

#[test]
fn what_is_too_much_is_refused() {
    let bomb: String = ('b'..='j').fold("a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned(), |text, name| {
        let before = char::from(name as u8 - 1);
        format!("{text}{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(", "))
    });
    for (header, id) in [
        (bomb.as_str(), "growth"),
        ("a: &a [*a]\n", "recursive"),
        (&format!("a: {}{}\n", "[".repeat(10_000), "]".repeat(10_000)), "limit"),
        (&format!("a: {}\n", "x".repeat(1_000_000)), "limit"),
        (&format!("a: {}{}\n", "{b: ".repeat(10_000), "}".repeat(10_000)), "limit"),
        (&"key: value\n".repeat(500_000), "limit"),
    ] {
        for platform in ["generic", "hugo"] {
            let text = format!("---\n{header}---\n{BODY}");
            let expected = [("front-matter-syntax", id), ("name-canonical", "spelling")];
            assert_eq!(found(platform, &text), expected, "{platform}: {}", &header[..header.len().min(40)]);
            let rules = RuleSet::defaults();
            let fixed = fix(&text, &Facts::default(), &rules, Level::Repair).text;
            assert_eq!(fixed, text.replace("Github", "GitHub"), "{platform}");
        }
    }
}

#[test]
fn what_is_no_header_to_a_platform_is_told() {
    let header = "title: 題\n";
    for (platform, text, expected) in [
        ("hatena", format!("\u{feff}---\nTitle: 題\n---\n{BODY}"), &["exact"][..]),
        ("hatena", format!("---\r\nTitle: 題\r\n---\r\n{BODY}"), &["exact"]),
        ("hatena", format!("\n---\nTitle: 題\n---\n{BODY}"), &["late"]),
        ("hugo", format!("\n\u{feff}---\n{header}---\n{BODY}"), &[]),
        ("hugo", format!("\n---\n{header}---\n{BODY}"), &[]),
        ("hugo", format!("----\n{header}----\n{BODY}"), &["dashes"]),
        ("hugo", format!("---\n{header}...\n{BODY}"), &["dots"]),
        ("jekyll", format!("---\n{header}...\n{BODY}"), &[]),
        ("hugo", format!("---\n{header}{BODY}"), &["unclosed"]),
        ("hugo", format!("\u{feff}---\r\n{header}---\r\n{BODY}"), &[]),
        ("hugo", format!("---\n{header}---\n"), &[]),
        ("hugo", String::new(), &[]),
    ] {
        let syntax: Vec<_> =
            found(platform, &text).into_iter().filter(|(rule, _)| *rule == "front-matter-syntax").map(|(_, id)| id).collect();
        assert_eq!(syntax, expected, "{platform}: {text:?}");
        assert_eq!(found(platform, &text).iter().filter(|(rule, _)| *rule == "name-canonical").count(), text.matches("Github").count());
    }
}
