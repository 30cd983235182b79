//! The Markdown that a platform reads, as data.

use super::pattern::Pattern;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a platform's Markdown has beyond `CommonMark`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[expect(clippy::struct_excessive_bools, reason = "a dialect is a set of switches")]
pub struct Dialect {
    /// `> [!NOTE]` quotes.
    pub alerts: bool,
    /// Bare URLs become links.
    pub autolink: Autolink,
    /// How far they go; nothing where that is not known.
    pub bare_urls: Option<BareUrls>,
    /// `<https://example.com>` is no link but an error.
    pub no_angle_urls: bool,
    /// `[^1]` and `[^1]: text`.
    pub footnotes: bool,
    /// Notations of other platforms that are printed as they stand.
    pub foreign: Vec<Foreign>,
    /// When a mark of emphasis opens or closes one.
    pub flanking: Flanking,
    /// `~~text~~`.
    pub strikethrough: bool,
    /// `~text~` is as good as `~~text~~`.
    pub single_tilde: bool,
    /// Pipe tables.
    pub table: bool,
    /// `- [ ]` items.
    pub tasklist: bool,
    /// How far what is in an item has to be indented, whatever its marker; nothing where that is as far as the marker and its space are wide.
    pub list_indent: Option<usize>,
    /// A newline in a paragraph is printed as one.
    pub hard_breaks: bool,
    /// `$x$` is a formula.
    pub math: bool,
    /// `![](a.png =250x)`.
    pub image_size: bool,
    /// What becomes of HTML.
    pub html: Html,
    /// Whether `:memo:` is printed as an emoji; nothing where it depends or is not known.
    pub emoji: Option<bool>,
    /// Whose brackets and braces are not Markdown.
    pub tags: Vec<Tags>,
    /// How headings get their ids: the ways of all renderers that a text may meet, where they are known to differ. Nothing where that is not known.
    pub heading_ids: Vec<HeadingIds>,
    /// A heading takes its id from `{#id}` at its end.
    pub heading_attributes: bool,
    /// What paths in destinations name; nothing where that is not known.
    pub paths: Option<Paths>,
    /// `:::name` blocks; nothing where it is not known what becomes of them.
    pub containers: Option<Containers>,
    /// `@[name](argument)` lines; nothing where it is not known what becomes of them.
    pub embeds: Option<Embeds>,
    /// Hugo's shortcodes.
    pub shortcodes: Shortcodes,
    /// Images that lie beside the posts; nothing where the platform does not look at them.
    pub images: Option<Images>,
}

impl Dialect {
    /// Whether every pattern can be read, every example is taken, and every container to write instead exists.
    ///
    /// # Errors
    /// With the first that is not as it has to be.
    pub fn check(&self) -> Result<(), String> {
        for (name, embed) in self.embeds.iter().flat_map(|embeds| &embeds.kinds) {
            embed.forms.iter().chain(embed.mend.iter().map(|(pattern, _)| pattern)).try_for_each(Pattern::check)?;
            if !embed.takes(&embed.example) {
                return Err(format!("`{name}` does not take its own example"));
            }
        }
        let containers = self.containers.iter();
        let mut instead = containers.flat_map(|containers| containers.instead.values().map(|new| (&containers.kinds, new)));
        let is_known = |(kinds, new): &(&BTreeMap<String, Container>, &String)| {
            let (name, argument) = new.split_once(' ').unwrap_or((new, ""));
            kinds.get(name).is_some_and(|kind| kind.title || kind.takes(argument))
        };
        instead.find(|instead| !is_known(instead)).map_or(Ok(()), |(_, new)| Err(format!("`{new}` is no container")))
    }
}

/// Which bare URLs become links.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Autolink {
    /// None.
    #[default]
    None,
    /// Those with a scheme.
    Scheme,
    /// `www.example.com` and mail addresses too.
    Fuzzy,
}

/// What stands beside a mark of emphasis that opens or closes one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flanking {
    /// Punctuation on one side and a letter on the other keep it from doing so; symbols and emoji are punctuation (`CommonMark` 0.31).
    #[default]
    Symbols,
    /// The same, but symbols outside of ASCII are letters (cmark-gfm).
    Punctuation,
    /// It only matters on which side white space stands (kramdown, Python-Markdown).
    Space,
}

/// How far a bare URL goes where Japanese stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BareUrls {
    /// To the next white space (cmark-gfm, comrak, remark-gfm).
    Gfm,
    /// To the next white space or `｜`; where only a host stands there, to the next punctuation mark (linkify-it 5).
    Linkify,
    /// To what is not ASCII, and only behind white space or an opening sign (goldmark 1.7).
    Goldmark,
    /// None is a link.
    None,
}

/// A notation that some platforms have of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Foreign {
    /// `> [!NOTE]`, of GitHub.
    Alert,
    /// `[:contents]`, `[https://example.com/:embed:cite]` and `[f:id:…]`, of Hatena Blog.
    Hatena,
    /// `{{< name >}}` and `{{% name %}}`, of Hugo.
    Shortcode,
}

