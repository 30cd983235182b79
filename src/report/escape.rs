//! Texts that come from anywhere, written so that terminals, runners and parsers see nothing in them but text.

use crate::text::{has_hostile, is_hostile};
use serde::Serialize;
use std::borrow::Cow;
use std::fmt::Write;

/// Azure Pipelines looks for its commands anywhere in a line, and GitHub Actions for those of its old form.
const COMMANDS: [&str; 2] = ["##vso[", "##["];

/// `text` with `sign` in the place of the first sign of each command.
fn without_commands(text: String, sign: &str) -> String {
    COMMANDS
        .iter()
        .fold(text, |text, command| if text.contains(command) { text.replace(command, &format!("{sign}{}", &command[1..])) } else { text })
}

/// `text` without anything a terminal or a log's reader would obey: control characters but the tab, and marks that turn the direction of writing, are
/// written as `\u{…}`; so is a sign of what begins a command of Azure Pipelines or GitHub Actions.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    // All of them begin with a sign that few texts have.
    let has_command = || text.contains('#') && COMMANDS.iter().any(|command| text.contains(command));
    if !has_hostile(text) && !has_command() {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_hostile(c) {
            // Writing to a string cannot fail.
            let _ = write!(clean, "\\u{{{:x}}}", c as u32);
        } else {
            clean.push(c);
        }
    }
    Cow::Owned(without_commands(clean, "\\u{23}"))
}

/// As [`clean`], with the ends of lines as they are.
#[must_use]
pub fn clean_lines(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\r', '\n']);
        cleaned.push_str(&clean(content));
        cleaned.push_str(&line[content.len()..]);
    }
    cleaned
}

/// `value` as JSON in one line. What a terminal would obey is escaped, so that a reader gets each text as it is.
pub(super) fn json(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value).expect("plain data with string keys");
    let text = without_commands(text, "\\u0023");
    if !has_hostile(&text) {
        return text;
    }
    // Such a character stands in a string, and those below U+0020 are escaped already; all of them are in the first plane.
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_hostile(c) {
            let _ = write!(escaped, "\\u{:04x}", c as u32);
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// `text` as the value of an attribute or the text of an element. What a terminal would obey is a reference where XML 1.0 has it; what XML has no way to
/// write is `\u{…}`.
pub(super) fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        let written = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            // It ends a CDATA section, and may not stand behind `]]` outside of one.
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&apos;",
            _ => "",
        };
        escaped.push_str(written);
        match c {
            _ if !written.is_empty() => {}
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(escaped, "\\u{{{:x}}}", c as u32);
            }
            _ if c == '\t' || is_hostile(c) => {
                let _ = write!(escaped, "&#x{:X};", c as u32);
            }
            _ => escaped.push(c),
        }
    }
    without_commands(escaped, "&#x23;")
}

/// A path as a URI: relative as it is, absolute with the scheme of files. What is not plain ASCII is encoded by bytes (RFC 3986, section 2.1), the colon too,
/// since in a relative path it would end a scheme.
pub(super) fn uri(path: &str) -> String {
    let is_drive =
        path.as_bytes().get(1) == Some(&b':') && path.as_bytes().get(2) == Some(&b'/') && path.as_bytes()[0].is_ascii_alphabetic();
    let (mut uri, rest) = match path {
        _ if is_drive => (format!("file:///{}", &path[..2]), &path[2..]),
        _ if path.starts_with('/') => ("file://".to_owned(), path),
        _ => (String::new(), path),
    };
    for byte in rest.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(byte as char);
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_terminal_obeys_is_left() {
        assert_eq!(clean("あ\tb"), "あ\tb");
        assert_eq!(clean("a\u{1b}]0;x\u{7}\u{9b}\r\n\u{202e}"), "a\\u{1b}]0;x\\u{7}\\u{9b}\\u{d}\\u{a}\\u{202e}");
        assert_eq!(clean("# a ##vso[task.complete] ##[x]"), "# a \\u{23}#vso[task.complete] \\u{23}#[x]");
    }

    #[test]
    fn json_keeps_each_character() {
        let text = "a\u{1b}\u{9b}\u{202e}\u{2028}\"\\\n#🎉 ##vso[x] ##[y]";
        let written = json(&text);
        assert!(!written.contains(is_hostile) && !COMMANDS.iter().any(|command| written.contains(command)), "{written}");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }

    #[test]
    fn xml_has_only_what_xml_can_say() {
        assert_eq!(xml("<a b=\"c\">&'\t\r\n]]>"), "&lt;a b=&quot;c&quot;&gt;&amp;&apos;&#x9;&#xD;&#xA;]]&gt;");
        assert_eq!(xml("\0\u{1b}\u{85}\u{202e}\u{fffe}日本🎉"), "\\u{0}\\u{1b}&#x85;&#x202E;\\u{fffe}日本🎉");
    }

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("記事/a b%]]>.md"), "%E8%A8%98%E4%BA%8B/a%20b%25%5D%5D%3E.md");
        assert_eq!(uri("a:b#c?.md"), "a%3Ab%23c%3F.md");
        assert_eq!(
            (uri("/a/b.md").as_str(), uri("C:/a.md").as_str(), uri("../a.md").as_str()),
            ("file:///a/b.md", "file:///C:/a.md", "../a.md")
        );
    }
}
