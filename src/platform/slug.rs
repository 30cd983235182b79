//! The ids that platforms give to headings.

use super::dialect::HeadingIds;
use std::collections::HashMap;

/// What a heading gets its id of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// Its text without markup.
    Words(String),
    /// Nothing: it is given one.
    Given(String),
}

/// The ids of headings that have a level each, in order. Nothing for a heading that gets none: Zenn leaves out levels 5 and 6.
#[must_use]
pub fn ids(algorithm: HeadingIds, headings: impl IntoIterator<Item = (Named, usize)>) -> Vec<Option<String>> {
    let headings: Vec<(Named, usize)> = headings.into_iter().collect();
    let mut used: HashMap<String, usize> = HashMap::new();
    if is_python(algorithm) {
        // It looks for those that are given before it makes any.
        let given = headings.iter().filter_map(|(named, _)| if let Named::Given(id) = named { Some(id) } else { None });
        used.extend(given.map(|id| (id.clone(), 0)));
    }
    let counts_given = matches!(algorithm, HeadingIds::Hugo | HeadingIds::HugoAscii | HeadingIds::Blackfriday);
    let id = |(named, level): (Named, usize)| match named {
        Named::Given(id) => {
            if counts_given {
                used.entry(id).or_insert(0);
            }
            None
        }
        Named::Words(_) if algorithm == HeadingIds::Zenn && level > 4 => None,
        Named::Words(text) => Some(unique(algorithm, of(algorithm, &text), &mut used)),
    };
    headings.into_iter().map(id).collect()
}

const fn is_python(algorithm: HeadingIds) -> bool {
    matches!(algorithm, HeadingIds::PythonMarkdown | HeadingIds::PythonMarkdownUnicode | HeadingIds::Pymdownx)
}

/// The id of a heading that no other has the text of.
fn of(algorithm: HeadingIds, text: &str) -> String {
    match algorithm {
        HeadingIds::Github => github(&text.to_ascii_lowercase()),
        HeadingIds::GithubSlugger => github(&text.to_lowercase()),
        HeadingIds::Zenn => zenn(text),
        HeadingIds::Comrak => comrak(text),
        HeadingIds::Hugo => or("heading", hugo(text)),
        HeadingIds::HugoAscii => or("heading", hugo_ascii(text)),
        HeadingIds::Blackfriday => or("heading", blackfriday(text)),
        HeadingIds::Kramdown => or("section", kramdown(text)),
        HeadingIds::PythonMarkdown => python_markdown(text),
        HeadingIds::PythonMarkdownUnicode => python_markdown_unicode(text),
        HeadingIds::Pymdownx => pymdownx(text),
    }
}

/// `id`, or `other` where it is empty.
fn or(other: &str, id: String) -> String {
    if id.is_empty() { other.to_owned() } else { id }
}

/// `id`, or `id` with the first number behind it that is free.
fn unique(algorithm: HeadingIds, id: String, used: &mut HashMap<String, usize>) -> String {
    if is_python(algorithm) {
        return unique_in_python(id, used);
    }
    let Some(mut number) = used.get(&id).copied() else {
        used.insert(id.clone(), 0);
        return id;
    };
    let next = loop {
        number += 1;
        let next = format!("{id}-{number}");
        if !used.contains_key(&next) {
            break next;
        }
    };
    used.insert(id, number);
    used.insert(next.clone(), 0);
    next
}

/// Python-Markdown (extensions/toc.py, `unique`) numbers an empty id too, and counts on from a number that an id ends with.
fn unique_in_python(id: String, used: &mut HashMap<String, usize>) -> String {
    let is_free = |id: &str, used: &HashMap<String, usize>| !id.is_empty() && !used.contains_key(id);
    let mut next = id.clone();
    if !is_free(&next, used) {
        let numbered = id.rsplit_once('_').and_then(|(base, number)| Some((base, number.parse::<usize>().ok()?)));
        let (base, first) = numbered.unwrap_or((&id, 0));
        // Where counting from the same id ended the last time.
        let mut number = used.get(&id).copied().unwrap_or_default().max(first);
        while !is_free(&next, used) {
            number += 1;
            next = format!("{base}_{number}");
        }
        used.insert(id, number);
    }
    used.entry(next.clone()).or_insert(0);
    next
}

