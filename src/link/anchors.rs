//! The places of a text that a fragment can name: headings and elements with ids.

use super::html::attributes;
use super::path::nearest_name;
use super::shown::{attribute_list, id_in, ids_of_text, line_behind, shown, words};
use super::url::percent_decoded;
use crate::document::construct::Form;
use crate::document::{Document, Kinds, NodeRef};
use crate::platform::dialect::{Dialect, HeadingIds, Html, Tags};
use crate::platform::slug::{self, Named};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

/// The anchors of a text.
#[derive(Clone, Debug, Default)]
pub struct Anchors {
    /// Ids that are given by hand.
    given: BTreeSet<String>,
    /// Ids of headings, each with the number of ways to make ids that give it.
    headings: BTreeMap<String, usize>,
    /// How many ways there are.
    ways: usize,
    /// The letters of headings whose ids are not certain.
    doubtful: Vec<String>,
    /// Whether the text may have anchors that cannot be seen in it: it includes another.
    is_open: bool,
    /// All ids by their letters and digits alone; made when one is looked for in vain.
    by_letters: OnceLock<HashMap<String, String>>,
}

/// Anchors of a text among which a nearest one is looked for.
const MOST_COMPARED: usize = 500;

/// Whether a text has an anchor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// It has, or it may have.
    Yes,
    /// Some renderers give it one and others do not.
    Differs,
    /// It has none; the nearest one.
    No(Option<String>),
}

impl Anchors {
    /// The anchors of `doc`, whose headings get their ids in one of `ways`. Nothing where no way is known.
    #[must_use]
    pub fn of(doc: &Document, dialect: &Dialect, ways: &[HeadingIds]) -> Option<Self> {
        if ways.is_empty() {
            return None;
        }
        let mut anchors = Self { ways: ways.len(), is_open: is_open(doc, dialect), ..Self::default() };
        for heading in doc.headings().map(|(heading, _)| heading) {
            anchors.given.extend(by_hand(heading, dialect));
        }
        for way in ways {
            for (heading, made) in doc.headings().map(|(heading, _)| heading).zip(made(doc, *way, dialect)) {
                if made.doubtful {
                    anchors.doubtful.push(letters(heading.source()));
                }
                if let Some(id) = made.id {
                    *anchors.headings.entry(id).or_default() += 1;
                }
            }
        }
        let text = doc.nodes_of(Kinds::TEXT).filter(|node| node.source().contains('{') && node.source().contains('#'));
        anchors.given.extend(text.flat_map(|node| ids_of_text(node.source(), dialect)));
        anchors.given.extend(html_ids(doc, dialect).map(|(id, _)| id));
        Some(anchors)
    }

    /// Anchors with these ids alone.
    #[must_use]
    pub fn of_ids(ids: impl IntoIterator<Item = String>) -> Self {
        Self { given: ids.into_iter().collect(), ..Self::default() }
    }

    /// Whether there is one for `fragment`, percent-encoded or not.
    #[must_use]
    pub fn find(&self, fragment: &str) -> Found {
        let fragment = percent_decoded(fragment);
        // github.com puts this before all ids and takes it away from fragments.
        let id = fragment.strip_prefix("user-content-").unwrap_or(&fragment);
        // The top of a page, text to look for, and footnotes, whose ids every renderer makes in its own way.
        let is_free = id.is_empty() || id.eq_ignore_ascii_case("top") || id.starts_with(":~:") || id.starts_with("fn") || is_line(id);
        if is_free || self.is_open || self.given.contains(id) {
            return Found::Yes;
        }
        match self.headings.get(id) {
            Some(ways) if *ways >= self.ways => Found::Yes,
            Some(_) => Found::Differs,
            None if self.may_be_doubtful(id) => Found::Yes,
            None => Found::No(self.nearest(id)),
        }
    }

    /// Whether it may lead to a heading whose id is not certain: what is left out of that one, the rest stands in its order.
    fn may_be_doubtful(&self, id: &str) -> bool {
        let id = letters(id.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('-').unwrap_or(id));
        let is_part = |heading: &String| {
            let mut rest = heading.chars();
            id.chars().all(|c| rest.any(|other| other == c))
        };
        !id.is_empty() && self.doubtful.iter().any(is_part)
    }

