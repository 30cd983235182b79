//! The front matter block: where it is, and what it says.

pub mod data;
mod growth;
mod json;
pub mod kind;
mod plain;
pub mod quote;
mod title;
mod toml;
mod yaml;

pub use title::TitlePattern;

use crate::source::Span;
use data::{Data, Problem};

/// Longer blocks are not read: no header is that long, and no reader of one is fast.
pub const MOST_BYTES: usize = 256 * 1024;

/// Keys that hold the day a text was written, as the platforms call them; those that may hold a later one come last.
pub const DAY_KEYS: [&str; 9] =
    ["date", "published_at", "Date", "publishDate", "publishedAt", "pubDate", "created_at", "updated_at", "lastmod"];

/// How the block is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Between `---` lines (`...` may close it).
    Yaml,
    /// Between `+++` lines.
    Toml,
    /// From `{` to the matching `}`.
    Json,
}

/// A block set apart from the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatter {
    /// How it is written.
    pub format: Format,
    /// The whole block with its delimiters and the last one's line ending.
    pub span: Span,
    /// What stands between the delimiters; for JSON the braces too.
    pub content: Span,
}

impl FrontMatter {
    /// Finds the block that begins at byte `start` of `text`, a byte order mark being skipped by the caller.
    ///
    /// A delimiter may be followed by blanks. A block that is never closed is no block: its lines are body.
    #[must_use]
    pub fn find(text: &str, start: usize) -> Option<Self> {
        let rest = text.get(start..)?;
        if rest.starts_with('{') {
            return json(rest, start);
        }
        let (first, after) = rest.split_at(line_length(rest));
        let format = match first.trim_ascii_end() {
            "---" => Format::Yaml,
            "+++" => Format::Toml,
            _ => return None,
        };
        let content_start = start + first.len();
        let mut at = content_start;
        let mut rest = after;
        while !rest.is_empty() {
            let line = &rest[..line_length(rest)];
            let closes = matches!((format, line.trim_ascii_end()), (Format::Yaml, "---" | "...") | (Format::Toml, "+++"));
            if closes {
                return Some(Self { format, span: Span::new(start, at + line.len()), content: Span::new(content_start, at) });
            }
            at += line.len();
            rest = &rest[line.len()..];
        }
        None
    }

    /// Where a block may begin if nothing stood before it: behind white space alone.
    #[must_use]
    pub fn late_start(text: &str) -> Option<usize> {
        let rest = text.trim_start_matches('\u{feff}').trim_start();
        ["---", "+++", "{"].iter().any(|mark| rest.starts_with(mark)).then(|| text.len() - rest.len())
    }

    /// A file that is one block and nothing else: data without delimiters.
    #[must_use]
    pub const fn whole(text: &str, start: usize) -> Self {
        let span = Span::new(start, text.len());
        Self { format: Format::Yaml, span, content: span }
    }

    /// Whether the block is closed by `...`, which not every platform takes.
    #[must_use]
    pub fn closes_with_dots(&self, text: &str) -> bool {
        text.get(self.content.end..self.span.end).is_some_and(|line| line.starts_with("..."))
    }

    /// Reads what the block holds.
    #[must_use]
    pub fn read(&self, text: &str) -> Data {
        let content = text.get(self.content.start..self.content.end).unwrap_or_default();
        if content.len() > MOST_BYTES {
            return Data::broken(Span::new(self.span.start, self.content.start), Problem::TooLarge);
        }
        match self.format {
            Format::Yaml => yaml::read(content, self.content.start),
            Format::Json => {
                let mut data = yaml::read(content, self.content.start);
                // What YAML says of such a block would mislead.
                if let Some(mistake) = json::mistake(content, self.content.start) {
                    data.mistakes = vec![mistake];
                }
                data
            }
            Format::Toml => toml::read(content, self.content.start),
        }
    }
}

/// A block that would be front matter if it were the first: behind blank lines, or behind the front matter that is read. It is text to most readers,
/// and what a person has to look at before anything in it is written otherwise.
#[must_use]
pub fn stray(text: &str, start: usize) -> Option<FrontMatter> {
    let rest = text.get(start..)?;
    let blank = rest.len() - rest.trim_start_matches(['\n', '\r']).len();
    let block = FrontMatter::find(text, start + blank).filter(|block| block.format != Format::Json)?;
    let first = text.get(block.content.start..block.content.end)?.lines().next()?;
    let key = first.split([':', '=']).next().filter(|key| key.len() < first.len())?.trim_end();
    is_key(key).then_some(block)
}