/// What words are made of, hyphens, and a hyphen for each space (html-pipeline 2, `toc_filter.rb`; github-slugger 2.0 and qiita-markdown 1.7
/// differ in the case of letters outside of ASCII alone).
fn github(lowered: &str) -> String {
    lowered.chars().filter_map(|c| if c == ' ' { Some('-') } else { (is_word(c) || c == '-').then_some(c) }).collect()
}

/// Whether `c` belongs to a word: a letter, a mark, a decimal digit, a letter-like number or a connector (Ruby's `\p{Word}`).
fn is_word(c: char) -> bool {
    use unicode_properties::{GeneralCategory as Category, UnicodeGeneralCategory};
    c == '_'
        || c.is_ascii_alphanumeric()
        || !c.is_ascii()
            && matches!(
                c.general_category(),
                Category::UppercaseLetter
                    | Category::LowercaseLetter
                    | Category::TitlecaseLetter
                    | Category::ModifierLetter
                    | Category::OtherLetter
                    | Category::NonspacingMark
                    | Category::SpacingMark
                    | Category::EnclosingMark
                    | Category::DecimalNumber
                    | Category::LetterNumber
                    | Category::ConnectorPunctuation
            )
}

/// zenn-markdown-html 0.5 with markdown-it-anchor 9.2: trimmed, in lower case, a hyphen for each run of white space. The page has it
/// percent-encoded.
fn zenn(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-")
}

/// Hugo's `autoIDType = "github"` (goldmark/autoid.go).
fn hugo(text: &str) -> String {
    use unicode_properties::{GeneralCategoryGroup as Group, UnicodeGeneralCategory};
    let is_kept = |c: char| {
        c == '_'
            || c.general_category_group() == Group::Letter
            || c.general_category() == unicode_properties::GeneralCategory::DecimalNumber
    };
    let kept = text.trim().chars().filter_map(|c| if matches!(c, '-' | ' ') { Some('-') } else { is_kept(c).then_some(c) });
    kept.flat_map(char::to_lowercase).collect()
}

