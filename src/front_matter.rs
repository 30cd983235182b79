//! The front matter block: where it is and which keys stand at its top level.

use crate::source::Span;

/// How the block is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

    /// The raw value of a top-level key, without quotes around it; nothing where the key is absent or has no scalar on its line.
    #[must_use]
    pub fn scalar<'t>(&self, text: &'t str, key: &str) -> Option<&'t str> {
        let content = text.get(self.content.start..self.content.end)?;
        content.split(['\n', '\r']).find_map(|line| {
            let value = match self.format {
                Format::Yaml => line.strip_prefix(key)?.strip_prefix(':')?,
                Format::Toml => line.strip_prefix(key)?.trim_ascii_start().strip_prefix('=')?,
                Format::Json => line.trim_ascii_start().strip_prefix('"')?.strip_prefix(key)?.strip_prefix("\":")?,
            };
            let value = value.trim_ascii().trim_end_matches(',').trim_matches(['"', '\'']);
            (!value.is_empty()).then_some(value)
        })
    }
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

    #[test]
    fn top_level_scalars_are_read() {
        for text in ["---\nx: 0\ntitle: \"題\"\n---\n", "+++\ntitle = '題'\n+++\n", "{\n \"title\": \"題\",\n \"x\": 0\n}\n"] {
            assert_eq!(FrontMatter::find(text, 0).unwrap().scalar(text, "title"), Some("題"), "{text:?}");
        }
        let nested = "---\nparams:\n  title: a\ntitle:\n---\n";
        assert_eq!(FrontMatter::find(nested, 0).unwrap().scalar(nested, "title"), None);
    }
}