/// Whether `text` can be a key without quotes: ASCII letters, digits, `_` and `-`, as all platforms' keys are.
#[must_use]
pub fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(in_key)
}

const fn in_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// Why the beginning of a text, which looks like front matter, is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// Nothing closes it.
    Unclosed,
    /// Blank lines stand before it.
    Late,
    /// Its delimiter has more than three dashes.
    Dashes,
}

/// Looks for the beginning of a block that [`FrontMatter::find`] did not take: a delimiter and behind it a line with a key. The span is that
/// of the delimiter.
#[must_use]
pub fn attempt(text: &str, start: usize) -> Option<(Span, Attempt)> {
    let rest = text.get(start..)?;
    let blank = rest.len() - rest.trim_start_matches(['\n', '\r']).len();
    let block = &rest[blank..];
    let first = block[..line_length(block)].trim_ascii_end();
    let behind = block.get(line_length(block)..)?;
    let key_end = behind.find(|c: char| !in_key(c))?;
    let sign = behind[key_end..].trim_start_matches(' ').chars().next();
    let span = Span::new(start + blank, start + blank + first.len());
    let what = match (first, sign) {
        _ if key_end == 0 => return None,
        ("---", Some(':')) | ("+++", Some('=')) if blank > 0 => FrontMatter::find(text, start + blank).map(|_| Attempt::Late)?,
        ("---", Some(':')) | ("+++", Some('=')) => Attempt::Unclosed,
        (dashes, Some(':')) if blank == 0 && dashes.len() > 3 && dashes.bytes().all(|byte| byte == b'-') => Attempt::Dashes,
        _ => return None,
    };
    Some((span, what))
}

/// The first line of a text that begins as JSON does and is no such block that [`FrontMatter::find`] takes. Who reads JSON reads nothing else there.
#[must_use]
pub fn attempt_json(text: &str, start: usize) -> Option<Span> {
    let rest = text.get(start..)?;
    let inside = rest.strip_prefix('{')?.trim_start();
    let begins = inside.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '"' | '\'' | '/'));
    let has_key = rest.lines().take(3).any(|line| line.contains(':'));
    let line = rest[..line_length(rest)].trim_end().len();
    (begins && has_key && FrontMatter::find(text, start).is_none()).then(|| Span::new(start, start + line))
}

/// Bytes of the first line of `text`, its line ending included.
fn line_length(text: &str) -> usize {
    match memchr::memchr2(b'\n', b'\r', text.as_bytes()) {
        Some(at) if text[at..].starts_with("\r\n") => at + 2,
        Some(at) => at + 1,
        None => text.len(),
    }
}