/// What becomes of HTML.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Html {
    /// It works, or most of it.
    #[default]
    Kept,
    /// Its source is printed.
    Printed,
    /// It is left out, unless the site is configured otherwise.
    Omitted,
}

/// A kind of brackets or braces that is read before Markdown, or instead of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tags {
    /// Hugo's `{{< name >}}` and `{{% name %}}`, also in code.
    Shortcode,
    /// Jekyll's `{% tag %}` and `{{ value }}`, also in code.
    Liquid,
    /// Hatena's `[:contents]`, `[url:embed:cite]`, `[f:id:…]`, `[tex:…]`.
    Hatena,
    /// `MkDocs`' `!!! note`, `=== "Tab"`, `--8<--`.
    Mkdocs,
    /// `import`, `export` and `{/* … */}`.
    Mdx,
}

/// An algorithm for the ids of headings: see [`super::slug`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum HeadingIds {
    Github,
    /// As GitHub's, but letters outside of ASCII are lower-cased too.
    GithubSlugger,
    Zenn,
    Comrak,
    Hugo,
    /// Hugo's `github-ascii`.
    HugoAscii,
    /// Hugo's `blackfriday`.
    Blackfriday,
    Kramdown,
    PythonMarkdown,
    PythonMarkdownUnicode,
    Pymdownx,
}

/// What a destination that is a path names.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Paths {
    /// The folders in which a path that begins with `/` is looked up, counted from the site's root. Such a path is not looked at where there is none.
    pub roots: Vec<String>,
    /// Whether pages have addresses that are no paths of files: only what names a file by its ending is looked up.
    pub pages: bool,
    /// Whether nothing that lies beside a post is published with it.
    pub unpublished: bool,
    /// Whether `page.md` is looked up from the roots too.
    pub from_roots: bool,
}

/// What becomes of what a platform does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Others {
    /// Its source is printed.
    Printed,
    /// Its marks vanish and its text stays.
    Unstyled,
    /// All of it vanishes.
    Dropped,
    /// Not known, or it depends.
    Unknown,
}

/// `:::name argument`, closed by a line of as many colons or more.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Containers {
    /// What becomes of one with another name.
    pub others: Others,
    /// The kinds there are, by name.
    #[serde(default)]
    pub kinds: BTreeMap<String, Container>,
    /// What to write here for a container of another platform.
    #[serde(default)]
    pub instead: BTreeMap<String, String>,
}

/// A kind of container.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Container {
    /// What may stand behind the name; anything where nothing is named.
    pub arguments: Vec<String>,
    /// Whether something has to stand behind the name.
    pub title: bool,
    /// Whether another argument is taken for none, and not for a reason to print the line.
    pub lenient: bool,
}

impl Container {
    /// Whether the argument is taken.
    #[must_use]
    pub fn takes(&self, argument: &str) -> bool {
        let is_known = self.arguments.is_empty() || self.arguments.iter().any(|known| known == argument);
        is_known && !(self.title && argument.is_empty())
    }
}

/// `@[name](argument)` on a line of its own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Embeds {
    /// What becomes of one with another name.
    pub others: Others,
    /// Most UTF-16 units of an argument.
    #[serde(default)]
    pub longest: Option<usize>,
    /// The kinds there are, by name.
    #[serde(default)]
    pub kinds: BTreeMap<String, Embed>,
}

/// A kind of embed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Embed {
    /// The argument has to match one of these; anything goes where there is none.
    pub forms: Vec<Pattern>,
    /// An argument that is taken.
    pub example: String,
    /// Whether that is the id that stands in the code for embedding, and not an address.
    pub by_id: bool,
    /// Whether the argument may be longer than others.
    pub any_length: bool,
    /// A pattern of a wrong argument, and what to put in its place.
    pub mend: Vec<(Pattern, String)>,
}

impl Embed {
    /// The argument that was meant by a wrong one, where it can be told.
    #[must_use]
    pub fn mended(&self, argument: &str) -> Option<String> {
        let mended = self.mend.iter().find_map(|(pattern, new)| pattern.replaced(argument, new));
        mended.filter(|mended| self.takes(mended))
    }

    /// Whether the argument is taken.
    #[must_use]
    pub fn takes(&self, argument: &str) -> bool {
        self.forms.is_empty() || self.forms.iter().any(|form| form.matches(argument))
    }
}

/// The shortcodes that come with the generator.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Shortcodes {
    /// Those that every site has.
    pub known: Vec<String>,
    /// Those of them that have to be closed.
    pub paired: Vec<String>,
    /// Those that were taken out: building fails. What to use instead, or nothing.
    pub removed: BTreeMap<String, String>,
    /// Those whose inside is no Markdown, whoever defines them.
    pub verbatim: Vec<String>,
}

/// What a platform wants of images beside the posts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Images {
    /// How their names have to end, with their case.
    pub extensions: Vec<String>,
    /// Most bytes.
    pub most_bytes: u64,
    /// Whether their paths have to begin with `/`, which is the project's root.
    pub absolute: bool,
}
