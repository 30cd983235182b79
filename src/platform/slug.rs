//! The ids that platforms give to headings.

use super::dialect::HeadingIds;
use std::collections::HashMap;

/// The ids of headings, given their texts without markup, in order. Nothing for a heading that gets none: Zenn leaves out levels 5 and 6.
#[must_use]
pub fn ids<'t>(algorithm: HeadingIds, headings: impl IntoIterator<Item = (&'t str, usize)>) -> Vec<Option<String>> {
    let mut used: HashMap<String, usize> = HashMap::new();
    let id = |(text, level): (&str, usize)| {
        if algorithm == HeadingIds::Zenn && level > 4 {
            return None;
        }
        Some(unique(algorithm, of(algorithm, text), &mut used))
    };
    headings.into_iter().map(id).collect()
}

/// The id of a heading that no other has the text of.
fn of(algorithm: HeadingIds, text: &str) -> String {
    match algorithm {
        HeadingIds::Github => github(&text.to_ascii_lowercase()),
        HeadingIds::GithubSlugger => github(&text.to_lowercase()),
        HeadingIds::Zenn => zenn(text),
        HeadingIds::Hugo => Some(hugo(text)).filter(|id| !id.is_empty()).unwrap_or_else(|| "heading".to_owned()),
        HeadingIds::Kramdown => Some(kramdown(text)).filter(|id| !id.is_empty()).unwrap_or_else(|| "section".to_owned()),
        HeadingIds::PythonMarkdown => python_markdown(text),
    }
}

/// `id`, or `id` with the first number behind it that is free.
fn unique(algorithm: HeadingIds, id: String, used: &mut HashMap<String, usize>) -> String {
    if algorithm == HeadingIds::PythonMarkdown {
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

/// kramdown-parser-gfm: lower case, without what is no word, hyphen, space or tab; a hyphen for each space and tab.
fn kramdown(text: &str) -> String {
    let lowered = text.to_lowercase();
    lowered.chars().filter_map(|c| if matches!(c, ' ' | '\t') { Some('-') } else { (is_word(c) || c == '-').then_some(c) }).collect()
}

/// Python-Markdown's default `slugify`: NFKD, ASCII only, lower case, one hyphen for each run of blanks and hyphens.
fn python_markdown(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let ascii: String = text.nfkd().filter(char::is_ascii).collect();
    let kept: String = ascii.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ' | '\t')).collect();
    let words = kept.trim().to_lowercase();
    words.split([' ', '-', '\t']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(algorithm: HeadingIds, text: &str) -> String {
        ids(algorithm, [(text, 2)]).remove(0).unwrap()
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
        ] {
            assert_eq!(id(algorithm, text), expected, "{algorithm:?} {text}");
        }
    }

    #[test]
    fn equal_headings_get_numbers() {
        let of = |algorithm, texts: &[&str]| -> Vec<_> {
            ids(algorithm, texts.iter().map(|text| (*text, 2))).into_iter().map(Option::unwrap).collect()
        };
        assert_eq!(of(HeadingIds::Github, &["a", "a", "a-1", "a"]), ["a", "a-1", "a-1-1", "a-2"]);
        assert_eq!(of(HeadingIds::PythonMarkdown, &["題", "x", "x", "題", "_1"]), ["_1", "x", "x_1", "_2", "_3"]);
        assert_eq!(ids(HeadingIds::Zenn, [("a", 5), ("a", 4)]), [None, Some("a".to_owned())]);
    }
}
