//! The fragments of a text as markdownlint computes them: GitHub's ids of headings, and the ids and names in HTML.

use super::html::{loose_value, opening_tags};
use crate::document::{Document, Kind, Kinds, NodeRef};
use std::collections::{HashMap, HashSet};

/// The fragments of a text, each with `#` before it.
#[derive(Clone, Debug, Default)]
pub struct Fragments {
    known: HashSet<String>,
    /// The first of those that are equal but for case.
    by_lower: HashMap<String, String>,
}

/// Whether a text has a fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found<'f> {
    /// It has.
    Yes,
    /// It has one that differs in case, or in being percent-encoded.
    Near(&'f str),
    /// It has none.
    No,
}

impl Fragments {
    /// The fragments of `doc`.
    #[must_use]
    pub fn of(doc: &Document) -> Self {
        let mut fragments = Self::default();
        fragments.add("#top".to_owned());
        let mut counts: HashMap<String, usize> = HashMap::new();
        for (heading, _) in doc.headings().filter(|(heading, _)| !doc.is_math(heading.span)) {
            let fragment = of_heading(heading);
            if fragment == "#" {
                continue;
            }
            let count = counts.entry(fragment.clone()).or_default();
            if *count > 0 {
                fragments.add(format!("{fragment}-{count}"));
            }
            *count += 1;
            fragments.add(fragment);
            for anchor in anchors(heading.source()) {
                fragments.add(anchor.to_owned());
            }
        }
        for html in doc.nodes_of(Kinds::HTML) {
            for tag in opening_tags(html.source()) {
                let tag = &html.source()[tag];
                let is_anchor = || tag.as_bytes()[1].eq_ignore_ascii_case(&b'a') && tag[2..].starts_with(|c: char| c.is_whitespace());
                let id = loose_value(tag, "id").or_else(|| loose_value(tag, "name").filter(|_| is_anchor()));
                if let Some(id) = id {
                    fragments.add(format!("#{id}"));
                }
            }
        }
        fragments
    }

    fn add(&mut self, fragment: String) {
        self.by_lower.entry(fragment.to_lowercase()).or_insert_with(|| fragment.clone());
        self.known.insert(fragment);
    }

    /// Whether there is one for a destination that begins with `#`. Lines of a source (`#L10`, `#L10C2-L12`) are none of a text.
    #[must_use]
    pub fn find(&self, destination: &str) -> Found<'_> {
        let Some(id) = destination.strip_prefix('#').filter(|id| !id.is_empty()) else { return Found::Yes };
        if is_line(id) || self.known.contains(&encoded(id)) {
            return Found::Yes;
        }
        match self.by_lower.get(&destination.to_lowercase()) {
            Some(known) if known == destination => Found::Yes,
            Some(known) => Found::Near(known),
            None => Found::No,
        }
    }
}

/// `L10`, `L10-L12`, `L10C1-L12C3`.
fn is_line(id: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let line = |text: &str| text.strip_prefix('L').is_some_and(digits);
    let place = |text: &str| line(text) || text.split_once('C').is_some_and(|(before, column)| line(before) && digits(column));
    line(id) || id.split_once('-').is_some_and(|(from, to)| place(from) && place(to))
}

/// The fragment of a heading: what words are made of, hyphens, and a hyphen for each space.
fn of_heading(heading: NodeRef<'_>) -> String {
    use unicode_properties::{GeneralCategory as Category, GeneralCategoryGroup as Group, UnicodeGeneralCategory};
    let is_word = |c: char| {
        matches!(c.general_category_group(), Group::Letter | Group::Mark | Group::Number)
            || c.general_category() == Category::ConnectorPunctuation
    };
    let kept = shown(heading).to_lowercase();
    let kept = kept.chars().filter(|&c| c == ' ' || c == '-' || is_word(c)).map(|c| if c == ' ' { '-' } else { c });
    encoded(&kept.collect::<String>())
}

/// The text of a heading, without images, HTML, addresses, entities and line breaks.
fn shown(heading: NodeRef<'_>) -> String {
    let mut text = String::new();
    let mut skip = 0;
    for node in heading.descendants() {
        if node.index() < skip {
            continue;
        }
        match node.kind {
            Kind::Text => push_text(&mut text, node.source()),
            Kind::Code => {
                let inside = node.source().trim_matches('`');
                let padded = inside.strip_prefix(' ').and_then(|inside| inside.strip_suffix(' '));
                text.push_str(padded.filter(|padded| !padded.trim().is_empty()).unwrap_or(inside));
            }
            Kind::FootnoteReference => text.push_str(node.source()),
            Kind::Image { .. } => skip = node.end as usize,
            Kind::Link { .. } if !node.source().starts_with('[') => skip = node.end as usize,
            _ => {}
        }
    }
    text
}

/// Adds a text without its entities.
fn push_text(text: &mut String, source: &str) {
    let mut rest = source;
    while let Some((before, behind)) = rest.split_once('&') {
        text.push_str(before);
        let name = behind.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
        rest = behind[name..].strip_prefix(';').filter(|_| name > 0).unwrap_or(behind);
    }
    text.push_str(rest);
}

/// The ids in `{#id}` anywhere in a heading, each with its `#`.
fn anchors(heading: &str) -> impl Iterator<Item = &str> {
    heading.split('{').skip(1).filter_map(|rest| {
        let id = rest.split_once('}')?.0;
        let inside = id.strip_prefix('#')?;
        let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let is_id = inside.starts_with(is_letter) && inside.ends_with(is_letter);
        (is_id && inside.chars().all(|c| is_letter(c) || c == '-' || c == '_')).then_some(id)
    })
}

/// `#` and an id with percent escapes for all that ECMAScript's `encodeURIComponent` escapes.
fn encoded(id: &str) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(id.len() + 1);
    text.push('#');
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use crate::platform::Platform;

    #[test]
    fn fragments_are_those_of_headings_and_html() {
        let text = "# A `b c` *d*, e_f &amp; [g](h) ![i](j) ①\n\n## 会場\n\n## 会場\n\nK {#l-m} {#N}\n---\n\n<div id=\"O\"><a name='p'>\n\n<b name=q>\n";
        let doc = parse(text, Platform::generic());
        let fragments = Fragments::of(&doc);
        let yes = ["#a-b-c-d-e_f--g--①", "#会場", "#会場-1", "#k-l-m-n", "#l-m", "#O", "#p", "#top", "#L1", "#L1C2-L3", "#"];
        for fragment in yes {
            assert_eq!(fragments.find(fragment), Found::Yes, "{fragment}");
        }
        assert_eq!(fragments.find("#o"), Found::Near("#O"));
        assert_eq!(fragments.find("#%e4%bc%9a%e5%a0%b4"), Found::Near("#%E4%BC%9A%E5%A0%B4"));
        assert_eq!(fragments.find("#%E4%BC%9A%E5%A0%B4"), Found::Yes);
        for fragment in ["#会場-2", "#q", "#N", "#L1C2", "#x"] {
            assert_eq!(fragments.find(fragment), Found::No, "{fragment}");
        }
    }
}