/// A JSON object at the start, followed by the end of its line. Braces in strings don't count.
fn json(rest: &str, start: usize) -> Option<FrontMatter> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' if !in_string => depth += 1,
            b'}' if !in_string => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let after = &rest[at + 1..];
            let line = line_length(after);
            let object = rest[1..at].trim_ascii_start();
            let looks_like_json = object.starts_with('"') || object.is_empty();
            return (looks_like_json && after[..line].trim_ascii().is_empty()).then(|| FrontMatter {
                format: Format::Json,
                span: Span::new(start, start + at + 1 + line),
                content: Span::new(start, start + at + 1),
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(Format, &str, &str)> {
        let found = FrontMatter::find(text, 0)?;
        Some((found.format, &text[found.content.start..found.content.end], &text[found.span.end..]))
    }

    #[test]
    fn the_three_forms_are_set_apart() {
        assert_eq!(parts("---\na: 1\n---\nb\n"), Some((Format::Yaml, "a: 1\n", "b\n")));
        assert_eq!(parts("---  \r\na: 1\r\n---\t\r\nb"), Some((Format::Yaml, "a: 1\r\n", "b")));
        assert_eq!(parts("---\na: 1\n..."), Some((Format::Yaml, "a: 1\n", "")));
        assert_eq!(parts("+++\na = 1\n+++\n"), Some((Format::Toml, "a = 1\n", "")));
        assert_eq!(parts("{\n\"a\": \"}\\\"\"\n}\nb"), Some((Format::Json, "{\n\"a\": \"}\\\"\"\n}", "b")));
        assert_eq!(parts("---\n---\nb"), Some((Format::Yaml, "", "b")));
    }

    #[test]
    fn what_is_no_front_matter_stays_body() {
        for text in ["", "---\na: 1\n", "----\na\n---\n", "\n---\na: 1\n---\n", "{{< a >}}\n", "{a}\n", "{\"a\": 1} b\n", "--- a\n---\n"] {
            assert_eq!(parts(text), None, "{text:?}");
        }
    }

    fn read(text: &str) -> Data {
        FrontMatter::find(text, 0).unwrap().read(text)
    }

    #[test]
    fn keys_and_values_have_their_places_in_every_form() {
        for (text, tags) in [
            ("---\n# c\ntitle: '題'   # c\ntags: [a, \"b\"]\n---\n", "[a, \"b\"]"),
            ("---\r\ntitle: \"題\"\r\ntags:\r\n- a\r\n- b\r\n---\r\n", "- a\r\n- b"),
            ("+++\ntitle = '題'\ntags = ['a', 'b']\n+++\n", "['a', 'b']"),
            ("{\n\t\"title\": \"題\",\n\t\"tags\": [\"a\", \"b\"]\n}\n", "[\"a\", \"b\"]"),
        ] {
            let data = read(text);
            assert_eq!(data.mistakes, [], "{text}");
            let title = data.table.get("title").unwrap();
            assert_eq!(title.value.text(), Some("題"));
            assert!(text[title.value.span.start..title.value.span.end].contains("題"), "{text}");
            assert!(text[title.key_span.start..title.key_span.end].contains("title"), "{text}");
            let list = &data.table.get("tags").unwrap().value;
            assert_eq!(list.items().unwrap().iter().map(|item| item.text().unwrap()).collect::<Vec<_>>(), ["a", "b"]);
            assert_eq!(&text[list.span.start..list.span.end], tags);
        }
    }

    #[test]
    fn mistakes_are_where_they_show() {
        for (content, shown, problem) in [
            ("title: a: b\n", ":", Problem::Colon),
            ("title: a\n\ttags: b\n", "\t", Problem::Tab),
            ("title: \"a\nx: 1\n", "x", Problem::Quote),
            ("title: 'it's'\n", "s", Problem::Quote),
            ("title: @a\n", "@", Problem::Start('@')),
            ("title: *a\n", "*", Problem::Alias),
            ("title: [CNDT] a\n", "a", Problem::Indentation),
            ("- a\n", "- a", Problem::NoTable),
            ("題だけ\n", "題だけ", Problem::NoTable),
            ("a: 1\n題: 2\n題: 3\n", "題", Problem::Duplicate("題".into(), Some(Span::new(9, 12)))),
        ] {
            let text = format!("---\n{content}---\n");
            let data = read(&text);
            let mistake = &data.mistakes[0];
            assert_eq!((&text[mistake.span.start..mistake.span.end], &mistake.problem), (shown, &problem), "{content}");
        }
    }

    #[test]
    fn what_is_read_stays_small() {
        let bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n";
        assert_eq!(read(bomb).mistakes, []);
        let itself = "---\na: &a [*a]\n---\n";
        assert_eq!(read(itself).mistakes[0].problem, Problem::Recursive);
        for content in ["[".repeat(10_000), format!("a: {}", "{a: ".repeat(10_000))] {
            assert_eq!(read(&format!("---\n{content}\n---\n")).mistakes[0].problem, Problem::TooDeep);
        }
        let large = format!("---\na: {}\n---\n", "x".repeat(MOST_BYTES));
        assert_eq!(read(&large).mistakes[0].problem, Problem::TooLarge);
        let deep = format!("+++\na = {}\n+++\n", "[".repeat(10_000));
        assert_eq!(read(&deep).mistakes.len(), 1);
    }

    #[test]
    fn what_was_meant_as_front_matter_is_told() {
        for (text, what) in [
            ("---\ntitle: a\nb\n", Some(Attempt::Unclosed)),
            ("\n\n---\ntitle: a\n---\n", Some(Attempt::Late)),
            ("----\ntitle: a\n----\n", Some(Attempt::Dashes)),
            ("---\n\ntitle: a\n", None),
            ("---\n本文: です\n", None),
            ("\n---\ntitle: a\n", None),
            ("# a\n---\ntitle: a\n", None),
            ("---", None),
        ] {
            assert_eq!(attempt(text, 0).map(|(_, what)| what), what, "{text:?}");
        }
    }
}