    fn nearest(&self, id: &str) -> Option<String> {
        let all = || self.headings.keys().chain(&self.given).map(String::as_str);
        // What differs in signs alone comes first: most such links were made for another renderer.
        let same = self.by_letters.get_or_init(|| all().map(|known| (letters(known), known.to_owned())).rev().collect());
        let same = same.get(&letters(id)).filter(|_| !letters(id).is_empty());
        // Of a great many headings only those of the same letters are looked for: each dead link would be compared with all.
        let is_few = self.headings.len() + self.given.len() <= MOST_COMPARED;
        same.cloned().or_else(|| is_few.then(|| nearest_name(id, all())).flatten().map(str::to_owned))
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether it names lines of a source that is shown as such: `L10`, `L10-L12`.
fn is_line(id: &str) -> bool {
    let is_number =
        |text: &str| text.strip_prefix('L').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
    id.split('-').all(is_number)
}

/// The ids that are given by hand, each with the heading or the value that gives it, in order of place. An element with the same `id` and `name` has
/// it once.
#[must_use]
pub fn given(doc: &Document, dialect: &Dialect) -> Vec<(String, Span)> {
    let headings = doc.headings().filter(|_| dialect.heading_attributes);
    let of_heading = |(heading, _): (NodeRef<'_>, usize)| Some((by_hand(heading, dialect)?, heading.span));
    let mut found: Vec<(String, Span)> = headings.filter_map(of_heading).chain(html_ids(doc, dialect)).collect();
    found.sort_by_key(|(_, span)| *span);
    found
}

/// The ids in HTML, where that works.
fn html_ids<'d>(doc: &'d Document, dialect: &Dialect) -> impl Iterator<Item = (String, Span)> + use<'d> {
    let is_kept = dialect.html != Html::Printed;
    let html = doc.nodes_of(Kinds::HTML).filter(move |_| is_kept);
    html.flat_map(ids_in)
}

/// A heading with its words and its id.
#[derive(Clone, Debug)]
pub struct Titled<'d> {
    /// The heading.
    pub heading: NodeRef<'d>,
    /// 1 to 6.
    pub level: usize,
    /// What it shows.
    pub text: String,
    /// Its id, given by hand or made of its words; nothing where it gets none.
    pub id: Option<String>,
}

/// The headings of `doc` with their ids, in order. An id that is given by hand counts on every platform: who writes one has a renderer that reads it.
#[must_use]
pub fn titled<'d>(doc: &'d Document, way: HeadingIds, dialect: &Dialect) -> Vec<Titled<'d>> {
    let titled = |((heading, level), made): (_, Made)| {
        let mut text = shown(heading);
        let written = id_in(&text).map(str::to_owned);
        let list = written.as_ref().and_then(|_| text.rfind('{')).or_else(|| Some(attribute_list(&text, dialect)?.0));
        text.truncate(list.unwrap_or(text.len()));
        let id = written.or_else(|| by_hand(heading, dialect)).or(made.id);
        Titled { heading, level, text, id }
    };
    doc.headings().zip(made(doc, way, dialect)).map(titled).collect()
}

/// What a renderer makes of a heading.
struct Made {
    /// The id of its words; nothing for one that has an id by hand or gets none.
    id: Option<String>,
    /// Whether that is not certain.
    doubtful: bool,
}

/// What `way` makes of the headings of `doc`.
fn made(doc: &Document, way: HeadingIds, dialect: &Dialect) -> Vec<Made> {
    let mut doubts = Vec::new();
    let named = |(heading, level)| {
        let words = words(heading, way, dialect);
        doubts.push(words.doubtful);
        (by_hand(heading, dialect).map_or(Named::Words(words.text), Named::Given), level)
    };
    let ids = slug::ids(way, doc.headings().map(named)).into_iter();
    ids.zip(doubts).map(|(id, doubtful)| Made { id: id.filter(|id| !id.is_empty()), doubtful }).collect()
}

/// The id that a heading is given by hand, where the dialect reads it: at its end, or behind it.
fn by_hand(heading: NodeRef<'_>, dialect: &Dialect) -> Option<String> {
    let text = shown(heading);
    attribute_list(&text, dialect).and_then(|(_, id)| id).or_else(|| id_in(line_behind(heading, dialect)?)).map(str::to_owned)
}

/// The ids and names of anchors in a piece of HTML.
fn ids_in(node: NodeRef<'_>) -> Vec<(String, Span)> {
    let is_id = |name: &str, element: &str| {
        name.eq_ignore_ascii_case("id") || name.eq_ignore_ascii_case("name") && element.eq_ignore_ascii_case("a")
    };
    let mut found: Vec<(String, Span)> = Vec::new();
    let mut last = (usize::MAX, "");
    for attribute in attributes(node.source()).filter(|attribute| is_id(attribute.name, attribute.element)) {
        let id = &node.source()[attribute.value.clone()];
        if (attribute.tag, id) != last && !id.is_empty() {
            let start = node.span.start + attribute.value.start;
            found.push((id.to_owned(), Span::new(start, start + id.len())));
        }
        last = (attribute.tag, id);
    }
    found
}