/// `autoIDType = "github-ascii"`: without accents, then as `github` with ASCII alone.
fn hugo_ascii(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let bare: String = text.nfd().filter(|c| !is_mark(*c)).nfc().collect();
    let kept = bare.trim().chars().filter_map(|c| if matches!(c, '-' | ' ') { Some('-') } else { is_ascii_word(c).then_some(c) });
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

fn is_ascii_word(c: char) -> bool {
    c == '_' || c.is_ascii_alphanumeric()
}

fn is_mark(c: char) -> bool {
    use unicode_properties::{GeneralCategory as Category, UnicodeGeneralCategory};
    c.general_category() == Category::NonspacingMark
}

/// Whether `c` is a letter or any number: Go's `IsLetter` and `IsNumber`, Python's `isalnum`.
fn is_alphanumeric(c: char) -> bool {
    use unicode_properties::{GeneralCategoryGroup as Group, UnicodeGeneralCategory};
    matches!(c.general_category_group(), Group::Letter | Group::Number)
}

/// `autoIDType = "blackfriday"` (blackfriday, `SanitizedAnchorName`): one hyphen for all that stands between letters and numbers.
fn blackfriday(text: &str) -> String {
    let words = text.split(|c| !is_alphanumeric(c)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

/// comrak 0.59 (html/anchorizer.rs): letters, marks, all numbers, connectors and hyphens, and a hyphen for each space.
fn comrak(text: &str) -> String {
    use unicode_properties::{GeneralCategory as Category, GeneralCategoryGroup as Group, UnicodeGeneralCategory};
    let is_kept = |c: char| {
        c == '-'
            || c.general_category() == Category::ConnectorPunctuation
            || matches!(c.general_category_group(), Group::Letter | Group::Mark | Group::Number)
    };
    text.to_lowercase().chars().filter_map(|c| if c == ' ' { Some('-') } else { is_kept(c).then_some(c) }).collect()
}

/// kramdown-parser-gfm: lower case, without what is no word, hyphen, space or tab; a hyphen for each space and tab.
fn kramdown(text: &str) -> String {
    let lowered = text.to_lowercase();
    lowered.chars().filter_map(|c| if matches!(c, ' ' | '\t') { Some('-') } else { (is_word(c) || c == '-').then_some(c) }).collect()
}

/// Python-Markdown's default `slugify`: NFKD, ASCII only, lower case, one hyphen for each run of blanks and hyphens.
fn python_markdown(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let ascii: String = text.nfkd().filter(char::is_ascii).collect();
    python_markdown_unicode(&ascii)
}

/// Python-Markdown's `slugify_unicode` (extensions/toc.py): as the default, with the letters and numbers of all languages.
fn python_markdown_unicode(text: &str) -> String {
    let kept: String = text.chars().filter(|c| is_alphanumeric(*c) || matches!(c, '_' | '-') || c.is_whitespace()).collect();
    let mut id = String::new();
    for c in kept.trim().to_lowercase().chars() {
        let is_gap = c == '-' || c.is_whitespace();
        if !(is_gap && id.ends_with('-')) {
            id.push(if is_gap { '-' } else { c });
        }
    }
    id
}

/// pymdownx.slugs `slugify` with `case: lower`, which Material for `MkDocs` recommends: NFC, and a hyphen for each blank.
fn pymdownx(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let kept: String = text.nfc().filter(|c| is_alphanumeric(*c) || matches!(c, '_' | '-') || c.is_whitespace()).collect();
    kept.trim().to_lowercase().chars().map(|c| if c.is_whitespace() { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(algorithm: HeadingIds, text: &str) -> String {
        ids(algorithm, [(Named::Words(text.to_owned()), 2)]).remove(0).unwrap()
    }

    #[test]
    fn ids_are_those_of_the_platforms() {
        use HeadingIds::{Github, GithubSlugger, Hugo, Kramdown, PythonMarkdown, Zenn};
        for (algorithm, text, expected) in [
            (Github, "第Ⅲ章 Ａｂ", "第Ⅲ章-Ａｂ"),
            (GithubSlugger, "Ａｂ　⚠\u{fe0f} 注意", "ａｂ\u{fe0f}-注意"),
            (Github, "A  B", "a--b"),
            (Github, "！？", ""),
            (Zenn, "サーバー　構築  A", "サーバー-構築-a"),
            (Zenn, "C++ と Go 1.22", "c++-と-go-1.22"),
            (Hugo, "が\u{3099}んばる", "がんばる"),
            (Hugo, "snake_case と ＿全角＿", "snake_case-と-全角"),
            (Hugo, "！？", "heading"),
            (Kramdown, "見出し Two!", "見出し-two"),
            (PythonMarkdown, "見出し Two!", "two"),
            (PythonMarkdown, "-dash --  x", "-dash-x"),
        ] {
            assert_eq!(id(algorithm, text), expected, "{algorithm:?} {text}");
        }
    }

    #[test]
    fn equal_headings_get_numbers() {
        let words = |text: &str| Named::Words(text.to_owned());
        let of = |algorithm, texts: &[&str]| -> Vec<_> {
            ids(algorithm, texts.iter().map(|text| (words(text), 2))).into_iter().map(Option::unwrap).collect()
        };
        assert_eq!(of(HeadingIds::Github, &["a", "a", "a-1", "a"]), ["a", "a-1", "a-1-1", "a-2"]);
        assert_eq!(of(HeadingIds::PythonMarkdown, &["題", "x", "x", "題", "_1"]), ["_1", "x", "x_1", "_2", "_3"]);
        assert_eq!(ids(HeadingIds::Zenn, [(words("a"), 5), (words("a"), 4)]), [None, Some("a".to_owned())]);
    }
}
