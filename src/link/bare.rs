//! Bare URLs: where one ends that stands in Japanese text, which has no spaces.

use super::url::behind_scheme;
use crate::source::Span;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// What follows a noun in a sentence and seldom begins a word.
const PARTICLES: [&str; 16] =
    ["を", "は", "が", "に", "で", "と", "の", "も", "へ", "から", "まで", "より", "など", "です", "という", "として"];

/// Signs that stand in no address.
const SIGNS: [char; 20] =
    ['、', '。', '，', '．', '「', '」', '『', '』', '）', '（', '】', '【', '＞', '！', '？', '\u{3000}', '：', '；', '…', '※'];

/// Those of them that open something, which may be part of an address that goes on behind it.
const OPENING: [char; 4] = ['「', '『', '（', '【'];

/// Where the URL ends that was meant with a text without white space that begins with one: before Japanese punctuation, a particle, a quotation
/// mark, markup, or a parenthesis that it does not open. An address with Japanese in it (`…/wiki/日本語`) goes on.
///
/// Cost: one pass.
#[must_use]
pub fn end_of_url(text: &str) -> usize {
    let end = stop(text);
    // What ends a sentence is no part of an address.
    if end < text.len() { text[..end].trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '*', '~']).len() } else { end }
}

fn stop(text: &str) -> usize {
    let text = &text[..text.find(['"', '<', '>', '`', '{', '}', '|', '\\', '[', ']']).unwrap_or(text.len())];
    // An address goes on behind what looks like a particle where signs of an address follow.
    let last_sign = text.rfind(['/', '%', '_', '=']).unwrap_or_default();
    let (mut depth, mut wide_depth, mut before) = (0_usize, 0_usize, ' ');
    for (at, c) in text.char_indices() {
        let ends = match c {
            '(' => {
                depth += 1;
                false
            }
            ')' if depth == 0 => true,
            ')' => {
                depth -= 1;
                false
            }
            '*' | '~' => before == c,
            _ if c.is_ascii() => false,
            _ if OPENING.contains(&c) => {
                wide_depth += 1;
                before != '=' && last_sign < at
            }
            '」' | '』' | '）' | '】' if wide_depth > 0 => {
                wide_depth -= 1;
                false
            }
            _ if SIGNS.contains(&c) => true,
            _ => before.is_ascii() && last_sign < at && PARTICLES.iter().any(|particle| text[at..].starts_with(particle)),
        };
        if ends {
            return at;
        }
        before = c;
    }
    text.len()
}

/// Where the link ends that linkify-it 5 makes of a text that begins with a URL (`text_separators` and `src_host_terminator` in its re.mjs): at white
/// space, `<`, `>` or `｜`, and in the host at every punctuation mark that is not ASCII.
#[must_use]
pub fn linkified(text: &str) -> usize {
    let host = text.find("://").map_or(0, |at| at + "://".len());
    let path = text[host..].find(['/', '?', '#']).map_or(text.len(), |at| host + at);
    let is_mark = |c: char| !c.is_ascii() && c.general_category_group() == GeneralCategoryGroup::Punctuation;
    let ends = |(at, c): &(usize, char)| {
        c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '｜') || (host..path).contains(at) && is_mark(*c)
    };
    text.char_indices().find(ends).map_or(text.len(), |(at, _)| at)
}

/// The URLs that a bare one at `start` of the source runs over, itself first: freed of it, the others are links too.
#[must_use]
pub fn urls_in(text: &str, start: usize) -> Vec<Span> {
    let begins = |at: &usize| {
        let rest = &text[*at..];
        let before = text[..*at].chars().next_back();
        let is_open = *at == 0 || before.is_some_and(|c| !c.is_ascii() || c == '"' || c == '(' && !text[..*at].ends_with("]("));
        is_open && behind_scheme(rest).is_some()
    };
    let starts: Vec<usize> = text.match_indices("http").map(|(at, _)| at).filter(begins).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(&from, to)| Span::new(start + from, start + from + end_of_url(&text[from..to]))).collect()
}

/// Whether a URL at `start` is not escaped and no part of other markup.
#[must_use]
pub fn is_apart(text: &str, start: usize) -> bool {
    text.get(..start).is_some_and(|before| !before.ends_with(['\\', '<', '[', '=']) && !before.ends_with("]("))
}

/// Bytes before a URL in which an HTML link may open.
const NEAR: usize = 400;

/// Whether a URL at `start` stands between `<a>` and `</a>`.
#[must_use]
pub fn is_in_anchor(text: &str, start: usize) -> bool {
    let from = (start.saturating_sub(NEAR)..=start).find(|at| text.is_char_boundary(*at)).unwrap_or(start);
    let before = text.get(from..start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.rfind("<a ").is_some_and(|open| line.rfind("</a>").is_none_or(|close| close < open))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_end_where_a_reader_ends_them() {
        for (text, url) in [
            ("https://a.example/を参照", "https://a.example/"),
            ("https://a.example/)です", "https://a.example/"),
            ("https://a.example/Go_(lang)です", "https://a.example/Go_(lang)"),
            ("https://a.example/b**です", "https://a.example/b"),
            ("https://a.example/wiki/日本語", "https://a.example/wiki/日本語"),
            ("https://a.example/wiki/日本語。次", "https://a.example/wiki/日本語"),
            ("https://a.example/?q=「引用」", "https://a.example/?q=「引用」"),
            ("https://a.example/a（b）/c", "https://a.example/a（b）/c"),
            ("https://a.example/、https://b.example/", "https://a.example/"),
            ("https://a.example/\"や", "https://a.example/"),
            ("https://a.example/のれん/b", "https://a.example/のれん/b"),
            ("https://a.example/を参照[b](https://b.example/)", "https://a.example/"),
            ("https://a.example/}です", "https://a.example/"),
        ] {
            assert_eq!(&text[..end_of_url(text)], url, "{text}");
        }
    }

    #[test]
    fn linkify_ends_a_host_at_a_mark_and_a_path_at_a_blank() {
        for (text, linked) in [
            ("https://a.example、次", "https://a.example"),
            ("https://a.example）", "https://a.example"),
            ("https://a.exampleを", "https://a.exampleを"),
            ("https://a.example/、次 b", "https://a.example/、次"),
            ("https://a.example/）", "https://a.example/）"),
            ("https://a.example/b｜c", "https://a.example/b"),
            ("https://a.example?b、c", "https://a.example?b、c"),
        ] {
            assert_eq!(&text[..linkified(text)], linked, "{text}");
        }
    }

    #[test]
    fn other_urls_in_it_are_found_but_those_of_links() {
        let text = "https://a.example/を（https://b.example/）と[c](https://c.example/)へ";
        let found: Vec<&str> = urls_in(text, 0).into_iter().map(|span| &text[span.start..span.end]).collect();
        assert_eq!(found, ["https://a.example/", "https://b.example/"]);
        assert!(is_in_anchor("<a href=\"x\">https://", 12) && !is_in_anchor("<a href=\"x\">y</a>https://", 17));
    }
}