/// Whether something is included in the text, or a heading is made by a shortcode.
fn is_open(doc: &Document, dialect: &Dialect) -> bool {
    let includes = |name: &str| ["include", "readfile", "partial", "snippet", "import"].iter().any(|part| name.contains(part));
    let shortcode = doc.constructs().iter().any(|construct| match &construct.form {
        Form::Shortcode(shortcode) => includes(&doc.source.slice(shortcode.name).to_lowercase()),
        _ => false,
    });
    let in_heading = doc.headings().any(|(heading, _)| {
        let source = heading.source();
        source.contains("{{<") || source.contains("{{%") || source.contains("{{ ")
    });
    let has = |tag: Tags, sign: &str| dialect.tags.contains(&tag) && doc.source.text().contains(sign);
    shortcode || in_heading || has(Tags::Liquid, "{% include") || has(Tags::Mkdocs, "--8<--") || has(Tags::Mdx, "import ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse_at;
    use crate::platform::Platform;

    fn find(platform: &str, text: &str, fragment: &str) -> Found {
        let platform = Platform::named(platform).unwrap();
        let doc = parse_at(text, platform, "");
        Anchors::of(&doc, &platform.dialect, &platform.dialect.heading_ids).unwrap().find(fragment)
    }

    #[test]
    fn anchors_are_those_of_the_platform() {
        let no = |nearest: &str| Found::No(Some(nearest.to_owned()));
        for (platform, text, fragment, expected) in [
            ("zenn", "## 目玉のアップデート（忙しい方向け）", "目玉のアップデート忙しい方向け", no("目玉のアップデート（忙しい方向け）")),
            ("zenn", "## A & B", "a-%26-b", Found::Yes),
            ("zenn", "##### 深い", "深い", Found::No(None)),
            ("github", "## ①準備", "準備", Found::Differs),
            ("github", "## 準備\n\n## 準備", "準備-1", Found::Yes),
            ("github", "<a name=\"x\"></a>", "x", Found::Yes),
            ("zenn", "<a name=\"x\"></a>", "x", Found::No(None)),
            ("hugo", "## 概要 {#overview}", "overview", Found::Yes),
            ("hugo", "## 概要 {#overview}", "概要", Found::No(None)),
            ("hugo", "## {{% heading \"x\" %}}", "anything", Found::Yes),
            ("qiita", "## `a` &amp; ![図](x.png)b", "a--b", Found::Yes),
            ("hugo", "## 見出し {.unnumbered}", "見出し", Found::Yes),
            ("hugo", "## 三 {b}", "三-b", Found::Yes),
            ("hugo", "## v1.0 -- 変更点", "v10--変更点", Found::Yes),
            ("hugo", "## a--b `c--d`", "ab-c--d", Found::Yes),
            ("hugo", "## ![図](u) 図", "図-図", Found::Yes),
            ("hugo", "## https://x.jp/a を読む", "を読む", Found::Yes),
            ("hugo", "## &copy; 2022", "-2022", Found::Yes),
            ("hugo", "## a {#x}\n\n## x", "x-1", Found::Yes),
            ("hugo", "## A &kappa; B", "a--b", Found::Yes),
            ("hugo", "## A &kappa; B", "c", Found::No(None)),
            ("mkdocs", "## Setup { .hidden }", "setup", Found::Yes),
            ("mkdocs", "## -dash", "-dash", Found::Yes),
            ("mkdocs", "## b\n\n## a {#b}", "b_1", Found::Yes),
            ("mkdocs", "[](){ #here }", "here", Found::Yes),
            ("jekyll", "## 見出し\n{: #id}", "id", Found::Yes),
            ("jekyll", "## 見出し\n{: .id}", "見出し", Found::Yes),
            ("jekyll", "段落\n{: .a #id}", "id", Found::Yes),
            ("jekyll", "## a -- b", "a--b", Found::Yes),
            ("zenn", "## $E=mc^2$ とは", "とは", Found::Yes),
            ("zenn", "## 型 Vec<T> の話", "型-vec<t>-の話", Found::Yes),
            ("zenn", "## &copy; 2022", "©-2022", Found::Yes),
            ("zenn", "## a^[b]", "a", Found::Yes),
            ("qiita", "## まとめ", "user-content-%E3%81%BE%E3%81%A8%E3%82%81", Found::Yes),
        ] {
            assert_eq!(find(platform, text, fragment), expected, "{platform} {text} {fragment}");
        }
    }

    #[test]
    fn every_page_has_a_top_and_hatena_is_not_known() {
        assert_eq!(find("github", "", "top"), Found::Yes);
        let hatena = Platform::named("hatena").unwrap();
        assert!(Anchors::of(&parse_at("# a", hatena, ""), &hatena.dialect, &hatena.dialect.heading_ids).is_none());
    }
}
